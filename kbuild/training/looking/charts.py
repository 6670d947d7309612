"""Curves drawn with letters, for a terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

_MARKS = "*o+x#%"
_COLORS = ("\x1b[34m", "\x1b[33m", "\x1b[32m", "\x1b[35m", "\x1b[36m", "\x1b[31m")
_PLAIN = "\x1b[0m"
Points = Sequence[tuple[float, float | None]]


def chart(  # noqa: PLR0913 - all but the curves by name
    series: Mapping[str, Points],
    *,
    title: str = "",
    width: int = 64,
    height: int = 12,
    colors: bool = False,
    logarithmic: bool = False,
    marks: Mapping[str, float] | None = None,
) -> list[str]:
    r"""Draw curves over one axis.

    Args:
        series: Names and points `(x, y)`; a point without a finite y is left out.
        title: What stands above.
        width: Places across.
        height: Rows.
        colors: Whether to write colours.
        logarithmic: Whether the axis across is logarithmic.
        marks: Words, and the places across that they mark: a line goes down from each.

    Returns:
        The lines; none where there is nothing to draw.

    Example:
        >>> print("\n".join(chart({"loss": [(1, 1.0), (2, 0.5), (3, 0.25)]}, width=9, height=3)))
           1 |**
             |  ***
        0.25 |     ****
              1       3
             * loss
    """
    known = {name: _finite(points, logarithmic) for name, points in series.items()}
    known = {name: points for name, points in known.items() if points}
    if not known:
        return []
    xs = [x for points in known.values() for x, _ in points]
    ys = [y for points in known.values() for _, y in points]
    low, high = min(ys), max(ys)
    cells: dict[tuple[int, int], int] = {}
    for index, points in enumerate(known.values()):
        for column, y in _columns(points, min(xs), max(xs), width):
            share = (y - low) / ((high - low) or 1.0)
            cells.setdefault((height - 1 - round(share * (height - 1)), column), index)
    edge = max(len(_number(low)), len(_number(high)))
    lines = [title] if title else []
    places = _places(marks or {}, min(xs), max(xs), width)
    if places:
        lines.append(f"{'':{edge}}  {_words(places)}".rstrip())
    for row in range(height):
        words = _number(high) if row == 0 else _number(low) if row == height - 1 else ""
        drawn = "".join(
            _mark(cells.get((row, column)), colors, ":" if column in places.values() else " ")
            for column in range(width)
        )
        lines.append(f"{words:>{edge}} |{drawn.rstrip()}")
    left, right = (_number(10**x if logarithmic else x) for x in (min(xs), max(xs)))
    lines.append(f"{'':{edge}}  {left}{right:>{max(1, width - len(left))}}".rstrip())
    legend = "   ".join(f"{_mark(index, colors)} {name}" for index, name in enumerate(known))
    return [*lines, f"{'':{edge}} {legend}"]


def _finite(points: Points, logarithmic: bool) -> list[tuple[float, float]]:
    found = [(float(x), float(y)) for x, y in points if y is not None and math.isfinite(y)]
    return [(math.log10(x), y) for x, y in found if x > 0] if logarithmic else found


def _columns(
    points: list[tuple[float, float]], low: float, high: float, width: int
) -> list[tuple[int, float]]:
    """The curve's height in each place across, where it has one."""
    if len(points) == 1 or high == low:
        return [(0, points[-1][1])]
    points = sorted(points)
    found = []
    for column in range(width):
        x = low + (high - low) * column / (width - 1)
        if not points[0][0] - 1e-9 <= x <= points[-1][0] + 1e-9:
            continue
        after = next((i for i, (there, _) in enumerate(points) if there >= x - 1e-9), len(points) - 1)
        (x0, y0), (x1, y1) = points[max(after - 1, 0)], points[after]
        share = 1.0 if x1 == x0 else (x - x0) / (x1 - x0)
        found.append((column, y0 + (y1 - y0) * share))
    return found


def _places(marks: Mapping[str, float], low: float, high: float, width: int) -> dict[str, int]:
    """In which column each mark is; those outside are left out."""
    room = (high - low) or 1.0
    shares = {name: (x - low) / room for name, x in marks.items()}
    return {name: round(share * (width - 1)) for name, share in shares.items() if 0 <= share <= 1}


def _words(places: Mapping[str, int]) -> str:
    """The marks' words, each above its column or right of the word before."""
    text = ""
    for name, column in places.items():
        text = f"{text:{column}}" + (" " if len(text) > max(column, 0) and text else "") + name
    return text


def _mark(index: int | None, colors: bool, empty: str = " ") -> str:
    if index is None:
        return empty
    mark = _MARKS[index % len(_MARKS)]
    return f"{_COLORS[index % len(_COLORS)]}{mark}{_PLAIN}" if colors else mark


def _number(value: float) -> str:
    return f"{value:.4g}"
