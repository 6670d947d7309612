from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import kbuild.building.catalog as package

MODULES = [each.name for each in pkgutil.iter_modules(package.__path__) if each.name != "__main__"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_docstrings_run(name: str) -> None:
    assert doctest.testmod(import_module(f"{package.__name__}.{name}")).failed == 0
