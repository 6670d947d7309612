"""Files that are either there as a whole or not at all, whatever happens in between.

The order that makes it so: write into a folder under another name, flush each file to the disk, flush that
folder, rename it, flush its parent. A reader sees the folder under its own name only when all of it is on
the disk (Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from kbuild.callbacks.checkpoints.digests import Buffer, Digest, Growing, Hashers

_WRITTEN = 4 * 2**20
_FLUSHED = 32 * 2**20


class Batch:
    """New files in a folder, which are all on the disk when the `with` block ends.

    They are flushed together at the end: one after another, each would wait for the disk.

    Args:
        folder: The folder, which is there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: list[int] = []
        self._hashers = Hashers()

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for descriptor in self._open:
                    os.fsync(descriptor)
                flush_folder(self._folder)
        finally:
            self._hashers.__exit__(kind, error, trace)
            while self._open:
                os.close(self._open.pop())

    def write(self, name: str, parts: Iterable[Buffer]) -> Digest:
        """Writes a new file.

        Args:
            name: Its name; nothing may have it.
            parts: The content. A large file is hashed in other threads while it is written, since hashing
                takes longer.

        Returns:
            The file's digest.

        Raises:
            OSError: As the operating system says; `FileExistsError` when something has the name.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._folder / name, flags, 0o666)
        self._open.append(descriptor)
        growing = Growing(self._hashers)
        unflushed = 0
        for piece in _pieces(parts):
            growing.add(piece)
            _write_all(descriptor, piece)
            unflushed += piece.nbytes
            if unflushed >= _FLUSHED:
                # The disk is busy while the rest is hashed, not only at the end.
                _flush_content(descriptor)
                unflushed = 0
        return growing.digest()


def publish(folder: Path, name: Path) -> None:
    """Gives a finished folder its name, at once and for good.

    Args:
        folder: The folder under its temporary name, flushed.
        name: Its name from now on; in the same parent, and not taken.
    """
    folder.rename(name)
    flush_folder(name.parent)


def make_folder(folder: Path) -> None:
    """Makes a folder and those around it that are missing, each on the disk before anything is put into it.

    Args:
        folder: The folder; it may be there.
    """
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def flush_folder(folder: Path) -> None:
    """Flushes the names in a folder to the disk, where the system can (Windows can't, and needn't)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(folder: Path, names: Iterable[str]) -> bool:
    """Removes files from a folder, then the folder if nothing is left in it.

    Args:
        folder: The folder.
        names: The files that may be removed, in this order; those that are not there are passed over.

    Returns:
        Whether the folder is gone; it stays when it holds anything else.
    """
    for name in names:
        Path(folder, name).unlink(missing_ok=True)
    if any(folder.iterdir()):
        return False
    folder.rmdir()
    return True


def _pieces(parts: Iterable[Buffer]) -> Iterator[memoryview]:
    for part in parts:
        if not memoryview(part).nbytes:
            continue
        view = memoryview(part).cast("B")
        for start in range(0, view.nbytes, _WRITTEN):
            yield view[start : start + _WRITTEN]


def _flush_content(descriptor: int) -> None:
    getattr(os, "fdatasync", os.fsync)(descriptor)


def _write_all(descriptor: int, piece: memoryview) -> None:
    while piece.nbytes:
        piece = piece[os.write(descriptor, piece) :]
