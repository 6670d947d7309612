"""One process at a time trains in a run's folder; the lock of a process that died is free again.

The operating system holds the lock (`fcntl.lockf`) and lets it go when the process ends, however it ends:
no number of a process has to be trusted, which another one may have by now.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kbuild.schemas.errors import RunError

_NAME = ".lock"
# Locks of one process do not keep out itself, and closing any descriptor of the file lets go of them.
_held: set[Path] = set()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a run's folder.

    Args:
        folder: The folder, which is there.

    Raises:
        RunError: `locked` when another training of this or another process holds it.
    """
    path = folder.resolve() / _NAME
    if path in _held:
        raise _refused(folder)
    descriptor = _take(path, folder)
    _held.add(path)
    try:
        yield
    finally:
        _held.discard(path)
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def is_locked(folder: Path) -> bool | None:
    """Whether a living process trains in a run's folder.

    Args:
        folder: The folder.

    Returns:
        None where this cannot be told: a folder that nobody can write to, a system without such locks.
    """
    path = folder.resolve() / _NAME
    if path in _held:
        return True
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    except OSError:
        return None
    try:
        return not _lock(descriptor)
    except (ImportError, OSError):
        return None
    finally:
        os.close(descriptor)


def _take(path: Path, folder: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            free = _lock(descriptor)
        except ImportError:
            return descriptor
        if not free:
            os.close(descriptor)
            raise _refused(folder)
        # Its holder removes it at the end: what was opened before may be no file of the folder any more.
        with suppress(FileNotFoundError):
            if path.stat().st_ino == os.fstat(descriptor).st_ino:
                os.truncate(descriptor, 0)
                os.write(descriptor, f"{os.getpid()}\n".encode())
                return descriptor
        os.close(descriptor)


def _lock(descriptor: int) -> bool:
    """Lock a file for this process; False when another has."""
    import fcntl

    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _refused(folder: Path) -> RunError:
    text = f"another process is training in {folder}"
    return RunError(text, code="locked", hint=f"follow it with `kbuild watch {folder}`, or end it first")
