"""Generated sequences of numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from kbuild.data.sources.generation import USUAL, Generated
from kbuild.schemas.data import Toy

_STEPS = 50


def _sine_waves(toy: Toy, random: Generator) -> Generated:
    """Sums of two sine waves of random frequency, phase and height, seen through noise.

    The target is the value after the last step, or at every step the value of the next.
    """
    count, steps = toy.samples or USUAL, toy.steps or _STEPS
    time = np.arange(steps + 1) / 50
    frequency = random.uniform([[2], [4]], [[4], [8]], (2, count))[:, :, None]
    phase = random.uniform(0, 2 * np.pi, (2, count, 1))
    height = np.array([0.5, 0.2])[:, None, None] * random.uniform(0.8, 1.2, (2, count, 1))
    waves = (height * np.sin(2 * np.pi * frequency * time + phase)).sum(axis=0)
    waves += random.normal(0, 0.02 if toy.noise is None else toy.noise, waves.shape)
    values = waves.astype(np.float32)[..., None]
    y = values[:, 1:] if toy.every_step else values[:, -1]
    return Generated(values[:, :-1], y, ("value",))


def _waveforms(toy: Toy, random: Generator) -> Generated:
    """A frequency from 1 to 3 turns and a phase from 0 to 2 pi, and the sine wave over one unit of time."""
    count, steps = toy.samples or USUAL, toy.steps or _STEPS
    x = random.uniform([1, 0], [3, 2 * np.pi], (count, 2))
    time = np.arange(steps) / steps
    waves = np.sin(2 * np.pi * x[:, :1] * time + x[:, 1:])
    waves += random.normal(0, toy.noise or 0, waves.shape)
    return Generated(x.astype(np.float32), waves.astype(np.float32)[..., None], ("frequency", "phase"))


def _adding(toy: Toy, random: Generator) -> Generated:
    """Numbers from 0 to 1, two of them marked by a 1 beside them; the target is the sum of the two.

    One mark is in the first half and one in the second. Always answering 1 has an error of 1/6, the variance
    of the sum.

    Source: S. Hochreiter, J. Schmidhuber, Long short-term memory, Neural Computation 9, 1997.
    """
    count, steps = toy.samples or USUAL, toy.steps or 100
    values = random.uniform(0, 1, (count, steps))
    marks = np.zeros((count, steps))
    rows, middle = np.arange(count), max(1, steps // 2)
    first = random.integers(0, middle, count)
    second = random.integers(min(middle, steps - 1), steps, count)
    marks[rows, first] = marks[rows, second] = 1
    y = values[rows, first] + values[rows, second]
    x = np.stack([values, marks], axis=2)
    return Generated(x.astype(np.float32), y.astype(np.float32), ("value", "mark"))


def _neighbours(toy: Toy, random: Generator) -> Generated:
    """Numbers from 0 to 1; the label of a step is whether the next number is greater than the one before.

    Before the first and after the last stands a 0. Who sees only what went before is right three times in
    four at best: the chance that a random number is greater than u is 1 - u, and max(u, 1 - u) is 3/4 on
    average.
    """
    count, steps = toy.samples or USUAL, toy.steps or 20
    x = random.uniform(0, 1, (count, steps))
    framed = np.pad(x, ((0, 0), (1, 1)))
    y = (framed[:, 2:] > framed[:, :-2]).astype(np.int32)
    return Generated(x.astype(np.float32)[..., None], y[..., None], ("value",), ("less", "greater"))


#: The sets of this module.
SETS: dict[str, Callable[[Toy, Generator], Generated]] = {
    "sine_waves": _sine_waves,
    "waveforms": _waveforms,
    "adding": _adding,
    "neighbours": _neighbours,
}
