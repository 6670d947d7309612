"""What is drawn where: boxes, words, arrows. Each writer of pictures draws these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A box with round corners; `x` and `y` are its upper left corner. Frames are dashed."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    tip: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its baseline, `anchor` is `start`, `middle` or `end`.

    A `halo` keeps lines below it away from its letters.
    """

    x: float
    y: float
    text: str
    size: float
    anchor: str = "start"
    bold: bool = False
    color: str = "#202124"
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line from the first point through Bézier curves, each three points further, with a head at its end.

    Straight pieces are curves whose inner points lie on them.
    """

    points: tuple[Point, ...]
    color: str = "#6b7280"
    dashed: bool = False
    head: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its size, and what is drawn on it: frames below lines below boxes below words."""

    width: float
    height: float
    lines: tuple[Line, ...]
    rectangles: tuple[Rectangle, ...]
    words: tuple[Words, ...]
    frames: tuple[Rectangle, ...] = ()


def head_of(line: Line, size: float = 6.0) -> tuple[Point, Point, Point]:
    """Return the triangle at the end of a line, which always goes down or up at its end.

    Example:
        >>> head_of(Line(((0, 0), (0, 3), (0, 6), (0, 10))))
        ((0, 10), (-3.0, 4.0), (3.0, 4.0))
    """
    x, y = line.points[-1]
    back = y - size if y >= line.points[-2][1] else y + size
    return (x, y), (x - size / 2, back), (x + size / 2, back)
