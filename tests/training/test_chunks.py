"""Sequences in chunks: states go on from chunk to chunk, begin anew with each sequence, survive a kill."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

import kbuild
from kbuild.callbacks.states import fixed_batch, reset_states, state_variables
from kbuild.data import Samples
from kbuild.data.orders import numpy_order
from kbuild.reading.problems import DocumentError
from kbuild.schemas.errors import DataError, RunError
from tests.training.test_run_laws import equal, killed

LENGTH, CHUNKS, BATCH, COUNT = 5, 4, 4, 8
CELLS = [{"LSTMCell": {"units": 3}}, {"GRUCell": {"units": 2}}]
MEMORY: dict[str, Any] = {"SimpleRNN": {"units": 3, "stateful": True, "return_sequences": True}}


def document(*layers: Any, length: int | None = LENGTH, **keys: Any) -> dict[str, Any]:
    """A model that adds up what it has seen."""
    first: Any = {"Input": {"shape": [length, 1], "batch_size": BATCH}}
    tree: dict[str, Any] = {
        "name": "sums",
        "seed": 1,
        "model": {"style": "sequential", "layers": [first, *(layers or (MEMORY,)), {"Dense": {"units": 1}}]},
        "compile": {"optimizer": "adam", "loss": "mse"},
        "data": {"batch_size": BATCH, "chunk_length": LENGTH},
        "fit": {"epochs": 2},
    }
    return tree | keys


def sums(count: int = COUNT, steps: int = LENGTH * CHUNKS) -> tuple[Any, Any]:
    x = np.random.default_rng(0).normal(size=(count, steps, 1)).astype("float32")
    return x, np.cumsum(x, axis=1)


def by_hand(tree: dict[str, Any], x: Any, y: Any) -> Any:
    """The loop that a person would write with plain Keras."""
    model = kbuild.build({key: tree[key] for key in tree if key != "data"})
    for epoch in range(tree["fit"]["epochs"]):
        order = numpy_order(len(x), seed=tree["seed"], epoch=epoch)
        for rows in order.reshape(-1, BATCH):
            reset_states(model)
            for start in range(0, x.shape[1], LENGTH):
                here = slice(start, start + LENGTH)
                model.train_on_batch(x[rows, here], y[rows, here])
    return model


def same(one: Any, other: Any) -> bool:
    pairs = zip(one.get_weights(), other.get_weights(), strict=True)
    return all(np.array_equal(each, twin) for each, twin in pairs)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Trained on 8 sequences, validated on 6, tested on 7: not all are full batches."""
    x, y = sums()
    folder = tmp_path_factory.mktemp("runs")
    return kbuild.train(document(), (x, y), (x[:6], y[:6]), (x[1:], y[1:]), runs=folder, verbose=0)


@pytest.fixture(scope="module")
def twin(trained: Any) -> Any:
    """The same weights in a model that remembers nothing, and so takes any number of whole sequences."""
    free = keras.Sequential(
        [keras.Input((None, 1)), keras.layers.SimpleRNN(3, return_sequences=True), keras.layers.Dense(1)]
    )
    free.compile("adam", "mse")
    free.set_weights(trained.model.get_weights())
    return free


def test_training_in_chunks_is_the_loop_written_by_hand_and_validation_leaves_no_trace(trained: Any) -> None:
    assert same(trained.model, by_hand(document(), *sums()))


def test_validation_and_test_see_whole_sequences_with_batches_that_are_not_full(
    trained: Any, twin: Any
) -> None:
    x, y = sums()
    assert trained.metrics[-1]["val_loss"] == pytest.approx(twin.evaluate(x[:6], y[:6], verbose=0), rel=1e-5)
    assert trained.test["loss"] == pytest.approx(twin.evaluate(x[1:], y[1:], verbose=0), rel=1e-5)


@pytest.mark.parametrize("count", [1, 4, 7])
def test_a_run_predicts_and_evaluates_any_number_of_whole_sequences(
    trained: Any, twin: Any, count: int
) -> None:
    x, y = sums(count)
    np.testing.assert_allclose(trained.predict(x), twin.predict(x, verbose=0), rtol=1e-5, atol=1e-6)
    found = trained.evaluate(Samples(x, y))
    assert found["loss"] == pytest.approx(twin.evaluate(x, y, verbose=0), rel=1e-5)


def test_the_final_model_remembers_nothing(trained: Any) -> None:
    states = state_variables(trained.model)
    assert len(states) == 1
    assert not np.any(states[0])
    assert fixed_batch(trained.model) == BATCH
    # What fills up batches was taken out again: the model is Keras's own.
    assert "call" not in vars(trained.model)


@pytest.mark.parametrize("batch", [pytest.param(2, marks=pytest.mark.slow), 5])
def test_a_run_that_is_killed_amid_sequences_goes_on_with_their_states(
    trained: Any, tmp_path: Path, batch: int
) -> None:
    keys = document(callbacks=[{"Checkpoint": {"every_steps": 1, "min_seconds": 0.0}}])
    x, y = sums()

    def train(tree: Any, **given: Any) -> Any:
        return kbuild.train(tree, (x, y), (x[:6], y[:6]), verbose=0, **given)

    path = killed(train, keys, 1, batch, runs=tmp_path)
    again = kbuild.resume(path, (x, y), (x[:6], y[:6]), verbose=0)
    assert equal(again, trained)


class Interrupt(keras.callbacks.Callback):  # type: ignore[misc]
    """Presses Ctrl-C in the middle of the first validation, which is in the middle of sequences."""

    keeps_state = False

    def on_test_batch_begin(self, batch: int, logs: Any = None) -> None:
        signal.raise_signal(signal.SIGINT)


@pytest.mark.slow
def test_a_run_that_is_interrupted_in_its_validation_keeps_the_states_of_its_training(tmp_path: Path) -> None:
    x, y = sums()
    tree = document(fit={"epochs": 2, "steps_per_epoch": 6})
    with pytest.raises(RunError, match="Ctrl-C"):
        kbuild.train(tree, (x, y), (x[:4], y[:4]), runs=tmp_path, callbacks=[Interrupt()], verbose=0)
    again = kbuild.resume(tmp_path / "sums" / "1", (x, y), (x[:4], y[:4]), verbose=0)
    whole = kbuild.train(tree, (x, y), (x[:4], y[:4]), runs=tmp_path, verbose=0)
    assert equal(again, whole)


def test_an_epoch_may_end_amid_sequences_and_validation_does_not_touch_their_states(tmp_path: Path) -> None:
    x, y = sums()
    tree = document(fit={"epochs": 4, "steps_per_epoch": 6})
    run = kbuild.train(tree, (x, y), (x[:4], y[:4]), runs=tmp_path, verbose=0)
    # 24 steps are 3 passes, however they are counted as epochs.
    assert same(run.model, by_hand(document(fit={"epochs": 3}), x, y))


@pytest.mark.slow
def test_a_last_batch_that_is_not_full_counts_each_sequence_once(tmp_path: Path) -> None:
    x, y = sums(6)
    tree = document(fit={"epochs": 1, "shuffle": False})
    run = kbuild.train(tree, (x, y), runs=tmp_path, verbose=0)
    model = kbuild.build({key: tree[key] for key in ("seed", "model")})
    memory, dense = model.layers
    optimizer = keras.optimizers.Adam()
    optimizer.build(model.trainable_variables)
    free = keras.layers.SimpleRNN(3, return_sequences=True, return_state=True)
    free.build((None, None, 1))
    for rows in (slice(0, 4), slice(4, 6)):
        state = tf.zeros((rows.stop - rows.start, 3))
        for start in range(0, x.shape[1], LENGTH):
            here = slice(start, start + LENGTH)
            for own, other in zip(free.weights, memory.trainable_weights, strict=True):
                own.assign(other)
            with tf.GradientTape() as tape:
                steps, after = free(x[rows, here], initial_state=state)
                loss = tf.reduce_mean((dense(steps) - y[rows, here]) ** 2)
            state = after
            weights = [*free.trainable_weights, *dense.trainable_weights]
            optimizer.apply(tape.gradient(loss, weights), model.trainable_variables)
    for own, other in zip(run.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(own, other, rtol=1e-4, atol=1e-5)


@pytest.mark.slow
def test_a_program_has_stateful_layers_too_and_its_file_gives_them_back(tmp_path: Path) -> None:
    x, y = sums()
    tree = document()
    tree["model"] = {
        "style": "subclass",
        "inputs": {"x": {"shape": [LENGTH, 1], "batch_size": BATCH}},
        "layers": {"memory": MEMORY, "sum": {"Dense": {"units": 1}}},
        "call": "return sum(memory(x))\n",
    }
    run = kbuild.train(tree, (x, y), (x[:6], y[:6]), runs=tmp_path, verbose=0)
    assert same(run.model, by_hand(tree, x, y))
    np.testing.assert_array_equal(kbuild.open_run(run.folder).predict(x), run.predict(x))


@pytest.mark.slow
def test_step_by_step_in_python_comes_to_the_same(trained: Any, tmp_path: Path) -> None:
    x, y = sums()
    tree = document(compile={"optimizer": "adam", "loss": "mse", "run_eagerly": True})
    run = kbuild.train(tree, (x, y), (x[:6], y[:6]), (x[1:], y[1:]), runs=tmp_path, verbose=0)
    for row, other in zip(run.metrics, trained.metrics, strict=True):
        assert row == pytest.approx(other, rel=1e-5)
    assert run.test == pytest.approx(trained.test, rel=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize(
    "layer",
    [
        {"Bidirectional": {"layer": {"LSTM": {"units": 3, "stateful": True, "return_sequences": True}}}},
        {
            "RNN": {
                "cell": {"StackedRNNCells": {"cells": CELLS}},
                "stateful": True,
                "return_sequences": True,
            }
        },
        {
            "Sequential": {
                "layers": [MEMORY, {"LSTM": {"units": 2, "stateful": True, "return_sequences": True}}]
            }
        },
    ],
    ids=["both directions", "cells in a stack", "a model within"],
)
def test_every_stateful_layer_is_reset_and_kept(layer: Any, tmp_path: Path) -> None:
    x, y = sums()
    tree = document(layer)
    run = kbuild.train(tree, (x, y), (x[:6], y[:6]), runs=tmp_path / "whole", verbose=0)
    assert same(run.model, by_hand(tree, x, y))

    def train(keys: Any, **given: Any) -> Any:
        return kbuild.train(keys, (x, y), (x[:6], y[:6]), verbose=0, **given)

    keys = tree | {"callbacks": [{"Checkpoint": {"every_steps": 1, "min_seconds": 0.0}}]}
    path = killed(train, keys, 1, 3, runs=tmp_path / "killed")
    again = kbuild.resume(path, (x, y), (x[:6], y[:6]), verbose=0)
    assert same(again.model, run.model)


@pytest.mark.slow
def test_pictures_go_on_through_time_as_well(tmp_path: Path) -> None:
    x = np.random.default_rng(0).normal(size=(4, 6, 4, 4, 1)).astype("float32")
    tree = document()
    tree["model"]["layers"] = [
        {"Input": {"shape": [3, 4, 4, 1], "batch_size": 2}},
        {
            "ConvLSTM2D": {
                "filters": 1,
                "kernel_size": 2,
                "padding": "same",
                "stateful": True,
                "return_sequences": True,
            }
        },
    ]
    tree["data"] = {"batch_size": 2, "chunk_length": 3}
    run = kbuild.train(tree, (x, x), runs=tmp_path, verbose=0)
    free = keras.Sequential(
        [keras.Input((6, 4, 4, 1)), keras.layers.ConvLSTM2D(1, 2, padding="same", return_sequences=True)]
    )
    free.set_weights(run.model.get_weights())
    np.testing.assert_allclose(run.predict(x), free.predict(x, verbose=0), rtol=1e-5, atol=1e-6)


def test_what_has_no_time_axis_is_given_with_every_chunk(tmp_path: Path) -> None:
    """A class for the whole sequence, of which the last chunk knows the most."""
    x, _ = sums()
    y = (x.sum(axis=(1, 2)) > 0).astype("float32")
    tree = document({"SimpleRNN": {"units": 3, "stateful": True}})
    run = kbuild.train(tree, (x, y), runs=tmp_path, verbose=0)
    free = keras.Sequential([keras.Input((None, 1)), keras.layers.SimpleRNN(3), keras.layers.Dense(1)])
    free.set_weights(run.model.get_weights())
    np.testing.assert_allclose(run.predict(x), free.predict(x, verbose=0), rtol=1e-5, atol=1e-6)


def test_what_does_not_fit_is_said_before_the_training_with_its_place(tmp_path: Path) -> None:
    def refused(tree: dict[str, Any], data: Any) -> Any:
        with pytest.raises(DocumentError) as found:
            kbuild.train(tree, data, runs=tmp_path, verbose=0)
        return found.value.problems[0]

    uneven = refused(document(), sums(steps=18))
    assert (uneven.code, uneven.path) == ("wrong-chunk", "data.chunk_length")
    assert uneven.hint == "lengths that divide 18: 2, 3, 6"
    sizes = refused(document(data={"batch_size": 8, "chunk_length": LENGTH}), sums())
    assert (sizes.code, sizes.path) == ("two-batch-sizes", "data.batch_size")
    batched = refused(document(), tf.data.Dataset.from_tensor_slices(sums()).batch(4))
    assert (batched.code, batched.path) == ("wrong-chunk", "data.chunk_length")
    eager = {"optimizer": "adam", "loss": "mse", "run_eagerly": True, "steps_per_execution": 3}
    calls = refused(document(compile=eager), sums())
    assert (calls.code, calls.path) == ("conflicting-arguments", "compile.steps_per_execution")
    assert not list(tmp_path.iterdir())


def test_sequences_for_use_that_cannot_be_cut_are_refused_in_a_sentence(trained: Any) -> None:
    with pytest.raises(DataError, match="sequences of 18 steps cannot be cut into chunks of 5"):
        trained.predict(sums(steps=18)[0])


@pytest.mark.slow
def test_without_chunks_a_state_goes_on_as_keras_has_it(tmp_path: Path) -> None:
    x, y = sums()
    tree = document(data={"batch_size": BATCH}, fit={"epochs": 2, "shuffle": False}, length=x.shape[1])
    run = kbuild.train(tree, (x, y), runs=tmp_path, verbose=0)
    model = kbuild.build(tree)
    model.fit(x, y, BATCH, epochs=2, shuffle=False, verbose=0)
    assert same(run.model, model)


@pytest.mark.slow
def test_phases_and_objectives_train_in_chunks_too(tmp_path: Path) -> None:
    x, y = sums(6)
    tree = document()
    tree["phases"] = [{"name": "sum", "trainable": "dense"}, {"name": "all"}]
    runs = [kbuild.train(tree, (x, y), (x[:3], y[:3]), runs=tmp_path, verbose=0)]
    tree = document(
        compile={"optimizer": "adam"},
        objectives=[
            {"loss": "predicted = model(x, training=training)\nreturn ops.mean((predicted - y) ** 2)\n"}
        ],
    )
    runs.append(kbuild.train(tree, (x, y), (x[:3], y[:3]), runs=tmp_path, verbose=0))
    plain = kbuild.train(document(), (x, y), (x[:3], y[:3]), runs=tmp_path, verbose=0)
    assert [len(each.metrics) for each in runs] == [4, 2]
    for own, other in zip(runs[1].model.get_weights(), plain.model.get_weights(), strict=True):
        np.testing.assert_allclose(own, other, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
def test_numbers_in_time_are_put_in_a_row_too(tmp_path: Path) -> None:
    x, y = sums()
    tree = document()
    tree["model"]["layers"].append({"Reshape": {"target_shape": [LENGTH]}})
    run = kbuild.train(tree, (x, y[..., 0]), runs=tmp_path, verbose=0)
    assert run.predict(x[:3]).shape == (3, LENGTH * CHUNKS)
