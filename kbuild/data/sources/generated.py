"""Generated sets, each by one function of a random generator: small problems with known properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from kbuild.data.samples import Array
from kbuild.schemas.data import Toy

_USUAL = 1_000
_BITS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


class Generated(NamedTuple):
    """A generated set.

    Attributes:
        x: Of shape (samples, ...).
        y: Of shape (samples,), or (samples, ...) for vectors.
        features: The names of the last axis of `x`.
        classes: The names of the classes; empty for numbers.
    """

    x: Array
    y: Array
    features: tuple[str, ...]
    classes: tuple[str, ...] = ()


def generate(toy: Toy, random: Generator) -> Generated:
    """Generate a set.

    Args:
        toy: What is asked for; its name is one of `NAMES`.
        random: Where all chance comes from.

    Example:
        >>> generate(Toy(name="xor"), np.random.default_rng(0)).y.tolist()
        [0, 1, 1, 0]
    """
    return _SETS[toy.name](toy, random)


def _truth_table(truth: Callable[[Array, Array], Array], words: tuple[str, str]) -> Callable[..., Generated]:
    def table(toy: Toy, random: Generator) -> Generated:
        """Two bits and a function of them: the four rows, or as many drawn from them as are asked for."""
        bits = _BITS if toy.samples is None else _BITS[random.integers(0, 4, toy.samples)]
        y = truth(bits[:, 0], bits[:, 1]).astype(np.int32)
        x = bits + random.normal(0, toy.noise or 0, bits.shape)
        return Generated(x.astype(np.float32), y, ("a", "b"), words)

    return table


def _moons(toy: Toy, random: Generator) -> Generated:
    """Two half circles of radius 1, the second turned and moved into the first's opening."""
    count = toy.samples or _USUAL
    y = random.permutation(np.arange(count) % 2)
    angle = random.uniform(0, np.pi, count)
    sign = 1 - 2 * y
    x = np.stack([y + sign * np.cos(angle), 0.5 * y + sign * np.sin(angle)], axis=1)
    x += random.normal(0, 0.1 if toy.noise is None else toy.noise, x.shape)
    return Generated(x.astype(np.float32), y.astype(np.int32), ("x0", "x1"), ("upper", "lower"))


def _friedman1(toy: Toy, random: Generator) -> Generated:
    """Y = 10 sin(pi x0 x1) + 20 (x2 - 1/2)^2 + 10 x3 + 5 x4 + noise, over features from 0 to 1.

    Source: J. H. Friedman, Multivariate adaptive regression splines, Annals of Statistics 19, 1991.
    """
    count = toy.samples or _USUAL
    x = random.uniform(0, 1, (count, toy.features))
    y = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
    y += random.normal(0, toy.noise or 0, count)
    names = tuple(f"x{index}" for index in range(toy.features))
    return Generated(x.astype(np.float32), y.astype(np.float32), names)


def _sine_waves(toy: Toy, random: Generator) -> Generated:
    """Sums of two sine waves of random frequency, phase and height, seen through noise.

    The target is the value after the last step, or at every step the value of the next.
    """
    count, steps = toy.samples or _USUAL, toy.steps
    time = np.arange(steps + 1) / 50
    frequency = random.uniform([[2], [4]], [[4], [8]], (2, count))[:, :, None]
    phase = random.uniform(0, 2 * np.pi, (2, count, 1))
    height = np.array([0.5, 0.2])[:, None, None] * random.uniform(0.8, 1.2, (2, count, 1))
    waves = (height * np.sin(2 * np.pi * frequency * time + phase)).sum(axis=0)
    waves += random.normal(0, 0.02 if toy.noise is None else toy.noise, waves.shape)
    values = waves.astype(np.float32)[..., None]
    y = values[:, 1:] if toy.every_step else values[:, -1]
    return Generated(values[:, :-1], y, ("value",))


_SETS: dict[str, Callable[[Toy, Generator], Generated]] = {
    "xor": _truth_table(np.not_equal, ("equal", "different")),
    "and": _truth_table(np.logical_and, ("false", "true")),
    "or": _truth_table(np.logical_or, ("false", "true")),
    "moons": _moons,
    "friedman1": _friedman1,
    "sine_waves": _sine_waves,
}
#: The sets that `generate` knows.
NAMES = frozenset(_SETS)
