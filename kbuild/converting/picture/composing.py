"""From a diagram to a scene: how many columns, where they stand, and what each box says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import inf, log

from kbuild.converting.picture.column import ACROSS, ENTRY, GAP, PITCH, ROW, Column, lay_out
from kbuild.converting.picture.diagram import Box, Diagram
from kbuild.converting.picture.families import color_of
from kbuild.converting.picture.frames import SIDE, Area, crossed, depth, frames, room
from kbuild.converting.picture.ranking import breaks, chosen_breaks, ranked
from kbuild.converting.picture.scene import Line, Point, Rectangle, Scene, Words
from kbuild.converting.picture.text import width_of

_MARGIN = 24.0
_TITLE = 34.0
_BETWEEN = 64.0
# How far below a column, in gaps, what goes on to the next turns aside.
_BELOW = 0.8
_PADDING = 12.0
_NAME, _DETAIL, _FLOW = 12.0, 10.5, 9.5
_GREY = "#5f6368"
_LEAST_WIDTH = 120.0
# A picture is broken into columns when it would be taller than this many rows.
_TALL = 16
_SHAPE = 1.5
_MOST_COLUMNS = 16
# Columns are worth while if the tallest is at most this much taller than the mean.
_UNEVEN = 1.6
# What breaking a frame costs, as a part of the picture's proportions.
_BROKEN = 0.35


def compose(diagram: Diagram) -> Scene:
    """Lay out a diagram.

    What flows goes down. A tall picture is broken into columns, where only one result goes from one part to
    the next, so that it is about as wide as a page; a dashed line leads from column to column.

    Args:
        diagram: What to draw.

    Example:
        >>> boxes = (Box("a", "a", "Dense"), Box("b", "b", "Dense"))
        >>> scene = compose(Diagram("two", boxes, (("a", "b"),)))
        >>> len(scene.rectangles), len(scene.lines)
        (2, 1)
    """
    boxes = {box.key: box for box in diagram.boxes}
    widths = {key: _width(box) for key, box in boxes.items()}
    rows = ranked(list(boxes), diagram.arrows)
    cuts = _cuts(rows, diagram, max(widths.values(), default=_LEAST_WIDTH))
    columns = [_column(part, diagram, rows, widths) for part in _parts(rows, cuts)]
    return _assembled(diagram, boxes, widths, columns)


def _cuts(rows: Mapping[str, int], diagram: Diagram, width: float) -> list[int]:
    count = max(rows.values(), default=0) + 1
    if count <= _TALL:
        return []
    allowed = breaks(rows, diagram.arrows)
    through = crossed(diagram, rows)
    crowds = Counter(rows.values())

    def misfit(cuts: list[int]) -> float:
        parts = _spans(cuts, count)
        tallest = max(len(part) for part in parts)
        if tallest > _UNEVEN * count / len(parts):
            return inf
        across = sum(max(crowds[row] for row in part) * width + _BETWEEN for part in parts)
        return abs(log(across / (tallest * PITCH) / _SHAPE))

    found: list[tuple[float, list[int]]] = []
    for levels in range(depth(diagram) + 1):
        here = [row for row in allowed if through[row] <= levels]
        choices = [chosen_breaks(here, count, columns) for columns in range(1, _MOST_COLUMNS + 1)]
        found += [(misfit(cuts) + _BROKEN * levels, cuts) for cuts in choices]
    return min(found)[1]


def _spans(cuts: list[int], count: int) -> list[range]:
    edges = [-1, *cuts, count - 1]
    return [range(above + 1, below + 1) for above, below in pairwise(edges)]


def _parts(rows: Mapping[str, int], cuts: list[int]) -> list[dict[str, int]]:
    """The boxes of each column with their rows, the first of each column 0."""
    return [
        {key: row - span.start for key, row in rows.items() if row in span}
        for span in _spans(cuts, max(rows.values(), default=0) + 1)
    ]


def _column(
    part: dict[str, int], diagram: Diagram, rows: Mapping[str, int], widths: Mapping[str, float]
) -> tuple[Column, str | None]:
    """A column, and the box of the column before that its entry leads from."""
    arrows, extra = diagram.arrows, room(diagram, part)
    inside = [(start, end) for start, end in arrows if start in part and end in part]
    coming = [(start, end) for start, end in arrows if end in part and start not in part]
    if coming:
        part = {ENTRY: -1, **part}
        inside += [(ENTRY, end) for _, end in coming]
    here = {key: widths[key] for key in part if key in rows}
    across = ACROSS + 2 * SIDE * depth(diagram)
    return lay_out(part, inside, here, extra, across), coming[0][0] if coming else None


def _assembled(
    diagram: Diagram,
    boxes: Mapping[str, Box],
    widths: Mapping[str, float],
    columns: list[tuple[Column, str | None]],
) -> Scene:
    lines: list[Line] = []
    rectangles: list[Rectangle] = []
    words = [Words(_MARGIN, _MARGIN + 14, diagram.title, 15.0, bold=True)]
    x, top = _MARGIN, _MARGIN + _TITLE + (GAP if len(columns) > 1 else 0.0)
    ends: dict[str, Point] = {}
    areas: dict[str, Area] = {}
    where: dict[str, int] = {}
    side = SIDE * depth(diagram)
    flows = _flows(diagram, boxes)
    low = top
    for number, (column, source) in enumerate(columns):
        x += side
        if source is not None:
            entry = (x + column.middles[ENTRY], top - GAP)
            lines.append(_connector(ends[source], entry, x - side - _BETWEEN / 2, low))
        lines.extend(_moved(line, x, top) for line in column.lines)
        for key, y in column.tops.items():
            middle = x + column.middles[key]
            rectangles.append(_rectangle(boxes[key], middle, top + y, widths[key]))
            words.extend(_text(boxes[key], middle, top + y, widths[key]))
            words.extend(_flow(key, flows, middle, top + y + ROW, column))
            ends[key] = (middle, top + y + ROW)
            areas[key] = (middle - widths[key] / 2, top + y, middle + widths[key] / 2, top + y + ROW)
            where[key] = number
        x += column.width + side + _BETWEEN
        low = top + column.height + GAP * _BELOW
    height = top + max((column.height for column, _ in columns), default=0.0) + _MARGIN
    if len(columns) > 1:
        height += GAP
    title = 2 * _MARGIN + width_of(diagram.title, 15.0, bold=True)
    width = max(x - _BETWEEN + _MARGIN, title)
    drawn = list(frames(diagram, areas, where))
    words.extend(title for _, title in drawn)
    return Scene(
        width, height, tuple(lines), tuple(rectangles), tuple(words), tuple(frame for frame, _ in drawn)
    )


def _connector(start: Point, end: Point, gutter: float, low: float) -> Line:
    """From the foot of a column to the head of the next, with corners."""
    corners = [start, (start[0], low), (gutter, low), (gutter, end[1]), end]
    points: list[Point] = [corners[0]]
    for here, there in pairwise(corners):
        points += [here, there, there]
    return Line(tuple(points), dashed=True, head=False)


def _moved(line: Line, x: float, y: float) -> Line:
    return Line(tuple((px + x, py + y) for px, py in line.points), line.color, line.dashed, line.head)


def _flows(diagram: Diagram, boxes: Mapping[str, Box]) -> dict[str, tuple[str, list[str]]]:
    """For each box what it gives, and to which boxes."""
    found: dict[str, tuple[str, list[str]]] = {key: (box.flow, []) for key, box in boxes.items()}
    for start, end in diagram.arrows:
        found[start][1].append(end)
    return found


def _flow(
    key: str, flows: Mapping[str, tuple[str, list[str]]], middle: float, foot: float, column: Column
) -> Iterable[Words]:
    """The shape of what flows from a box, on the side to which fewer arrows turn."""
    shape, ends = flows[key]
    if shape:
        # Every second arrow's beginning is moved aside.
        aside = 6.0 + 7.0 * max(len(ends) - 1, 0)
        here = column.middles[key]
        right = sum(column.middles.get(end, here) > here + 1 for end in ends)
        left = sum(column.middles.get(end, here) < here - 1 for end in ends)
        anchor, x = ("end", middle - aside) if right > left else ("start", middle + aside)
        yield Words(x, foot + 12, shape, _FLOW, anchor, color=_GREY, halo=True)


def _width(box: Box) -> float:
    first = width_of(box.name, _NAME, bold=True) + 10 + width_of(box.type_name, _DETAIL)
    second = width_of(_count(box), _DETAIL)
    return max(_LEAST_WIDTH, first + 2 * _PADDING, second + 2 * _PADDING)


def _rectangle(box: Box, middle: float, top: float, width: float) -> Rectangle:
    count = _count(box)
    tip = " ".join(part for part in (f"{box.name}:", box.type_name, box.shape, count) if part)
    return Rectangle(middle - width / 2, top, width, ROW, color_of(box.type_name), tip)


def _count(box: Box) -> str:
    return f"{box.parameters:,} parameters" if box.parameters else ""


def _text(box: Box, middle: float, top: float, width: float) -> Iterable[Words]:
    left, right = middle - width / 2 + _PADDING, middle + width / 2 - _PADDING
    count = _count(box)
    first = top + (17 if count else 24)
    yield Words(left, first, box.name, _NAME, bold=True)
    yield Words(right, first, box.type_name, _DETAIL, "end", color=_GREY)
    if count:
        yield Words(left, top + 32, count, _DETAIL, color=_GREY)
