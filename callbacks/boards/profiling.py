"""A trace of some steps for TensorBoard's profiler."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import tensorflow as tf


def profiled_steps(given: int | str | Sequence[int]) -> tuple[int, int] | None:
    """Reads Keras's argument `profile_batch`.

    Args:
        given: 0 for none, a step, a pair of first and last step, or such a pair as text (`"10,20"`).

    Returns:
        First and last step, from 1; None for none.

    Raises:
        ValueError: It is none of these.

    Example:
        >>> profiled_steps(0), profiled_steps(5), profiled_steps("10,20")
        (None, (5, 5), (10, 20))
    """
    message = f"profile_batch is a step, or a pair of first and last step, not {given!r}."
    try:
        numbers = [int(each) for each in given.split(",")] if isinstance(given, str) else given
    except ValueError as error:
        raise ValueError(message) from error
    first, *rest = [numbers] if isinstance(numbers, int) else list(numbers)
    if len(rest) > 1 or first < 0 or (rest and not 0 < first <= rest[0]):
        raise ValueError(message)
    return (first, rest[0] if rest else first) if first else None


class Profiler:
    """Traces the steps from one to another, once.

    Under several steps per execution it begins with the first execution that starts at `first` or later,
    and ends with the one that holds `last`.

    Args:
        folder: The run's folder.
        first: The first step to trace, from 1.
        last: The last one.
    """

    def __init__(self, folder: Path, first: int, last: int) -> None:
        self._folder = folder
        self._first = first
        self._last = last
        self._running = False
        self._done = False

    def before(self, step: int) -> None:
        """Begins the trace when its time has come.

        Args:
            step: The step that begins now, from 1.
        """
        if self._running or self._done or step < self._first:
            return
        try:
            tf.profiler.experimental.start(str(self._folder))
            self._running = True
        except (tf.errors.AlreadyExistsError, tf.errors.UnavailableError) as error:
            # Somebody else's trace goes on; training matters more than this one.
            logging.getLogger("kbuild").warning("No steps are profiled: %s", error.message)
            self._done = True

    def after(self, step: int) -> None:
        """Ends the trace, and writes it, after its last step."""
        if self._running and step >= self._last:
            self.stop()

    def stop(self) -> None:
        """Ends the trace if it is running."""
        if self._running:
            tf.profiler.experimental.stop()
        self._running, self._done = False, True
