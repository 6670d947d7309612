"""`Npz`: arrays from NumPy's archives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import BadZipFile, is_zipfile

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.hints import suggestion
from kbuild.data.samples import Array, Meta, Origin, Samples, Tree
from kbuild.data.sources import Place
from kbuild.schemas.data import Npz
from kbuild.schemas.errors import DataError


def read(source: Npz, place: Place) -> Arrays:
    """Read the arrays that the source names.

    Raises:
        DataError: When the file is missing or malformed, or lacks an array.
    """
    path = place.file(source.path)
    with archive(path) as arrays:
        samples = Samples(
            x=_pick(arrays, source.x, path),
            y=None if source.y is None or source.reconstruct else _pick(arrays, source.y, path),
            sample_weight=None if source.sample_weight is None else pick(arrays, source.sample_weight, path),
            meta=Meta(Origin(path.name)),
        )
    return Arrays(samples, source.standardize, source.one_hot, source.reconstruct)


@contextmanager
def archive(path: Path) -> Iterator[Any]:
    """Open an archive; an array is read when it is picked.

    Raises:
        DataError: `malformed-file` or `pickled-array`. Arrays of Python objects are never unpickled: that
            would run code from the file.
    """
    try:
        # Opened here, because NumPy leaves a file open that turns out to be no archive.
        with path.open("rb") as file:
            _check_format(file, path)
            yield np.load(file, allow_pickle=False)
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        if "allow_pickle" in str(error):
            text = f"{path.name} holds Python objects, which may hold code: save plain arrays"
            raise DataError(text, code="pickled-array") from error
        raise DataError(f"{path.name} is damaged", code="malformed-file") from error


def _check_format(file: BinaryIO, path: Path) -> None:
    hint = "write it by numpy.savez(path, x=..., y=...)"
    if file.read(6) == b"\x93NUMPY":
        raise DataError(f"{path.name} holds a single array", code="malformed-file", hint=hint)
    file.seek(0)
    if not is_zipfile(file):
        raise DataError(f"{path.name} is no .npz file", code="malformed-file", hint=hint)
    file.seek(0)


def _pick(arrays: Any, names: str | dict[str, str], path: Path) -> Tree:
    if isinstance(names, dict):
        return {part: pick(arrays, each, path) for part, each in names.items()}
    return pick(arrays, names, path)


def pick(arrays: Any, name: str, path: Path) -> Array:
    """Read one array of an open archive.

    Raises:
        DataError: `missing-array` with the nearest name.
    """
    if name not in arrays.files:
        hint = suggestion(name, arrays.files, "arrays")
        raise DataError(f"{path.name} has no array `{name}`", code="missing-array", hint=hint)
    array: Array = arrays[name]
    return array
