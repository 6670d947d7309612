"""Generated texts: strings of a grammar, and dates in English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
from numpy.random import Generator

from kbuild.data.samples import Array
from kbuild.data.sources.generation import USUAL, Generated
from kbuild.schemas.data import Toy

# Reber's grammar: from each state, the letters that may follow and where they lead.
_REBER: tuple[dict[str, int], ...] = (
    {"B": 1},
    {"T": 2, "P": 3},
    {"S": 2, "X": 4},
    {"T": 3, "V": 5},
    {"X": 3, "S": 6},
    {"P": 4, "V": 6},
    {"E": 7},
)
_END = len(_REBER)
_LETTERS = "BEPSTVX"
# Three strings in four are shorter than this; without a bound a few would be ten times as long.
_LONGEST = 30

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2099, 12, 31).toordinal()
_ISO = "0123456789-"


def is_reber(text: str, *, embedded: bool = False) -> bool:
    """Whether Reber's grammar makes a string.

    Args:
        text: The string.
        embedded: The grammar within a frame: B, then T or P, a string of the grammar, the same T or P, and E.

    Example:
        >>> is_reber("BTXSE"), is_reber("BTXXE"), is_reber("BTBTXSETE", embedded=True)
        (True, False, True)

    Source: A. S. Reber, Implicit learning of artificial grammars, 1967.
    """
    if embedded:
        framed = len(text) > 4 and text[0] == "B" and text[-1] == "E" and text[1] == text[-2]
        return framed and text[1] in "TP" and is_reber(text[2:-2])
    state = 0
    for letter in text:
        if state == _END or letter not in _REBER[state]:
            return False
        state = _REBER[state][letter]
    return state == _END


def _reber(toy: Toy, random: Generator) -> Generated:
    """Strings of the grammar, and as many in which one letter is another one, so that they are none of it."""
    count = toy.samples or USUAL
    y = random.permutation(np.arange(count) % 2).astype(np.int32)
    texts = [_legal(random, toy.embedded) for _ in range(count)]
    texts = [
        each if good else _spoilt(each, random, toy.embedded) for each, good in zip(texts, y, strict=True)
    ]
    return Generated(np.array(texts), y, classes=("illegal", "legal"))


def _legal(random: Generator, embedded: bool) -> str:
    if embedded:
        frame = str(random.choice(["T", "P"]))
        return f"B{frame}{_legal(random, embedded=False)}{frame}E"
    while True:
        text, state = "", 0
        while state != _END:
            letter = list(_REBER[state])[random.integers(len(_REBER[state]))]
            text, state = text + letter, _REBER[state][letter]
        if len(text) <= _LONGEST:
            return text


def _spoilt(text: str, random: Generator, embedded: bool) -> str:
    while True:
        place = random.integers(len(text))
        other = text[:place] + _LETTERS[random.integers(len(_LETTERS))] + text[place + 1 :]
        if not is_reber(other, embedded=embedded):
            return other


def _dates(toy: Toy, random: Generator) -> Generated:
    """Dates from 1900 to 2099 in English; the target is the date by ISO 8601, a number for each letter.

    0 to 9 are the digits, 10 is the dash, and 11 stands before the first letter in `previous`.
    """
    days = [date.fromordinal(int(each)) for each in random.integers(_FIRST, _LAST + 1, toy.samples or USUAL)]
    ways = random.integers(0, len(_WAYS), len(days)) if toy.mixed else np.zeros(len(days), np.int64)
    texts = [_WAYS[way](day) for day, way in zip(days, ways, strict=True)]
    y = np.array([[_ISO.index(letter) for letter in day.isoformat()] for day in days], np.int32)
    return Generated(
        with_previous("text", np.array(texts), y, len(_ISO)) if toy.previous else np.array(texts),
        y,
        classes=tuple(_ISO),
    )


def with_previous(name: str, x: Array, y: Array, start: int) -> dict[str, Array]:
    """The inputs of a decoder that is trained with the right letters.

    Args:
        name: What the other input is called.
        x: That input.
        y: The targets, of shape (samples, steps).
        start: The number that stands before the first letter.

    Example:
        >>> with_previous("x", np.zeros(1), np.array([[5, 6, 7]]), 11)["previous"].tolist()
        [[11, 5, 6]]
    """
    before = np.full((len(y), 1), start, y.dtype)
    return {name: x, "previous": np.concatenate([before, y[:, :-1]], axis=1)}


def _month(day: date) -> str:
    return _MONTHS[day.month - 1]


def _nth(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number in (11, 12, 13) else ending}"


# Ways to write a date, the plain one first. None leaves open which number is the day and which the month.
_WAYS: tuple[Callable[[date], str], ...] = (
    lambda day: f"{_month(day)} {day.day}, {day.year}",
    lambda day: f"{day.day} {_month(day)} {day.year}",
    lambda day: f"{_month(day)[:3]} {day.day} {day.year}",
    lambda day: f"{_DAYS[day.weekday()]}, {_month(day)} {day.day}, {day.year}",
    lambda day: f"the {_nth(day.day)} of {_month(day)} {day.year}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day.year}/{day.month:02}/{day.day:02}",
)

#: The sets of this module.
SETS: dict[str, Callable[[Toy, Generator], Generated]] = {"reber": _reber, "dates": _dates}
