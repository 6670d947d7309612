from __future__ import annotations

from typing import Any

import pytest

from kbuild.building.catalog.guards import guards


class Guarded:
    def __init__(self, units: Any, rate: Any = 0.5, low: Any = 0, high: Any = 1, depth: Any = 1) -> None:
        if not isinstance(units, int) or units <= 0:
            raise ValueError("units")
        if not 0 <= rate < 1:
            raise ValueError("rate")
        if low > high:
            raise ValueError("low")
        self.depth = depth
        if self.depth is not None and self.depth < 1:
            raise ValueError("depth")


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("units", 3, False),
        ("units", 0, True),
        ("units", 1.5, True),
        ("units", "word", True),
        ("rate", 0, False),
        ("rate", 1, True),
        ("rate", "word", True),
        ("depth", None, False),
        ("depth", 0, True),
    ],
)
def test_a_check_is_tried_on_a_value(name: str, value: Any, refused: bool) -> None:
    assert guards(Guarded)[name](value) is refused


def test_a_check_against_another_argument_refuses_nothing() -> None:
    assert not guards(Guarded)["low"](1000)


def test_the_checks_of_keras_are_read() -> None:
    import keras

    assert guards(keras.layers.Dense)["units"](0)
    assert guards(keras.layers.Dropout)["rate"](1.5)


def test_a_class_without_source_has_no_checks() -> None:
    assert guards(type("Bare", (), {"__init__": lambda self, x: None})).get("x") is None
    assert guards(int) == {}
