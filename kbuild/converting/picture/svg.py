"""A scene as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kbuild.converting.picture.scene import Line, Rectangle, Scene, Words, head_of

_FONT = "DejaVu Sans, Verdana, Helvetica, Arial, sans-serif"
_EDGE = "#9aa0a6"


def to_svg(scene: Scene) -> str:
    """Return the scene as an SVG document that needs nothing else.

    Example:
        >>> to_svg(Scene(10, 10, (), (), ())).splitlines()[0][:4]
        '<svg'
    """
    return "\n".join(_parts(scene)) + "\n"


def _parts(scene: Scene) -> Iterator[str]:
    width, height = _number(scene.width), _number(scene.height)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" font-family="{_FONT}">'
    )
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield from map(_rectangle, scene.frames)
    yield from map(_line, scene.lines)
    yield from map(_rectangle, scene.rectangles)
    yield from map(_words, scene.words)
    yield "</svg>"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _line(line: Line) -> str:
    first, *rest = [f"{_number(x)},{_number(y)}" for x, y in line.points]
    dashes = ' stroke-dasharray="5 4"' if line.dashed else ""
    style = f'fill="none" stroke="{line.color}" stroke-width="1.3"{dashes}'
    way = f'<path d="M{first} C{" ".join(rest)}" {style}/>'
    if not line.head:
        return way
    corners = " ".join(f"{_number(x)},{_number(y)}" for x, y in head_of(line))
    return f'{way}<polygon points="{corners}" fill="{line.color}"/>'


def _rectangle(box: Rectangle) -> str:
    place = f'x="{_number(box.x)}" y="{_number(box.y)}"'
    size = f'width="{_number(box.width)}" height="{_number(box.height)}"'
    tip = f"<title>{escape(box.tip)}</title>" if box.tip else ""
    dashes = ' stroke-dasharray="3 3"' if box.dashed else ""
    return f'<rect {place} {size} rx="5" fill="{box.fill}" stroke="{_EDGE}"{dashes}>{tip}</rect>'


def _words(words: Words) -> str:
    bold = ' font-weight="bold"' if words.bold else ""
    anchor = f" text-anchor={quoteattr(words.anchor)}" if words.anchor != "start" else ""
    place = f'x="{_number(words.x)}" y="{_number(words.y)}" font-size="{_number(words.size)}"'
    halo = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if words.halo else ""
    return f'<text {place} fill="{words.color}"{bold}{anchor}{halo}>{escape(words.text)}</text>'
