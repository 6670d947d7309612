"""Laws on runs that need a training from document to end: 3, 5, 6, 7, 9, 12."""

import ctypes
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

import kbuild
from kbuild.building.registered import forget
from kbuild.callbacks.checkpoints.store import Store, verify
from kbuild.callbacks.tensors import decode
from kbuild.schemas.errors import RunError
from kbuild.training.csv_rows import CSVRows

Train = Callable[..., Any]
EACH_STEP = {"callbacks": [{"Checkpoint": {"every_steps": 1, "min_seconds": 0.0}}]}
LONGER = {"fit": {"epochs": 4, "batch_size": 16}}


class KilledError(BaseException):
    """Stands for the death of the process."""


class At(keras.callbacks.Callback):  # type: ignore[misc]
    """Does something before a step of an epoch."""

    keeps_state = False

    def __init__(self, epoch: int, batch: int, act: Callable[[Any], None]) -> None:
        super().__init__()
        self._at, self._act, self._epoch = (epoch, batch), act, 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch = epoch

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if (self._epoch, batch) == self._at:
            self._act(self.model)


def die(model: Any) -> None:
    raise KilledError


def only_close(session: Any, error: BaseException) -> None:
    """What the operating system does for a process that dies; each row has been flushed before."""
    for each in session.watchers:
        if isinstance(each.callback, CSVRows):
            each.callback.on_train_end()


def killed(run: Train, keys: Any, epoch: int, batch: int, **given: Any) -> Path:
    """Train until the process dies; the run's folder."""
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KilledError):
        patch.setattr("kbuild.training.running._finish_writing", only_close)
        run(keys, callbacks=[At(epoch, batch, die)], **given)
    runs: Path = given["runs"]
    return max(runs.glob("*/*"))


def equal(one: Any, other: Any) -> bool:
    pairs = zip(one.model.get_weights(), other.model.get_weights(), strict=True)
    same = all(a.tobytes() == b.tobytes() for a, b in pairs)
    return (
        same and (one.folder / "metrics.jsonl").read_bytes() == (other.folder / "metrics.jsonl").read_bytes()
    )


def steps_of_events(folder: Path) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for run in ("train", "hparams"):
        events = EventAccumulator(str(folder / "events" / run), {"tensors": 0}).Reload()
        tags = [tag for tag in events.Tags()["tensors"] if not tag.startswith("_hparams_")]
        found |= {f"{run}/{tag}": [each.step for each in events.Tensors(tag)] for tag in tags}
    # These are written again by each start, at its step.
    return {tag: steps for tag, steps in found.items() if "_" in tag}


@pytest.fixture(scope="module")
def used() -> Iterator[None]:
    """Metrics that know which samples the steps of an epoch were made with, and in which order."""

    @keras.saving.register_keras_serializable("laws")
    class Used(keras.metrics.Metric):  # type: ignore[misc]
        """Counts how often each sample was used.

        Args:
            samples: How many there are.
            order: Whether to tell the order, as a number; otherwise how many were used once.
        """

        def __init__(
            self, samples: int, order: bool = False, name: str | None = None, dtype: Any = None
        ) -> None:
            super().__init__(name=name, dtype=dtype)
            self.samples, self.order = samples, order
            self.count = self.add_variable((samples,), "zeros", name="count")
            self.place = self.add_variable((), "zeros", name="place")
            self.sum = self.add_variable((), "zeros", name="sum")

        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            ids = keras.ops.cast(keras.ops.reshape(y_true, (-1,)), "int32")
            hot = keras.ops.one_hot(ids, self.samples)
            self.count.assign_add(keras.ops.sum(hot, axis=0))
            self.place.assign_add(1.0)
            self.sum.assign_add(self.place * keras.ops.sum(keras.ops.cast(ids, "float32")))

        def result(self) -> Any:
            once = keras.ops.sum(keras.ops.cast(self.count == 1.0, "float32"))
            return self.sum if self.order else once

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "samples": self.samples, "order": self.order}

    kbuild.register(Used)
    yield
    forget(Used)


def test_each_sample_is_used_once_in_an_epoch_with_a_resume_in_it(
    used: None, train: Train, tree: dict[str, Any], tmp_path: Path
) -> None:
    metrics = [
        {"Used": {"samples": 100, "name": "once"}},
        {"Used": {"samples": 100, "order": True, "name": "order"}},
    ]
    tree["model"]["layers"][-1] = {"Dense": {"units": 1}}
    tree["compile"] = {"optimizer": "adam", "loss": "mse", "metrics": metrics}
    ids = np.arange(100, dtype="float32")
    data = (np.stack([ids] * 4, axis=1) / 100, ids)
    keys = tree | EACH_STEP | LONGER
    whole = train(keys, train=data)
    path = killed(train, keys, 1, 4, train=data, runs=tmp_path / "other")
    assert Store(path / "checkpoints").entries()[-1].batch in {3, 4}
    again = kbuild.resume(path, data, verbose=0)
    assert [row["once"] for row in again.metrics] == [100.0] * 4
    assert len({row["order"] for row in again.metrics}) == 4, "epochs differ in order"
    assert equal(again, whole)


def lose_the_loss(model: Any) -> None:
    model.layers[0].kernel.assign(model.layers[0].kernel * np.inf)


def lose_a_weight(model: Any) -> None:
    # The loss of training does not see it.
    normalization = next(each for each in model.layers if "batch_norm" in each.name)
    normalization.moving_mean.assign(normalization.moving_mean * np.nan)


@pytest.mark.parametrize(
    ("lose", "said"),
    [
        pytest.param(
            lose_the_loss, r"the loss became nan at step 4 of epoch 2", marks=pytest.mark.slow, id="loss"
        ),
        pytest.param(lose_a_weight, r"the weight .*moving_mean is no finite number", id="weight"),
    ],
)
def test_what_is_not_finite_ends_the_run_is_never_kept_and_it_goes_on_from_before(
    train: Train, blobs: Any, tmp_path: Path, lose: Callable[[Any], None], said: str
) -> None:
    keys = EACH_STEP | LONGER
    with pytest.raises(RunError, match=said) as caught:
        train(keys, callbacks=[At(1, 3, lose)])
    assert (caught.value.code, caught.value.exit_code) == ("diverged", 3)
    path = tmp_path / "runs/blobs/1"
    assert kbuild.open_run(path).state == "failed"
    entries = Store(path / "checkpoints").entries()
    assert entries[-1].step == 7 + 3
    for entry in entries:
        for name in ("weights.safetensors", "training.safetensors"):
            arrays = decode((entry.path / name).read_bytes()).values()
            assert all(np.isfinite(each).all() for each in arrays if each.dtype.kind == "f")
    # Without what lost it, it ends as a run that had never lost anything.
    assert equal(kbuild.resume(path, blobs, verbose=0), train(keys))


@pytest.mark.slow
def test_a_file_that_may_not_grow_is_an_error_and_the_run_goes_on_when_there_is_room(
    train: Train, tree: dict[str, Any], blobs: Any, tmp_path: Path
) -> None:
    tree["model"]["layers"][1] = {"Dense": {"units": 20_000}}
    keys = tree | EACH_STEP | {"fit": {"epochs": 2, "batch_size": 16}}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def limit(model: Any) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, hard))

    try:
        with pytest.raises(OSError, match="File too large") as caught:
            train(keys, callbacks=[At(0, 4, limit)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    notes = "\n".join(caught.value.__notes__)
    assert "the checkpoints before it are as they were" in notes
    assert "kbuild resume" in notes
    path = tmp_path / "runs/blobs/1"
    entries = Store(path / "checkpoints").entries()
    assert entries and not any(verify(each) for each in entries)
    again = kbuild.resume(path, blobs, verbose=0)
    assert again.state == "finished"
    assert not [each for each in (path / "checkpoints").iterdir() if each.name.startswith(".")]
    assert equal(again, train(keys))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="takes root's rights away as Linux does")
def test_a_folder_that_becomes_read_only_is_an_error_and_the_run_goes_on_when_it_can_be_written(
    train: Train, tree: dict[str, Any], blobs: Any, tmp_path: Path
) -> None:
    keys = tree | EACH_STEP | {"fit": {"epochs": 2, "batch_size": 16}}
    path = tmp_path / "runs/blobs/1"

    def close(model: Any) -> None:
        _change_modes(path, 0o555, 0o444)

    with obeying_modes():
        with pytest.raises(OSError, match="Permission denied") as caught:
            train(keys, callbacks=[At(0, 4, close)])
        notes = "\n".join(caught.value.__notes__)
        assert "kbuild resume" in notes
        entries = Store(path / "checkpoints").entries()
        assert entries and not any(verify(each) for each in entries)
        before = sorted(each.name for each in (path / "checkpoints").iterdir())
        with pytest.raises((OSError, RunError)):
            kbuild.resume(path, blobs, verbose=0)
        assert sorted(each.name for each in (path / "checkpoints").iterdir()) == before
        _change_modes(path, 0o755, 0o644)
        assert equal(kbuild.resume(path, blobs, verbose=0), train(keys))


def _change_modes(folder: Path, of_folders: int, of_files: int) -> None:
    for each in (folder, *folder.rglob("*")):
        each.chmod(of_folders if each.is_dir() else of_files)


@contextmanager
def obeying_modes() -> Iterator[None]:
    """Lets this thread, and those that it starts, respect the modes of files as whoever is not root does."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, before = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, before) == 0
    # The first of the three words of each half is what has an effect; CAP_DAC_OVERRIDE and _READ_SEARCH.
    without = (ctypes.c_uint32 * 6)(before[0] & ~0b110, *before[1:])
    assert libc.capset(header, without) == 0
    try:
        yield
    finally:
        assert libc.capset(header, before) == 0


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="a folder that nobody can write to")
def test_a_folder_that_cannot_be_written_is_an_error_before_the_training(train: Train) -> None:
    with pytest.raises(RunError, match="folder cannot be made") as caught:
        train(runs="/proc/runs")
    assert (caught.value.code, caught.value.exit_code) == ("no-run-folder", 3)


def test_events_and_rows_have_each_step_once_and_strangers_files_stay(
    train: Train, blobs: Any, tmp_path: Path
) -> None:
    checkpoint = {"Checkpoint": {"every_steps": 5, "min_seconds": 0.0}}
    callbacks = [checkpoint, {"CSVLogger": {"filename": "rows.csv"}}, {"TensorBoard": {"update_freq": 1}}]
    keys = LONGER | {"callbacks": callbacks}
    whole = train(keys)
    # Before the first checkpoint: it begins anew.
    path = killed(train, keys, 0, 3, runs=tmp_path / "other")
    stranger = path / "events" / "train" / "notes.txt"
    stranger.write_text("mine")
    for epoch, batch in ((1, 6), (2, 1)):
        with pytest.MonkeyPatch.context() as patch, pytest.raises(KilledError):
            patch.setattr("kbuild.training.running._finish_writing", only_close)
            kbuild.resume(path, blobs, callbacks=[At(epoch, batch, die)], verbose=0)
    again = kbuild.resume(path, blobs, verbose=0)
    assert equal(again, whole)
    assert (path / "rows.csv").read_bytes() == (whole.folder / "rows.csv").read_bytes()
    found = steps_of_events(path)
    assert found["train/batch_loss"] == list(range(1, 29))
    curves = {tag: steps for tag, steps in found.items() if tag.startswith(("train/batch_", "train/epoch_"))}
    assert curves.items() <= steps_of_events(whole.folder).items()
    # How often the dear ones are written depends on the time that they take.
    assert all(steps == sorted(set(steps)) for steps in found.values())
    assert stranger.read_text() == "mine"
