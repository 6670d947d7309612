"""Which rows are for training, which for validation and which for the test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kbuild.data.randomness import generator
from kbuild.schemas.errors import DataError

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Shares:
    """What parts of the rows go where; the rest is trained on.

    Attributes:
        validation: From 0 up to 1.
        test: From 0 up to 1; both together stay under 1.
        how: `random`, with each class in its proportion, or `last`: the test rows from the end and the
            validation rows before them.
    """

    validation: float = 0.0
    test: float = 0.0
    how: str = "random"

    def fractions(self) -> tuple[Fraction, Fraction, Fraction]:
        """The shares of training, validation and test, exactly as they are written (0.1 is a tenth)."""
        validation, test = Fraction(repr(float(self.validation))), Fraction(repr(float(self.test)))
        return 1 - validation - test, validation, test


@dataclass(frozen=True)
class Parts:
    """Row numbers, ascending and without overlap; every row is in one of them."""

    train: Rows
    validation: Rows
    test: Rows


def share_out(count: int, shares: Shares, *, seed: int, labels: NDArray[Any] | None = None) -> Parts:
    """Share rows out: by the seed alone, so that the same seed and shares always give the same rows.

    Args:
        count: How many rows there are.
        shares: What goes where.
        seed: The document's.
        labels: The target, one value or one vector a row. If it holds classes (`classes_of`), each class
            comes into each part in its proportion, rounded up or down.

    Raises:
        DataError: `too-few-samples` when a part that was asked for would be empty.

    Example:
        >>> parts = share_out(10, Shares(validation=0.2), seed=0)
        >>> len(parts.train), len(parts.validation), len(parts.test)
        (8, 2, 0)
    """
    if shares.how == "last":
        parts = _from_the_end(count, shares)
    else:
        codes = None if labels is None else classes_of(labels)
        parts = _at_random(np.zeros(count, np.int64) if codes is None else codes, shares, seed)
    _check_not_empty(count, shares, parts)
    return parts


def draw(total: int, count: int, *, seed: int, labels: NDArray[Any] | None = None) -> Rows:
    """Draw some of the rows, by the seed alone, each class in its proportion.

    Args:
        total: How many rows there are.
        count: How many are drawn; at most `total`.
        seed: The document's.
        labels: The target, as `share_out` takes it.

    Example:
        >>> len(draw(10, 4, seed=0))
        4
    """
    codes = None if labels is None else classes_of(labels)
    keys = generator(seed, "draw").random(total)
    order = np.lexsort((keys, np.zeros(total, np.int64) if codes is None else codes))
    # Every (total / count)-th row of those sorted by class: exactly `count`, each class in its proportion.
    taken = np.diff(np.arange(total + 1) * count // total) == 1
    return np.sort(order[taken])


def classes_of(labels: NDArray[Any]) -> Rows | None:
    """The class of each row by number, or None when the labels hold none.

    Labels are classes when they are texts, booleans, whole numbers, or vectors with a single 1, and their
    distinct values are few: at most a quarter of the rows (two are always few).
    """
    if labels.ndim == 2 and labels.shape[1] > 1:
        return labels.argmax(axis=1) if _is_one_hot(labels) else None
    if labels.size != len(labels) or not len(labels):
        return None
    flat = labels.reshape(len(labels))
    if flat.dtype.kind not in "OUSTbiuf" or (flat.dtype.kind == "f" and not _are_whole(flat)):
        return None
    values, codes = np.unique(flat.astype(str) if flat.dtype.kind == "O" else flat, return_inverse=True)
    return codes.astype(np.int64) if len(values) <= max(2, len(flat) // 4) else None


def _is_one_hot(labels: NDArray[Any]) -> bool:
    if labels.dtype.kind not in "biuf":
        return False
    return bool(((labels == 0) | (labels == 1)).all() and (labels.sum(axis=1) == 1).all())


def _are_whole(values: NDArray[Any]) -> bool:
    return bool(np.isfinite(values).all() and (values == np.round(values)).all())


def _from_the_end(count: int, shares: Shares) -> Parts:
    _, validation, test = shares.fractions()
    first_test = count - round(test * count)
    first_validation = first_test - round(validation * count)
    rows = np.arange(count, dtype=np.int64)
    return Parts(rows[:first_validation], rows[first_validation:first_test], rows[first_test:])


def _at_random(codes: Rows, shares: Shares, seed: int) -> Parts:
    # A random key for each row orders the rows of a class; the test takes the first, so that another
    # validation share leaves the test as it was (but for a row by rounding).
    keys = generator(seed, "split").random(len(codes))
    order = np.lexsort((keys, codes))
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    sizes = np.diff(np.append(starts, len(codes)))
    chosen: tuple[list[Rows], ...] = ([], [], [])
    for start, size, counts in zip(starts, sizes, _counts(sizes.tolist(), shares), strict=True):
        train, validation, test = counts
        rows = order[start : start + size]
        chosen[2].append(rows[:test])
        chosen[1].append(rows[test : test + validation])
        chosen[0].append(rows[size - train :])
    return Parts(*(np.sort(np.concatenate([np.empty(0, np.int64), *each])) for each in chosen))


def _counts(sizes: Sequence[int], shares: Shares) -> list[tuple[int, int, int]]:
    """How many rows of each class go to training, validation and test.

    Each count is its quota rounded up or down; what rounding takes from a part is carried over to the
    next class, so that the totals stay near their shares too.
    """
    fractions = shares.fractions()
    carried = [Fraction(0)] * 3
    out = []
    for size in sizes:
        quotas = [size * each for each in fractions]
        counts = [int(each) for each in quotas]
        owed = [left + quota - count for left, quota, count in zip(carried, quotas, counts, strict=True)]
        for part in _rounded_up(quotas, counts, owed)[: size - sum(counts)]:
            counts[part] += 1
            owed[part] -= 1
        carried = owed
        out.append((counts[0], counts[1], counts[2]))
    return out


def _rounded_up(quotas: list[Fraction], counts: list[int], owed: list[Fraction]) -> list[int]:
    """The parts whose quotas are not whole, in the order in which they are rounded up."""
    candidates = [part for part in range(3) if quotas[part] != counts[part]]
    # A class that training never sees cannot be learnt: its only row is for training.
    return sorted(candidates, key=lambda part: (part != 0 or counts[0] > 0, -owed[part]))


def _check_not_empty(count: int, shares: Shares, parts: Parts) -> None:
    asked = (("train", None), ("validation", shares.validation), ("test", shares.test))
    for name, share in asked:
        if share != 0 and not len(getattr(parts, name)):
            what = "nothing is left to train on" if share is None else f"{name}: {share:g} of them is none"
            raise DataError(
                f"{count:,} samples are too few to share out: {what}",
                code="too-few-samples",
                hint="give more samples, a larger share, or a source of its own",
            )
