"""A scene as PNG, drawn by Pillow at twice the size and brought down, so that lines are smooth."""

from __future__ import annotations

import io
import itertools
import math
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kbuild.converting.picture.scene import Line, Point, Rectangle, Scene, Words, head_of

_EDGE = "#9aa0a6"
_SHARPNESS = 2.0
_SMOOTH = 2
_MOST_PIXELS = 16_000_000
_LONGEST_SIDE = 30_000
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_PIECES = 16


def write_png(scene: Scene, path: Path) -> None:
    """Write the scene as a PNG, at twice its size, or less where it is large, so that it is sharp.

    Args:
        scene: What to draw.
        path: The file.
    """
    path.write_bytes(to_png(scene)[0])


def to_png(scene: Scene) -> tuple[bytes, tuple[int, int]]:
    """Return the scene as a PNG file, and its width and height.

    Args:
        scene: What to draw.
    """
    from PIL import Image, ImageDraw

    scale = _scale(scene)
    size = max(1, round(scene.width * scale)), max(1, round(scene.height * scale))
    fine = _SMOOTH if size[0] * size[1] * _SMOOTH**2 <= 4 * _MOST_PIXELS else 1
    image = Image.new("RGB", (size[0] * fine, size[1] * fine), "white")
    pen = _Pen(ImageDraw.Draw(image), scale * fine)
    for frame in scene.frames:
        pen.rectangle(frame)
    for line in scene.lines:
        pen.line(line)
    for box in scene.rectangles:
        pen.rectangle(box)
    if fine > 1:
        image = image.resize(size, Image.Resampling.BOX)
    # Letters are smooth by themselves, and sharper when they are not brought down.
    pen = _Pen(ImageDraw.Draw(image), scale)
    for words in scene.words:
        pen.words(words)
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue(), size


class _Pen:
    """Draws in the scene's measures."""

    def __init__(self, draw: Any, scale: float) -> None:
        self._draw, self._scale = draw, scale

    def line(self, line: Line) -> None:
        points = [(x * self._scale, y * self._scale) for x, y in _along(line.points)]
        width = max(1, round(1.3 * self._scale))
        for start, end in _dashes(points, 4 * self._scale) if line.dashed else itertools.pairwise(points):
            self._draw.line([start, end], fill=line.color, width=width)
        if line.head:
            corners = [(x * self._scale, y * self._scale) for x, y in head_of(line)]
            self._draw.polygon(corners, fill=line.color)

    def rectangle(self, box: Rectangle) -> None:
        left, top = box.x * self._scale, box.y * self._scale
        right, bottom = left + box.width * self._scale, top + box.height * self._scale
        self._draw.rounded_rectangle(
            (left, top, right, bottom),
            radius=5 * self._scale,
            fill=box.fill,
            outline=_EDGE,
            width=max(1, round(self._scale)),
        )

    def words(self, words: Words) -> None:
        place = (words.x * self._scale, words.y * self._scale)
        font = _font(round(words.size * self._scale), words.bold)
        halo = round(1.5 * self._scale) if words.halo else 0
        self._draw.text(
            place,
            words.text,
            fill=words.color,
            font=font,
            anchor=_ANCHORS[words.anchor],
            stroke_width=halo,
            stroke_fill="white",
        )


@lru_cache(maxsize=32)
def _font(size: int, bold: bool) -> Any:
    """The letters that matplotlib brings, which know most alphabets; Pillow's own without it."""
    from PIL import ImageFont

    found = find_spec("matplotlib")
    for folder in (found.submodule_search_locations if found is not None else None) or ():
        path = Path(folder, "mpl-data", "fonts", "ttf", f"DejaVuSans{'-Bold' if bold else ''}.ttf")
        if path.is_file():
            return ImageFont.truetype(str(path), max(1, size))
    return ImageFont.load_default(max(1, size))


def _scale(scene: Scene) -> float:
    area, longest = scene.width * scene.height, max(scene.width, scene.height)
    return min(_SHARPNESS, max(1.0, math.sqrt(_MOST_PIXELS / area)), _LONGEST_SIDE / longest)


def _along(points: tuple[Point, ...]) -> list[Point]:
    """Points on a line of Bézier curves."""
    found = [points[0]]
    for start in range(0, len(points) - 1, 3):
        a, b, c, d = points[start : start + 4]
        if b == a and c == d:
            found.append(d)
            continue
        for piece in range(1, _PIECES + 1):
            t = piece / _PIECES
            u = 1 - t
            parts = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
            x, y = (sum(w * p[axis] for w, p in zip(parts, (a, b, c, d), strict=True)) for axis in (0, 1))
            found.append((x, y))
    return found


def _dashes(points: list[Point], length: float) -> list[tuple[Point, Point]]:
    """The pieces of a broken line that are drawn."""
    found, drawn, left = [], True, length
    for start, end in itertools.pairwise(points):
        here, rest = start, math.dist(start, end)
        while rest > 0:
            step = min(left, rest)
            share = step / rest
            there = (here[0] + (end[0] - here[0]) * share, here[1] + (end[1] - here[1]) * share)
            if drawn:
                found.append((here, there))
            here, rest, left = there, rest - step, left - step
            if left <= 1e-9:
                drawn, left = not drawn, length
    return found
