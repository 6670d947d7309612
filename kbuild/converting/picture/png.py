"""A scene as PNG, drawn by matplotlib."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from kbuild.converting.picture.scene import Line, Rectangle, Scene, Words, head_of

_EDGE = "#9aa0a6"
_POINTS_AN_INCH = 72
_SHARPNESS = 2.0
_MOST_PIXELS = 16_000_000
_LONGEST_SIDE = 30_000
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def write_png(scene: Scene, path: Path) -> None:
    """Write the scene as a PNG, at twice its size, or less where it is large, so that it is sharp.

    Args:
        scene: What to draw.
        path: The file.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(scene.width / _POINTS_AN_INCH, scene.height / _POINTS_AN_INCH))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)
    axes.set_axis_off()
    for line in scene.lines:
        _draw_line(axes, line)
    for box in scene.rectangles:
        _draw_rectangle(axes, box)
    for words in scene.words:
        _draw_words(axes, words)
    figure.savefig(path, format="png", dpi=_POINTS_AN_INCH * _scale(scene), facecolor="white")


def _scale(scene: Scene) -> float:
    area, longest = scene.width * scene.height, max(scene.width, scene.height)
    return min(_SHARPNESS, max(1.0, math.sqrt(_MOST_PIXELS / area)), _LONGEST_SIDE / longest)


def _draw_line(axes: Any, line: Line) -> None:
    from matplotlib.patches import PathPatch, Polygon
    from matplotlib.path import Path as Way

    way = Way(line.points, [Way.MOVETO] + [Way.CURVE4] * (len(line.points) - 1))
    style = (0, (4, 3)) if line.dashed else "solid"
    axes.add_patch(PathPatch(way, fill=False, edgecolor=line.color, linewidth=1.3, linestyle=style))
    if line.head:
        axes.add_patch(Polygon(head_of(line), closed=True, facecolor=line.color, edgecolor="none"))


def _draw_rectangle(axes: Any, box: Rectangle) -> None:
    from matplotlib.patches import FancyBboxPatch

    axes.add_patch(
        FancyBboxPatch(
            (box.x, box.y),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=5",
            facecolor=box.fill,
            edgecolor=_EDGE,
            linewidth=1.0,
            zorder=2,
        )
    )


def _draw_words(axes: Any, words: Words) -> None:
    axes.text(
        words.x,
        words.y,
        # A dollar sign would begin a formula.
        words.text.replace("$", r"\$"),
        fontsize=words.size,
        fontweight="bold" if words.bold else "normal",
        color=words.color,
        ha=_ANCHORS[words.anchor],
        va="baseline",
        zorder=3,
    )
