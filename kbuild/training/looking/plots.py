"""Curves as a scene, for SVG and PNG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from kbuild.converting.picture.scene import Line, Point, Rectangle, Scene, Words

Points = Sequence[tuple[float, float | None]]

_COLORS = ("#1a73e8", "#e8710a", "#188038", "#9334e6", "#d01884", "#12858d")
_GRID, _INK, _GREY = "#e8eaed", "#202124", "#5f6368"
_LEFT, _TOP, _BOTTOM, _RIGHT = 62.0, 34.0, 46.0, 18.0
_TICKS = 5


def plot(  # noqa: PLR0913 - all but the curves by name
    series: Mapping[str, Points],
    *,
    title: str,
    across: str = "epoch",
    logarithmic: bool = False,
    marks: Mapping[str, float] | None = None,
    broken: bool = False,
    width: float = 460.0,
    height: float = 280.0,
) -> Scene:
    """Draw curves.

    Args:
        series: Names and points; a point without a finite y is left out.
        title: What stands above.
        across: What the axis across is of.
        logarithmic: Whether that axis is logarithmic.
        marks: Words, and the places across that they mark.
        broken: Whether curves are interrupted at the marks, where what is on both sides is not the same.
        width: Of the picture.
        height: Of the picture.

    Example:
        >>> plot({"loss": [(1, 0.5), (2, 0.2)]}, title="loss").width
        460.0
    """
    turn = math.log10 if logarithmic else float
    known = {
        name: [(turn(x), float(y)) for x, y in points if y is not None and math.isfinite(y)]
        for name, points in series.items()
    }
    known = {name: points for name, points in known.items() if points}
    # A metric that only a later phase has is drawn from where the first begins.
    places = [turn(x) for x in (marks or {}).values()]
    xs = [*(x for points in known.values() for x, _ in points), *places] or [0.0]
    ys = [y for points in known.values() for _, y in points] or [0.0]
    room = _Room(_range(xs), _range(ys), width, height)
    lines: list[Line] = []
    words = [Words(_LEFT, 18, title, 13.0, bold=True)]
    for line, label in _grid(room, logarithmic):
        lines.append(line)
        words.append(label)
    words.append(Words(width - _RIGHT, height - 8, across, 10.5, "end", color=_GREY))
    for place, (name, x) in enumerate((marks or {}).items()):
        spot = turn(x)
        lines.append(_straight([room.at(spot, room.y[0]), room.at(spot, room.y[1])], _GREY, dashed=True))
        words.append(
            Words(room.at(spot, 0)[0] + 4, _TOP + 12 + 13 * place, name, 10.0, color=_INK, halo=True)
        )
    left = _LEFT
    for index, (name, points) in enumerate(known.items()):
        color = _COLORS[index % len(_COLORS)]
        for part in _parts(points, places if broken else []):
            drawn = [room.at(x, y) for x, y in part]
            lines.append(
                _straight(drawn if len(drawn) > 1 else [drawn[0], (drawn[0][0] + 3, drawn[0][1])], color)
            )
        lines.append(_straight([(left, height - 12), (left + 14, height - 12)], color))
        words.append(Words(left + 18, height - 8, name, 10.5))
        left += 30 + 6.6 * len(name)
    box = Rectangle(-9, -9, 0.1, 0.1, "#ffffff", title)
    return Scene(width, height, tuple(lines), (box,), tuple(words))


def _parts(points: list[tuple[float, float]], breaks: Sequence[float]) -> list[list[tuple[float, float]]]:
    """The points between two breaks each; parts without a point are left out."""
    edges = [-math.inf, *sorted(breaks), math.inf]
    parts = [[(x, y) for x, y in points if low <= x < high] for low, high in pairwise(edges)]
    return [part for part in parts if part]


class _Room:
    """Where values lie on the picture."""

    def __init__(self, x: tuple[float, float], y: tuple[float, float], width: float, height: float) -> None:
        self.x, self.y, self._width, self._height = x, y, width, height

    def at(self, x: float, y: float) -> Point:
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        high = self._height - _TOP - _BOTTOM
        return _LEFT + across * (self._width - _LEFT - _RIGHT), _TOP + (1 - up) * high


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = 0.03 * (high - low) or 0.05 * abs(high) or 0.5
    return low - room, high + room


def _grid(room: _Room, logarithmic: bool) -> Iterable[tuple[Line, Words]]:
    for y in ticks(*room.y):
        start, end = room.at(room.x[0], y), room.at(room.x[1], y)
        yield (
            _straight([start, end], _GRID),
            Words(start[0] - 5, start[1] + 4, _shown(y), 10.0, "end", color=_GREY),
        )
    for x in ticks(*room.x, whole=logarithmic):
        start, end = room.at(x, room.y[0]), room.at(x, room.y[1])
        text = f"1e{x:g}" if logarithmic else _shown(x)
        yield (
            _straight([start, end], _GRID),
            Words(start[0], start[1] + 15, text, 10.0, "middle", color=_GREY),
        )


def ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Round numbers between two.

    Example:
        >>> ticks(0.03, 0.97)
        [0.2, 0.4, 0.6, 0.8]
    """
    rough = (high - low) / _TICKS
    size = 10 ** math.floor(math.log10(rough))
    step = next(factor * size for factor in (1, 2, 5, 10) if factor * size >= rough * 0.999)
    step = max(1.0, round(step)) if whole else step
    first = math.ceil(low / step)
    return [round(index * step, 12) for index in range(first, math.floor(high / step) + 1)]


def _straight(points: Sequence[Point], color: str, *, dashed: bool = False) -> Line:
    way = [points[0]]
    for here, there in pairwise(points):
        way += [here, there, there]
    return Line(tuple(way), color, dashed, head=False)


def _shown(value: float) -> str:
    return f"{value:.4g}"
