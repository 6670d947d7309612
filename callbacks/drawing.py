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
_SIDE = 72


def confusion_picture(counts: Array, names: Sequence[str]) -> Picture:
    """Draws a confusion matrix: true classes down, found ones across, the darker the more.

    Args:
        counts: How often each class (rows) was taken for each (columns).
        names: The classes.
    """
    from PIL import Image

    many = len(counts)
    cell = max(4, min(44, 640 // many))
    room = 26 + (_widest(names) if many <= _NAMED else 0)
    width, height = room + cell * many + 8, 34 + cell * many + (18 if many <= _NAMED else 0) + 8
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    blue = np.array(_BLUE)
    shades = (255 + shares[:, :, None] * (blue - 255)).astype(np.uint8)
    image = Image.new("RGB", (width, height), "white")
    table = Image.fromarray(shades).resize((cell * many, cell * many), Image.Resampling.NEAREST)
    top = height - 8 - cell * many
    image.paste(table, (room, top))
    draw, font = _pen(image)
    draw.text((room, 4), f"found as (of {int(counts.sum()):,}; {_share(counts)} right)", fill=_INK, font=font)
    for index in range(many if many <= _NAMED else 0):
        middle = top + cell * index + cell // 2
        draw.text((room - 6, middle), _short(names[index]), fill=_INK, font=font, anchor="rm")
        across = _short(names[index], max(2, cell // 7))
        draw.text((room + cell * index + cell // 2, top - 4), across, fill=_INK, font=font, anchor="ms")
    for row, column in np.argwhere(counts) if many <= _NUMBERED else ():
        place = (room + cell * column + cell // 2, top + cell * row + cell // 2)
        ink = "white" if shares[row, column] > 0.5 else _INK
        draw.text(place, str(int(counts[row, column])), fill=ink, font=font, anchor="mm")
    draw.rectangle((room, top, room + cell * many, top + cell * many), outline=_PALE)
    return _png(image)


def sheet(images: Array, captions: Sequence[str], right: Sequence[bool | None], across: int = 8) -> Picture:
    """Draws samples in rows, each with a caption: green where it is right, red where it is wrong.

    Args:
        images: `(samples, height, width)` or with 1, 3 or 4 channels, of any range.
        captions: A line for each.
        right: Whether each is right; None for neither.
        across: Samples in a row.
    """
    from PIL import Image

    scale = max(1, _SIDE // max(images.shape[1:3]))
    if scale == 1 and max(images.shape[1:3]) > 2 * _SIDE:
        step = math.ceil(max(images.shape[1:3]) / (2 * _SIDE))
        images = images[:, ::step, ::step]
    across = min(across, len(images))
    wide = max(images.shape[2] * scale + 8, 96 if any(captions) else 0)
    high = images.shape[1] * scale + (22 if any(captions) else 8)
    whole = Image.new("RGB", (wide * across, high * math.ceil(len(images) / across)), "white")
    draw, font = _pen(whole)
    for index, pixels in enumerate(to_bytes(images)):
        left, top = wide * (index % across), high * (index // across)
        picture = Image.fromarray(pixels).convert("RGB")
        if scale > 1:
            size = (picture.width * scale, picture.height * scale)
            picture = picture.resize(size, Image.Resampling.NEAREST)
        whole.paste(picture, (left + (wide - picture.width) // 2, top + 4))
        ink = {True: _RIGHT, False: _WRONG, None: _INK}[right[index]]
        words = _short(captions[index], (wide - 4) // 6)
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


def _short(text: str, most: int = 16) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _widest(names: Sequence[str]) -> int:
    return max(len(_short(name)) for name in names) * 7


def _share(counts: Array) -> str:
    return f"{counts.trace() / max(counts.sum(), 1):.1%}"
