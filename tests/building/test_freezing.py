"""`trainable: false` freezes everything inside a layer, whatever kind of layer it is."""

from __future__ import annotations

from typing import Any

import pytest

import kbuild
from kbuild.checking.summary import summarize

INSIDE = {
    "a wrapper": ([4, 3], {"Bidirectional": {"layer": {"LSTM": {"units": 2}}, "trainable": False}}),
    "a layer that makes layers when it is built": (
        [4, 3],
        {"Bidirectional": {"layer": {"GRU": {"units": 2}}, "merge_mode": "sum", "trainable": False}},
    ),
    "a stack without an input": (
        [4],
        {"Sequential": {"layers": [{"Dense": {"units": 2}}, "BatchNormalization"], "trainable": False}},
    ),
    "a graph": (
        [4],
        {
            "Functional": {
                "inputs": {"x": {"shape": [4]}},
                "layers": {"a": {"Dense": {"units": 2}, "from": "x"}},
                "outputs": "a",
                "trainable": False,
            }
        },
    ),
    "a program": (
        [4],
        {
            "Subclass": {
                "layers": {"dense": {"Dense": {"units": 2}}},
                "call": "return dense(inputs)",
                "trainable": False,
            }
        },
    ),
    "an application": (
        [32, 32, 3],
        {
            "MobileNetV2": {
                "weights": None,
                "input_shape": [32, 32, 3],
                "alpha": 0.35,
                "include_top": False,
                "name": "base",
                "trainable": False,
            }
        },
    ),
}


@pytest.mark.parametrize("what", INSIDE)
def test_only_the_head_is_trained(what: str) -> None:
    shape, layer = INSIDE[what]
    head = {"Dense": {"units": 1, "name": "head"}}
    model = kbuild.build({"model": {"layers": [{"Input": {"shape": shape}}, layer, head]}})
    assert {id(each) for each in model.trainable_weights} == {
        id(each) for each in model.get_layer("head").weights
    }


def test_an_attention_layer_is_frozen_though_its_layers_are_made_later() -> None:
    document: dict[str, Any] = {
        "model": {
            "inputs": {"x": {"shape": [4, 3]}},
            "layers": {
                "heed": {
                    "MultiHeadAttention": {"num_heads": 1, "key_dim": 2, "trainable": False},
                    "from": {"query": "x", "value": "x"},
                },
                "head": {"Dense": {"units": 1}},
            },
            "outputs": "head",
        }
    }
    model = kbuild.build(document)
    assert len(model.trainable_weights) == 2
    assert model.get_layer("heed").get_config()["trainable"] is False


def test_a_whole_model_that_is_not_trained_has_nothing_to_train() -> None:
    layers = [{"Input": {"shape": [4]}}, {"Dense": {"units": 2}}]
    assert kbuild.build({"model": {"layers": layers, "trainable": False}}).trainable_weights == []


def test_a_frozen_application_is_counted_so_without_keras() -> None:
    base = {"MobileNetV2": {"weights": None, "name": "base", "trainable": False}}
    said = summarize(kbuild.load({"model": {"layers": [{"Input": {"shape": [224, 224, 3]}}, base]}}))
    assert said.rows[-1].name == "base"
    assert (said.trainable, said.total) == (0, said.non_trainable)
    assert said.total
