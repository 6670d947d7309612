"""Generated sets by their names: small problems with known properties, each one function of chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from kbuild.data.sources import generated_pictures, generated_sequences, generated_texts
from kbuild.data.sources.generation import USUAL, Generated
from kbuild.schemas.data import Toy

_BITS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
# The five circles: their centres and radii. Some overlap, one lies alone, so that labels go together or not.
_CIRCLES = np.array(
    [[-0.4, 0.4, 0.5], [0.2, 0.4, 0.5], [-0.1, -0.1, 0.6], [0.5, -0.5, 0.4], [-0.6, -0.6, 0.35]]
)
_MODES = 8


def generate(toy: Toy, random: Generator, part: str = "train") -> Generated:
    """Generate a set.

    Args:
        toy: What is asked for; its name is one of `NAMES`.
        random: Where all chance comes from.
        part: What it is for: `train`, `validation` or `test`. Sets made of handwritten digits have other
            digits in each.

    Example:
        >>> generate(Toy(name="xor"), np.random.default_rng(0)).y.tolist()
        [0, 1, 1, 0]
    """
    if toy.name in generated_pictures.SETS:
        return generated_pictures.SETS[toy.name](toy, random, part)
    return _SETS[toy.name](toy, random)


def _truth_table(
    truth: Callable[[np.ndarray, np.ndarray], np.ndarray], words: tuple[str, str]
) -> Callable[..., Generated]:
    def table(toy: Toy, random: Generator) -> Generated:
        """Two bits and a function of them: the four rows, or as many drawn from them as are asked for."""
        bits = _BITS if toy.samples is None else _BITS[random.integers(0, 4, toy.samples)]
        y = truth(bits[:, 0], bits[:, 1]).astype(np.int32)
        x = bits + random.normal(0, toy.noise or 0, bits.shape)
        return Generated(x.astype(np.float32), y, ("a", "b"), words)

    return table


def _moons(toy: Toy, random: Generator) -> Generated:
    """Two half circles of radius 1, the second turned and moved into the first's opening."""
    count = toy.samples or USUAL
    y = random.permutation(np.arange(count) % 2)
    angle = random.uniform(0, np.pi, count)
    sign = 1 - 2 * y
    x = np.stack([y + sign * np.cos(angle), 0.5 * y + sign * np.sin(angle)], axis=1)
    x += random.normal(0, 0.1 if toy.noise is None else toy.noise, x.shape)
    return Generated(x.astype(np.float32), y.astype(np.int32), ("x0", "x1"), ("upper", "lower"))


def _circles(toy: Toy, random: Generator) -> Generated:
    """Points in the square from -1 to 1, and for each of five fixed circles whether the point lies in it."""
    x = random.uniform(-1, 1, (toy.samples or USUAL, 2))
    distance = np.linalg.norm(x[:, None, :] - _CIRCLES[None, :, :2], axis=2)
    y = (distance < _CIRCLES[:, 2]).astype(np.int32)
    return Generated(x.astype(np.float32), y, ("x0", "x1"))


def _ring(toy: Toy, random: Generator) -> Generated:
    """Eight Gaussians whose centres lie evenly on a circle of radius 1; the mode is the class."""
    count = toy.samples or USUAL
    y = random.permutation(np.arange(count) % _MODES)
    angle = 2 * np.pi * y / _MODES
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x += random.normal(0, 0.05 if toy.noise is None else toy.noise, x.shape)
    return Generated(
        x.astype(np.float32),
        y.astype(np.int32),
        ("x0", "x1"),
        tuple(f"mode {each}" for each in range(_MODES)),
    )


def _friedman1(toy: Toy, random: Generator) -> Generated:
    """Y = 10 sin(pi x0 x1) + 20 (x2 - 1/2)^2 + 10 x3 + 5 x4 + noise, over features from 0 to 1.

    Outliers are 50 to 100 above or below what they should be; all targets else lie from 0 to 30.

    Source: J. H. Friedman, Multivariate adaptive regression splines, Annals of Statistics 19, 1991.
    """
    count = toy.samples or USUAL
    x = random.uniform(0, 1, (count, toy.features))
    y = 10 * np.sin(np.pi * x[:, 0] * x[:, 1]) + 20 * (x[:, 2] - 0.5) ** 2 + 10 * x[:, 3] + 5 * x[:, 4]
    y += random.normal(0, toy.noise or 0, count)
    if toy.outliers:
        wrong = random.permutation(count)[: round(toy.outliers * count)]
        y[wrong] += random.choice([-1, 1], len(wrong)) * random.uniform(50, 100, len(wrong))
    names = tuple(f"x{index}" for index in range(toy.features))
    return Generated(x.astype(np.float32), y.astype(np.float32), names)


_SETS: dict[str, Callable[[Toy, Generator], Generated]] = {
    "xor": _truth_table(np.not_equal, ("equal", "different")),
    "and": _truth_table(np.logical_and, ("false", "true")),
    "or": _truth_table(np.logical_or, ("false", "true")),
    "moons": _moons,
    "circles": _circles,
    "ring": _ring,
    "friedman1": _friedman1,
    **generated_sequences.SETS,
    **generated_texts.SETS,
}
#: The sets that `generate` knows.
NAMES = frozenset((*_SETS, *generated_pictures.SETS))
