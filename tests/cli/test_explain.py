from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def test_what_is_asked_for_goes_to_standard_output(invoke: Any) -> None:
    done = invoke("explain", "cycle")
    assert done.exit_code == 0
    assert done.stdout.startswith("cycle: ")


def test_a_word_that_is_not_known_is_the_command_s_fault(invoke: Any) -> None:
    done = invoke("explain", "unknown-nam")
    assert done.exit_code == 2
    assert "unknown-name" in done.stderr


@pytest.mark.parametrize("arguments", [("explain", "Dense"), ("schema", "--output", "s.json")])
def test_neither_keras_nor_numpy_is_imported(arguments: tuple[str, ...], folder: Path) -> None:
    root = Path(__file__).parents[2]
    code = (
        "import sys\n"
        f"sys.path.insert(0, {str(root)!r})\n"
        "from kbuild.cli.app import app\n"
        f"app({list(arguments)!r}, standalone_mode=False)\n"
        "print(sorted({'keras', 'tensorflow', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stderr.splitlines()[-1] == "[]"
