"""A disk that loses its power: what is on it after so many system calls, when nothing else has arrived.

The calls that a writer makes are recorded while they are made, and made once more on a model of a disk, which
keeps for each file and folder what the system knows and what is on the disk for good. POSIX promises the
second of a file's content after `fsync` of the file, and of a folder's names after `fsync` of the folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kbuild.callbacks.checkpoints import files

#: How unkind the disk is: what has arrived that no `fsync` asked for.
KINDS = ("nothing", "names", "removals", "content")
_CALLS = ("open", "write", "fsync", "fdatasync", "close", "rename", "replace", "unlink", "mkdir", "rmdir")


@dataclass(slots=True)
class File:
    """A file: what was written, and how much of it is on the disk."""

    content: bytes = b""
    durable: bytes = b""


@dataclass(slots=True)
class Folder:
    """A folder: its names, and those on the disk."""

    names: dict[str, File | Folder] = field(default_factory=dict)
    durable: dict[str, File | Folder] = field(default_factory=dict)


def small_pieces_quickly_flushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets files be written in many small pieces, and their flushing take no time."""
    for name in ("fsync", "fdatasync"):
        monkeypatch.setattr(os, name, lambda descriptor: None)
    monkeypatch.setattr(files, "_WRITTEN", 16)
    monkeypatch.setattr(files, "_FLUSHED", 32)


@contextmanager
def recorded() -> Iterator[list[tuple[str, tuple[Any, ...], Any]]]:
    """Records the calls that change files: each with its arguments and what came of it."""
    made: list[tuple[str, tuple[Any, ...], Any]] = []

    def wrapped(name: str, original: Any) -> Any:
        def call(*args: Any, **kwargs: Any) -> Any:
            kept = tuple(bytes(each) if isinstance(each, memoryview) else each for each in args)
            result = original(*args, **kwargs)
            made.append((name, kept, result))
            return result

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in _CALLS:
            patch.setattr(os, name, wrapped(name, getattr(os, name)))
        yield made


class Disk:
    """The model of a disk that holds one folder.

    Args:
        root: The folder as it is now, all of it on the disk.
        kind: What arrives by itself: `nothing`; `names` of new and renamed files, without their content;
            `removals` alone; or `content`, and no name.
    """

    def __init__(self, root: Path, kind: str) -> None:
        self._root, self._kind = root, kind
        self._tree = _loaded(root)
        self._open: dict[int, File | Folder] = {}

    def make(self, name: str, args: tuple[Any, ...], result: Any) -> None:
        """Makes a call that was recorded."""
        if name in {"fsync", "fdatasync"}:
            self._flush(args[0])
        elif name == "close":
            self._open.pop(args[0], None)
        elif name == "write":
            self._write(args[0], args[1][:result])
        elif Path(args[0]).is_relative_to(self._root):
            getattr(self, f"_on_{name}")(*args[:2], result)

    def after_power_loss(self, root: Path) -> None:
        """Writes into a folder what a machine finds that starts again."""
        _unloaded(self._tree, root)

    def _at(self, path: Any) -> tuple[Folder, str]:
        folder, parts = self._tree, Path(path).relative_to(self._root).parts
        for part in parts[:-1]:
            below = folder.names[part]
            assert isinstance(below, Folder)
            folder = below
        return folder, parts[-1] if parts else ""

    def _settle(self, folder: Folder, *, removal: bool = False) -> None:
        """Lets names arrive by themselves, where the disk does that."""
        if self._kind == "names":
            folder.durable = dict(folder.names)
        elif self._kind == "removals" and removal:
            folder.durable = {name: each for name, each in folder.durable.items() if name in folder.names}

    def _flush(self, descriptor: int) -> None:
        each = self._open.get(descriptor)
        if isinstance(each, File):
            each.durable = each.content
        elif isinstance(each, Folder):
            each.durable = dict(each.names)

    def _write(self, descriptor: int, piece: bytes) -> None:
        each = self._open.get(descriptor)
        if isinstance(each, File):
            each.content += piece
            if self._kind == "content":
                each.durable = each.content

    def _on_open(self, path: Any, flags: int, descriptor: int) -> None:
        folder, name = self._at(path)
        if not name:
            self._open[descriptor] = folder
            return
        if name not in folder.names and flags & os.O_CREAT:
            folder.names[name] = File()
            self._settle(folder)
        if flags & os.O_TRUNC and isinstance(each := folder.names[name], File):
            each.content = b""
        self._open[descriptor] = folder.names[name]

    def _on_rename(self, old: Any, new: Any, _: Any) -> None:
        (source, name), (target, other) = self._at(old), self._at(new)
        target.names[other] = source.names.pop(name)
        self._settle(target)

    _on_replace = _on_rename

    def _on_unlink(self, path: Any, *_: Any) -> None:
        folder, name = self._at(path)
        del folder.names[name]
        self._settle(folder, removal=True)

    _on_rmdir = _on_unlink

    def _on_mkdir(self, path: Any, *_: Any) -> None:
        folder, name = self._at(path)
        folder.names[name] = Folder()
        self._settle(folder)


def replayed(calls: list[tuple[str, tuple[Any, ...], Any]], root: Path, kind: str) -> Iterator[Disk]:
    """The disk as it is before the first of the calls, and after each of them.

    Args:
        calls: What was recorded.
        root: The folder as it was before; the calls' paths lie in it.
        kind: See `Disk`.
    """
    disk = Disk(root, kind)
    yield disk
    for name, args, result in calls:
        disk.make(name, args, result)
        yield disk


def _loaded(path: Path) -> Folder:
    found: dict[str, File | Folder] = {}
    for each in sorted(path.iterdir()):
        if each.is_dir():
            found[each.name] = _loaded(each)
        else:
            found[each.name] = File(each.read_bytes(), each.read_bytes())
    return Folder(dict(found), dict(found))


def _unloaded(folder: Folder, path: Path) -> None:
    path.mkdir()
    for name, each in folder.durable.items():
        if isinstance(each, Folder):
            _unloaded(each, path / name)
        else:
            (path / name).write_bytes(each.durable)
