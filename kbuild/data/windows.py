"""Rows that are ordered in time as windows: what was, and what came after it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kbuild.data.preparation import Record
from kbuild.data.samples import Samples, mapped
from kbuild.schemas.errors import DataError


class Window(Record):
    """How windows are taken from a series.

    Attributes:
        length: How many steps a window shows.
        stride: Rows from the beginning of one window to the next.
        rate: Rows from one step of a window to the next.
        ahead: Rows from a step to its target.
        every_step: Whether each step has a target, and not the last one only.
    """

    length: int
    stride: int = 1
    rate: int = 1
    ahead: int = 1
    every_step: bool = False

    def of(self, samples: Samples) -> Samples:
        """The windows of samples that are rows of a series.

        Inputs of shape (rows, features) become (windows, length, features); targets and weights those of the
        step that is `ahead` of the last one, or of each.

        Raises:
            DataError: `too-few-samples` when the series is shorter than one window.

        Example:
            >>> samples = Samples(np.arange(5)[:, None], np.arange(5))
            >>> windows = Window(length=3).of(samples)
            >>> windows.x[:, :, 0].tolist(), windows.y.tolist()
            ([[0, 1, 2], [1, 2, 3]], [3, 4])
        """
        starts = self._starts(samples)
        steps = starts[:, None] + np.arange(self.length) * self.rate
        targets = (steps if self.every_step else steps[:, -1]) + self.ahead
        weight = samples.sample_weight
        return Samples(
            x=mapped(lambda each: each[steps], samples.x),
            y=None if samples.y is None else mapped(lambda each: _targets(each, targets), samples.y),
            sample_weight=None if weight is None else mapped(lambda each: each[targets], weight),
            meta=replace(samples.meta, origin=samples.meta.origin.take(starts)),
        )

    def _starts(self, samples: Samples) -> NDArray[np.int64]:
        ahead = 0 if samples.y is None else self.ahead
        span = (self.length - 1) * self.rate + ahead + 1
        starts = np.arange(0, len(samples) - span + 1, self.stride, dtype=np.int64)
        if not len(starts):
            text = f"{len(samples):,} rows are fewer than the {span:,} of one window"
            raise DataError(f"{samples.meta.origin.name}: {text}", code="too-few-samples")
        return starts


def _targets(array: NDArray[Any], rows: NDArray[np.int64]) -> NDArray[Any]:
    """The targets of each window; a number at every step is a vector of one, as a layer's output is."""
    found: NDArray[Any] = array[rows]
    return found[..., None] if rows.ndim == 2 and found.ndim == 2 else found
