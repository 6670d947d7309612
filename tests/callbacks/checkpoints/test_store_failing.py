"""Every single system call of a save, each killed once, each failing once: the store's laws, engine-free.

The calls are those of Python's `os` that the writer makes. Files are written in pieces of a few bytes here,
so that each of a large file's calls is among them; and flushing is counted, but does nothing, for speed.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.callbacks.checkpoints.retention import Criterion, Rule, ranked
from kbuild.callbacks.checkpoints.store import (
    LOGS,
    MANIFEST,
    STATE,
    TRAINING,
    WEIGHTS,
    Place,
    Store,
    read,
    verify,
)
from kbuild.callbacks.errors import CheckpointError
from tests.callbacks.checkpoints.disks import small_pieces_quickly_flushed

NAMES = (WEIGHTS, TRAINING, STATE, LOGS)
CALLS = ("open", "write", "fsync", "fdatasync", "close", "rename", "replace", "unlink", "mkdir", "rmdir")
RULE = Rule(2, best=[Criterion("loss", "max")])
ERRORS = (errno.ENOSPC, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO)


class Killed(BaseException):
    """The process is gone: nothing it does from here on has an effect."""


@pytest.fixture(autouse=True)
def _small_pieces_quickly_flushed(monkeypatch: pytest.MonkeyPatch) -> None:
    small_pieces_quickly_flushed(monkeypatch)


@contextmanager
def watched(before: Callable[[str, int], None], after: Callable[[str, int], None]) -> Iterator[list[str]]:
    """Lets something happen around each call, which is told by its name and number, from 1."""
    made: list[str] = []

    def wrapped(name: str, original: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            made.append(name)
            number = len(made)
            before(name, number)
            result = original(*args, **kwargs)
            after(name, number)
            return result

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, wrapped(name, getattr(os, name)))
        yield made


def nothing(name: str, number: int) -> None:
    """Happens around most calls."""


def save(store: Store, number: int) -> None:
    """Writes a checkpoint and removes what is to go, as the saving thread does."""
    logs = {"loss": 1 / number}
    content = {name: [f"{name} {number}".encode(), b"x" * 40] for name in NAMES}
    store.write(Place(1, number, 10 * number, number, logs=logs), content)
    store.prune({1: None}, RULE)


def filled(folder: Path, count: int = 4) -> Path:
    """Makes a store with so many saves behind it, and a stranger's files."""
    store = Store(folder)
    for number in range(1, count + 1):
        save(store, number)
    (folder / "notes.txt").write_text("mine")
    (folder / ".writing-mine").mkdir()
    (folder / ".writing-mine" / "plot.png").write_text("mine too")
    return folder


def check(folder: Path, *, goes_on: bool = True) -> None:
    """Holds a store, four saves old and hurt in the fifth, against the laws 2, 5 and 12."""
    store = Store(folder)
    entries = store.entries()
    assert not any(verify(entry) for entry in entries)
    newest = store.newest_intact()
    assert newest.number in {4, 5}, "at most one interval is lost"
    for name in NAMES:
        assert read(newest, name) == f"{name} {newest.number}".encode() + b"x" * 40
    assert len(entries) >= 3, "the last two and the best are there"
    assert entries[0].number == 1, "the best is never lost"
    store.clean()
    leftovers = {path.name for path in folder.iterdir() if path.name.startswith(".")}
    assert leftovers == {".writing-mine"}
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / ".writing-mine" / "plot.png").read_text() == "mine too"
    if goes_on:
        save(store, 6)
        assert store.newest_intact().number == 6


def killed_at(folder: Path, at: int, how: str, end: Callable[[], None]) -> list[str]:
    """Saves for the fifth time, and dies around a call; from then on nothing has an effect."""

    def before(name: str, number: int) -> None:
        if number > at or (number == at and how == "before"):
            end()

    def after(name: str, number: int) -> None:
        if number == at and how == "after":
            end()

    with watched(before, after) as made:
        save(Store(folder), 5)
    return made


def die() -> None:
    """Ends a simulated process."""
    raise Killed


@pytest.mark.parametrize("how", ["before", "after"])
def test_killed_at_every_call_of_a_save_at_most_one_interval_is_lost(tmp_path: Path, how: str) -> None:
    base = filled(tmp_path / "base")
    with watched(nothing, nothing) as made:
        save(Store(shutil.copytree(base, tmp_path / "whole")), 5)
    assert {"open", "write", "fsync", "fdatasync", "close", "rename", "unlink", "mkdir", "rmdir"} <= set(made)
    assert len(made) > 60
    for at in range(1, len(made) + 1):
        folder = Path(shutil.copytree(base, tmp_path / f"{at}"))
        with suppress(Killed):
            killed_at(folder, at, how, die)
        check(folder)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("how", ["before", "after"])
def test_a_process_that_ends_at_every_call_of_a_save_loses_at_most_one_interval(
    tmp_path: Path, how: str
) -> None:
    base = filled(tmp_path / "base")
    for at in range(1, 1000):
        folder = Path(shutil.copytree(base, tmp_path / str(at)))
        child = os.fork()
        if child == 0:
            killed_at(folder, at, how, lambda: os._exit(9))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        check(folder)
        if os.waitstatus_to_exitcode(status) == 0:
            assert at > 60
            return
    pytest.fail("the save never got through")


@pytest.mark.parametrize(
    "turn", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in range(1, len(ERRORS)))]
)
def test_an_error_at_every_call_of_a_save_leaves_what_was_good_and_the_next_save_works(
    tmp_path: Path, turn: int
) -> None:
    base = filled(tmp_path / "base")
    with watched(nothing, nothing) as made:
        save(Store(shutil.copytree(base, tmp_path / "whole")), 5)
    for at in range(1, len(made) + 1):
        folder = Path(shutil.copytree(base, tmp_path / f"{at}"))
        number = ERRORS[(at + turn) % len(ERRORS)]

        def fail(name: str, made: int, at: int = at, number: int = number) -> None:
            if made == at:
                raise OSError(number, os.strerror(number))

        store = Store(folder)
        with watched(fail, nothing), suppress(OSError):
            save(store, 5)
        check(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="needs RLIMIT_FSIZE")
def test_a_limit_of_files_sizes_leaves_what_was_good(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store")
    code = f"""
import resource, errno
from kbuild.callbacks.checkpoints.store import Place, Store, WEIGHTS
store = Store({str(folder)!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    store.write(Place(1, 5, 50, 5), {{WEIGHTS: [b"w" * 300_000]}})
except OSError as error:
    print(errno.errorcode[error.errno], *error.__notes__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("EFBIG")
    assert "step-00000050 was not written; the checkpoints before it are as they were" in done.stdout
    check(folder)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(st.floats(width=16), st.floats(width=16)), min_size=1, max_size=6),
    st.integers(1, 3),
    st.none() | st.integers(2, 3),
)
def test_at_no_instant_there_are_fewer_than_so_many_whole_checkpoints_or_not_the_best(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[tuple[float, float]],
    last: int,
    every: int | None,
) -> None:
    criteria = (Criterion("loss", "min"), Criterion("score", "max"))
    rule, folder = Rule(last, every, criteria), tmp_path_factory.mktemp("store")
    store, made = Store(folder), list[Place]()

    def look(name: str, number: int) -> None:
        if name not in {"rename", "unlink", "rmdir"}:
            return
        whole = [entry for entry in Store(folder).entries() if not verify(entry)]
        assert len(whole) >= min(last, len(made))
        for criterion in criteria:
            for best in ranked(made, criterion)[:1]:
                assert best.step in {entry.step for entry in whole}

    for number, (loss, score) in enumerate(values, 1):
        place = Place(1, number, number, number, logs={"loss": loss, "score": score})
        with watched(nothing, look):
            store.write(place, {STATE: [b"{}"]})
            made.append(place)
            store.prune({1: None}, rule)


@pytest.mark.parametrize("name", [*NAMES, MANIFEST])
def test_each_file_cut_anywhere_is_noticed_named_once_and_the_checkpoint_before_is_used(
    tmp_path: Path, name: str
) -> None:
    folder = filled(tmp_path / "store")
    path = folder / "step-00000040" / name
    good = path.read_bytes()
    for length in {0, 1, len(good) // 2, len(good) - 1}:
        path.write_bytes(good[:length])
        with pytest.warns(RuntimeWarning, match=name) as caught:
            assert Store(folder).newest_intact().number == 3
        assert len(caught) == 1
    path.unlink()
    with pytest.warns(RuntimeWarning, match=name):
        assert Store(folder).newest_intact().number == 3
    path.write_bytes(good)
    assert Store(folder).newest_intact().number == 4


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_when_each_is_damaged_in_another_file_each_reason_is_told_and_nothing_goes(tmp_path: Path) -> None:
    folder = filled(tmp_path / "store")
    for step, name in ((10, WEIGHTS), (30, STATE), (40, MANIFEST)):
        path = folder / f"step-{step:08d}" / name
        path.write_bytes(path.read_bytes()[:-1])
    before = sorted(folder.rglob("*"))
    with pytest.raises(CheckpointError) as raised:
        Store(folder).newest_intact()
    for step, name in ((10, WEIGHTS), (30, STATE), (40, MANIFEST)):
        assert str(Path(f"step-{step:08d}", name)) in str(raised.value)
    assert sorted(folder.rglob("*")) == before
