"""Ctrl-C and SIGTERM: a training ends between two steps, in good order; a second signal ends it at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from kbuild.schemas.errors import RunError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_END = b"\0"
# What a shell shows for a process that a signal ended.
_BY_SIGNAL = 128


class Interruption:
    """Notes the first signal, and says so when asked."""

    def __init__(self) -> None:
        self._signal: int | None = None

    @property
    def requested(self) -> bool:
        """Whether a signal came."""
        return self._signal is not None

    def check(self) -> None:
        """Raise if a signal came.

        Raises:
            RunError: `interrupted`.
        """
        if self._signal is not None:
            name = "Ctrl-C" if self._signal == signal.SIGINT else signal.Signals(self._signal).name
            raise RunError(f"the training was interrupted by {name}", code="interrupted")

    def note(self, number: int, frame: FrameType | None = None) -> None:
        """The handler: the first signal is noted."""
        del frame
        self._signal = self._signal or number


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Catch signals while a training runs; the handlers that were there come back afterwards.

    Python runs handlers between its own instructions, which a step of minutes keeps waiting. So a thread
    counts the signals as the operating system delivers them, and ends the process at the second: what was
    written before is whole, and the run can be resumed. Signals can only be caught in the main thread; in
    another, nothing changes.
    """
    interruption = Interruption()
    if threading.current_thread() is not threading.main_thread():
        yield interruption
        return
    # Whoever made the process ignore a signal, as `nohup` does, meant it.
    wanted = [each for each in _SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]
    before = {each: signal.signal(each, interruption.note) for each in wanted}
    try:
        with _ended_by_a_second(wanted):
            yield interruption
    finally:
        for each, handler in before.items():
            signal.signal(each, signal.SIG_DFL if handler is None else handler)


@contextmanager
def _ended_by_a_second(wanted: list[signal.Signals]) -> Iterator[None]:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    thread = threading.Thread(target=_count, args=(reading, {int(each) for each in wanted}), daemon=True)
    thread.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.write(writing, _END)
        thread.join()
        os.close(reading)
        os.close(writing)


def _count(reading: int, wanted: set[int]) -> None:
    """Read the numbers of signals as they come; the second of those that are wanted ends the process."""
    seen: list[Any] = []
    while (number := os.read(reading, 1)) not in (_END, b""):
        if number[0] in wanted:
            seen.append(number[0])
        if len(seen) > 1:
            os._exit(_BY_SIGNAL + seen[-1])
