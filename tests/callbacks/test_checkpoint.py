import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from kbuild.callbacks.checkpoint import Checkpoint
from kbuild.callbacks.checkpoints.restoring import restore
from kbuild.callbacks.checkpoints.store import STATE, TRAINING, WEIGHTS, Store, read, verify
from kbuild.callbacks.errors import MonitorError
from kbuild.callbacks.tensors import decode


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_training_that_saves_makes_the_weights_of_one_that_does_not(
    tmp_path: Path, make: Callable[..., Any], data: Any, variables: Callable[..., Any]
) -> None:
    arguments = {"epochs": 3, "batch_size": 8, "verbose": 0, "validation_split": 0.25}
    plain = make()
    first = plain.fit(*data, **arguments)
    saving = make()
    second = saving.fit(*data, **arguments, callbacks=[Checkpoint(tmp_path, every_steps=2, keep=None)])
    assert first.history == second.history
    assert list(variables(plain).values()) == list(variables(saving).values())


def test_a_checkpoint_holds_the_state_of_its_moment(
    tmp_path: Path, make: Callable[..., Any], data: Any, variables: Callable[..., Any]
) -> None:
    seen: list[list[bytes]] = []
    model = make()
    keep = keras.callbacks.LambdaCallback(
        on_epoch_end=lambda epoch, logs: seen.append(list(variables(model).values()))
    )
    model.fit(*data, batch_size=16, epochs=3, verbose=0, callbacks=[Checkpoint(tmp_path), keep])
    entries = Store(tmp_path).entries()
    assert [entry.step for entry in entries] == [3, 6, 9]
    for entry, expected in zip(entries, seen, strict=True):
        arrays = {**decode(read(entry, WEIGHTS)), **decode(read(entry, TRAINING))}
        arrays = {n: a for n, a in arrays.items() if n.split("/")[0] not in ("callback", "random")}
        found = {n: a.tobytes() for n, a in arrays.items() if not n.startswith("metric/")}
        wanted = [value for value, name in zip(expected, arrays, strict=True) if name in found]
        assert list(found.values()) == wanted
        assert not verify(entry)


def test_the_best_and_the_newest_are_found_by_manifest(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    checkpoint = Checkpoint(tmp_path, monitor="loss", keep=1)
    rates = keras.callbacks.LearningRateScheduler(lambda epoch: [0.05, 0.05, 3.0, 3.0][epoch])
    history = make(run_eagerly=True).fit(
        *data, batch_size=48, epochs=4, verbose=0, callbacks=[checkpoint, rates]
    )
    losses = history.history["loss"]
    best = int(np.argmin(losses))
    assert best < 3, "the last epochs were made to be bad"
    assert checkpoint.latest == tmp_path / "step-00000004"
    assert checkpoint.best == tmp_path / f"step-{best + 1:08d}"
    assert checkpoint.best_value == losses[best]
    assert names(tmp_path) == [f"step-{best + 1:08d}", "step-00000004"]
    fresh = Checkpoint(tmp_path, monitor="loss", mode="min")
    assert (fresh.best, fresh.latest) == (checkpoint.best, checkpoint.latest)


def test_the_best_epoch_is_saved_even_when_none_is_due(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    checkpoint = Checkpoint(tmp_path, monitor="loss", every_epochs=100)
    make(run_eagerly=True).fit(*data, batch_size=48, epochs=2, verbose=0, callbacks=[checkpoint])
    assert checkpoint.best is not None
    silent = Checkpoint(tmp_path / "none", monitor=None, every_epochs=100)
    make(run_eagerly=True).fit(*data, batch_size=48, epochs=2, verbose=0, callbacks=[silent])
    assert (silent.best, silent.latest) == (None, None)


@pytest.mark.parametrize("split", [0.0, 0.25])
def test_the_usual_monitor_is_the_loss_of_validation_where_there_is_some(
    tmp_path: Path, make: Callable[..., Any], data: Any, split: float
) -> None:
    checkpoint = Checkpoint(tmp_path)
    history = make(run_eagerly=True).fit(
        *data, epochs=2, validation_split=split, verbose=0, callbacks=[checkpoint]
    )
    assert checkpoint.best_value == min(history.history["val_loss" if split else "loss"])


def test_a_loop_that_says_nothing_is_judged_by_its_first_epoch(
    tmp_path: Path, make: Callable[..., Any]
) -> None:
    for name, logs in (("a", {"loss": 1.0, "val_loss": 2.0}), ("b", {"loss": 1.0})):
        checkpoint = Checkpoint(tmp_path / name)
        loop = keras.callbacks.CallbackList([checkpoint], model=make())
        loop.on_train_begin()
        loop.on_epoch_begin(0)
        loop.on_epoch_end(0, logs)
        loop.on_train_end()
        assert checkpoint.best_value == list(logs.values())[-1]
        assert checkpoint.best == tmp_path / name / "step-00000000"


@pytest.mark.parametrize(("execution", "steps"), [(1, [4, 6, 8, 12]), (4, [4, 6, 10, 12])])
def test_saving_by_steps_acts_when_a_multiple_was_reached(
    tmp_path: Path, make: Callable[..., Any], data: Any, execution: int, steps: list[int]
) -> None:
    checkpoint = Checkpoint(tmp_path, every_steps=4, keep=None)
    model = make(steps_per_execution=execution)
    model.fit(*data, batch_size=8, epochs=2, verbose=0, callbacks=[checkpoint])
    entries = Store(tmp_path).entries()
    assert [entry.step for entry in entries] == steps
    assert [(entry.epoch, entry.batch) for entry in entries if entry.batch] == [
        (step // 6, step % 6) for step in steps if step % 6
    ]
    assert all(bool(entry.logs) == (entry.batch == 0) for entry in entries)


def test_it_hooks_into_steps_only_when_it_acts_on_them(tmp_path: Path) -> None:
    by_epoch, by_step = Checkpoint(tmp_path), Checkpoint(tmp_path, every_steps=5)
    assert by_epoch.on_train_batch_end._is_default
    assert (by_epoch.acts_on_steps, by_epoch.step_interval) == (False, None)
    assert not getattr(by_step.on_train_batch_end, "_is_default", False)
    assert (by_step.acts_on_steps, by_step.step_interval) == (True, 5)


def test_a_loss_that_is_no_number_is_not_saved(tmp_path: Path, make: Callable[..., Any], data: Any) -> None:
    x, y = data
    checkpoint, model = Checkpoint(tmp_path), make(run_eagerly=True)
    model.fit(x, y, epochs=2, batch_size=48, verbose=0, callbacks=[checkpoint])
    best = checkpoint.best
    with pytest.warns(RuntimeWarning, match="nothing is saved at epoch 3: the loss is nan"):
        model.fit(x * np.nan, y, epochs=3, initial_epoch=2, batch_size=48, verbose=0, callbacks=[checkpoint])
    assert checkpoint.best == best
    assert names(tmp_path) == ["step-00000001", "step-00000002"]


def test_later_callbacks_have_done_their_part_when_the_state_is_kept(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    class Late(keras.callbacks.Callback):
        epochs = 0

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.epochs += 1
            self.model.optimizer.learning_rate = 1 / (epoch + 2)

        def get_state(self) -> dict[str, Any]:
            return {"epochs": self.epochs}

    checkpoint = Checkpoint(tmp_path)
    make(run_eagerly=True).fit(*data, epochs=3, verbose=0, callbacks=[checkpoint, Late()])
    for number, entry in enumerate(Store(tmp_path).entries(), 1):
        states = {
            each["class"].split(".")[-1]: each.get("state")
            for each in json.loads(read(entry, STATE))["callbacks"]
        }
        assert states["Late"] == {"epochs": number}
        if number < 3:
            arrays = decode(read(entry, TRAINING))
            rate = next(array for name, array in arrays.items() if name.endswith("/learning_rate"))
            assert rate == np.float32(1 / (number + 1))


def test_a_second_training_in_the_folder_leaves_the_first_ones_alone(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    first, second = (Checkpoint(tmp_path, monitor=None, keep=1) for _ in range(2))
    make(run_eagerly=True).fit(*data, batch_size=48, epochs=2, verbose=0, callbacks=[first])
    make(run_eagerly=True).fit(*data, batch_size=48, epochs=2, verbose=0, callbacks=[second])
    assert (first.latest, second.latest) == (tmp_path / "step-00000002", tmp_path / "step-00000002-2")
    assert [entry.run for entry in Store(tmp_path).entries()] == [1, 2]


def test_going_on_from_an_earlier_checkpoint_makes_newer_ones(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    make(run_eagerly=True).fit(*data, batch_size=48, epochs=3, verbose=0, callbacks=[Checkpoint(tmp_path)])
    model, checkpoint = make(run_eagerly=True), Checkpoint(tmp_path)
    entry = restore(tmp_path / "step-00000001", model, [checkpoint])
    model.fit(*data, batch_size=48, epochs=2, initial_epoch=entry.epoch, verbose=0, callbacks=[checkpoint])
    assert checkpoint.latest == tmp_path / "step-00000002-2"
    assert [(e.run, e.step) for e in Store(tmp_path).entries()] == [(1, 1), (1, 2), (1, 3), (2, 2)]
    assert checkpoint.get_state()["lineage"] == {"1": 1, "2": None}


def test_going_on_from_the_newest_checkpoint_goes_on_with_its_run(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    make(run_eagerly=True).fit(*data, batch_size=48, epochs=3, verbose=0, callbacks=[Checkpoint(tmp_path)])
    model, checkpoint = make(run_eagerly=True), Checkpoint(tmp_path)
    entry = restore(tmp_path, model, [checkpoint])
    model.fit(*data, batch_size=48, epochs=5, initial_epoch=entry.epoch, verbose=0, callbacks=[checkpoint])
    assert {(e.run, e.step, e.number) for e in Store(tmp_path).entries()} >= {(1, 4, 4), (1, 5, 5)}
    assert checkpoint.get_state()["lineage"] == {"1": None}


def test_in_fast_trainings_checkpoints_keep_their_distance_but_the_last_and_the_best_are_there(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    checkpoint = Checkpoint(tmp_path, monitor="loss", keep=None, keep_every=4, min_seconds=1000)
    rates = keras.callbacks.LearningRateScheduler(lambda epoch: 0.05 if epoch < 6 else 3.0)
    model = make(run_eagerly=True)
    history = model.fit(*data, batch_size=48, epochs=9, verbose=0, callbacks=[checkpoint, rates])
    steps = [entry.step for entry in Store(tmp_path).entries()]
    best = int(np.argmin(history.history["loss"])) + 1
    assert {1, 4, 8, 9, best} <= set(steps)
    assert len(steps) <= 7
    assert checkpoint.best == tmp_path / f"step-{best:08d}"


def test_leftovers_of_a_killed_process_are_gone_after_the_next_start(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    (tmp_path / ".writing-step-00000001").mkdir()
    (tmp_path / ".writing-step-00000001" / WEIGHTS).write_bytes(b"half")
    make(run_eagerly=True).fit(*data, batch_size=48, verbose=0, callbacks=[Checkpoint(tmp_path)])
    assert names(tmp_path) == ["step-00000001"]


def test_a_checkpoint_that_cannot_be_written_is_an_error_of_the_training(
    tmp_path: Path, make: Callable[..., Any], data: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, content: Any) -> int:
        raise OSError(28, "No space left on device")

    model, checkpoint = make(run_eagerly=True), Checkpoint(tmp_path)
    model.fit(*data, batch_size=48, verbose=0, callbacks=[checkpoint])
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space left") as info:
        model.fit(*data, batch_size=48, epochs=3, initial_epoch=1, verbose=0, callbacks=[checkpoint])
    assert any("step-00000002 was not written" in note for note in info.value.__notes__)
    monkeypatch.undo()
    assert names(tmp_path) == ["step-00000001"]
    assert checkpoint.latest == tmp_path / "step-00000001"


def test_an_unknown_direction_is_asked_for_before_training(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    model = make(metrics=[keras.metrics.Mean(name="size")])
    with pytest.raises(MonitorError, match="mode='min' or mode='max'"):
        model.fit(*data, verbose=0, callbacks=[Checkpoint(tmp_path, monitor="size")])
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"keep": 0}, "keep is a whole number from 1, or None, not 0"),
        ({"every_steps": 2.5}, "every_steps is a whole number"),
        ({"keep_every": True}, "keep_every is a whole number"),
        ({"every_epochs": None}, "give every_epochs or every_steps"),
        ({"keep_best": -1}, "keep_best and min_seconds are 0 or more"),
        ({"mode": "up"}, "mode is 'auto'"),
    ],
)
def test_wrong_arguments_are_refused(tmp_path: Path, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Checkpoint(tmp_path, **wrong)


def test_the_best_is_told(
    tmp_path: Path, make: Callable[..., Any], data: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    checkpoint = Checkpoint(tmp_path, monitor="accuracy", verbose=1)
    make(run_eagerly=True).fit(*data, verbose=0, callbacks=[checkpoint])
    assert capsys.readouterr().out.startswith("Checkpoint: accuracy 0.")
