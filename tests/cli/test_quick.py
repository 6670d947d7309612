from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kbuild
from kbuild.cli.quick import quick

_ROOT = Path(kbuild.__file__).parents[1]
_WRONG = "model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {unit: 3}}]}\n"


@pytest.mark.parametrize("text", [None, _WRONG, "a: [", ""])
def test_it_says_what_the_whole_command_says(
    invoke: Any, folder: Path, capsys: pytest.CaptureFixture[str], text: str | None
) -> None:
    if text is not None:
        (folder / "digits.yaml").write_text(text, encoding="utf-8")
    whole = invoke("validate", "digits.yaml")
    capsys.readouterr()
    code = quick(["validate", "digits.yaml"])
    said = capsys.readouterr()
    assert (code, said.out, said.err) == (whole.exit_code, whole.stdout, whole.stderr)


def test_a_file_that_is_not_there_is_a_wrong_command(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quick(["validate", "digit.yaml"]) == 2
    assert "did you mean" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["validate"],
        ["validate", "--help"],
        ["train", "a.yaml"],
        ["validate", "a.yaml", "--set", "seed=1"],
    ],
)
def test_all_else_is_left_to_the_whole_command(arguments: list[str]) -> None:
    assert quick(arguments) is None


def test_it_imports_neither_the_reader_of_options_nor_what_pydantic_searches_with() -> None:
    program = (
        "import sys\n"
        "from kbuild.cli.quick import quick\n"
        "assert quick(['validate', 'digits']) == 0\n"
        "print(sorted({'typer', 'rich', 'importlib.metadata', 'tempfile'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=_ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
