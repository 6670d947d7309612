"""The one rule: a type is a name, or a name with arguments, and everything else is refused at its place."""

from typing import Any

import pytest
from pydantic import ValidationError

from kbuild.schemas import layers, rule
from kbuild.schemas.objects import Object


def errors_of(kinds: tuple[str, ...], written: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    with pytest.raises(ValidationError) as caught:
        rule.read(kinds, written)
    return [(each["type"], tuple(each["loc"])) for each in caught.value.errors()]


@pytest.mark.parametrize(
    ("written", "tree"),
    [
        ("Flatten", "Flatten"),
        ({"Flatten": None}, "Flatten"),
        ({"Flatten": {}}, "Flatten"),
        ({"Dense": {"units": 3}}, {"Dense": {"units": 3}}),
        (
            {"Convolution2D": {"filters": 2, "kernel_size": [3, 3]}},
            {"Conv2D": {"filters": 2, "kernel_size": [3, 3]}},
        ),
        (
            {
                "Bidirectional": {
                    "layer": {"LSTM": {"units": 4, "kernel_initializer": {"HeNormal": {"seed": 1}}}}
                }
            },
            {
                "Bidirectional": {
                    "layer": {"LSTM": {"units": 4, "kernel_initializer": {"HeNormal": {"seed": 1}}}}
                }
            },
        ),
    ],
)
def test_a_type_is_read_with_and_without_arguments(written: Any, tree: Any) -> None:
    assert rule.read(("layer",), written).tree() == tree


def test_an_object_made_in_python_is_what_reading_gives() -> None:
    assert rule.read(("layer",), {"Dense": {"units": 3}}) == layers.Dense(units=3)
    dense = layers.Dense(units=3)
    assert rule.read(("layer",), dense) is dense


def test_a_string_that_keras_takes_stays_a_string_and_a_type_name_becomes_an_object() -> None:
    assert rule.read(("initializer",), "he_normal") == "he_normal"
    assert isinstance(rule.read(("initializer",), "HeNormal"), Object)


@pytest.mark.parametrize(
    ("kinds", "written", "code", "place"),
    [
        (("layer",), "Denze", "unknown-type", ()),
        (("layer",), {"Denze": {"units": 3}}, "unknown-type", ("Denze",)),
        (("layer",), {"dense": {"units": 3}}, "unknown-type", ("dense",)),
        (("layer",), "Adam", "wrong-kind", ()),
        (("layer",), {"Adam": {}}, "wrong-kind", ("Adam",)),
        (("optimizer",), "dense", "unknown-type", ()),
        (("layer",), {"Dense": 300}, "wrong-type", ("Dense",)),
        (("layer",), {"Dense": {"units": 3}, "Flatten": None}, "several-types", ("Flatten",)),
        (("layer",), {"Dense": {"units": 3}, "use_bias": False}, "unknown-word", ("use_bias",)),
        (("layer",), {}, "missing-type", ()),
        (("layer",), 3, "wrong-type", ()),
        (("layer",), {"Dense": {"units": 3, "unit": 4}}, "unknown-argument", ("Dense", "unit")),
        (("layer",), {"Dense": {}}, "missing-argument", ("Dense", "units")),
        (
            ("optimizer",),
            {"Adam": {"learning_rate": {"CosineDecay": {"decay_steps": 3, "initial_learning_rate": "x"}}}},
            "wrong-type",
            ("Adam", "learning_rate", "CosineDecay", "initial_learning_rate"),
        ),
    ],
)
def test_what_is_wrong_is_refused_with_a_code_at_its_place(
    kinds: tuple[str, ...], written: Any, code: str, place: tuple[str | int, ...]
) -> None:
    assert errors_of(kinds, written) == [(code, place)]


def test_all_mistakes_of_an_object_are_reported_at_once() -> None:
    found = errors_of(("layer",), {"Dense": {"units": "3", "activation": "rleu", "use_bias": "no", "foo": 1}})
    assert found == [
        ("wrong-type", ("Dense", "units")),
        ("unknown-type", ("Dense", "activation")),
        ("wrong-type", ("Dense", "use_bias")),
        ("unknown-argument", ("Dense", "foo")),
    ]
