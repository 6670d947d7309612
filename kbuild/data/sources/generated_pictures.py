"""Sets made of scikit-learn's handwritten digits: pairs, names, and films.

Training, validation and test are made of different digits: each part has a share of the 1,797 of its own, so
that what is measured was never seen, as long as each part is a source of its own.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from kbuild.data.randomness import generator
from kbuild.data.samples import Array
from kbuild.data.sources.generated_texts import with_previous
from kbuild.data.sources.generation import USUAL, Generated
from kbuild.schemas.data import Toy

_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# The blank fills up short names; it stands before the first letter in `previous`, too.
_ALPHABET = " efghinorstuvwxz"
_LONGEST = max(map(len, _NAMES))
_BRIGHTEST = 16
# Of the digits, shuffled once and for all, so many hundredths are for each part.
_POOLS = {"train": (0, 70), "validation": (70, 80), "test": (80, 100)}
_FRAME, _DIGIT = 16, 8


def digits(part: str) -> tuple[Array, Array]:
    """The handwritten digits that one part is made of: pictures from 0 to 1, and what they are.

    Args:
        part: `train`, `validation` or `test`.
    """
    from sklearn import datasets

    loaded = datasets.load_digits()
    order = generator(0, "digits of the parts").permutation(len(loaded.target))
    first, end = (share * len(order) // 100 for share in _POOLS[part])
    rows = order[first:end]
    return (loaded.images[rows] / _BRIGHTEST).astype(np.float32), loaded.target[rows].astype(np.int32)


def _digit_pairs(toy: Toy, random: Generator, part: str) -> Generated:
    """Two different pictures; half of the pairs show the same digit."""
    pictures, labels = digits(part)
    count = toy.samples or USUAL
    y = random.permutation(np.arange(count) % 2).astype(np.int32)
    left = random.integers(len(labels), size=count)
    right = np.array([_other(labels, one, bool(same), random) for one, same in zip(left, y, strict=True)])
    x = {"left": pictures[left], "right": pictures[right]}
    return Generated(x, y, classes=("different", "same"))


def _other(labels: Array, one: int, same: bool, random: Generator) -> int:
    while True:
        other = int(random.integers(len(labels)))
        if other != one and bool(labels[other] == labels[one]) == same:
            return other


def _digit_names(toy: Toy, random: Generator, part: str) -> Generated:
    """All digits of the part, or as many as are asked for; a name's letters are numbers, 0 is the blank."""
    pictures, labels = digits(part)
    rows = np.arange(len(labels)) if toy.samples is None else random.integers(len(labels), size=toy.samples)
    spelled = [[_ALPHABET.index(letter) for letter in name.ljust(_LONGEST)] for name in _NAMES]
    y = np.array(spelled, np.int32)[labels[rows]]
    x = with_previous("image", pictures[rows], y, 0) if toy.previous else pictures[rows]
    return Generated(x, y, classes=tuple(_ALPHABET))


def _moving_digits(toy: Toy, random: Generator, part: str) -> Generated:
    """A digit of 8 by 8 pixels moves straight on, and turns around at the edges of a picture of 16 by 16.

    Of shape (samples, steps, 16, 16, 1), from 0 to 1; the target is the frame after the last one, or at every
    step the frame of the next.
    """
    pictures, _ = digits(part)
    count, steps = toy.samples or USUAL, toy.steps or 6
    room = _FRAME - _DIGIT
    place, speed = random.integers(0, room + 1, (count, 2)), _speeds(random, count)
    chosen = pictures[random.integers(len(pictures), size=count)]
    film = np.zeros((count, steps + 1, _FRAME, _FRAME, 1), np.float32)
    for step in range(steps + 1):
        for row, (top, left) in enumerate(place):
            film[row, step, top : top + _DIGIT, left : left + _DIGIT, 0] = chosen[row]
        ahead = place + speed
        speed = np.where((ahead < 0) | (ahead > room), -speed, speed)
        place = place + speed
    y = film[:, 1:] if toy.every_step else film[:, -1]
    return Generated(film[:, :-1], y)


def _speeds(random: Generator, count: int) -> Array:
    """One or two pixels a step, down or up and to the left or right."""
    speeds: Array = random.choice([-2, -1, 1, 2], (count, 2))
    return speeds


#: The sets of this module.
SETS: dict[str, Callable[[Toy, Generator, str], Generated]] = {
    "digit_pairs": _digit_pairs,
    "digit_names": _digit_names,
    "moving_digits": _moving_digits,
}
