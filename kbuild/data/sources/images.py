"""`Images`: pictures from a folder with a folder for each class."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.samples import Array, Meta, Origin, Samples
from kbuild.data.sources import Place
from kbuild.data.sources.folders import files_of
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
    found = files_of(folder, source.classes, _ENDINGS, "pictures")
    x = _load(found.paths, (*source.size, source.channels), folder)
    named = {"": found.classes} if found.classes else {}
    y = None if source.reconstruct else found.labels
    samples = Samples(x, y, meta=Meta(Origin(folder.name), classes=named))
    return Arrays(samples, one_hot=source.one_hot, reconstruct=source.reconstruct)


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
