"""Pictures with words: tables of counts, samples with captions, curves; as PNG files."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
Picture = tuple[bytes, tuple[int, int]]

_INK, _PALE, _RIGHT, _WRONG, _BLUE = "#202124", "#dadce0", "#137333", "#c5221f", (26, 115, 232)
_NAMED, _NUMBERED = 40, 25
# TensorBoard shows a picture in a card that is so wide; a wider one is brought down, and its words are lost.
_CARD = 344
_SIDE, _LARGE, _ROWS = 72, 156, 6
_LEAST_NAMED = 14


def confusion_picture(counts: Array, names: Sequence[str]) -> Picture:
    """Draws a confusion matrix: true classes down, found ones across, the darker the more.

    Args:
        counts: How often each class (rows) was taken for each (columns).
        names: The classes.
    """
    from PIL import Image

    many = len(counts)
    room = 26 + (_widest(names) if many <= _NAMED else 0)
    cell = max(_LEAST_NAMED if many <= _NAMED else 4, min(44, (_CARD - 8 - room) // many))
    # Names that are wider than their columns stand upright.
    upright = many <= _NAMED and max(map(len, names)) * 7 > cell
    head = 0 if many > _NAMED else _widest(names) + 4 if upright else 18
    width, height = max(room + cell * many + 8, _CARD), 34 + cell * many + head + 8
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    blue = np.array(_BLUE)
    shades = (255 + shares[:, :, None] * (blue - 255)).astype(np.uint8)
    image = Image.new("RGB", (width, height), "white")
    table = Image.fromarray(shades).resize((cell * many, cell * many), Image.Resampling.NEAREST)
    top = height - 8 - cell * many
    image.paste(table, (room, top))
    draw, font = _pen(image)
    title = f"{_share(counts)} of {int(counts.sum()):,} right; down: true, across: found"
    draw.text((8, 4), title, fill=_INK, font=font)
    for index in range(many if many <= _NAMED else 0):
        middle = top + cell * index + cell // 2
        draw.text((room - 6, middle), _short(names[index]), fill=_INK, font=font, anchor="rm")
        _head(image, _short(names[index]), (room + cell * index + cell // 2, top - 4), upright)
    for row, column in np.argwhere(counts) if many <= _NUMBERED else ():
        place = (room + cell * column + cell // 2, top + cell * row + cell // 2)
        ink = "white" if shares[row, column] > 0.5 else _INK
        draw.text(place, str(int(counts[row, column])), fill=ink, font=font, anchor="mm")
    draw.rectangle((room, top, room + cell * many, top + cell * many), outline=_PALE)
    return _png(image)


def sheet(
    images: Array,
    captions: Sequence[str],
    right: Sequence[bool | None],
    across: int | None = None,
    side: int = _SIDE,
) -> Picture:
    """Draws samples in rows, each with a caption: green where it is right, red where it is wrong.

    What does not fit into six rows is left out.

    Args:
        images: `(samples, height, width)` or with 1, 3 or 4 channels, of any range.
        captions: A line for each.
        right: Whether each is right; None for neither.
        across: Samples in a row; None for as many as a card of TensorBoard has room for.
        side: How high and wide a sample is drawn, about; a large one may be twice as large.
    """
    from PIL import Image

    scale = min(max(1, side // max(images.shape[1:3])), _LARGE / max(images.shape[1:3]))
    size = round(images.shape[2] * scale), round(images.shape[1] * scale)
    longest = max(map(len, captions), default=0)
    wide = max(size[0] + 8, min(_CARD // 2, int(5.4 * longest) + 4) if longest else 0)
    high = size[1] + (22 if any(captions) else 8)
    across = min(across or max(1, _CARD // wide), len(images))
    images = images[: across * _ROWS]
    whole = Image.new("RGB", (wide * across, high * math.ceil(len(images) / across)), "white")
    draw, font = _pen(whole)
    for index, pixels in enumerate(to_bytes(images)):
        left, top = wide * (index % across), high * (index // across)
        picture = Image.fromarray(pixels).convert("RGB")
        if scale != 1:
            way = Image.Resampling.NEAREST if scale > 1 else Image.Resampling.BOX
            picture = picture.resize(size, way)
        whole.paste(picture, (left + (wide - picture.width) // 2, top + 4))
        ink = {True: _RIGHT, False: _WRONG, None: _INK}[right[index]]
        words = _short(captions[index], int(wide / 5.4))
        draw.text((left + wide // 2, top + high - 4), words, fill=ink, font=font, anchor="ms")
    return _png(whole)


def curve_picture(across: Array, up: Array, title: str, words: tuple[str, str]) -> Picture:
    """Draws a curve in the square from 0 to 1, and the diagonal that chance would give."""
    from PIL import Image

    side, room = 360, 40
    image = Image.new("RGB", (side + room + 12, side + room + 28), "white")
    draw, font = _pen(image)
    base = side + 28

    def place(x: float, y: float) -> tuple[float, float]:
        return room + x * side, base - y * side

    for tick in range(0, 11, 2):
        draw.line([place(tick / 10, 0), place(tick / 10, 1)], fill=_PALE)
        draw.line([place(0, tick / 10), place(1, tick / 10)], fill=_PALE)
        draw.text((room - 4, base - tick / 10 * side), f"{tick / 10:g}", fill=_INK, font=font, anchor="rm")
        draw.text((room + tick / 10 * side, base + 12), f"{tick / 10:g}", fill=_INK, font=font, anchor="mm")
    draw.line([place(0, 0), place(1, 1)], fill="#9aa0a6")
    points = [place(float(x), float(y)) for x, y in zip(across, up, strict=True)]
    draw.line(points, fill=_BLUE, width=3)
    draw.text((room, 8), title, fill=_INK, font=font)
    draw.text(
        (room + side, base + 26), f"{words[0]} across, {words[1]} up", fill=_INK, font=font, anchor="rm"
    )
    return _png(image)


def to_bytes(images: Array) -> Array:
    """Brings pictures of any range to 0 to 255, each within its own range unless they have a usual one.

    Args:
        images: `(samples, height, width)` or with 1, 3 or 4 channels.

    Returns:
        `(samples, height, width)` or `(samples, height, width, 3 or 4)`, of bytes.
    """
    if images.ndim == 4 and images.shape[3] == 1:
        images = images[..., 0]
    if images.dtype == np.uint8:
        return images
    values = np.nan_to_num(np.asarray(images, np.float32))
    low, high = float(values.min()), float(values.max())
    if low >= 0 and high <= 1:
        low, high = 0.0, 1.0
    elif low >= 0 and 1 < high <= 255 and high > 128:
        low, high = 0.0, 255.0
    return ((values - low) * (255 / ((high - low) or 1))).astype(np.uint8)


def pictured(array: Any) -> Array | None:
    """Says whether samples are pictures, and gives them with their channels last; None when they aren't."""
    if not isinstance(array, np.ndarray) or array.ndim not in (3, 4) or array.dtype.kind not in "fuib":
        return None
    if array.ndim == 4 and array.shape[3] not in (1, 3, 4):
        if array.shape[1] not in (1, 3, 4):
            return None
        array = np.moveaxis(array, 1, 3)
    return array if min(array.shape[1:3]) >= 4 else None


def sprite(images: Array) -> tuple[bytes, tuple[int, int]]:
    """Draws small pictures in a square of rows, as the projector reads them.

    Returns:
        The PNG, and the width and height of one picture.
    """
    from PIL import Image

    step = max(1, math.ceil(max(images.shape[1:3]) / 48))
    small = to_bytes(images[:, ::step, ::step])
    if small.ndim == 3:
        small = 255 - small[..., None].repeat(3, axis=3)
    small = small[..., :3]
    many, high, wide = small.shape[:3]
    side = math.ceil(math.sqrt(many))
    whole = np.full((side * side, high, wide, 3), 255, np.uint8)
    whole[:many] = small
    rows = (
        whole.reshape(side, side, high, wide, 3).transpose(0, 2, 1, 3, 4).reshape(side * high, side * wide, 3)
    )
    return _png(Image.fromarray(rows))[0], (wide, high)


def _pen(image: Any) -> tuple[Any, Any]:
    from PIL import ImageDraw, ImageFont

    return ImageDraw.Draw(image), ImageFont.load_default(11)


def _png(image: Any) -> Picture:
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue(), image.size


def _head(image: Any, text: str, foot: tuple[int, int], upright: bool) -> None:
    """Writes a column's name above it."""
    from PIL import Image

    draw, font = _pen(image)
    if not upright:
        draw.text(foot, text, fill=_INK, font=font, anchor="ms")
        return
    lying = Image.new("RGB", (7 * len(text) + 2, 14), "white")
    _pen(lying)[0].text((0, 11), text, fill=_INK, font=font, anchor="ls")
    standing = lying.rotate(90, expand=True)
    image.paste(standing, (foot[0] - 7, foot[1] - standing.height))


def _short(text: str, most: int = 16) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _widest(names: Sequence[str]) -> int:
    return max(len(_short(name)) for name in names) * 7


def _share(counts: Array) -> str:
    return f"{counts.trace() / max(counts.sum(), 1):.1%}"
