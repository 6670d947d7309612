"""What TensorBoard's callback shows of a model and its data, with TensorBoard's own reader as the judge."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2

from kbuild.callbacks import TensorBoard

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.random((24, 8, 8, 1), "float32")


def read(folder: Path) -> EventAccumulator:
    return EventAccumulator(str(folder), {"tensors": 0}).Reload()


def tags(folder: Path, plugin: str) -> set[str]:
    found = read(folder)
    return {t for t in found.Tags()["tensors"] if found.SummaryMetadata(t).plugin_data.plugin_name == plugin}


def fit(model: Any, x: Any, y: Any, folder: Path, **arguments: Any) -> TensorBoard:
    board = TensorBoard(folder, write_graph=False, histogram_freq=0, **arguments)
    model.fit(x, y, batch_size=8, epochs=2, verbose=0, validation_split=0.5, callbacks=[board])
    return board


@pytest.fixture(scope="module")
def classified(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, TensorBoard]:
    folder = tmp_path_factory.mktemp("classified")
    layers = [
        keras.Input((8, 8, 1)),
        keras.layers.Conv2D(4, 3, activation="relu", name="conv"),
        keras.layers.Flatten(),
        keras.layers.Dense(5, activation="relu", name="hidden"),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(2, name="out"),
    ]
    model = keras.Sequential(layers)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    names = {"class_names": ["cat", "dog"], "hparams": {"rate": 0.1, "deep": True, "kind": "cnn"}}
    return folder, fit(model, IMAGES, np.arange(24) % 2, folder, **names)


def test_a_classification_of_pictures_has_all_its_pictures_and_curves(classified: Any) -> None:
    train = classified[0] / "train"
    assert {"confusion_matrix", "samples", "roc", "filters/conv"} <= tags(train, "images")
    assert tags(train, "pr_curves") == {"precision_recall/pr_curves"}
    curve = tf.make_ndarray(read(train).Tensors("precision_recall/pr_curves")[-1].tensor_proto)
    assert curve.shape == (6, 127)
    # Thresholds rise: at 0 all six of the second class are found, and all six of the first too.
    assert curve[:2, 0].tolist() == [6, 6]
    width, height, png = tf.make_ndarray(read(train).Tensors("confusion_matrix")[-1].tensor_proto)
    assert tf.io.decode_png(png).shape.as_list() == [int(height), int(width), 3]


def test_norms_and_dead_units_are_there_by_layer(classified: Any) -> None:
    scalars = tags(classified[0] / "train", "scalars")
    assert {"dead_relus/conv", "dead_relus/hidden", "roc_area"} <= scalars
    for kind in ("weight_norm", "gradient_norm"):
        assert {tag.rpartition("/")[2] for tag in scalars if tag.startswith(kind)} == {
            "conv",
            "hidden",
            "out",
        }
    assert all(norm > 0 for norm in classified[1].gradient_norms.values())


def test_hyperparameters_come_with_final_and_best_values(classified: Any) -> None:
    found = read(classified[0] / "hparams")
    content = found.SummaryMetadata("_hparams_/session_start_info").plugin_data.content
    given = plugin_data_pb2.HParamsPluginData.FromString(content).session_start_info.hparams
    assert (given["rate"].number_value, given["deep"].bool_value, given["kind"].string_value) == (
        0.1,
        True,
        "cnn",
    )
    assert {"final_val_loss", "best_val_loss", "best_accuracy"} <= tags(classified[0] / "hparams", "scalars")
    content = found.SummaryMetadata("_hparams_/session_end_info").plugin_data.content
    assert plugin_data_pb2.HParamsPluginData.FromString(content).session_end_info.status == 1


def test_activations_stand_in_the_projector_with_labels_and_a_sprite(classified: Any) -> None:
    train = classified[0] / "train"
    (table,) = train.glob("activations_*.embedding.tsv")
    assert np.loadtxt(table, delimiter="\t").shape == (12, 5)
    (labels,) = train.glob("activations_*.labels.tsv")
    assert labels.read_text().splitlines()[:2][0].split("\t") == ["sample", "class", "found"]
    assert {line.split("\t")[1] for line in labels.read_text().splitlines()[1:]} == {"cat", "dog"}
    assert len(list(train.glob("*.sprite.png"))) == 1


def test_an_autoencoder_s_outputs_stand_beside_its_inputs(tmp_path: Path) -> None:
    inputs = keras.Input((8, 8))
    code = keras.layers.Dense(3, name="code")(keras.layers.Flatten()(inputs))
    model = keras.Model(inputs, keras.layers.Reshape((8, 8))(keras.layers.Dense(64)(code)))
    model.compile("adam", "mse")
    fit(model, IMAGES[..., 0], IMAGES[..., 0], tmp_path)
    assert tags(tmp_path / "train", "images") == {"reconstructions"}
    assert (tmp_path / "train" / "activations_code.embedding.tsv").exists()


@pytest.mark.slow
def test_looking_changes_nothing_in_the_training(
    tmp_path: Path, make: Callable[..., Any], data: Any, variables: Callable[..., Any]
) -> None:
    plain, watched = make(), make()
    plain.fit(*data, epochs=4, validation_split=0.5, verbose=0)
    watched.fit(*data, epochs=4, validation_split=0.5, verbose=0, callbacks=[TensorBoard(tmp_path)])
    assert list(variables(plain).values()) == list(variables(watched).values())


def test_a_training_that_goes_on_has_each_step_once(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    model = make()
    model.fit(*data, batch_size=8, epochs=4, verbose=0, callbacks=[TensorBoard(tmp_path, update_freq=2)])
    # As after a kill: the checkpoint is of the second epoch's end.
    again = make()
    again.fit(*data, batch_size=8, epochs=2, verbose=0)
    board = TensorBoard(tmp_path, update_freq=2)
    again.fit(*data, batch_size=8, epochs=5, initial_epoch=2, verbose=0, callbacks=[board])
    found = read(tmp_path / "train")
    assert [event.step for event in found.Tensors("epoch_loss")] == [0, 1, 2, 3, 4]
    assert [event.step for event in found.Tensors("batch_loss")] == list(range(2, 31, 2))
    assert "all its epochs" in str(tf.make_ndarray(found.Tensors("why the training ended")[-1].tensor_proto))


def test_a_model_that_cannot_be_looked_at_is_trained_all_the_same(
    tmp_path: Path, data: Any, caplog: pytest.LogCaptureFixture
) -> None:
    class Odd(keras.layers.Layer):  # type: ignore[misc]
        def call(self, x: Any) -> Any:
            if tf.executing_eagerly():
                raise RuntimeError("only in graphs")
            return x

    model = keras.Sequential([keras.Input((4,)), Odd(), keras.layers.Dense(2, activation="softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy")
    fit(model, data[0], data[1], tmp_path)
    assert "only in graphs" in caplog.text
    assert tags(tmp_path / "train", "images") == set()
