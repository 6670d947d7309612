"""When the expensive parts of a callback are due: in fewer and fewer epochs, within a share of the time."""

from __future__ import annotations

import time


def due(frequency: int | str, epoch: int) -> bool:
    """Says whether something is due at the end of an epoch.

    Args:
        frequency: Each so many epochs; 0 for never; `"auto"` for the epochs 0, 1, 2, 3, 4, 6, 8, 12, 16, 24,
            ..., whose number grows with the logarithm of the training's length, so that what is written
            stays bounded.
        epoch: From 0.

    Example:
        >>> [epoch for epoch in range(40) if due("auto", epoch)]
        [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32]
    """
    if isinstance(frequency, str):
        # 2, 3, 4, 6, 8, 12, ...: a power of two, or one and a half of one.
        return epoch < 2 or epoch.bit_count() == 1 or (epoch % 3 == 0 and (epoch // 3).bit_count() == 1)
    return bool(frequency) and epoch % frequency == 0


class Budget:
    """A share of the training's time that something may take.

    What the first one costs more than the others (libraries that are loaded, kernels that are chosen) comes
    once, so it counts for a tenth only.

    Args:
        share: The share, such as 0.02.
        guess: Seconds that it is taken to cost before it was ever measured.
    """

    def __init__(self, share: float, guess: float) -> None:
        self._share = share
        self._guess = guess
        self._began = time.perf_counter()
        self._spent = 0.0
        self._last: float | None = None

    def begin(self) -> None:
        """Starts the clock."""
        self._began = time.perf_counter()
        self._spent = 0.0

    def allows(self) -> bool:
        """Says whether one more, which costs what the last one did, stays within the share."""
        cost = self._guess if self._last is None else self._last
        return self._spent + cost <= self._share * (time.perf_counter() - self._began)

    def spend(self, seconds: float) -> None:
        """Takes note of what one cost."""
        counted = seconds / 10 if self._last is None else seconds
        self._spent += counted
        self._last = counted


class Thinned:
    """The steps at which a value is kept, so that a long training writes no more than it shows.

    Up to `most` points it keeps each multiple of `interval`; then only each second of those, and so on: the
    number of points grows with the logarithm of the training's length. It keeps no state, so that any thread
    may ask.

    Args:
        interval: Steps between two points, at first.
        most: Points before the interval doubles.

    Example:
        >>> thinned = Thinned(10, most=3)
        >>> [step for step in range(1, 121) if thinned.reached(step - 1, step)]
        [10, 20, 30, 40, 60, 80, 120]
    """

    def __init__(self, interval: int, most: int) -> None:
        self._interval = max(1, interval)
        self._most = most

    def reached(self, before: int, step: int) -> bool:
        """Says whether a point lies between two steps: after the first, up to the second."""
        times = -(-step // (self._interval * self._most))
        interval = self._interval << max(0, (times - 1).bit_length())
        return step // interval != before // interval
