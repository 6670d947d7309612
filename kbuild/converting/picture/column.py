"""One column of a picture: its boxes in rows, and the ways of its arrows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kbuild.converting.picture.ordering import Arrow, Neighbours, Rows, ordered, placed
from kbuild.converting.picture.ranking import bypasses
from kbuild.converting.picture.scene import Line, Point

ROW = 40.0
GAP = 26.0
PITCH = ROW + GAP
ACROSS = 26.0
#: Where arrows from the column before come in.
ENTRY = "\0entry"
_PORT = 14.0
_STRAIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Column:
    """A laid-out column; its left and upper edges are at 0.

    Attributes:
        width: From the leftmost to the rightmost thing.
        height: Of all rows.
        middles: The middle of each box, across.
        tops: The upper edge of each box.
        lines: The arrows between its boxes, and from its entry.
    """

    width: float
    height: float
    middles: Mapping[str, float]
    tops: Mapping[str, float]
    lines: tuple[Line, ...]


def lay_out(
    rows: Mapping[str, int],
    arrows: Iterable[Arrow],
    widths: Mapping[str, float],
    room: Mapping[int, tuple[float, float]] | None = None,
    across: float = ACROSS,
) -> Column:
    """Lay out boxes in rows.

    Args:
        rows: The row of each box, from 0; `ENTRY` among them stands for what comes from the column before.
        arrows: What flows where.
        widths: How wide each box is.
        room: Rows with more room above and below than others.
        across: The room between two things beside each other.
    """
    heights = _heights(max(rows.values()), room or {})
    arrows = list(arrows)
    chains = [_chain(rows, start, end) for start, end in arrows]
    grid, near = _grid(rows, chains)
    # Every box takes the room of the widest, so that arrows past a chain of boxes are straight. So does an
    # arrow that is a branch of its own: what joins it with others stands in the middle of them all.
    slot = max(widths.values(), default=0.0)
    around = bypasses(rows, arrows)
    wide = {*widths, *(key for chain in chains if (chain[0], chain[-1]) not in around for key in chain[1:-1])}
    slots = {key: slot if key in wide else 0.0 for row in grid for key in row}
    middles = placed(ordered(grid, near), near, slots, across)
    left = min(middles[key] - widths.get(key, 0.0) / 2 for key in middles)
    right = max(middles[key] + widths.get(key, 0.0) / 2 for key in middles)
    middles = {key: middle - left for key, middle in middles.items()}
    tops = {key: heights[row] for key, row in rows.items() if key != ENTRY}
    lines = tuple(_lines(rows, heights, chains, middles, widths))
    last = max(rows.values())
    return Column(right - left, heights[last] + ROW + (room or {}).get(last, (0, 0))[1], middles, tops, lines)


def _heights(last: int, room: Mapping[int, tuple[float, float]]) -> dict[int, float]:
    """The upper edge of each row; what comes from the column before comes in above the first."""
    heights, here = {-1: -GAP - ROW}, 0.0
    for row in range(last + 1):
        above, below = room.get(row, (0.0, 0.0))
        heights[row] = here + above
        here += above + PITCH + below
    return heights


def _chain(rows: Mapping[str, int], start: str, end: str) -> list[str]:
    """An arrow as a way from row to row, with a point to pass in each row between."""
    return [start, *(f"{start}\0{end}\0{row}" for row in range(rows[start] + 1, rows[end])), end]


def _grid(rows: Mapping[str, int], chains: list[list[str]]) -> tuple[Rows, Neighbours]:
    first = min(rows.values())
    grid: Rows = [[] for _ in range(max(rows.values()) - first + 1)]
    for key, row in rows.items():
        grid[row - first].append(key)
    for chain in chains:
        for step, key in enumerate(chain[1:-1], start=1):
            grid[rows[chain[0]] - first + step].append(key)
    return grid, Neighbours(pair for chain in chains for pair in pairwise(chain))


def _lines(
    rows: Mapping[str, int],
    heights: Mapping[int, float],
    chains: list[list[str]],
    middles: Mapping[str, float],
    widths: Mapping[str, float],
) -> Iterable[Line]:
    outgoing, incoming = defaultdict(list), defaultdict(list)
    for chain in chains:
        start, end = chain[0], chain[-1]
        outgoing[start].append((middles[chain[1]] - middles[start], end))
        incoming[end].append((middles[chain[-2]] - middles[end], start))
    for chain in chains:
        start, end = chain[0], chain[-1]
        begin = (middles[start] + _port(outgoing[start], end, widths.get(start)), heights[rows[start]] + ROW)
        finish = (middles[end] + _port(incoming[end], start, widths[end]), heights[rows[end]])
        passes = [(middles[key], heights[rows[start] + step]) for step, key in enumerate(chain[1:-1], 1)]
        yield Line(tuple(_way(begin, passes, finish)))


def _port(others: list[tuple[float, str]], other: str, width: float | None) -> float:
    """How far from a box's middle one of its arrows begins or ends.

    No two meet in a point, and the one that goes straight, if there is one, is in the middle.
    """
    if width is None or len(others) == 1:
        return 0.0
    ranked = sorted(others)
    straight = [place for place, (aside, _) in enumerate(ranked) if abs(aside) < _STRAIGHT]
    middle = straight[0] if straight else (len(ranked) - 1) / 2
    step = min(_PORT, (width - _PORT) / 2 / (len(ranked) - 1))
    index = next(place for place, (_, key) in enumerate(ranked) if key == other)
    return (index - middle) * step


def _way(begin: Point, passes: list[Point], finish: Point) -> Iterable[Point]:
    yield begin
    here = begin
    for x, y in passes:
        yield from _bend(here, (x, y))
        yield from _bend((x, y), (x, y + ROW))
        here = (x, y + ROW)
    yield from _bend(here, finish)


def _bend(start: Point, end: Point) -> tuple[Point, Point, Point]:
    middle = (start[1] + end[1]) / 2
    return (start[0], middle), (end[0], middle), end
