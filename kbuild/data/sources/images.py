"""`Images`: pictures from a folder with a folder for each class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.hints import suggestion
from kbuild.data.samples import Array, Meta, Origin, Samples
from kbuild.data.sources import Place
from kbuild.schemas.data import Images
from kbuild.schemas.errors import DataError

_ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif")
#: What is held in memory at most.
LARGEST = 8 << 30


def read(source: Images, place: Place) -> Arrays:
    """Read and scale all pictures.

    Raises:
        DataError: When the folder is missing or holds no pictures, a file is none, or all are too large.
    """
    folder = place.directory(source.path)
    classes = _classes(source, folder)
    found = [(each, number) for number, name in enumerate(classes) for each in _pictures(folder / name)]
    if not classes:
        found = [(each, 0) for each in _pictures(folder)]
    paths = [_checked(each, folder) for each, _ in found]
    if not paths:
        hint = f"pictures end in {', '.join(_ENDINGS)}"
        raise DataError(f"{folder.name} holds no pictures", code="no-samples", hint=hint)
    x = _load(paths, (*source.size, source.channels), folder)
    y = np.asarray([number for _, number in found], np.int32) if classes else None
    named = {"": classes} if classes else {}
    samples = Samples(x, None if source.reconstruct else y, meta=Meta(Origin(folder.name), classes=named))
    return Arrays(samples, one_hot=source.one_hot, reconstruct=source.reconstruct)


def _classes(source: Images, folder: Path) -> tuple[str, ...]:
    there = sorted(each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    if source.classes is None:
        if not there:
            hint = "`classes: []` takes the pictures of the folder itself, without targets"
            raise DataError(f"{folder.name} has no folder for any class", code="no-samples", hint=hint)
        return tuple(there)
    for name in source.classes:
        if name not in there:
            hint = suggestion(name, there, "folders")
            raise DataError(f"{folder.name} has no folder `{name}`", code="unknown-class", hint=hint)
    return source.classes


def _pictures(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.suffix.lower() in _ENDINGS)


def _checked(path: Path, folder: Path) -> Path:
    """A picture that is a file in the folder, and no link that leads out of it."""
    real = path.resolve()
    if not real.is_relative_to(folder) or not real.is_file():
        raise DataError(f"{path.relative_to(folder)} leads out of {folder.name}", code="path-outside")
    return real


def _load(paths: list[Path], shape: tuple[int, int, int], folder: Path) -> Array:
    size = len(paths) * int(np.prod(shape))
    if size > LARGEST:
        raise DataError(
            f"{folder.name}: {len(paths):,} pictures take {size / 2**30:.1f} GiB, "
            f"and at most {LARGEST >> 30} are held in memory",
            code="too-large",
            hint="give a smaller `size`",
        )
    out = np.empty((len(paths), *shape), np.uint8)
    for index, path in enumerate(paths):
        out[index] = _picture(path, shape, folder)
    return out


def _picture(path: Path, shape: tuple[int, int, int], folder: Path) -> Any:
    import tensorflow as tf

    try:
        decoded = tf.io.decode_image(path.read_bytes(), channels=shape[2], expand_animations=False)
    except tf.errors.InvalidArgumentError as error:
        name = path.relative_to(folder)
        raise DataError(
            f"{folder.name}: {name} is not a picture that can be read", code="malformed-file"
        ) from error
    if tuple(decoded.shape) == shape:
        return decoded.numpy()
    scaled = tf.image.resize(decoded, shape[:2], antialias=True)
    return np.clip(np.round(scaled.numpy()), 0, 255)
