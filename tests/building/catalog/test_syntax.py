from __future__ import annotations

from typing import Any

import keras

from kbuild.building.catalog.syntax import uses


class Base:
    def __init__(self, kernel: Any = None, mode: Any = "x") -> None:
        self.kernel = keras.initializers.get(kernel)
        if mode not in {"x", "y", "a"}:
            raise ValueError("mode")


class Child(Base):
    MODES = ("p", "q")

    def __init__(self, weights: Any = None, kind: Any = "p", size: Any = 1) -> None:
        super().__init__(kernel=weights)
        if kind not in self.MODES:
            raise ValueError("kind")
        self.size = float(size)


def initializers_get(x: Any) -> Any:
    return keras.initializers.get(x)


def test_what_the_code_calls_says_what_an_argument_is() -> None:
    found = uses(keras.layers.Conv2D)
    assert found["kernel_initializer"].types == {"initializer"}
    assert found["kernel_size"].types == {"int", "list[int]"}
    assert found["padding"].enum == ("valid", "same", "causal")


def test_the_texts_of_a_check_keep_the_source_s_order() -> None:
    assert uses(Base)["mode"].enum == ("x", "y", "a")


def test_the_texts_may_be_a_class_attribute() -> None:
    assert uses(Child)["kind"].enum == ("p", "q")


def test_a_conversion_says_the_type() -> None:
    assert uses(Child)["size"].types == {"float"}


def test_a_class_without_source_says_nothing() -> None:
    assert uses(int) == {}
