"""The arguments that a program may give are those that Keras's functions take."""

from __future__ import annotations

import inspect

import keras
import pytest

from kbuild.reading.program.arguments import function_arguments
from kbuild.reading.program.vocabulary import RANDOM_ARGUMENTS, functions


@pytest.mark.parametrize("name", RANDOM_ARGUMENTS)
def test_random_functions_take_these(name: str) -> None:
    taken = inspect.signature(getattr(keras.random, name)).parameters.values()
    assert {each.name: each.default is each.empty for each in taken} == RANDOM_ARGUMENTS[name]


@pytest.mark.parametrize("name", sorted(functions("losses")))
def test_losses_take_these(name: str) -> None:
    arguments = function_arguments("losses", name)
    if arguments is not None:
        assert list(inspect.signature(keras.losses.get(name)).parameters) == list(arguments)
