from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_differences_are_shown_as_text_and_as_json(invoke: Any, folder: Path) -> None:
    text = (folder / "digits.yaml").read_text(encoding="utf-8").replace("units: 300", "units: 200")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    done = invoke("diff", "digits.yaml", "mine.yaml")
    assert done.exit_code == 0
    assert "units 300 → 200" in done.stdout
    read = json.loads(invoke("diff", "digits.yaml", "mine.yaml", "--json").stdout)
    assert read["differ"] is True
    assert read["layers"][0]["changes"] == [{"path": "units", "before": 300, "after": 200}]


def test_the_exit_code_tells_only_when_it_is_asked_to(invoke: Any, folder: Path) -> None:
    text = (folder / "digits.yaml").read_text(encoding="utf-8").replace("epochs: 60", "epochs: 6")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    assert invoke("diff", "digits.yaml", "mine.yaml").exit_code == 0
    assert invoke("diff", "digits.yaml", "mine.yaml", "--exit-code").exit_code == 1
    same = invoke("diff", "digits", "digits.yaml", "--exit-code")
    assert (same.exit_code, "no difference" in same.stdout) == (0, True)


def test_a_wrong_document_is_1_and_a_wrong_command_2(invoke: Any, folder: Path) -> None:
    (folder / "wrong.yaml").write_text("model: {layers: [Dens]}\n", encoding="utf-8")
    assert invoke("diff", "digits.yaml", "wrong.yaml").exit_code == 1
    assert invoke("diff", "digits.yaml", "nothing.yaml").exit_code == 2
