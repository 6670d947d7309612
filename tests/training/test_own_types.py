"""A run says which plugins it needs, and never imports them by itself."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import kbuild
from kbuild.building import plugins
from kbuild.building.registered import everything, forget
from kbuild.cli.app import app
from kbuild.schemas.errors import RunError
from kbuild.training.own_types import missing_plugins

PLUGIN = """
import keras

class Doubling(keras.layers.Layer):
    def call(self, x):
        return 2 * x
"""

DOCUMENT = """
name: mine
model: {layers: [{Input: {shape: [1]}}, Doubling, {Dense: {units: 1}}]}
compile: {optimizer: sgd, loss: mse}
data: {train: {Csv: {path: rows.csv, target: y}}, test: 0.5, batch_size: 4}
fit: {epochs: 1}
"""


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which a document with a layer of a plugin was trained; the plugin is not loaded."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(plugins, "_loaded_names", {})
    (tmp_path / "own_doubling.py").write_text(PLUGIN)
    (tmp_path / "mine.yaml").write_text(DOCUMENT)
    (tmp_path / "rows.csv").write_text("x,y\n" + "".join(f"{i},{2 * i}\n" for i in range(8)))
    before = everything()
    kbuild.load_plugins("own_doubling.py")
    kbuild.train("mine.yaml", verbose=0)
    clean(before)
    monkeypatch.setattr(plugins, "_loaded_names", {})
    yield tmp_path
    clean(before)


def clean(before: tuple[object, ...]) -> None:
    for each in everything():
        if each not in before:
            forget(each.thing)
    sys.modules.pop("own_doubling", None)


def test_what_is_missing_is_said_with_the_command_to_type_and_then_works_from_anywhere(
    there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def invoke(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, words, prog_name="kbuild")
        return done.exit_code, done.output

    for words in (
        ("evaluate", "runs/mine/1", "--json"),
        ("predict", "runs/mine/1", "rows.csv"),
        ("resume", "runs/mine"),
    ):
        code, output = invoke(*words)
        assert code == 2
        assert f"kbuild {' '.join(words)} --plugin own_doubling.py\n" in output
    assert "own_doubling" not in sys.modules
    with pytest.raises(RunError, match="types of your own") as caught:
        _ = kbuild.open_run("runs/mine/1").model
    assert "kbuild.load_plugins('own_doubling.py')" in str(caught.value.hint)
    (there / "elsewhere").mkdir()
    monkeypatch.chdir(there / "elsewhere")
    code, output = invoke("evaluate", "../runs/mine/1", "--json", "--plugin", "../own_doubling.py")
    assert (code, json.loads(output)["samples"]) == (0, 4)


def test_only_names_that_can_be_typed_are_shown_of_what_a_folder_says() -> None:
    names = ["good.module", "layers/own.py", "../up.py", "/root.py", "a b", "x;rm", "\x1b[1m", 3, "a" * 300]
    assert missing_plugins({"plugins": names}) == ["good.module", "layers/own.py"]
    assert missing_plugins({"plugins": "own.py"}) == []
