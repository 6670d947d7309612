from __future__ import annotations

from typing import Any, Literal

import keras

from kbuild.building.catalog import extract_type
from kbuild.building.catalog.probing import Probe
from kbuild.schemas.catalog import entry_from


class Scaled(keras.layers.Layer):  # type: ignore[misc]
    """Multiplies by a number.

    Args:
        by: What to multiply by.
        size: int or tuple of 2 integers.
    """

    def __init__(
        self,
        by: float,
        size: Any = (1, 1),
        mode: Literal["plain", "odd"] = "plain",
        kernel_initializer: Any = "zeros",
        depth: int = 1,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if depth < 1:
            raise ValueError("depth")

    def call(self, inputs: Any, training: bool = False) -> Any:
        return inputs


def test_a_class_of_the_user_s_own_is_described_without_constructing_it() -> None:
    entry = extract_type(Scaled, "layer")
    assert entry["summary"] == "Multiplies by a number."
    assert entry["args"]["by"] == {"types": ["float"], "required": True, "text": "What to multiply by."}
    assert entry["args"]["mode"] == {"types": ["enum"], "default": "plain", "enum": ["plain", "odd"]}
    assert entry["args"]["kernel_initializer"] == {"types": ["initializer"], "default": "zeros"}
    assert entry["args"]["depth"] == {"types": ["int"], "default": 1, "min": 1}
    assert entry["args"]["size"]["types"] == ["int", "list[int]"]
    assert entry["args"]["size"]["length"] == 2
    assert entry["args"]["name"]["from"] == "Layer"
    assert entry["call"] == {"inputs": {"required": True}, "training": {}}
    assert entry["bases"] == ["Layer"]


def test_the_description_is_one_that_the_catalog_reads() -> None:
    entry = entry_from("Scaled", "layer", extract_type(Scaled, "layer"))
    assert entry.args["by"].required
    assert entry.args["name"].defined_by == "Layer"


def test_an_argument_about_which_nothing_is_known_may_be_anything() -> None:
    class Plain:
        def __init__(self, thing: Any) -> None: ...

    assert extract_type(Plain, "callback")["args"] == {"thing": {"types": ["any"], "required": True}}


def test_a_constructor_that_is_tried_says_more() -> None:
    entry = extract_type(keras.layers.Conv2D, "layer", probe=Probe(keras.layers.Conv2D, "Conv2D"))
    assert entry["args"]["kernel_size"]["length"] == 2
    assert entry["args"]["padding"]["enum"] == ["valid", "same"]
    assert entry["args"]["filters"]["min"] == 1


def test_an_op_s_call_names_what_may_be_a_tensor() -> None:
    entry = extract_type(keras.ops.multiply, "op")
    assert entry["call"] == {"x1": {"required": True}, "x2": {"required": True}}
    assert list(extract_type(keras.ops.sum, "op")["call"]) == ["x"]


def test_an_activation_is_given_its_tensor_by_the_layer() -> None:
    assert list(extract_type(keras.activations.leaky_relu, "activation")["args"]) == ["negative_slope"]
