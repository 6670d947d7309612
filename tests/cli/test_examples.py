"""Every example that a command's help shows is run."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from kbuild.cli.commands import COMMANDS, module_of

# A run of it takes a minute; `test_predict_texts.py` does what the example does.
TRAINED_ELSEWHERE = "runs/translation/1"
EXAMPLES = [
    (name, example)
    for name in COMMANDS
    if name != "tensorboard"
    for example in import_module(f"kbuild.cli.{module_of(name)}").EXAMPLES
    if TRAINED_ELSEWHERE not in example
]


@pytest.fixture
def ready(run_folder: Path) -> Path:
    """A folder with two documents and two runs, in which trainings are short."""
    text = (run_folder / "digits.yaml").read_text(encoding="utf-8")
    short = re.sub(r"epochs: \d+", "epochs: 2", text)
    (run_folder / "digits.yaml").write_text(short, encoding="utf-8")
    (run_folder / "mine.yaml").write_text(short.replace("seed: 0", "seed: 7"), encoding="utf-8")
    shutil.copytree(run_folder / "runs/digits/1", run_folder / "runs/digits/2")
    return run_folder


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_the_example_runs(name: str, example: str, invoke: Any, ready: Path) -> None:
    if name == "new":
        for document in ready.glob("*.yaml"):
            document.unlink()
    words, _, target = example.partition(" > ")
    done = invoke(*shlex.split(words)[1:])
    assert done.exit_code == 0, done.stderr
    if target:
        (ready / target).write_text(done.stdout, encoding="utf-8")
    given = shlex.split(words)
    outputs = [given[at + 1] for at, word in enumerate(given) if word == "--output"]
    assert all((ready / each).is_file() for each in outputs)
