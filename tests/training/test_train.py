"""The flow from document to run, and its laws."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kbuild
from kbuild.schemas.errors import DataError, RunError, UsageError

Train = Callable[..., Any]


def same(one: Any, other: Any) -> bool:
    pairs = zip(one.get_weights(), other.get_weights(), strict=True)
    return all(np.array_equal(each, twin) for each, twin in pairs)


def test_a_run_keeps_document_environment_metrics_checkpoints_events_and_model(
    train: Train, blobs: Any
) -> None:
    run = train(validation=0.2, test=blobs)
    assert {each.name for each in run.folder.iterdir()} == {
        "checkpoints",
        "document.yaml",
        "environment.json",
        "events",
        "metrics.jsonl",
        "model.keras",
        "preparation.json",
        "resolved.yaml",
        "state.json",
        "times.jsonl",
    }
    assert run.state == "finished"
    assert set(run.test) == {"loss", "accuracy"}
    assert {each.name for each in (run.folder / "events").iterdir()} == {"hparams", "train", "validation"}


def test_one_document_and_seed_train_twice_to_equal_weights_and_equal_metrics(train: Train) -> None:
    one, other = train(validation=0.2), train(validation=0.2)
    assert same(one.model, other.model)
    assert one.number != other.number
    assert (one.folder / "metrics.jsonl").read_bytes() == (other.folder / "metrics.jsonl").read_bytes()


@pytest.mark.parametrize("style", ["sequential", "functional"])
def test_any_number_of_steps_in_a_call_gives_the_same_weights_to_the_last_bit(
    train: Train, tree: dict[str, Any], style: str
) -> None:
    if style == "functional":
        layers = tree["model"]["layers"]
        names = ["input", "hidden", "norm", "drop", "blob"]
        layers[-1]["Dense"].pop("name")
        tree["model"] = {
            "style": "functional",
            "inputs": {"input": {"shape": [4]}},
            "layers": {
                name: each if isinstance(each, dict) else {each: None}
                for name, each in list(zip(names, layers, strict=True))[1:]
            },
            "outputs": "blob",
        }
    chosen = train(validation=0.2)
    assert chosen.environment["execution"]["steps_per_execution"] == 5
    for steps in (1, 2, 5, 50):
        tree["compile"]["steps_per_execution"] = steps
        assert same(train(tree, validation=0.2).model, chosen.model), steps


def test_the_compiled_loop_trains_as_keras_fit_on_the_same_batches(
    train: Train, tree: dict[str, Any], blobs: Any
) -> None:
    from kbuild.building.build import build
    from kbuild.data import Samples
    from kbuild.data.pipeline import pipeline
    from kbuild.schemas import Document

    run = train()
    by_hand = build(Document.model_validate(tree))
    batches = pipeline(Samples(*blobs), batch_size=16, seed=3)
    by_hand.fit(batches, steps_per_epoch=7, epochs=2, verbose=0, shuffle=False)
    assert same(run.model, by_hand)


def test_steps_of_an_epoch_that_are_no_pass_go_on_where_the_last_epoch_ended(
    train: Train, tree: dict[str, Any]
) -> None:
    tree["fit"] |= {"steps_per_epoch": 14, "epochs": 1}
    two_passes = train(tree)
    tree["fit"] |= {"steps_per_epoch": 7, "epochs": 2}
    assert same(train(tree).model, two_passes.model)


def test_class_weights_count_as_weights_of_samples(train: Train, tree: dict[str, Any], blobs: Any) -> None:
    tree["fit"] |= {"class_weight": {0: 5.0, 2: 0.5}}
    run = train(tree)
    del tree["fit"]["class_weight"]
    weights = np.array([5.0, 1.0, 0.5], np.float32)[blobs[1]]
    assert same(train(tree, train=(*blobs, weights)).model, run.model)


def test_a_document_without_a_seed_gets_one_and_can_be_repeated(train: Train, tree: dict[str, Any]) -> None:
    del tree["seed"]
    run = train()
    assert run.document.seed is not None
    assert same(train({"seed": run.document.seed}).model, run.model)


def test_a_wrong_monitor_creates_nothing(train: Train, tmp_path: Path) -> None:
    from kbuild.reading.problems import DocumentError

    with pytest.raises(DocumentError, match="val_accurcy") as caught:
        train({"callbacks": [{"EarlyStopping": {"monitor": "val_accurcy"}}]}, validation=0.2)
    assert caught.value.problems[0].path == "callbacks.0.EarlyStopping.monitor"
    assert not list(tmp_path.iterdir())


def test_a_monitor_of_the_validation_without_validation_creates_nothing(train: Train, tmp_path: Path) -> None:
    with pytest.raises(kbuild.DocumentError, match="val_loss"):
        train({"callbacks": ["EarlyStopping"]})
    assert not list(tmp_path.iterdir())


def test_data_of_another_shape_creates_nothing(train: Train, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"the shape \[4\], a sample has \[5\]") as caught:
        train(train=(np.zeros((8, 5), "float32"), np.zeros(8, "int32")))
    assert caught.value.code == "wrong-shape"
    assert not list(tmp_path.iterdir())


def test_a_label_without_a_unit_creates_nothing(train: Train, blobs: Any, tmp_path: Path) -> None:
    x, y = blobs
    with pytest.raises(DataError, match="3 units") as caught:
        train(train=(x, np.where(y == 2, 7, y)))
    assert caught.value.code == "label-out-of-range"
    assert not list(tmp_path.iterdir())


def test_what_keras_refuses_while_tracing_creates_nothing_and_names_the_place(
    train: Train, tree: dict[str, Any], tmp_path: Path
) -> None:
    tree["compile"]["loss"] = "categorical_crossentropy"
    with pytest.raises(ValueError, match="rank") as caught:
        train(tree)
    assert any("compile" in note for note in caught.value.__notes__)
    assert not list(tmp_path.iterdir())


def test_a_document_that_does_not_say_how_to_train_is_refused(train: Train, tree: dict[str, Any]) -> None:
    del tree["compile"]
    with pytest.raises(UsageError, match="compile"):
        train()


def test_without_data_nothing_is_trained(train: Train) -> None:
    with pytest.raises(UsageError, match="no data"):
        train(train=None)


def test_a_loss_that_is_lost_stops_the_run_and_says_where(
    train: Train, tree: dict[str, Any], tmp_path: Path
) -> None:
    # The first step makes the weights infinite, the second one's loss shows it.
    tree["compile"]["optimizer"] = {"SGD": {"learning_rate": 1e38}}
    with pytest.raises(RunError, match=r"the loss became nan at step \d of epoch 1") as caught:
        train(tree)
    assert caught.value.code == "diverged"
    assert "kept in" in str(caught.value)
    run = kbuild.open_run(tmp_path / "runs" / "blobs")
    assert run.state == "failed"
    assert "epoch 1" in str(run.reason)
    assert run.best_checkpoint is None


def test_an_exception_leaves_a_folder_that_says_so_and_is_never_used_again(
    train: Train, tmp_path: Path
) -> None:
    import keras

    class Fails(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            if epoch == 1:
                raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full") as caught:
        train(callbacks=[Fails()])
    assert any("kept in" in note for note in caught.value.__notes__)
    run = kbuild.open_run(tmp_path / "runs" / "blobs")
    assert (run.state, run.number, run.epochs) == ("failed", 1, 1)
    assert run.reason == "OSError: the disk is full"
    assert run.best_checkpoint is not None
    assert train().number == 2


def test_a_board_of_the_caller_s_waits_by_itself_again_however_the_run_ends(
    train: Train, tmp_path: Path
) -> None:
    import keras

    from kbuild.callbacks import TensorBoard

    class Fails(keras.callbacks.Callback):  # type: ignore[misc]
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            raise ValueError("no more")

    board = TensorBoard(tmp_path / "board")
    train(callbacks=[board])
    assert board.waits_at_end
    with pytest.raises(ValueError, match="no more"):
        train(callbacks=[board, Fails()])
    assert board.waits_at_end


def test_ctrl_c_ends_between_two_steps_and_keeps_what_there_is(train: Train, tmp_path: Path) -> None:
    import os
    import signal

    import keras

    before = signal.getsignal(signal.SIGINT)
    stop = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: os.kill(os.getpid(), signal.SIGINT) if epoch else None
    )
    with pytest.raises(RunError, match="Ctrl-C") as caught:
        train(callbacks=[stop])
    assert caught.value.code == "interrupted"
    run = kbuild.open_run(tmp_path / "runs" / "blobs" / "1")
    assert (run.state, run.epochs) == ("interrupted", 1)
    assert run.best_checkpoint is not None
    assert signal.getsignal(signal.SIGINT) is before


def test_early_stopping_says_why_and_the_model_has_the_best_weights(train: Train, blobs: Any) -> None:
    given = {"monitor": "loss", "patience": 1, "min_delta": 10, "restore_best_weights": True}
    stop = {"EarlyStopping": given}
    run = train({"callbacks": [stop], "fit": {"epochs": 9, "batch_size": 16}})
    assert run.epochs == 2
    assert "loss has not improved" in str(run.reason)
    loaded = kbuild.open_run(run.folder).model
    assert same(loaded, run.model)


def test_callbacks_write_into_the_runs_folder(train: Train) -> None:
    callbacks = [{"CSVLogger": {"filename": "logs/table.csv"}}, {"Checkpoint": {"keep": 1}}]
    run = train({"callbacks": callbacks})
    assert (run.folder / "logs" / "table.csv").read_text().startswith("epoch")
    assert len([each for each in (run.folder / "checkpoints").iterdir() if each.is_dir()]) <= 2


def test_callbacks_that_would_write_elsewhere_are_refused(train: Train, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"outside|out of"):
        train({"callbacks": [{"CSVLogger": {"filename": "../../table.csv"}}]})
    assert not list(tmp_path.iterdir())


def test_datasets_and_py_datasets_train_through_keras_own_functions(train: Train, blobs: Any) -> None:
    import keras
    import tensorflow as tf

    class Batches(keras.utils.PyDataset):  # type: ignore[misc]
        def __len__(self) -> int:
            return 5

        def __getitem__(self, index: int) -> Any:
            return tuple(each[index * 20 : index * 20 + 20] for each in blobs)

    dataset = tf.data.Dataset.from_tensor_slices(blobs).batch(20)
    run = train(train=dataset, validation=blobs, test=Batches())
    assert run.environment["execution"]["pipeline"] == "stream"
    assert run.environment["execution"]["steps_per_execution"] == 5
    assert set(run.test) == {"loss", "accuracy"}
    assert train(train=Batches()).state == "finished"


def test_a_run_of_a_document_in_a_file_keeps_its_bytes(tmp_path: Path) -> None:
    text = (
        "# mine\nmodel: {style: sequential, layers: [{Input: {shape: [2]}}, {Dense: {units: 1}}]}\n"
        "compile: {optimizer: sgd, loss: mse}\r\n"
        "data: {train: {Csv: {path: table.csv, target: c}}, batch_size: 2}\n"
    )
    (tmp_path / "mine.yaml").write_bytes(text.encode())
    (tmp_path / "table.csv").write_text("a,b,c\n1,2,3\n2,3,5\n3,4,7\n")
    run = kbuild.train(tmp_path / "mine.yaml", overrides=["fit.epochs=2"], runs=tmp_path / "runs", verbose=0)
    assert (run.folder / "document.yaml").read_bytes() == text.encode()
    assert run.folder == tmp_path / "runs" / "mine" / "1"
    assert run.document.fit is not None
    assert run.document.fit.epochs == 2
    assert run.document.source.folder == tmp_path
    assert run.preparation is not None


def test_metrics_are_lines_of_json_that_count_from_one(train: Train) -> None:
    run = train(validation=0.2)
    rows = [json.loads(line) for line in (run.folder / "metrics.jsonl").read_text().splitlines()]
    assert [(row["epoch"], row["step"]) for row in rows] == [(1, 5), (2, 10)]
    assert set(rows[0]) == {"epoch", "step", "loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"}
    assert math.isclose(rows[0]["learning_rate"], 0.01, rel_tol=1e-6)


def test_the_programs_own_random_numbers_go_on_as_if_nothing_had_happened(train: Train) -> None:
    import random

    random.seed(5)
    np.random.seed(5)
    first = random.random(), np.random.random()
    random.seed(5)
    np.random.seed(5)
    train()
    assert (random.random(), np.random.random()) == first


def test_the_model_of_a_run_can_be_used_as_any_other(train: Train, blobs: Any) -> None:
    model = train().model
    assert model.steps_per_execution == 1
    assert set(model.evaluate(*blobs, verbose=0, return_dict=True)) == {"loss", "accuracy"}
    model.fit(*blobs, epochs=1, verbose=0)


def test_progress_is_plain_lines_where_there_is_no_terminal(
    train: Train, capsys: pytest.CaptureFixture[str]
) -> None:
    train(validation=0.2, verbose="auto")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("80 training, 20 validation samples, 99 parameters")
    assert any(line.startswith("epoch 1/2  ") and "val_accuracy" in line for line in lines)
    assert lines[-1].startswith("look at it: kbuild tensorboard")
