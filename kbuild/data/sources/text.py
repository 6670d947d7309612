"""`Text`: texts from a folder with a folder for each class."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.samples import Meta, Origin, Samples
from kbuild.data.sources import Place
from kbuild.data.sources.folders import files_of
from kbuild.schemas.data import Text
from kbuild.schemas.errors import DataError

_ENDINGS = (".txt",)
#: What is held in memory at most.
LARGEST = 2 << 30


def read(source: Text, place: Place) -> Arrays:
    """Read all texts.

    Raises:
        DataError: When the folder is missing or holds no texts, a file is none, or all are too large.
    """
    folder = place.directory(source.path)
    found = files_of(folder, source.classes, _ENDINGS, "texts")
    size = sum(each.stat().st_size for each in found.paths)
    if size > LARGEST:
        raise DataError(
            f"{folder.name}: {len(found.paths):,} texts take {size / 2**30:.1f} GiB, "
            f"and at most {LARGEST >> 30} are held in memory",
            code="too-large",
            hint="give fewer `classes`, or feed the model from Python",
        )
    # Objects, since an array of text proper would make room for the longest text in every place.
    x = np.empty(len(found.paths), object)
    for index, path in enumerate(found.paths):
        x[index] = _text(path, folder)
    named = {"": found.classes} if found.classes else {}
    samples = Samples(x, found.labels, meta=Meta(Origin(folder.name), classes=named))
    return Arrays(samples, one_hot=source.one_hot)


def _text(path: Path, folder: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        name = path.relative_to(folder)
        text = f"{folder.name}: {name} is not text in UTF-8 (byte {error.start:,})"
        raise DataError(text, code="malformed-file", hint="save it as UTF-8") from error
