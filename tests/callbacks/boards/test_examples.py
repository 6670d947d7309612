import doctest
import importlib
import pkgutil

import pytest

import kbuild.callbacks

MODULES = [kbuild.callbacks.__name__] + [
    f"{kbuild.callbacks.__name__}.{module.name}" for module in pkgutil.iter_modules(kbuild.callbacks.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run(name: str) -> None:
    module = importlib.import_module(name)
    assert doctest.testmod(module).failed == 0


def test_what_is_public_has_an_example() -> None:
    shown = {"Checkpoint", "EarlyStopping", "TensorBoard", "direction", "expected_logs", "restore"}
    for name in shown:
        assert ">>> " in getattr(kbuild.callbacks, name).__doc__
