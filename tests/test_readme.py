"""README's blocks are run, in their order, in one folder.

`<!-- file: NAME -->` before a block writes it to a file, and `<!-- says: COMMAND -->` holds a block against
what the command prints. Run this file as a program to write what the commands print into the README.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import kbuild
from kbuild.cli.app import app
from kbuild.cli.commands import COMMANDS

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>file|says): (?P<of>.*?) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)```", re.S
)
SETUP = re.compile(r"python3 -m venv \.venv && \.venv/bin/pip install ")


@dataclass(frozen=True)
class Block:
    language: str
    text: str
    mark: str | None
    of: str | None


def blocks() -> Iterator[Block]:
    for found in BLOCK.finditer(README.read_text(encoding="utf-8")):
        yield Block(found["language"], found["text"], found["mark"], found["of"])


def invoke(command: str) -> Any:
    return CliRunner().invoke(app, shlex.split(command)[1:], prog_name="kbuild")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_files() -> None:
    for block in blocks():
        if block.mark == "file" and block.of is not None:
            Path(block.of).write_text(block.text, encoding="utf-8")


def test_every_block_runs(folder: Path) -> None:
    names: dict[str, Any] = {}
    for block in blocks():
        if block.mark == "file" and block.of is not None:
            Path(block.of).write_text(block.text, encoding="utf-8")
        elif block.mark == "says":
            continue  # held below
        elif block.language == "bash":
            run_lines(block.text)
        else:
            assert block.language == "python", f"a block that nothing runs: {block.text[:60]}"
            exec(compile(block.text, "README.md", "exec"), names)


def run_lines(text: str) -> None:
    for line in text.splitlines():
        if line.startswith("kbuild tensorboard") or SETUP.match(line):
            continue  # the one is run by tests/cli, the other by .ci/run
        done = invoke(line)
        assert done.exit_code == 0, f"{line}\n{done.stderr}"


def test_what_commands_say_is_what_the_readme_shows(folder: Path) -> None:
    write_files()
    shown = [(block.of or "", block.text) for block in blocks() if block.mark == "says"]
    assert shown
    for command, text in shown:
        done = invoke(command)
        assert (done.stdout + done.stderr).rstrip() == text.rstrip()


def test_documents_are_right_except_where_the_readme_says_otherwise(folder: Path) -> None:
    write_files()
    wrong = {path.name for path in folder.glob("*.yaml") if kbuild.check(path)}
    assert wrong == {"wrong.yaml"}


def test_the_three_styles_are_the_same_network(folder: Path) -> None:
    import numpy as np

    write_files()
    models = [kbuild.build(f"{style}.yaml") for style in ("sequential", "functional", "subclass")]
    images = np.random.default_rng(0).random((3, 8, 8), dtype="float32")
    first, *others = ([*model.get_weights(), model.predict(images, verbose=0)] for model in models)
    for other in others:
        for one, two in zip(first, other, strict=True):
            np.testing.assert_array_equal(one, two)


def test_the_table_of_commands_is_complete() -> None:
    listed = re.findall(r"^\| `kbuild ([\w-]+)", README.read_text(encoding="utf-8"), re.M)
    assert listed == list(COMMANDS)


def test_the_two_commands_are_one_line_each() -> None:
    lines = [line for block in blocks() if block.language == "bash" for line in block.text.splitlines()]
    setup = [line for line in lines if SETUP.match(line)]
    assert len(setup) == 2
    assert setup[0].endswith(".venv/bin/kbuild train digits")
    assert setup[1].endswith("-m pytest")


def update() -> None:
    """Write what the commands print into the README."""
    import os
    import tempfile

    os.environ["NO_COLOR"] = "1"
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_files()
        for command in {block.of for block in blocks() if block.mark == "says" and block.of}:
            done = invoke(command)
            said = (done.stdout + done.stderr).rstrip()
            found = re.search(rf"(<!-- says: {re.escape(command)} -->\n```\w+\n).*?```", text, re.S)
            assert found is not None, command
            text = f"{text[: found.start()]}{found[1]}{said}\n```{text[found.end() :]}"
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    update()
