"""Model to document to model: the same configuration, the same weights' shapes, the same results."""

from __future__ import annotations

import json
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers, ops

import kbuild
from kbuild.converting.written import written_yaml
from kbuild.schemas import Document


def data_for(model: Any) -> Any:
    rows = np.random.default_rng(0)
    if not hasattr(model, "inputs"):
        return rows.normal(size=(2, 4)).astype("float32")

    def one(tensor: Any) -> Any:
        shape = [2, *(5 if each is None else each for each in tensor.shape[1:])]
        if tensor.dtype.startswith("int"):
            return rows.integers(0, 4, shape).astype(tensor.dtype)
        return rows.normal(size=shape).astype(tensor.dtype)

    values = [one(each) for each in model.inputs]
    if isinstance(getattr(model, "_inputs_struct", None), dict):
        return dict(zip(model.input, values, strict=True))
    return values if len(values) > 1 else values[0]


def results(model: Any, inputs: Any) -> list[Any]:
    return [np.asarray(each) for each in keras.tree.flatten(model(inputs))]


def round_trip(model: Any) -> str:
    """Hold a model to what its document builds, and the document to its text; returns the text."""
    document = kbuild.from_keras(model)
    text = written_yaml(document)
    again = kbuild.build(text)
    assert [each.shape for each in again.weights] == [each.shape for each in model.weights]
    again.set_weights(model.get_weights())
    inputs = data_for(model)
    for one, other in zip(results(model, inputs), results(again, inputs), strict=True):
        np.testing.assert_array_equal(one, other)
    return text


def without_names(value: Any) -> Any:
    """A configuration without what Keras counts in the whole process."""
    if isinstance(value, dict):
        skipped = ("name", "build_config", "keras_history", "input_layers", "output_layers")
        return {key: without_names(each) for key, each in value.items() if key not in skipped}
    return [without_names(each) for each in value] if isinstance(value, list) else value


def functional(entries: dict[str, Any], outputs: Any, **inputs: Any) -> dict[str, Any]:
    shapes = {name: {"shape": shape} for name, shape in (inputs or {"x": [4]}).items()}
    return {"style": "functional", "inputs": shapes, "layers": entries, "outputs": outputs}


TOWER = {"Sequential": {"layers": [{"Dense": {"units": 8, "activation": "relu"}}, {"Dense": {"units": 4}}]}}
DOCUMENTS: dict[str, Any] = {
    "mlp": {
        "style": "sequential",
        "layers": [
            {"Input": {"shape": [28, 28]}},
            "Flatten",
            {"Dense": {"units": 30, "activation": "relu", "kernel_initializer": "he_normal"}},
            {"Dropout": {"rate": 0.2}},
            {"Dense": {"units": 10, "activation": "softmax", "name": "digit"}},
        ],
    },
    "wide and deep": functional(
        {
            "hidden1": {"Dense": {"units": 30, "activation": "relu"}, "from": "deep"},
            "hidden2": {"Dense": {"units": 30, "activation": "relu"}},
            "joined": {"Concatenate": None, "from": ["wide", "hidden2"]},
            "output": {"Dense": {"units": 1}},
            "aux": {"Dense": {"units": 1}, "from": "hidden2"},
        },
        ["output", "aux"],
        wide=[5],
        deep=[6],
    ),
    "siamese": functional(
        {
            "one": {**TOWER, "from": "left"},
            "other": {"reuse": "one", "from": "right"},
            "gap": {"Subtract": None, "from": ["one", "other"]},
            "distance": "ops.abs",
            "same": {"Dense": {"units": 1, "activation": "sigmoid"}},
        },
        "same",
        left=[16],
        right=[16],
    ),
    "encoder-decoder": functional(
        {
            "encoder": {"LSTM": {"units": 6, "return_state": True}, "from": "source"},
            "decoder": {
                "LSTM": {"units": 6, "return_sequences": True},
                "from": "target",
                "call": {"initial_state": ["encoder[1]", "encoder[2]"]},
            },
            "words": {"Dense": {"units": 7, "activation": "softmax"}},
        },
        "words",
        source=[None, 3],
        target=[None, 3],
    ),
    "operations": functional(
        {
            "twice": {"ops.multiply": {"x2": 2.0}, "from": "x"},
            "from_one": {"ops.subtract": {"x1": 1.0}, "from": {"x2": "twice"}},
            "stacked": {"ops.stack": {"axis": -1}, "from": ["x", "from_one"]},
            "total": {"ops.sum": {"axis": -1}},
            "halves": {"ops.split": {"indices_or_sections": 2, "axis": -1}},
            "second": {"ops.einsum": {"subscripts": "ab,ab->ab"}, "from": ["halves[0]", "halves[1]"]},
            "chosen": {"ops.where": None, "from": {"condition": "second", "x1": "halves[0]", "x2": "second"}},
        },
        {"a": "chosen", "b": "total"},
    ),
    "pinned": functional(
        {"hidden": {"Dense": {"units": 4}}, "noise": {"Dropout": {"rate": 0.5}, "call": {"training": False}}},
        "noise",
    ),
    "pinned twice": functional(
        {
            "norm": {"BatchNormalization": None, "from": "x"},
            "frozen": {"reuse": "norm", "from": "x", "call": {"training": False}},
            "sum": {"Add": None, "from": ["norm", "frozen"]},
        },
        "sum",
    ),
    "attention": functional(
        {
            "attended": {
                "MultiHeadAttention": {"num_heads": 2, "key_dim": 3},
                "from": {"query": "q", "value": "v"},
                "call": {"use_causal_mask": True},
            },
            "sum": {"Add": None, "from": ["q", "attended"]},
        },
        "sum",
        q=[5, 4],
        v=[5, 4],
    ),
    "cells": {
        "style": "sequential",
        "layers": [
            {"Input": {"shape": [5, 2]}},
            {
                "TimeDistributed": {
                    "layer": {"Dense": {"units": 4, "kernel_constraint": {"MaxNorm": {"max_value": 2}}}}
                }
            },
            {"Bidirectional": {"layer": {"GRU": {"units": 3, "return_sequences": True}}}},
            {
                "RNN": {
                    "cell": {
                        "StackedRNNCells": {"cells": [{"LSTMCell": {"units": 4}}, {"GRUCell": {"units": 3}}]}
                    }
                }
            },
            {"Dense": {"units": 2, "activation": {"LeakyReLU": {"negative_slope": 0.1}}}},
        ],
    },
    "program": {
        "style": "subclass",
        "inputs": {"x": {"shape": [4]}},
        "layers": {
            "blocks": [{"Dense": {"units": 4}}, {"Dense": {"units": 4}}],
            "head": {"Dense": {"units": 2}},
        },
        "call": "for block in blocks:\n    x = x + block(x)\nreturn head(x)\n",
    },
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_comes_back_from_the_model_that_it_builds(name: str) -> None:
    document = Document.model_validate({"model": DOCUMENTS[name], "seed": 1})
    model = kbuild.build(document)
    round_trip(model)
    again = kbuild.build(kbuild.from_keras(model))
    assert [each.name for each in again.layers] == [each.name for each in model.layers]
    assert kbuild.from_keras(again) == kbuild.from_keras(model)
    first, second = (json.loads(each.to_json())["config"]["layers"] for each in (model, again))
    assert without_names(first) == without_names(second)


def test_a_graph_of_every_kind_of_link_computes_the_same() -> None:
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    tower = layers.Dense(4, kernel_regularizer="l2", name="tower")
    x, y = tower(a), tower(b)
    z = (ops.multiply(x, 2.0) + y) * y - 1.5
    z = ops.reshape(ops.concatenate([z[:, 1:3], y], axis=-1), (-1, 3, 2))
    sequence, h, c = layers.LSTM(3, return_sequences=True, return_state=True)(z)
    last = layers.LSTM(3)(sequence, initial_state=[h, c])
    attended = layers.MultiHeadAttention(2, 3)(sequence, sequence, key=z)
    shifted = ops.add(last, ops.convert_to_tensor([1.0, 2.0, 3.0]))
    first, *_ = ops.split(shifted, 3, axis=-1)
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(2)], name="inner")
    outputs = {"q": last, "r": inner(shifted), "s": attended, "t": first, "u": 1.0 - x, "v": z[..., 0]}
    round_trip(keras.Model({"a": a, "b": b}, outputs, name="m"))


def test_a_mask_goes_the_same_way() -> None:
    words = keras.Input((None,), dtype="int32", name="words")
    x = layers.Embedding(5, 3, mask_zero=True)(words)
    x = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(x)
    attended = layers.LayerNormalization()(layers.Add()([x, layers.MultiHeadAttention(2, 3)(x, x)]))
    model = keras.Model(words, layers.GlobalAveragePooling1D()(layers.Dropout(0.1)(attended)))
    text = round_trip(model)
    assert all(word not in text for word in ("mask:", "not_equal", "logical_or", "zero_output", "axes"))


def test_a_mask_of_the_users_own_is_kept() -> None:
    words = keras.Input((4,), dtype="int32", name="words")
    x = layers.Embedding(5, 3, mask_zero=True)(words)
    others = layers.LSTM(4, return_sequences=True)(x, mask=ops.not_equal(words, 1))
    text = round_trip(keras.Model(words, layers.GlobalAveragePooling1D()(others)))
    assert text.count("mask:") == 1
    assert "ops.not_equal: {x2: 1}" in text


def test_what_follows_from_the_rest_is_not_said() -> None:
    x = keras.Input((8, 8, 1))
    base = keras.Model(x, layers.Dense(2)(layers.MaxPooling2D()(layers.Conv2D(2, 3)(x))), name="base")
    base.trainable = False
    y = keras.Input((8, 8, 1))
    outputs = layers.AveragePooling2D(3, strides=2)(base(y, training=False))
    text = round_trip(keras.Model(y, outputs))
    assert text.count("trainable") == 1
    assert text.count("strides") == 1


def test_compile_comes_back() -> None:
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="out")])
    schedule = keras.optimizers.schedules.ExponentialDecay(1e-3, 100, 0.9)
    model.compile(keras.optimizers.Adam(schedule, clipnorm=1.0), loss=keras.losses.Huber(), metrics=["mae"])
    tree = kbuild.from_keras(model).tree()["compile"]
    decay = {"ExponentialDecay": {"initial_learning_rate": 0.001, "decay_steps": 100, "decay_rate": 0.9}}
    assert tree == {
        "optimizer": {"Adam": {"learning_rate": decay, "clipnorm": 1.0}},
        "loss": "Huber",
        "metrics": ["mae"],
    }
    model.compile("sgd", loss="mse")
    assert kbuild.from_keras(model).tree()["compile"] == {"optimizer": {"SGD": {}} and "sgd", "loss": "mse"}


def test_a_data_type_policy_comes_back() -> None:
    x = keras.Input((4,))
    model = keras.Model(x, layers.Dense(3, dtype="mixed_float16", name="half")(x))
    assert kbuild.from_keras(model).tree()["model"]["layers"] == {
        "half": {"Dense": {"units": 3, "dtype": "mixed_float16"}}
    }


def test_what_a_document_cannot_say_is_named_and_all_of_it() -> None:
    class Mine(layers.Layer):
        def call(self, inputs: Any) -> Any:
            return inputs

    model = keras.Sequential(
        [keras.Input((4,)), layers.Lambda(lambda x: x * 2, name="code"), Mine(name="own")]
    )
    with pytest.raises(kbuild.DocumentError) as caught:
        kbuild.from_keras(model)
    assert [(each.code, each.path) for each in caught.value.problems] == [
        ("not-convertible", "model.code.function"),
        ("not-convertible", "model.own"),
    ]
    assert "Mine" in caught.value.problems[1].message


def test_a_class_of_the_users_own_is_not_taken_for_one_of_keras_that_is_called_alike() -> None:
    class Dense(layers.Dense):
        pass

    with pytest.raises(kbuild.DocumentError, match="Dense"):
        kbuild.from_keras(keras.Sequential([keras.Input((4,)), Dense(3)]))
