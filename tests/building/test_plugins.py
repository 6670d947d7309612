"""Plugins: loaded by name only, and a document never causes one to be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

import kbuild
from kbuild.building import plugins
from kbuild.building.registered import everything, forget
from kbuild.cli.app import app
from kbuild.schemas.errors import UsageError

FUNCTIONS = """
import kbuild

@kbuild.register
def error_{name}(y_true, y_pred, weight: float = 1.0): ...
"""


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    before, modules = everything(), set(sys.modules)
    yield
    for each in everything():
        if each not in before:
            forget(each.thing)
    for name in set(sys.modules) - modules:
        if name.startswith("own_"):
            del sys.modules[name]


def offer(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    found = EntryPoint(name, value, plugins.GROUP)
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: [found] if group == plugins.GROUP else []
    )


def test_a_file_is_run_and_its_types_are_there(tmp_path: Path) -> None:
    (tmp_path / "own_file.py").write_text("from own_help import NAME\n" + FUNCTIONS.format(name="of_file"))
    (tmp_path / "own_help.py").write_text("NAME = 1")
    assert kbuild.load_plugins(str(tmp_path / "own_file.py")) == ("losses.error_of_file",)
    assert kbuild.load_plugins(str(tmp_path / "own_file.py")) == ("losses.error_of_file",)
    assert str(tmp_path) not in sys.path


def test_a_module_of_the_folder_is_found_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "own_module.py").write_text(FUNCTIONS.format(name="of_module"))
    assert kbuild.load_plugins("own_module") == ("losses.error_of_module",)


def test_classes_are_types_without_being_registered_one_by_one(tmp_path: Path) -> None:
    text = "from keras.layers import Identity\nclass OwnSame(Identity): pass\nclass _Hidden(Identity): pass\n"
    (tmp_path / "own_classes.py").write_text(text)
    assert kbuild.load_plugins("own_classes.py") == ("OwnSame",)


def test_an_installed_package_offers_types_by_an_entry_point(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "own_package.py").write_text(FUNCTIONS.format(name="of_package"))
    monkeypatch.syspath_prepend(str(tmp_path))
    offer(monkeypatch, "offered", "own_package")
    assert kbuild.load_plugins("offered") == kbuild.load_plugins() == ("losses.error_of_package",)


def test_a_document_that_names_an_installed_type_imports_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "own_danger.py").write_text("raise SystemExit('imported')")
    monkeypatch.syspath_prepend(str(tmp_path))
    offer(monkeypatch, "own_danger", "own_danger")
    named = ["own_danger", "own_danger.Layer", "own_danger:Layer", "Own_danger"]
    for name in named:
        found = kbuild.check({"model": {"layers": [{name: {}}]}, "compile": {"loss": name}})
        assert {each.code for each in found} == {"unknown-type"}
    assert "own_danger" not in sys.modules


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("own_absent", None, "no-such-plugin"),
        ("own_absent.py", None, "no-such-plugin"),
        ("own_broken", "import own_missing", "broken-plugin"),
        ("own_broken.py", "1 / 0", "broken-plugin"),
        ("own_empty", "x = 1", "empty-plugin"),
    ],
)
def test_what_is_no_plugin_is_refused(name: str, text: str | None, code: str, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / f"{name.removesuffix('.py')}.py").write_text(text)
    with pytest.raises(UsageError) as caught:
        kbuild.load_plugins(name)
    assert caught.value.code == code


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        app(args=list(arguments), prog_name="kbuild")
    return int(ended.value.code or 0)


def test_every_command_takes_plugins_from_its_option_or_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "own_command.py").write_text(FUNCTIONS.format(name="of_command"))
    (tmp_path / "d.yaml").write_text("{model: {layers: [Flatten]}, compile: {loss: error_of_command}}")
    assert run("validate", "d.yaml") == 1
    assert run("validate", "d.yaml", "--plugin", "own_command.py") == 0
    assert run("explain", "error_of_command.weight", "--plugin", "own_command.py") == 0
    assert run("schema", "--plugin", "own_command.py") == 0
    assert "losses.error_of_command" in capsys.readouterr().out
    for each in everything():
        if each.entry.name == "losses.error_of_command":
            forget(each.thing)
    del sys.modules["own_command"]
    monkeypatch.setenv("KBUILD_PLUGINS", "own_command.py")
    assert run("validate", "d.yaml") == 0
