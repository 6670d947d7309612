"""Every example in a docstring runs, and every public module, class and function has a docstring."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

import kbuild
from kbuild.schemas import catalog

OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def modules(package: ModuleType = kbuild) -> Iterator[str]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not found.name.endswith("__main__"):
            yield found.name


@pytest.mark.parametrize("name", ["kbuild", *modules()])
def test_the_examples_run(name: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=OPTIONS)
    for kind in catalog.kinds():
        # What an example registers is not there for the tests that follow.
        for entry in [each for each in catalog.types(kind).values() if not each.of_keras]:
            catalog.remove(entry)
    assert failed == 0


@pytest.mark.parametrize("name", ["kbuild", *modules()])
def test_what_is_public_is_described(name: str) -> None:
    module = importlib.import_module(name)
    things = {word: thing for word, thing in vars(module).items() if _own(thing, word, name)}
    assert inspect.getdoc(module)
    assert not [word for word, thing in things.items() if not inspect.getdoc(thing)]


def _own(thing: Any, word: str, module: str) -> bool:
    own = getattr(thing, "__module__", None) == module
    return own and not word.startswith("_") and (inspect.isclass(thing) or inspect.isfunction(thing))
