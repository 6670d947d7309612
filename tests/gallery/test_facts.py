"""What the documents of the gallery say of other networks, in their headings and comments, is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kbuild
from kbuild import gallery
from kbuild.checking.load import load
from kbuild.checking.summary import summarize
from kbuild.data import load_splits
from tests.gallery.bars import TWINS, held_out, predicted, targets


def parameters(name: str, *changes: str) -> dict[str, int | None]:
    return {row.name: row.parameters for row in summarize(load(gallery.path(name), changes)).rows}


def trained(name: str, folder: Path, *changes: str) -> Any:
    return kbuild.train(gallery.path(name), overrides=[*changes], runs=folder, verbose=0)


def shifted(x: np.ndarray, axis: int, step: int) -> np.ndarray:
    """Pictures moved by a pixel; what comes in at the edge is empty."""
    moved = np.roll(x, step, axis=axis)
    np.moveaxis(moved, axis, 0)[0 if step > 0 else -1] = 0
    return moved


@pytest.mark.parametrize(("name", "times"), [("lstm", 4), ("gru", 3)])
def test_gates_take_several_times_the_parameters_of_a_simple_cell(name: str, times: int) -> None:
    gated = parameters(name)["memory"]
    simple = parameters(name, "model.layers.memory={SimpleRNN: {units: 32}}")
    (cell,) = [each for each in simple.values() if each and each > 100]
    assert gated is not None
    assert gated / cell == pytest.approx(times, rel=0.03)


def test_a_linear_model_cannot_tell_the_circles() -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score

    document = load(gallery.path("mlp-multilabel"))
    assert document.data is not None
    splits = load_splits(document.data, seed=0, folder=Path())
    assert splits.test is not None
    x, y, unseen = splits.train.x, targets(splits.train), splits.test.x
    said = [LogisticRegression().fit(x, y[:, label]).predict(unseen) for label in range(5)]
    assert f1_score(targets(splits.test), np.stack(said, axis=1), average="micro") < 0.30


@pytest.mark.slow
def test_the_gradient_of_the_first_layer_vanishes_through_twelve_sigmoids() -> None:
    import keras
    import tensorflow as tf

    norms = []
    samples = held_out("deep-feed-forward", 0)
    x, y = np.asarray(samples.x)[:32], targets(samples)[:32]
    for name in ("deep-feed-forward", "deep-feed-forward-sigmoid"):
        model = kbuild.build(gallery.path(name))
        with tf.GradientTape() as tape:
            said = model(x, training=True)
            loss = keras.ops.mean(keras.losses.sparse_categorical_crossentropy(y, said))
        norms.append(float(tf.norm(tape.gradient(loss, model.trainable_weights[0]))))
    assert norms[0] >= 100 * norms[1]


@pytest.mark.slow
def test_a_shift_by_a_pixel_costs_the_perceptron_three_times_what_it_costs_the_convolution(
    tmp_path: Path,
) -> None:
    lost = {}
    for name in ("mlp-multiclass", "cnn"):
        run, samples = trained(name, tmp_path), held_out(name, 0)
        x, y = np.asarray(samples.x), targets(samples)
        moved = [shifted(x, axis, step) for axis in (1, 2) for step in (-1, 1)]
        right = [(run.model.predict(each, verbose=0).argmax(axis=1) == y).mean() for each in (x, *moved)]
        lost[name] = right[0] - np.mean(right[1:])
    assert lost["mlp-multiclass"] >= 3 * lost["cnn"]


@pytest.mark.slow
def test_a_network_that_reads_in_one_direction_stays_under_four_in_five(tmp_path: Path) -> None:
    one_way = "model.layers.1={SimpleRNN: {units: 32, return_sequences: true}}"
    assert trained("bidirectional", tmp_path, one_way).test["accuracy"] < 0.80


@pytest.mark.slow
def test_a_simple_cell_stays_at_the_variance_of_the_adding_problem(tmp_path: Path) -> None:
    run = trained("lstm", tmp_path, "model.layers.memory={SimpleRNN: {units: 32}}")
    assert run.test["loss"] > 0.12


@pytest.mark.slow
def test_plain_relus_die_where_leaky_ones_learn(tmp_path: Path) -> None:
    assert trained("dead-relus", tmp_path, "params.slope=0").test["accuracy"] < 0.5


@pytest.mark.slow
def test_xor_without_an_activation_is_never_learnt(tmp_path: Path) -> None:
    run = trained("xor", tmp_path, "model.layers.hidden.activation=linear")
    assert run.test["accuracy"] <= 0.75
    assert predicted(run, held_out("xor", 0)).shape == (4, 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "twin"),
    [
        ("pretrained-classifier", "pretrained-classifier, labels alone"),
        ("transfer-learning", "transfer-learning, from scratch"),
        ("deep-belief-network, 100 labels", "deep-belief-network, 100 labels alone"),
    ],
)
def test_what_was_learnt_before_helps_with_a_hundred_labels_on_the_mean_of_three_seeds(
    name: str, twin: str, tmp_path: Path
) -> None:
    found = []
    for each in (name, twin):
        document, changes = TWINS.get(each, (each, ()))
        runs = [trained(document, tmp_path, f"seed={seed}", *changes) for seed in range(3)]
        found.append([run.test["accuracy"] for run in runs])
    assert np.mean(found[0]) > np.mean(found[1]), found
