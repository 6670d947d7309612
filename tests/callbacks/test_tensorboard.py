from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from kbuild.callbacks.boards.thinning import due
from kbuild.callbacks.tensorboard import TensorBoard

Series = dict[str, list[tuple[int, float]]]


def read(folder: Path) -> EventAccumulator:
    """The judge: TensorBoard's own reader."""
    return EventAccumulator(str(folder), {"tensors": 0}).Reload()


def scalars(folder: Path) -> Series:
    found = read(folder)
    tags = [
        t for t in found.Tags()["tensors"] if found.SummaryMetadata(t).plugin_data.plugin_name == "scalars"
    ]
    return {t: [(e.step, tf.make_ndarray(e.tensor_proto).item()) for e in found.Tensors(t)] for t in tags}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, make: Callable[..., Any], data: Any) -> tuple[Path, Any]:
    folder = tmp_path_factory.mktemp("run")
    schedule = keras.optimizers.schedules.ExponentialDecay(0.1, 6, 0.5)
    model = make(optimizer=keras.optimizers.Adam(schedule))
    board = TensorBoard(folder, text={"document": "model:\n  style: sequential", "notes": "*hi*"})
    history = model.fit(*data, batch_size=6, epochs=6, validation_split=0.25, verbose=0, callbacks=[board])
    return folder, history.history


def test_each_loss_and_metric_is_one_chart_with_two_curves(run: Any) -> None:
    folder, history = run
    train, validation = scalars(folder / "train"), scalars(folder / "validation")
    assert set(validation) == {"epoch_loss", "epoch_accuracy", "batch_loss", "batch_accuracy"}
    speeds = ("epoch_learning_rate", "epoch_steps_per_second", "epoch_samples_per_second", "epoch_memory_mib")
    assert {tag for tag in train if tag.startswith("epoch_")} == {"epoch_loss", "epoch_accuracy", *speeds}
    for name in ("loss", "accuracy"):
        assert train[f"epoch_{name}"] == list(enumerate(history[name]))
        assert validation[f"epoch_{name}"] == list(enumerate(history[f"val_{name}"]))
        ends = [(6 * (epoch + 1), value) for epoch, value in enumerate(history[f"val_{name}"])]
        assert validation[f"batch_{name}"] == ends
        assert {step for step, _ in ends} <= {step for step, _ in train[f"batch_{name}"]}


def test_the_learning_rate_is_that_of_the_schedule(run: Any) -> None:
    found = [value for _, value in scalars(run[0] / "train")["epoch_learning_rate"]]
    assert np.allclose(found, [0.1 * 0.5 ** (epoch + 1) for epoch in range(6)])


def test_the_speed_is_that_of_training_alone(run: Any) -> None:
    speeds = [value for _, value in scalars(run[0] / "train")["epoch_steps_per_second"]]
    assert len(speeds) == 6
    assert all(value > 0 for value in speeds)


def test_the_texts_and_both_graphs_are_there(run: Any) -> None:
    found = read(run[0] / "train")
    text = tf.make_ndarray(found.Tensors("document")[0].tensor_proto).item().decode()
    assert text == "model:\n  style: sequential"
    assert found.SummaryMetadata("keras").plugin_data.plugin_name == "graph_keras_model"
    assert "MatMul" in {node.op for node in found.Graph().node}


def test_histograms_come_in_fewer_and_fewer_epochs(run: Any) -> None:
    found = read(run[0] / "train")
    tags = sorted(tag for tag in found.Tags()["tensors"] if tag.endswith("/histogram"))
    assert len(tags) == 8
    # The sixth is the last, which is there whatever its number.
    assert [event.step for event in found.Tensors(tags[0])] == [0, 1, 2, 3, 4, 5]
    assert tf.make_ndarray(found.Tensors(tags[0])[0].tensor_proto)[:, 2].sum() == 6
    epochs = [epoch for epoch in range(100) if due("auto", epoch)]
    assert epochs == [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96]


@pytest.mark.parametrize(("execution", "steps"), [(1, [3, 6, 9, 12]), (4, [4, 6, 10, 12])])
def test_values_by_step_lie_where_a_multiple_was_reached(
    tmp_path: Path, make: Callable[..., Any], data: Any, execution: int, steps: list[int]
) -> None:
    board = TensorBoard(tmp_path, update_freq=3, histogram_freq=0, write_graph=False)
    model = make(steps_per_execution=execution)
    model.fit(*data, batch_size=8, epochs=2, verbose=0, callbacks=[board])
    train = scalars(tmp_path / "train")
    assert {tag for tag in train if tag.startswith("batch_")} == {
        "batch_loss",
        "batch_accuracy",
        "batch_learning_rate",
        "batch_steps_per_second",
        "batch_samples_per_second",
    }
    assert [step for step, _ in train["batch_loss"]] == steps
    assert "epoch_loss" in train


def test_images_embeddings_and_a_trace_are_written_when_asked_for(tmp_path: Path) -> None:
    model = keras.Sequential(
        [keras.Input((2,), dtype="int32"), keras.layers.Embedding(9, 3, name="words"), keras.layers.Dense(1)]
    )
    model.compile("sgd", "mse")
    board = TensorBoard(
        tmp_path,
        histogram_freq=2,
        write_images=True,
        embeddings_freq=1,
        embeddings_metadata={"words": "words.tsv"},
        profile_batch=(2, 3),
    )
    model.fit(
        np.zeros((8, 2), "int32"), np.ones((8, 2, 1)), batch_size=2, epochs=3, verbose=0, callbacks=[board]
    )
    found = read(tmp_path / "train")
    image = next(tag for tag in found.Tags()["tensors"] if tag.endswith("kernel/image"))
    assert [event.step for event in found.Tensors(image)] == [0, 2]
    table = np.loadtxt(tmp_path / "train" / "words.embedding.tsv", delimiter="\t")
    assert np.allclose(table, model.get_layer("words").get_weights()[0], rtol=1e-4, atol=1e-6)
    assert list((tmp_path / "train" / "plugins" / "profile").rglob("*.xplane.pb"))


def test_evaluating_alone_is_written_over_steps(tmp_path: Path, make: Callable[..., Any], data: Any) -> None:
    model = make(run_eagerly=True)
    model.fit(*data, batch_size=24, verbose=0)
    values = model.evaluate(*data, verbose=0, return_dict=True, callbacks=[TensorBoard(tmp_path)])
    found = scalars(tmp_path / "validation")
    assert found["evaluation_loss_vs_iterations"] == [(2, values["loss"])]


def test_several_trainings_with_one_callback_make_a_file_each(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    model, board = make(run_eagerly=True), TensorBoard(tmp_path, text={"same": "a", "changed": "b"})
    model.fit(*data, batch_size=48, verbose=0, callbacks=[board])
    board.text["changed"] = "c"
    model.fit(*data, batch_size=48, epochs=2, initial_epoch=1, verbose=0, callbacks=[board])
    assert len(list((tmp_path / "train").glob("events.*"))) == 2
    assert [step for step, _ in scalars(tmp_path / "train")["epoch_loss"]] == [0, 1]
    found = read(tmp_path / "train")
    times = {tag: len(found.Tensors(tag)) for tag in ("same", "changed", "layers", "keras")}
    assert times == {"same": 1, "changed": 2, "layers": 1, "keras": 1}


def test_training_is_the_same_with_it(
    tmp_path: Path, make: Callable[..., Any], data: Any, variables: Callable[..., Any]
) -> None:
    plain = make()
    plain.fit(*data, epochs=2, verbose=0)
    watched = make()
    watched.fit(*data, epochs=2, verbose=0, callbacks=[TensorBoard(tmp_path, update_freq=1)])
    assert list(variables(plain).values()) == list(variables(watched).values())


def test_it_hooks_into_steps_only_when_it_acts_on_them() -> None:
    plain = TensorBoard(update_freq="epoch")
    assert (TensorBoard().acts_on_steps, TensorBoard().step_interval) == (False, None)
    assert (plain.acts_on_steps, plain.step_interval) == (False, None)
    for name in ("on_train_batch_begin", "on_train_batch_end", "on_test_batch_end", "on_batch_end"):
        assert getattr(plain, name)._is_default
    assert TensorBoard(update_freq="batch").step_interval == 1
    assert TensorBoard(update_freq=100).step_interval == 100
    assert TensorBoard(profile_batch=(101, 200)).step_interval == 100
    assert TensorBoard(profile_batch=(11, 20), update_freq=4).step_interval == 2


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"histogram_freq": -1}, "histogram_freq is a number of epochs, 0 for never, or 'auto'"),
        ({"embeddings_freq": "x"}, "embeddings_freq is a number of epochs, 0 for never, or 'auto', not 'x'"),
        ({"hparams": 3}, "hparams is a mapping, 'auto' or None, not 3"),
        ({"examples": 3}, r"examples is a pair \(x, y\), 'auto' or None, not 3"),
        ({"update_freq": 0}, "update_freq is 'auto', 'epoch', 'batch' or a number of steps"),
        ({"update_freq": "step"}, "not 'step'"),
        ({"profile_batch": "x"}, "profile_batch is a step"),
    ],
)
def test_wrong_arguments_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TensorBoard(**wrong)


def test_a_folder_that_cannot_be_written_is_an_error_of_the_training(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    (tmp_path / "train").write_text("a file, not a folder")
    with pytest.raises(OSError, match="train"):
        make(run_eagerly=True).fit(*data, batch_size=48, verbose=0, callbacks=[TensorBoard(tmp_path)])
