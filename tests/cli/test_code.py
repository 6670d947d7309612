from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kbuild.converting.python.to_python import to_python


def test_the_program_goes_to_standard_output_or_to_a_file(invoke: Any, folder: Path) -> None:
    done = invoke("code", "digits.yaml")
    assert (done.exit_code, done.stdout) == (0, to_python(folder / "digits.yaml"))
    assert invoke("code", "digits.yaml", "--output", "digits.py").stdout == ""
    assert (folder / "digits.py").read_text(encoding="utf-8") == done.stdout


def test_values_are_changed_first_and_weights_are_exact_when_asked(invoke: Any, folder: Path) -> None:
    done = invoke("code", "digits.yaml", "--set", "fit.epochs=7", "--exact")
    assert "epochs=7" in done.stdout
    assert 'seeded("digit", lambda: ' in done.stdout


def test_a_wrong_document_is_shown_with_its_line(invoke: Any, folder: Path) -> None:
    (folder / "wrong.yaml").write_text("model: {layers: [Dens]}\n", encoding="utf-8")
    done = invoke("code", "wrong.yaml")
    assert done.exit_code == 1
    assert "wrong.yaml:1:" in done.stderr


def test_what_has_no_program_is_the_command_s_fault(invoke: Any, folder: Path) -> None:
    document = {
        "model": {"style": "sequential", "layers": [{"Input": {"shape": [2]}}, {"Dense": {"units": 1}}]},
        "objectives": [{"loss": "h = model(x)\nwhile ops.max(h) > 1:\n    h = h / 2\nreturn ops.mean(h)"}],
    }
    (folder / "looping.json").write_text(json.dumps(document), encoding="utf-8")
    done = invoke("code", "looping.json")
    assert done.exit_code == 2
    assert "not-in-python" in done.stderr
    assert invoke("code", "looping.json", "--unset", "objectives").exit_code == 0
