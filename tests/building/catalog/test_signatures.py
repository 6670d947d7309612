from __future__ import annotations

from typing import Any

import keras

from kbuild.building.catalog.signatures import MISSING, constructor_parameters, function_parameters


class Base:
    def __init__(self, rank: int, strides: int = 1, *, name: str | None = None) -> None: ...


class Filled(Base):
    def __init__(self, filters: int, **kwargs: Any) -> None:
        super().__init__(rank=2, **kwargs)


class Positional(Base):
    def __init__(self, filters: int, **kwargs: Any) -> None:
        super().__init__(3, 1, **kwargs)


class Closed(Base):
    def __init__(self, filters: int) -> None:
        super().__init__(2)


def names(cls: type) -> list[str]:
    return [each.name for each in constructor_parameters(cls)]


def test_keyword_arguments_lead_to_the_arguments_of_the_base() -> None:
    assert names(Base) == ["rank", "strides", "name"]
    assert names(type("Child", (Base,), {})) == ["rank", "strides", "name"]


def test_what_a_class_fills_in_itself_nobody_else_can_give() -> None:
    assert names(Filled) == ["filters", "strides", "name"]
    assert names(Positional) == ["filters", "name"]


def test_without_keyword_arguments_nothing_is_passed_on() -> None:
    assert names(Closed) == ["filters"]


def test_each_argument_knows_the_class_that_defines_it() -> None:
    definers = {each.name: each.definer for each in constructor_parameters(Filled)}
    assert definers == {"filters": Filled, "strides": Base, "name": Base}


def test_annotations_written_as_text_are_evaluated() -> None:
    assert constructor_parameters(Base)[0].annotation is int


def test_the_layers_of_keras_end_with_what_every_layer_takes() -> None:
    assert names(keras.layers.Conv2D)[:2] == ["filters", "kernel_size"]
    assert {"trainable", "dtype", "name"} <= set(names(keras.layers.Conv2D))
    assert "rank" not in names(keras.layers.Conv2D)


def test_a_class_without_a_constructor_of_its_own_takes_nothing() -> None:
    assert constructor_parameters(type("Bare", (), {})) == ()


def test_a_starred_argument_is_not_required() -> None:
    subscripts, operands = function_parameters(keras.ops.einsum)
    assert (subscripts.required, operands.required, operands.variadic) == (True, False, True)
    assert operands.default is MISSING
