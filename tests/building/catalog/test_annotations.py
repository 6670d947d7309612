from __future__ import annotations

import typing
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, Optional

import keras
import pytest

from kbuild.building.catalog.annotations import annotated


@pytest.mark.parametrize(
    ("annotation", "types"),
    [
        (int, {"int"}),
        (float | None, {"float", "null"}),
        (Optional[str], {"str", "null"}),  # noqa: UP045 - the old spelling is what is tested
        (list[int], {"list[int]"}),
        (typing.List[str], {"list[str]"}),  # noqa: UP006 - the old spelling is what is tested
        (Sequence[float], {"list[float]"}),
        (list[int | str], {"list[any]"}),
        (list[list[int]], {"list[list[int]]"}),
        (dict[str, Any], {"dict"}),
        (Callable[[int], int], {"callable"}),
        (Annotated[int, "a note"], {"int"}),
        (Literal["a", "b"] | int, {"enum", "int"}),
        (keras.layers.Layer, {"layer"}),
        (keras.layers.Dense, {"layer"}),
        (keras.Initializer | None, {"initializer", "null"}),
        (Any, set()),
        ("text", set()),
        (object(), set()),
    ],
)
def test_an_annotation_says_what_an_argument_may_be(annotation: Any, types: set[str]) -> None:
    assert annotated(annotation).types == types


def test_the_texts_of_a_literal_are_allowed_texts() -> None:
    assert annotated(Literal["b", "a"] | None).enum == ("b", "a")


def test_a_tuple_has_the_length_that_it_is_written_with() -> None:
    assert annotated(tuple[int, int]).length == 2
    assert annotated(tuple[int, ...]).length is None
