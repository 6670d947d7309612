from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.building.catalog.descriptions import described
from kbuild.building.catalog.evidence import VOCABULARY


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Positive integer, dimensionality of the output space.", {"int"}),
        ("Boolean, whether the layer uses a bias vector.", {"bool"}),
        ("Float between 0 and 1.", {"float"}),
        ("int or tuple/list of 2 integers, specifying the strides.", {"int", "list[int]"}),
        ("Optional string name of the layer.", {"str"}),
        ("A float, or `None`.", {"float", "null"}),
        ("Dictionary of names.", {"dict"}),
        ("A list of Python numbers.", {"list[float]"}),
        ("The axis or axes to sum over.", {"int", "list[int]"}),
        ("Number of classes.", {"int"}),
        ("(Optional) Defaults to `0.5`. A float value.", {"float"}),
        (
            "A float, a `keras.optimizers.schedules.LearningRateSchedule` instance, or a callable.",
            {"float", "schedule", "callable"},
        ),
    ],
)
def test_the_words_of_keras_are_understood(text: str, types: set[str]) -> None:
    assert described(text).types == types


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ('string, `"valid"` or `"same"` (case-insensitive).', ("valid", "same")),
        ('One of `"a"`, `"b"`. Another sentence with `"c"`.', ("a", "b")),
        ('How to. Values can be:\n- `"int"`: as is.\n- `"one_hot"`: coded.', ("int", "one_hot")),
        ('The text, such as `"a"`.', ()),
    ],
)
def test_allowed_texts_are_found_where_there_are_two_or_more(text: str, texts: tuple[str, ...]) -> None:
    assert described(text).enum == texts


def test_a_list_s_length_is_read() -> None:
    assert described("A tuple of 2 integers.").length == 2
    assert described("A tuple of two floats.").length == 2
    assert described("A list of integers.").length is None


def test_tensors_are_looked_for_only_where_there_are_any() -> None:
    assert described("Input tensor.", tensors=True).types == {"tensor"}
    assert described("Input tensor.").types == set()


@given(st.text())
def test_any_text_gives_words_of_the_vocabulary(text: str) -> None:
    found = described(text)
    assert {word.split("[")[0] for word in found.types} <= set(VOCABULARY)
    assert len(found.enum) != 1
