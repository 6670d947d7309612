"""A run that is killed goes on: the same bits at the end (laws 1, 3, 4, 8 to 11)."""

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kbuild
from kbuild.callbacks.checkpoints.store import TRAINING, WEIGHTS, Store
from kbuild.callbacks.tensors import decode
from kbuild.schemas.errors import RunError, UsageError
from kbuild.training.hooks import Hooks
from kbuild.training.resume import differences

CALLBACKS = [
    {"EarlyStopping": {"monitor": "loss", "patience": 2, "restore_best_weights": True}},
    {"ReduceLROnPlateau": {"monitor": "loss", "patience": 1, "min_delta": 0.05, "cooldown": 1}},
    {"Checkpoint": {"every_steps": 3, "min_seconds": 0.0}},
]
KEYS = {"fit": {"epochs": 5, "batch_size": 16}, "callbacks": CALLBACKS}


def equal_weights(one: Any, other: Any) -> bool:
    pairs = zip(one.get_weights(), other.get_weights(), strict=True)
    return all(a.tobytes() == b.tobytes() for a, b in pairs)


class Killed(BaseException):
    """Stands for the death of the process."""


def at_step(monkeypatch: pytest.MonkeyPatch, at: int, act: Callable[[], None]) -> None:
    """Do something before the call that makes a step."""
    original, made = Hooks.on_train_batch_begin, iter(range(10**6))

    def hook(self: Hooks, batch: int, logs: Any = None) -> None:
        if next(made) == at:
            act()
        original(self, batch, logs)

    monkeypatch.setattr(Hooks, "on_train_batch_begin", hook)


def dying(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Let the training end at its so many-th call, without a chance to write anything more."""

    def die() -> None:
        raise Killed

    at_step(monkeypatch, at, die)
    monkeypatch.setattr("kbuild.training.running._finish_writing", lambda *_: None)


@pytest.fixture
def whole(train: Callable[..., Any]) -> Any:
    return train(KEYS)


def same(one: Any, other: Any) -> None:
    assert equal_weights(one.model, other.model)
    assert (one.folder / "metrics.jsonl").read_bytes() == (other.folder / "metrics.jsonl").read_bytes()
    assert one.best_checkpoint.name == other.best_checkpoint.name
    for name in (WEIGHTS, TRAINING):
        # Names differ in the numbers that Keras counts through a process.
        pairs = [decode((run.best_checkpoint / name).read_bytes()).values() for run in (one, other)]
        assert [each.tobytes() for each in pairs[0]] == [each.tobytes() for each in pairs[1]]
    states = [(run.best_checkpoint / "state.json").read_bytes() for run in (one, other)]
    assert states[0] == states[1]


def test_killed_twice_it_ends_with_the_same_bits_and_finished_it_stays_as_it_is(
    tmp_path: Path, whole: Any, train: Callable[..., Any], blobs: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "runs/blobs/2"
    for at, work in ((8, lambda: train(KEYS)), (6, lambda: kbuild.resume(path, blobs, verbose=0))):
        with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
            dying(patch, at)
            work()
    # One bit of the newest checkpoint flips: it is noticed, and the one before is used.
    newest = Store(path / "checkpoints").entries()[-1].path / WEIGHTS
    content = bytearray(newest.read_bytes())
    content[-1] ^= 1
    newest.write_bytes(content)
    with pytest.warns(RuntimeWarning, match=f"{newest} is damaged.*the checkpoint before it is used"):
        again = kbuild.resume(path, blobs, verbose=0)
    assert equal_weights(again.model, whole.model)
    assert (path / "metrics.jsonl").read_bytes() == (whole.folder / "metrics.jsonl").read_bytes()
    before = {each: each.stat().st_mtime_ns for each in path.rglob("*")}
    assert kbuild.resume(path).state == "finished"
    assert "is finished; nothing is left to do" in capsys.readouterr().out
    assert {each: each.stat().st_mtime_ns for each in path.rglob("*")} == before


def test_the_first_signal_leaves_a_checkpoint_of_its_step_and_train_resumes_it(
    tmp_path: Path, whole: Any, train: Callable[..., Any], blobs: Any
) -> None:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(RunError, match="by SIGTERM") as caught:
        at_step(patch, 9, lambda: os.kill(os.getpid(), signal.SIGTERM))
        train(KEYS)
    assert "kbuild resume" in (caught.value.hint or "")
    run = kbuild.open_run(tmp_path / "runs/blobs/2")
    newest = Store(run.folder / "checkpoints").entries()[-1]
    assert (run.state, newest.step, newest.epoch, newest.batch) == ("interrupted", 10, 1, 3)
    same(train(KEYS, resume=True), whole)


def test_what_differs_is_refused_field_by_field_unless_it_is_accepted(
    tmp_path: Path, train: Callable[..., Any], blobs: Any
) -> None:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        dying(patch, 4)
        train(KEYS)
    path = tmp_path / "runs/blobs/1"
    other = (blobs[0] + 1, blobs[1])
    with pytest.raises(RunError, match=r"train\.x: float32 \[100, 4\]") as caught:
        kbuild.resume(path, other, verbose=0)
    assert caught.value.code == "other-data"
    with pytest.raises(RunError, match=r"fit\.epochs: 5 then, 6 now") as caught:
        train({**KEYS, "fit": {"epochs": 6, "batch_size": 16}}, resume=True)
    assert caught.value.code == "other-document"
    with pytest.raises(UsageError, match="another run"):
        kbuild.resume(path, blobs, overrides={"fit.epochs": 6}, verbose=0)
    before = (path / "resolved.yaml").read_bytes()
    run = kbuild.resume(path, blobs, overrides={"fit.epochs": 2}, accept=True, verbose=0)
    assert (run.epochs, run.total_epochs) == (2, 2)
    assert (path / "resolved-1.yaml").read_bytes() == before
    changes = json.loads((path / "state.json").read_text())["changes"]
    assert [(each["before"], each["changed"]) for each in changes] == [
        ("resolved-1.yaml", ["fit.epochs: 5 then, 2 now"])
    ]
    assert kbuild.resume(path, blobs, verbose=0).total_epochs == 2, "the next one needs no override"


def test_a_resume_that_is_refused_changes_nothing(
    tmp_path: Path, train: Callable[..., Any], blobs: Any
) -> None:
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        dying(patch, 9)
        train(KEYS)
    path = tmp_path / "runs/blobs/1"
    before = _files(path)
    wider = {"model.layers.1.Dense.units": 7}
    with pytest.raises(RunError, match="of another model") as caught:
        kbuild.resume(path, blobs, overrides=wider, accept=True, verbose=0)
    assert caught.value.code == "other-model"
    assert _files(path) == before
    for each in sorted((path / "checkpoints").iterdir()):
        (each / WEIGHTS).write_bytes(b"damaged")
    damaged = _files(path)
    with pytest.raises(RunError) as caught:
        kbuild.resume(path, blobs, verbose=0)
    assert caught.value.code == "no-checkpoint"
    assert _files(path) == damaged


def _files(folder: Path) -> dict[str, bytes]:
    """What a run holds, but for its lock."""
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in sorted(folder.rglob("*"))
        if each.is_file() and "lock" not in each.name
    }


def test_differences_name_each_field() -> None:
    then = {"a": {"b": [1, 2]}, "c": 1}
    now = {"a": {"b": [1, 3, 4]}, "d": None}
    assert list(differences(then, now)) == [
        "a.b.1: 2 then, 3 now",
        "a.b.2: nothing then, 4 now",
        "c: 1 then, nothing now",
    ]
