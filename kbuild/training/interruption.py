"""Ctrl-C and SIGTERM: a training ends between two steps, in good order; a second signal ends it at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from kbuild.schemas.errors import RunError

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Notes the first signal, and says so when asked."""

    def __init__(self) -> None:
        self._signal: int | None = None

    def check(self) -> None:
        """Raise if a signal came.

        Raises:
            RunError: `interrupted`.
        """
        if self._signal is not None:
            name = "Ctrl-C" if self._signal == signal.SIGINT else signal.Signals(self._signal).name
            raise RunError(f"the training was interrupted by {name}", code="interrupted")

    def note(self, number: int, frame: FrameType | None = None) -> None:
        """The handler: the first signal is noted, a second one is Python's own business."""
        del frame
        if self._signal is not None:
            raise KeyboardInterrupt
        self._signal = number


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Catch signals while a training runs; the handlers that were there come back afterwards.

    Signals can only be caught in the main thread; in another, nothing changes.
    """
    interruption = Interruption()
    before: dict[int, Any] = {}
    if threading.current_thread() is threading.main_thread():
        # Whoever made the process ignore a signal, as `nohup` does, meant it.
        wanted = [each for each in _SIGNALS if signal.getsignal(each) is not signal.SIG_IGN]
        before = {each: signal.signal(each, interruption.note) for each in wanted}
    try:
        yield interruption
    finally:
        for each, handler in before.items():
            signal.signal(each, signal.SIG_DFL if handler is None else handler)
