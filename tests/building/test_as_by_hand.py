"""What a document describes equals the Keras code that a person would write."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers

RANDOM = np.random.default_rng(0)


def equal(ours: keras.Model, theirs: keras.Model, *inputs: Any) -> None:
    """Hold the two to equal weights' shapes and, given equal weights, equal outputs."""
    assert [tuple(each.shape) for each in ours.weights] == [tuple(each.shape) for each in theirs.weights]
    assert ours.count_params() == theirs.count_params()
    theirs.set_weights(ours.get_weights())
    arguments = inputs[0] if len(inputs) == 1 else list(inputs)
    ours_out, theirs_out = ours(arguments), theirs(arguments)
    for one, other in zip(keras.tree.flatten(ours_out), keras.tree.flatten(theirs_out), strict=True):
        np.testing.assert_array_equal(np.asarray(one), np.asarray(other))


def data(*shape: int) -> Any:
    return RANDOM.normal(size=shape).astype("float32")


def test_a_multilayer_perceptron(build: Callable[..., Any]) -> None:
    ours = build(
        {
            "style": "sequential",
            "layers": [
                {"Input": {"shape": [28, 28]}},
                "Flatten",
                {"Dense": {"units": 30, "activation": "relu", "kernel_initializer": "he_normal"}},
                {"Dropout": {"rate": 0.2}},
                {"Dense": {"units": 10, "activation": "softmax", "name": "digit"}},
            ],
        }
    )
    theirs = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(name="flatten"),
            layers.Dense(30, activation="relu", kernel_initializer="he_normal", name="dense"),
            layers.Dropout(0.2, name="dropout"),
            layers.Dense(10, activation="softmax", name="digit"),
        ]
    )
    equal(ours, theirs, data(3, 28, 28))
    assert [each.get_config() for each in ours.layers] == [each.get_config() for each in theirs.layers]


def test_wide_and_deep_with_an_auxiliary_output_and_loss_weights(build: Callable[..., Any]) -> None:
    ours = build(
        {
            "style": "functional",
            "inputs": {"wide": {"shape": [5]}, "deep": {"shape": [6]}},
            "layers": {
                "hidden1": {"Dense": {"units": 30, "activation": "relu"}, "from": "deep"},
                "hidden2": {"Dense": {"units": 30, "activation": "relu"}},
                "joined": {"Concatenate": None, "from": ["wide", "hidden2"]},
                "output": {"Dense": {"units": 1}},
                "aux": {"Dense": {"units": 1}, "from": "hidden2"},
            },
            "outputs": ["output", "aux"],
        },
        compile={
            "optimizer": {"Adam": {"learning_rate": 0.01}},
            "loss": {"output": "mse", "aux": "mse"},
            "loss_weights": {"output": 0.9, "aux": 0.1},
        },
    )
    wide, deep = keras.Input((5,), name="wide"), keras.Input((6,), name="deep")
    hidden = layers.Dense(30, activation="relu")(layers.Dense(30, activation="relu")(deep))
    output = layers.Dense(1, name="output")(layers.Concatenate()([wide, hidden]))
    aux = layers.Dense(1, name="aux")(hidden)
    theirs = keras.Model([wide, deep], [output, aux])
    equal(ours, theirs, data(4, 5), data(4, 6))
    assert ours.output_names == ["output", "aux"]

    theirs.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss={"output": "mse", "aux": "mse"},
        loss_weights={"output": 0.9, "aux": 0.1},
    )
    x, y = {"wide": data(32, 5), "deep": data(32, 6)}, {"output": data(32, 1), "aux": data(32, 1)}
    for model in (ours, theirs):
        model.fit(x, y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_siamese_tower_shares_its_weights(build: Callable[..., Any]) -> None:
    tower = {
        "Sequential": {"layers": [{"Dense": {"units": 8, "activation": "relu"}}, {"Dense": {"units": 4}}]}
    }
    ours = build(
        {
            "style": "functional",
            "inputs": {"left": {"shape": [16]}, "right": {"shape": [16]}},
            "layers": {
                "one": {**tower, "from": "left"},
                "other": {"reuse": "one", "from": "right"},
                "gap": {"Subtract": None, "from": ["one", "other"]},
                "distance": {"ops.abs": None},
                "same": {"Dense": {"units": 1, "activation": "sigmoid"}},
            },
            "outputs": "same",
        }
    )
    left, right = keras.Input((16,), name="left"), keras.Input((16,), name="right")
    shared = keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(4)])
    distance = keras.ops.abs(layers.Subtract()([shared(left), shared(right)]))
    theirs = keras.Model([left, right], layers.Dense(1, activation="sigmoid")(distance))
    equal(ours, theirs, data(4, 16), data(4, 16))
    assert len([each for each in ours.layers if isinstance(each, keras.Sequential)]) == 1


def test_an_encoder_decoder_hands_its_state_on(build: Callable[..., Any]) -> None:
    ours = build(
        {
            "style": "functional",
            "inputs": {
                "source": {"shape": [None], "dtype": "int32"},
                "target": {"shape": [None], "dtype": "int32"},
            },
            "layers": {
                "source_embedding": {"Embedding": {"input_dim": 20, "output_dim": 8}, "from": "source"},
                "encoder": {"LSTM": {"units": 16, "return_state": True}},
                "target_embedding": {"Embedding": {"input_dim": 20, "output_dim": 8}, "from": "target"},
                "decoder": {
                    "LSTM": {"units": 16, "return_sequences": True},
                    "call": {"initial_state": ["encoder[1]", "encoder[2]"]},
                },
                "words": {"Dense": {"units": 20, "activation": "softmax"}},
            },
            "outputs": "words",
        }
    )
    source, target = (
        keras.Input((None,), dtype="int32", name="source"),
        keras.Input((None,), dtype="int32", name="target"),
    )
    _, h, c = layers.LSTM(16, return_state=True)(layers.Embedding(20, 8)(source))
    decoded = layers.LSTM(16, return_sequences=True)(layers.Embedding(20, 8)(target), initial_state=[h, c])
    theirs = keras.Model([source, target], layers.Dense(20, activation="softmax")(decoded))
    order = [each.path.rsplit("/", 2)[-2] for each in ours.weights]
    assert len(order) == len(theirs.weights)
    equal_by_shape(ours, theirs, RANDOM.integers(0, 20, (3, 5)), RANDOM.integers(0, 20, (3, 7)))


def equal_by_shape(ours: keras.Model, theirs: keras.Model, *inputs: Any) -> None:
    """As `equal`, where the two sort their layers differently: copies by the order of calls."""
    mine = {each.name: each for each in ours.layers if each.weights}
    others = [each for each in theirs.layers if each.weights]
    by_call = [
        mine["source_embedding"],
        mine["target_embedding"],
        mine["encoder"],
        mine["decoder"],
        mine["words"],
    ]
    by_class: dict[str, list[Any]] = {}
    for each in others:
        by_class.setdefault(type(each).__name__, []).append(each)
    for each in by_call:
        by_class[type(each).__name__].pop(0).set_weights(each.get_weights())
    np.testing.assert_array_equal(np.asarray(ours(list(inputs))), np.asarray(theirs(list(inputs))))


def residual_entries(name: str, taken: str, filters: int) -> dict[str, Any]:
    convolution = {"filters": filters, "kernel_size": 3, "padding": "same", "use_bias": False}
    return {
        f"{name}a": {"Conv2D": convolution, "from": taken},
        f"{name}b": "BatchNormalization",
        f"{name}c": "ReLU",
        f"{name}d": {"Conv2D": convolution},
        f"{name}e": "BatchNormalization",
        f"{name}sum": {"Add": None, "from": [f"{name}e", taken]},
        f"{name}out": "ReLU",
    }


def test_a_residual_cnn(build: Callable[..., Any]) -> None:
    ours = build(
        {
            "style": "functional",
            "inputs": {"image": {"shape": [8, 8, 3]}},
            "layers": {
                "stem": {"Conv2D": {"filters": 4, "kernel_size": 3, "padding": "same"}},
                **residual_entries("one_", "stem", 4),
                **residual_entries("two_", "one_out", 4),
                "average": "GlobalAveragePooling2D",
                "classes": {"Dense": {"units": 10}},
            },
            "outputs": "classes",
        }
    )

    def unit(x: Any) -> Any:
        y = layers.Conv2D(4, 3, padding="same", use_bias=False)(x)
        y = layers.ReLU()(layers.BatchNormalization()(y))
        y = layers.BatchNormalization()(layers.Conv2D(4, 3, padding="same", use_bias=False)(y))
        return layers.ReLU()(layers.Add()([y, x]))

    image = keras.Input((8, 8, 3))
    x = unit(unit(layers.Conv2D(4, 3, padding="same")(image)))
    theirs = keras.Model(image, layers.Dense(10)(layers.GlobalAveragePooling2D()(x)))
    equal(ours, theirs, data(2, 8, 8, 3))


def test_a_bidirectional_lstm(build: Callable[..., Any]) -> None:
    ours = build(
        {
            "style": "sequential",
            "layers": [
                {"Input": {"shape": [None, 3]}},
                {
                    "Bidirectional": {
                        "layer": {"LSTM": {"units": 5, "return_sequences": True}},
                        "merge_mode": "sum",
                    }
                },
                {"Bidirectional": {"layer": {"GRU": {"units": 4}}}},
                {"Dense": {"units": 1}},
            ],
        }
    )
    theirs = keras.Sequential(
        [
            keras.Input((None, 3)),
            layers.Bidirectional(layers.LSTM(5, return_sequences=True), merge_mode="sum"),
            layers.Bidirectional(layers.GRU(4)),
            layers.Dense(1),
        ]
    )
    equal(ours, theirs, data(2, 6, 3))


def test_an_autoencoder_of_two_nested_models(build: Callable[..., Any]) -> None:
    encoder = {
        "Functional": {
            "inputs": {"x": {"shape": [16]}},
            "layers": {"code": {"Dense": {"units": 3}}},
            "outputs": "code",
        }
    }
    decoder = {
        "Sequential": {
            "layers": [{"Input": {"shape": [3]}}, {"Dense": {"units": 16, "activation": "sigmoid"}}]
        }
    }
    ours = build({"style": "sequential", "layers": [{"Input": {"shape": [16]}}, encoder, decoder]})
    x = keras.Input((16,))
    theirs = keras.Sequential(
        [
            keras.Input((16,)),
            keras.Model(x, layers.Dense(3)(x)),
            keras.Sequential([keras.Input((3,)), layers.Dense(16, activation="sigmoid")]),
        ]
    )
    equal(ours, theirs, data(4, 16))
    assert [each.name for each in ours.layers] == ["functional", "sequential"]


def test_cells_wrappers_and_nested_objects(build: Callable[..., Any]) -> None:
    cells = [{"LSTMCell": {"units": 4}}, {"GRUCell": {"units": 3, "kernel_regularizer": {"L2": {"l2": 0.1}}}}]
    ours = build(
        {
            "style": "sequential",
            "layers": [
                {"Input": {"shape": [5, 2]}},
                {
                    "TimeDistributed": {
                        "layer": {"Dense": {"units": 4, "kernel_constraint": {"MaxNorm": {"max_value": 2}}}}
                    }
                },
                {"RNN": {"cell": {"StackedRNNCells": {"cells": cells}}}},
                {"Dense": {"units": 2, "activation": {"LeakyReLU": {"negative_slope": 0.1}}}},
            ],
        }
    )
    stacked = layers.StackedRNNCells(
        [layers.LSTMCell(4), layers.GRUCell(3, kernel_regularizer=keras.regularizers.L2(0.1))]
    )
    theirs = keras.Sequential(
        [
            keras.Input((5, 2)),
            layers.TimeDistributed(layers.Dense(4, kernel_constraint=keras.constraints.MaxNorm(2))),
            layers.RNN(stacked),
            layers.Dense(2, activation=layers.LeakyReLU(0.1)),
        ]
    )
    equal(ours, theirs, data(2, 5, 2))
    assert len(ours.losses) == len(theirs.losses) == 1


@pytest.mark.slow
def test_efficientnet_without_weights(build: Callable[..., Any]) -> None:
    ours = build({"EfficientNetB0": {"weights": None, "classes": 7}})
    equal(ours, keras.applications.EfficientNetB0(weights=None, classes=7), data(1, 224, 224, 3))
