"""The machine loses its power at each call of a save: a whole checkpoint is on the disk, engine-free.

What no `fsync` has asked for is lost, or only the names of it arrive, or only what removes others, or only
content; see `disks.py`. The order that stands this is: files, their folder, its name, the folder around it,
and only then may something older be removed.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kbuild.callbacks.checkpoints import files
from kbuild.callbacks.checkpoints.retention import Criterion, Rule
from kbuild.callbacks.checkpoints.store import LOGS, STATE, TRAINING, WEIGHTS, Place, Store, read
from kbuild.training.folder import write_whole
from tests.callbacks.checkpoints.disks import KINDS, recorded, replayed, small_pieces_quickly_flushed

_NAMES = (WEIGHTS, TRAINING, STATE, LOGS)
_RULE = Rule(2, best=[Criterion("loss", "max")])


@pytest.fixture(autouse=True)
def _small_pieces_quickly_flushed(monkeypatch: pytest.MonkeyPatch) -> None:
    small_pieces_quickly_flushed(monkeypatch)


def _save(store: Store, number: int) -> None:
    content = {name: [f"{name} {number}".encode(), b"x" * 40] for name in _NAMES}
    store.write(Place(1, number, 10 * number, number, logs={"loss": 1 / number}), content)
    store.prune({1: None}, _RULE)


@pytest.mark.parametrize(
    "kind",
    [pytest.param(each, marks=pytest.mark.slow) if each in ("names", "content") else each for each in KINDS],
)
def test_a_whole_checkpoint_is_on_the_disk_whenever_the_power_fails(tmp_path: Path, kind: str) -> None:
    store = Store(tmp_path / "store")
    for number in range(1, 5):
        _save(store, number)
    before = Path(shutil.copytree(store.folder, tmp_path / "before"))
    with recorded() as calls:
        _save(store, 5)
    after = store.folder.rename(tmp_path / "after")
    before.rename(store.folder)
    newest = []
    for at, disk in enumerate(replayed(calls, store.folder, kind)):
        found = tmp_path / f"found-{at}"
        disk.after_power_loss(found)
        newest.append(_held(found))
    assert len(newest) > 60
    assert newest == sorted(newest)
    assert (newest[0], newest[-1]) == (4, 5), "what is saved is there for good"
    assert Store(after).newest_intact().number == 5


def _held(folder: Path) -> int:
    """The newest checkpoint that the next start finds; it and the best are made sure to be whole."""
    store = Store(folder)
    newest = store.newest_intact()
    for name in _NAMES:
        assert read(newest, name) == f"{name} {newest.number}".encode() + b"x" * 40
    assert 1 in {each.number for each in store.entries()}, "the best is never lost"
    store.clean()
    _save(store, 6)
    assert store.newest_intact().number == 6
    return newest.number


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_checkpoint_of_a_run_is_there_for_good(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with recorded() as calls:
        _save(Store(root / "runs" / "model" / "1" / "checkpoints"), 1)
    shutil.rmtree(root)
    root.mkdir()
    *_, disk = replayed(calls, root, kind)
    disk.after_power_loss(tmp_path / "found")
    assert Store(tmp_path / "found/runs/model/1/checkpoints").newest_intact().number == 1


def test_without_the_flush_of_its_folder_a_checkpoint_would_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    _save(store, 1)
    before = Path(shutil.copytree(store.folder, tmp_path / "before"))
    monkeypatch.setattr(files, "flush_folder", lambda folder: None)
    with recorded() as calls:
        _save(store, 2)
    store.folder.rename(tmp_path / "after")
    before.rename(store.folder)
    *_, disk = replayed(calls, store.folder, "nothing")
    disk.after_power_loss(tmp_path / "found")
    assert Store(tmp_path / "found").newest_intact().number == 1, "the test sees what it is there to see"


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_of_a_run_is_the_old_one_or_the_new(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "state.json").write_bytes(b"old")
    before = Path(shutil.copytree(folder, tmp_path / "before"))
    with recorded() as calls, pytest.MonkeyPatch.context() as patch:
        # What Python's files do below `os`, as calls of its own.
        patch.setattr(Path, "open", lambda path, mode: _Plain(path))
        write_whole(folder / "state.json", b"new")
    folder.rename(tmp_path / "after")
    before.rename(folder)
    found = []
    for at, disk in enumerate(replayed(calls, folder, kind)):
        disk.after_power_loss(tmp_path / f"found-{at}")
        found.append((tmp_path / f"found-{at}" / "state.json").read_bytes())
    assert set(found) == {b"old", b"new"}
    assert found[-1] == b"new"


class _Plain:
    """A file for writing by the calls of `os`."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)

    def __enter__(self) -> _Plain:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def write(self, content: bytes) -> int:
        return os.write(self._descriptor, content)

    def flush(self) -> None:
        """Nothing is kept back."""

    def fileno(self) -> int:
        return self._descriptor
