"""Measuring a training's speed."""

from __future__ import annotations

import time


class Clock:
    """Measures steps per second, in an epoch and since the last look."""

    def __init__(self) -> None:
        self._start = self._lap = (0.0, 0)
        self._end: float | None = None

    def start(self, step: int) -> None:
        """Starts with an epoch."""
        self._start = self._lap = (time.perf_counter(), step)
        self._end = None

    def pause(self) -> None:
        """Ends the epoch's time, once."""
        self._end = self._end or time.perf_counter()

    def rate(self, step: int) -> float | None:
        """Gives the epoch's steps per second; None when no time has passed."""
        return _rate(self._start, (self._end or time.perf_counter(), step))

    def lap(self, step: int) -> float | None:
        """Gives the steps per second since the last lap."""
        before, self._lap = self._lap, (time.perf_counter(), step)
        return _rate(before, self._lap)


def _rate(start: tuple[float, int], end: tuple[float, int]) -> float | None:
    return (end[1] - start[1]) / (end[0] - start[0]) if end[0] > start[0] else None
