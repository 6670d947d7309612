import math
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.callbacks.early_stopping import EarlyStopping
from kbuild.callbacks.errors import MonitorError


class Stage:
    """A model that only says its lines: enough for Keras's callback."""

    def __init__(self) -> None:
        self.stop_training = False
        self.weights = 0

    def get_weights(self) -> int:
        return self.weights

    def set_weights(self, weights: int) -> None:
        self.weights = weights


def compiled() -> Any:
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile("sgd", "mse", metrics=["mae", "accuracy"], run_eagerly=True)
    return model


MODEL = compiled()


def play(callback: Any, model: Any, series: list[dict[str, float]], begin: int = 0) -> int:
    """Plays epochs to a callback; the epoch's number is in the weights. Gives the number of epochs played."""
    callback.set_model(model)
    model.stop_training = False
    callback.on_train_begin()
    played = begin
    for epoch in range(begin, len(series)):
        model.set_weights([np.full((1, 1), epoch)] if model is MODEL else epoch)
        callback.on_epoch_end(epoch, series[epoch])
        played = epoch + 1
        if model.stop_training:
            break
    callback.on_train_end()
    return played


def weight() -> int:
    return int(MODEL.get_weights()[0][0, 0])


# Eighths, so that Keras's comparison in single precision says what ours says in double precision.
eighths = st.integers(-40, 40).map(lambda n: n / 8)
series = st.lists(eighths, min_size=1, max_size=14)
arguments = st.fixed_dictionaries(
    {
        "patience": st.integers(0, 4),
        "min_delta": st.sampled_from([0, 0.125, 1.0]),
        "baseline": st.none() | eighths,
        "start_from_epoch": st.integers(0, 4),
        "mode": st.sampled_from(["min", "max"]),
        "restore_best_weights": st.booleans(),
    }
)


@settings(deadline=None, max_examples=150)
@given(series, arguments)
def test_it_stops_where_keras_stops_and_restores_what_keras_restores(
    values: list[float], given_arguments: dict[str, Any]
) -> None:
    logs = [{"loss": value} for value in values]
    theirs, ours = (
        keras.callbacks.EarlyStopping("loss", **given_arguments),
        EarlyStopping("loss", **given_arguments),
    )
    stage = Stage()
    assert play(ours, MODEL, logs) == play(theirs, stage, logs)
    assert ours.stopped_epoch == theirs.stopped_epoch
    if ours.best is not None:
        assert (ours.best, ours.best_epoch) == (theirs.best, theirs.best_epoch)
        assert weight() == stage.weights
    assert (ours.reason is not None) == (ours.stopped_epoch > 0)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(eighths, eighths), min_size=1, max_size=14), st.integers(0, 3))
def test_of_several_monitors_all_have_to_stop_improving(
    values: list[tuple[float, float]], patience: int
) -> None:
    logs = [{"loss": a, "accuracy": b} for a, b in values]
    together = EarlyStopping(["loss", "accuracy"], patience=patience)
    alone = [EarlyStopping(name, patience=patience) for name in ("loss", "accuracy")]
    epochs = play(together, MODEL, logs)
    assert epochs >= max(play(callback, MODEL, logs) for callback in alone)
    assert epochs == len(values) or (together.reason or "").count("has not improved") == 2


@settings(deadline=None, max_examples=60)
@given(series, arguments, st.integers(0, 14))
def test_interrupted_and_resumed_it_stops_where_it_would_have_stopped(
    values: list[float], given_arguments: dict[str, Any], cut: int
) -> None:
    logs = [{"loss": value} for value in values]
    whole = EarlyStopping("loss", **given_arguments)
    epochs = play(whole, MODEL, logs)
    expected = weight()
    first = EarlyStopping("loss", **given_arguments)
    begin = play(first, MODEL, logs[: min(cut, epochs)])
    second = EarlyStopping("loss", **given_arguments)
    second.set_state(first.get_state())
    if begin < epochs:
        assert play(second, MODEL, logs, begin) == epochs
        assert weight() == expected
        assert (second.best, second.best_epoch, second.reason) == (whole.best, whole.best_epoch, whole.reason)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("mode", ["min", "max"])
def test_what_is_no_number_is_never_the_best(bad: float, mode: str) -> None:
    callback = EarlyStopping("loss", patience=3, mode=mode, restore_best_weights=True)
    logs = [{"loss": value} for value in (bad, 0.5, bad, bad, bad, bad)]
    assert play(callback, MODEL, logs) == 5
    assert (callback.best, callback.best_epoch, weight()) == (0.5, 1, 1)


def test_the_direction_is_taken_from_the_metric() -> None:
    callback = EarlyStopping("accuracy", patience=1)
    assert play(callback, MODEL, [{"accuracy": value} for value in (0.1, 0.2, 0.3, 0.2)]) == 4
    assert callback.best == 0.3


def test_arguments_can_be_given_to_each_monitor() -> None:
    callback = EarlyStopping(["loss", "mae"], patience=1, min_delta={"mae": 0.5}, baseline=[None, 9.0])
    logs = [{"loss": 1.0, "mae": 1.0}, {"loss": 0.9, "mae": 0.9}, {"loss": 1.0, "mae": 0.9}]
    assert play(callback, MODEL, logs) == 3
    assert callback.reason == (
        "loss has not improved for 1 epoch: its best was 0.9 in epoch 2; "
        "mae has not improved by more than 0.5 for 2 epochs: its best was 1 in epoch 1"
    )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"monitor": []}, "monitor is a name, or several"),
        ({"monitor": ["loss", "loss"]}, "several different ones"),
        ({"mode": "down"}, "mode is 'auto', 'min' or 'max', not 'down'"),
        ({"patience": -1}, "0 or more"),
        ({"monitor": ["loss", "mae"], "min_delta": [0.1]}, "min_delta has 1 values for 2 monitors"),
        ({"monitor": ["loss", "mae"], "mode": {"mea": "min"}}, r"mode names \['mea'\]"),
    ],
)
def test_wrong_arguments_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        EarlyStopping(**wrong)


def test_a_monitor_that_goes_missing_is_an_error() -> None:
    callback = EarlyStopping("loss")
    with pytest.raises(MonitorError, match="watches 'loss'"):
        play(callback, MODEL, [{"mae": 1.0}])


def test_in_fit_it_says_why_it_stopped_and_restores_the_best(
    make: Callable[..., Any], data: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    model = make(optimizer=keras.optimizers.SGD(30.0), run_eagerly=True)
    stop = EarlyStopping("loss", patience=1, restore_best_weights=True, verbose=1)
    history = model.fit(*data, epochs=9, verbose=0, callbacks=[stop])
    losses = history.history["loss"]
    assert len(losses) == stop.stopped_epoch + 1 < 9
    assert stop.best == min(losses)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith(f"Epoch {len(losses)}: stopped early: loss has not improved for 1 epoch")
    assert printed[1] == f"The weights of epoch {losses.index(min(losses)) + 1}, the best, are restored."


def test_the_best_weights_are_those_of_the_best_epoch_though_training_went_on(
    make: Callable[..., Any], data: Any
) -> None:
    kept: dict[int, list[Any]] = {}
    model = make(optimizer=keras.optimizers.SGD(30.0))
    keep = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: kept.update({epoch: model.get_weights()})
    )
    stop = EarlyStopping("loss", patience=2, restore_best_weights=True)
    model.fit(*data, epochs=9, verbose=0, callbacks=[keep, stop])
    assert stop.best_epoch < max(kept)
    assert all(np.array_equal(a, b) for a, b in zip(kept[stop.best_epoch], model.get_weights(), strict=True))


def test_it_acts_at_the_ends_of_epochs_only() -> None:
    assert not EarlyStopping().acts_on_steps
    assert EarlyStopping().step_interval is None
    assert EarlyStopping().on_train_batch_end._is_default
