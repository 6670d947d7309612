from typing import Any

import keras
import numpy as np
import pytest

from kbuild.callbacks.early_stopping import EarlyStopping
from kbuild.callbacks.errors import MonitorError
from kbuild.callbacks.monitors import check_monitor, direction, expected_logs, resolve_mode
from kbuild.callbacks.surroundings import Surroundings

X = np.linspace(0, 1, 32, dtype="float32").reshape(8, 4)
ONE = (X[:, :1] > 0.5).astype("float32")
CLASSES = np.arange(8) % 3
TWO = [X[:, :1], CLASSES]


def single(outputs: int, **arguments: Any) -> Any:
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(outputs, activation="sigmoid")])
    model.compile("sgd", run_eagerly=True, **arguments)
    return model


def double(named: bool = False, **arguments: Any) -> Any:
    inputs = keras.Input((4,))
    outputs: Any = [
        keras.layers.Dense(1, name="value")(inputs),
        keras.layers.Dense(3, activation="softmax", name="kind")(inputs),
    ]
    if named:
        outputs = {"v": outputs[0], "k": outputs[1]}
    model = keras.Model(inputs, outputs)
    model.compile("sgd", run_eagerly=True, **arguments)
    return model


def unbuilt(**arguments: Any) -> Any:
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("sgd", run_eagerly=True, **arguments)
    return model


class Tagger(keras.Model):
    def __init__(self) -> None:
        super().__init__()
        self.dense = keras.layers.Dense(1)
        self.other = keras.layers.Dense(1)

    def call(self, x: Any) -> Any:
        return {"a": self.dense(x), "b": self.other(x)}


def subclassed(**arguments: Any) -> Any:
    model = Tagger()
    model(X)
    model.compile("sgd", run_eagerly=True, **arguments)
    return model


class Noting(keras.layers.Layer):
    """A layer with a metric of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.size = keras.metrics.Mean(name="size")

    def call(self, x: Any) -> Any:
        self.size.update_state(keras.ops.mean(x))
        return x


def with_layer_metric(**arguments: Any) -> Any:
    model = keras.Sequential([keras.Input((4,)), Noting(), keras.layers.Dense(1)])
    model.compile("sgd", run_eagerly=True, **arguments)
    return model


two_losses: dict[str, Any] = {"loss": ["mse", "sparse_categorical_crossentropy"]}
keyed_losses: dict[str, Any] = {"loss": {"v": "mse", "k": "sparse_categorical_crossentropy"}}
CASES = {
    "loss only": (single(1, loss="mse"), ONE),
    "strings": (single(1, loss="mse", metrics=["mae", "accuracy", "acc"]), ONE),
    "objects": (
        single(
            3,
            loss=keras.losses.SparseCategoricalCrossentropy(),
            metrics=[keras.metrics.SparseTopKCategoricalAccuracy(2, name="top2"), "accuracy"],
        ),
        CLASSES,
    ),
    "functions": (single(1, loss="mse", metrics=[keras.losses.mean_absolute_error, lambda y, p: p]), ONE),
    "weighted": (single(1, loss="mse", metrics=["mae"], weighted_metrics=["mae", "mse"]), ONE),
    "one twice": (single(1, loss="mse", metrics=["mae", "mae"]), ONE),
    "auc": (single(1, loss="binary_crossentropy", metrics=[keras.metrics.AUC(name="area")]), ONE),
    "two outputs": (double(**two_losses), TWO),
    "two outputs, metrics by name": (double(**two_losses, metrics={"kind": ["accuracy"]}), TWO),
    "two outputs, metrics by place": (double(**two_losses, metrics=["mae", ["accuracy", "ce"][:1]]), TWO),
    "two outputs, loss by name": (
        double(loss={"value": "mse", "kind": "sparse_categorical_crossentropy"}, loss_weights=[1.0, 0.1]),
        TWO,
    ),
    "a mapping of outputs": (
        double(True, **keyed_losses, metrics={"v": "mae", "k": ["accuracy"]}),
        {"v": TWO[0], "k": TWO[1]},
    ),
    "unbuilt": (unbuilt(loss="mse", metrics=["mae"]), ONE),
    "subclassed": (subclassed(loss={"a": "mse", "b": "mae"}, metrics={"a": ["mae"]}), {"a": ONE, "b": ONE}),
    "a metric in a layer": (with_layer_metric(loss="mse", metrics=["mae"]), ONE),
}


@pytest.mark.parametrize("case", CASES)
def test_the_names_are_those_that_fit_then_logs(case: str) -> None:
    model, y = CASES[case]
    before = expected_logs(model, validation=True)
    without = expected_logs(model, validation=False)
    history = model.fit(X, y, validation_data=(X, y), verbose=0, batch_size=4)
    assert before - {"learning_rate"} == set(history.history)
    assert without - {"learning_rate"} == {n for n in history.history if not n.startswith("val_")}
    assert expected_logs(model, validation=True) == before, "the same when all is built"


def test_the_direction_is_what_keras_knows_and_nothing_else() -> None:
    def own(y: Any, p: Any) -> Any:
        return p

    metrics = [
        "mae",
        keras.losses.mean_squared_error,
        "accuracy",
        keras.metrics.AUC(name="area"),
        keras.metrics.R2Score(name="score"),
        keras.metrics.TruePositives(name="hits"),
        own,
    ]
    expected = {
        "loss": "min",
        "val_loss": "min",
        "mae": "min",
        "val_mean_squared_error": "min",
        "accuracy": "max",
        "val_area": "max",
        "score": "max",
        "hits": None,
        "own": None,
        "learning_rate": None,
        "nothing": None,
    }
    model = single(1, loss="mse", metrics=metrics)
    assert {name: direction(model, name) for name in expected} == expected
    model.fit(X, ONE, verbose=0)
    assert {name: direction(model, name) for name in expected} == expected


def test_the_losses_of_outputs_are_to_be_small() -> None:
    model = double(**two_losses)
    assert direction(model, "value_loss") == direction(model, "val_kind_loss") == "min"


def test_an_unknown_direction_asks_for_the_mode() -> None:
    model = single(1, loss="mse", metrics=[keras.metrics.TruePositives(name="hits")])
    with pytest.raises(MonitorError, match="mode='min' or mode='max'"):
        resolve_mode(model, "hits", "auto", "EarlyStopping")
    assert resolve_mode(model, "hits", "max", "EarlyStopping") == "max"


def stop(monitor: str) -> Any:
    return EarlyStopping(monitor=monitor)


def test_an_unknown_monitor_is_an_error_before_training_with_the_nearest_name() -> None:
    model = single(1, loss="mse", metrics=["accuracy"])
    before = model.get_weights()
    with pytest.raises(MonitorError, match="Did you mean 'val_accuracy'") as info:
        model.fit(X, ONE, validation_data=(X, ONE), verbose=0, callbacks=[stop("val_acuracy")])
    assert "It computes: accuracy, loss, val_accuracy, val_loss." in str(info.value)
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))
    assert isinstance(info.value, ValueError)


def test_a_monitor_of_validation_without_validation_is_an_error_before_training() -> None:
    model = single(1, loss="mse")
    with pytest.raises(MonitorError, match="There is no validation data: give some to fit, or watch 'loss'"):
        model.fit(X, ONE, verbose=0, callbacks=[stop("val_loss")])
    assert int(keras.ops.convert_to_tensor(model.optimizer.iterations)) == 0


def test_a_share_of_the_data_counts_as_validation() -> None:
    model = single(1, loss="mse")
    model.fit(X, ONE, verbose=0, validation_split=0.5, callbacks=[stop("val_loss")])


def test_validation_in_some_epochs_only_is_no_error() -> None:
    model = single(1, loss="mse")
    callback = EarlyStopping(monitor="val_loss", patience=5)
    model.fit(X, ONE, verbose=0, validation_data=(X, ONE), validation_freq=2, epochs=5, callbacks=[callback])
    assert callback.best_epoch in {1, 3}


def test_what_another_callback_adds_to_the_logs_can_be_watched() -> None:
    class Adding(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            logs["extra"] = float(epoch)

    model = single(1, loss="mse")
    callback = EarlyStopping(monitor="extra", mode="min", patience=1)
    model.fit(X, ONE, verbose=0, epochs=5, callbacks=[Adding(), callback])
    assert callback.stopped_epoch == 1
    with pytest.raises(MonitorError, match="It computes: extra, loss"):
        model.fit(X, ONE, verbose=0, callbacks=[Adding(), EarlyStopping(monitor="extr", mode="min")])


def test_a_model_with_a_step_of_its_own_is_judged_by_its_first_epoch() -> None:
    class Own(keras.Sequential):
        def train_step(self, data: Any) -> Any:
            return {**super().train_step(data), "surprise": 1.0}

    model = Own([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)
    model.fit(X, ONE, verbose=0, callbacks=[EarlyStopping(monitor="surprise", mode="max")])
    with pytest.raises(MonitorError, match="Did you mean 'surprise'"):
        model.fit(X, ONE, verbose=0, callbacks=[EarlyStopping(monitor="suprise", mode="max")])


def test_where_nobody_says_whether_the_training_validates_both_names_pass() -> None:
    model = single(1, loss="mse")
    check_monitor(model, "val_loss", Surroundings(None, ()), "x")
    check_monitor(model, "loss", Surroundings(None, ()), "x")
    with pytest.raises(MonitorError):
        check_monitor(model, "los", Surroundings(None, ()), "x")


def test_losses_that_do_not_fit_the_outputs_are_left_to_keras() -> None:
    model = double(loss={"nobody": "mse"})
    with pytest.raises((ValueError, KeyError), match="nobody"):
        model.fit(X, TWO, verbose=0, callbacks=[stop("loss")])
