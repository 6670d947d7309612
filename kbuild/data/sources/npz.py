"""`Npz`: arrays from NumPy's archives."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import BadZipFile

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
    arrays = read_arrays(path)
    samples = Samples(
        x=_pick(arrays, source.x, path),
        y=None if source.y is None or source.reconstruct else _pick(arrays, source.y, path),
        sample_weight=None if source.sample_weight is None else _named(arrays, source.sample_weight, path),
        meta=Meta(Origin(path.name)),
    )
    return Arrays(samples, source.standardize, source.one_hot, source.reconstruct)


def read_arrays(path: Path) -> Any:
    """Open an archive; arrays are read when they are asked for.

    Raises:
        DataError: `malformed-file` or `pickled-array`. Arrays of Python objects are never unpickled: that
            would run code from the file.
    """
    try:
        opened = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise DataError(f"{path.name} is not a .npz file", code="malformed-file") from error
    if not isinstance(opened, np.lib.npyio.NpzFile):
        hint = "write it by numpy.savez(path, x=..., y=...)"
        raise DataError(f"{path.name} holds a single array", code="malformed-file", hint=hint)
    return opened


def _pick(arrays: Any, names: str | dict[str, str], path: Path) -> Tree:
    if isinstance(names, dict):
        return {part: _named(arrays, each, path) for part, each in names.items()}
    return _named(arrays, names, path)


def _named(arrays: Any, name: str, path: Path) -> Array:
    if name not in arrays.files:
        hint = suggestion(name, arrays.files, "arrays")
        raise DataError(f"{path.name} has no array `{name}`", code="missing-array", hint=hint)
    try:
        array: Array = arrays[name]
    except (ValueError, BadZipFile, EOFError, OSError) as error:
        pickled = isinstance(error, ValueError) and "allow_pickle" in str(error)
        text = "holds Python objects, which may hold code" if pickled else "is damaged"
        code = "pickled-array" if pickled else "malformed-file"
        raise DataError(f"{path.name}: the array `{name}` {text}", code=code) from error
    return array
