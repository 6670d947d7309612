from __future__ import annotations

from typing import Any

import keras
import pytest

from kbuild.building.catalog.values import convention, plain, value_evidence


@pytest.mark.parametrize(
    ("value", "types"),
    [
        (True, {"bool"}),
        (1, {"int"}),
        (0.5, {"float"}),
        ("a", {"str"}),
        ((1, 2), {"list[int]"}),
        (((1, 1), (2, 2)), {"list[list[int]]"}),
        ([1, "a"], {"list[any]"}),
        ([], {"list[any]"}),
        ({}, {"dict"}),
        (None, set()),
        (object(), set()),
    ],
)
def test_a_value_says_its_type(value: Any, types: set[str]) -> None:
    assert value_evidence(value).types == types


def test_a_serialized_object_says_its_kind() -> None:
    config = keras.saving.serialize_keras_object(keras.initializers.HeNormal())
    assert value_evidence(config).types == {"initializer"}


def test_names_that_are_conventions_say_what_they_mean() -> None:
    assert convention("recurrent_constraint").types == {"constraint", "null"}
    assert convention("data_format").enum == ("channels_last", "channels_first")
    assert not convention("units").tells


def test_a_default_is_written_as_json_has_it() -> None:
    assert plain({"a": (1, (2, None))}) == {"a": [1, [2, None]]}


def test_a_default_that_json_can_t_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        plain(object())
