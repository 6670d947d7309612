"""Importing TensorFlow without its start-up chatter, and without losing a word that matters.

TensorFlow's C++ code writes to the file descriptor of standard error before any log level of its own is
read, so neither `TF_CPP_MIN_LOG_LEVEL` nor a replaced `sys.stderr` silences it. During the import (and the
look for devices, which writes as well) a filter stands in front of the descriptor: a process of its own, so
that the last words before a crash get through too.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kbuild.training.lean import lean_import

_STDERR = 2
_LEVEL = "TF_CPP_MIN_LOG_LEVEL"
_END = b"\x00kbuild: end of import\x00\n"
_DONE, _FAILED = b"+", b"!"

# How abseil begins a line: severity, month and day, time, thread, file:line].
_LOG_LINE = re.compile(rb"([IWEF])\d{4} \d\d:\d\d:[\d.]+ +\d+ [\w./+-]+:\d+\] ")
_HEADER = b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR"
_CONTINUED = b"To enable the following instructions: "
# Said on each machine without a GPU. Where there is one, it is news.
_NO_GPU = b"failed call to cuInit"


def import_keras() -> None:
    """Import Keras and TensorFlow, and let TensorFlow find its devices, quietly.

    Call it once before the first use of Keras; later calls cost nothing. Someone who sets
    `TF_CPP_MIN_LOG_LEVEL=0` gets every line.

    Raises:
        ImportError: As the import itself raises it; then nothing has been held back.
    """
    with without_chatter():
        if "tensorflow" not in sys.modules or "keras" not in sys.modules:
            _import()


@contextmanager
def without_chatter() -> Iterator[None]:
    """Hold back what TensorFlow says of itself while something is imported that may import it."""
    wants_all = os.environ.get(_LEVEL) == "0"
    os.environ.setdefault(_LEVEL, "1")
    if wants_all or "tensorflow" in sys.modules or not _can_filter():
        yield
        return
    with filtered(is_chatter):
        yield


def _import() -> None:
    with lean_import():
        import keras  # noqa: F401 - importing it is what is asked for
        import tensorflow as tf

    tf.config.list_logical_devices()


def is_chatter(line: bytes, *, gpu: bool | None = None) -> bool:
    """Say whether a line of standard error is start-up chatter.

    Args:
        line: The line, with its end.
        gpu: Whether the machine has a GPU; looked up if left out.

    Example:
        >>> is_chatter(b"I0000 00:00:1.5 12 port.cc:153] oneDNN custom operations are on.")
        True
        >>> is_chatter(b"F0000 00:00:1.5 12 cpu.cc:9] The TensorFlow library needs AVX.")
        False
    """
    if line.startswith((_HEADER, _CONTINUED)):
        return True
    found = _LOG_LINE.match(line)
    if found is None:
        return False
    if found[1] == b"I":
        return True
    return _NO_GPU in line and not (_has_gpu() if gpu is None else gpu)


def _has_gpu() -> bool:
    return any(Path(each).exists() for each in ("/dev/nvidia0", "/dev/nvidiactl", "/dev/dxg", "/dev/kfd"))


def _can_filter() -> bool:
    """Whether a process can be forked off safely: no other Python thread holds a lock at that moment."""
    return hasattr(os, "fork") and threading.active_count() == 1 and sys.stderr is not None


@contextmanager
def filtered(drop: Callable[[bytes], bool]) -> Iterator[None]:
    """Put a filter in front of the descriptor of standard error.

    Args:
        drop: Says of a line whether it is held back. When the block raises, no line is.
    """
    sys.stderr.flush()
    real = os.dup(_STDERR)
    reading, writing = os.pipe()
    child = _fork()
    if child == 0:
        os.close(writing)
        _run_filter(reading, real, drop)
    os.close(reading)
    os.dup2(writing, _STDERR)
    os.close(writing)
    word = _DONE
    try:
        yield
    except BaseException:
        word = _FAILED
        raise
    finally:
        sys.stderr.flush()
        with suppress(BrokenPipeError):
            os.write(_STDERR, word + _END)
        os.dup2(real, _STDERR)
        os.close(real)
        os.waitpid(child, 0)


def _fork() -> int:
    with warnings.catch_warnings():
        # Python warns of forks beside threads of other languages; the child here only reads and writes.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _run_filter(reading: int, real: int, drop: Callable[[bytes], bool]) -> None:
    """The filter's process: pass lines on until the end mark, or until the importing process is gone."""
    status = 1
    try:
        # Ctrl-C reaches the whole group; what the importing process says of it has to get through.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with os.fdopen(reading, "rb") as lines:
            for line in passed(lines, drop):
                os.write(real, line)
        status = 0
    finally:
        # Never return into the importing program's code: this process is a copy of it.
        os._exit(status)


def passed(lines: Iterable[bytes], drop: Callable[[bytes], bool]) -> Iterator[bytes]:
    """Give the lines that get through, each as soon as it is known that it does.

    A missing end mark means that the process died, and then what was held back is given after all.

    Args:
        lines: What was written.
        drop: Says of a line whether it is held back.
    """
    held: list[bytes] = []
    for line in lines:
        # Text without a line's end may stand right before the mark.
        text, ended, _ = line.partition(_END)
        kept, failed = (text[:-1], text[-1:] == _FAILED) if ended else (text, False)
        if drop(kept):
            held.append(kept)
        elif kept:
            yield kept
        if failed:
            yield from held
        if ended:
            return
    yield from held
