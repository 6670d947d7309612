"""Within each row: the order that makes arrows cross least, and the places that make them straightest."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Arrow = tuple[str, str]
Rows = list[list[str]]

_SWEEPS = 8
# A row's boxes keep to their wish; the points where a long arrow passes give way to them.
_FIRM, _LOOSE = 1.0, 1e-4


class Neighbours:
    """Who is connected to whom, in the row above and in the row below."""

    def __init__(self, arrows: Iterable[Arrow]) -> None:
        self.above: dict[str, list[str]] = defaultdict(list)
        self.below: dict[str, list[str]] = defaultdict(list)
        for start, end in arrows:
            self.above[end].append(start)
            self.below[start].append(end)


def ordered(rows: Rows, near: Neighbours) -> Rows:
    """Order each row by the mean place of its neighbours, up and down; keep the order that crosses least.

    Source: Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system structures"
    (1981).
    """
    best, fewest = rows, crossings(rows, near)
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        rows = _swept(rows, near.above) if sweep % 2 == 0 else _swept(rows[::-1], near.below)[::-1]
        count = crossings(rows, near)
        if count < fewest:
            best, fewest = rows, count
    return best


def _swept(rows: Rows, fixed: Mapping[str, list[str]]) -> Rows:
    out = [rows[0]]
    for row in rows[1:]:
        place = {key: index for index, key in enumerate(out[-1])}
        means = {key: _mean([place[each] for each in fixed[key]], index) for index, key in enumerate(row)}
        out.append(sorted(row, key=means.__getitem__))
    return out


def _mean(places: Sequence[int], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def crossings(rows: Rows, near: Neighbours) -> int:
    """Count the pairs of arrows that cross.

    Example:
        >>> crossings([["a", "b"], ["c", "d"]], Neighbours([("a", "d"), ("b", "c")]))
        1
    """
    total = 0
    for upper, lower in pairwise(rows):
        place = {key: index for index, key in enumerate(lower)}
        seen: list[int] = []
        for key in upper:
            ends = sorted(place[end] for end in near.below[key] if end in place)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total


def placed(rows: Rows, near: Neighbours, widths: Mapping[str, float], gap: float) -> dict[str, float]:
    """Give each key the middle of its place, across: near its neighbours, and `gap` apart from the next.

    Args:
        rows: The keys in order.
        near: Their neighbours.
        widths: The width of each; 0 for a point that an arrow passes.
        gap: The least room between two.
    """
    middles = {key: float(index) for row in rows for index, key in enumerate(row)}
    for row in rows:
        _place(row, [0.0] * len(row), middles, widths, gap)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        for row in rows if down else rows[::-1]:
            wishes = [_wish(key, middles, (near.above if down else near.below)[key], widths) for key in row]
            _place(row, wishes, middles, widths, gap)
    return middles


def _wish(
    key: str, middles: Mapping[str, float], others: Sequence[str], widths: Mapping[str, float]
) -> float:
    weights = [_FIRM if widths[each] else _LOOSE for each in others]
    if not weights:
        return middles[key]
    return sum(weight * middles[each] for weight, each in zip(weights, others, strict=True)) / sum(weights)


def _place(
    row: Sequence[str],
    wishes: Sequence[float],
    middles: dict[str, float],
    widths: Mapping[str, float],
    gap: float,
) -> None:
    offsets, offset = [0.0], 0.0
    for left, right in pairwise(row):
        offset += (widths[left] + widths[right]) / 2 + gap
        offsets.append(offset)
    wanted = [wish - shift for wish, shift in zip(wishes, offsets, strict=False)]
    weights = [_FIRM if widths[key] else _LOOSE for key in row]
    for key, value, shift in zip(row, increasing(wanted, weights), offsets, strict=False):
        middles[key] = value + shift


def increasing(values: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return the non-decreasing values that are nearest to the given ones, by weighted squares.

    Source: the pool-adjacent-violators algorithm of isotonic regression.

    Example:
        >>> increasing([1.0, 3.0, 1.0], [1.0, 1.0, 1.0])
        [1.0, 2.0, 2.0]
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values, weights, strict=True):
        pool = (value, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            before = pools.pop()
            total = before[1] + pool[1]
            pool = ((before[0] * before[1] + pool[0] * pool[1]) / total, total, before[2] + pool[2])
        pools.append(pool)
    return [value for value, _, count in pools for _ in range(count)]
