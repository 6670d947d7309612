"""Samples that are files, in a folder with a folder for each class."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kbuild.data.hints import suggestion
from kbuild.data.samples import Array
from kbuild.schemas.errors import DataError


class Files(NamedTuple):
    """The files of a folder.

    Attributes:
        paths: Each file, by its class and then by its name.
        labels: The number of each file's class; None without classes.
        classes: The names of the classes.
    """

    paths: list[Path]
    labels: Array | None
    classes: tuple[str, ...]


def files_of(folder: Path, classes: Sequence[str] | None, endings: tuple[str, ...], what: str) -> Files:
    """Find the files of a folder.

    Args:
        folder: The folder.
        classes: The folders of the classes, in the order of their numbers; None for all in alphabetical
            order, empty for the files of the folder itself.
        endings: The endings of the files' names.
        what: What messages call them, such as `pictures`.

    Raises:
        DataError: When a class is missing, there are no files, or a file leads out of the folder.
    """
    chosen = _classes(folder, classes, what)
    found = [(each, number) for number, name in enumerate(chosen) for each in _files(folder / name, endings)]
    if not chosen:
        found = [(each, 0) for each in _files(folder, endings)]
    if not found:
        hint = f"{what} end in {', '.join(endings)}"
        raise DataError(f"{folder.name} holds no {what}", code="no-samples", hint=hint)
    paths = [_checked(each, folder) for each, _ in found]
    labels = np.asarray([number for _, number in found], np.int32) if chosen else None
    return Files(paths, labels, chosen)


def _classes(folder: Path, classes: Sequence[str] | None, what: str) -> tuple[str, ...]:
    there = sorted(each.name for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    if classes is None:
        if not there:
            hint = f"`classes: []` takes the {what} of the folder itself, without targets"
            raise DataError(f"{folder.name} has no folder for any class", code="no-samples", hint=hint)
        return tuple(there)
    for name in classes:
        if name not in there:
            hint = suggestion(name, there, "folders")
            raise DataError(f"{folder.name} has no folder `{name}`", code="unknown-class", hint=hint)
    return tuple(classes)


def _files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    return sorted(each for each in folder.iterdir() if each.suffix.lower() in endings)


def _checked(path: Path, folder: Path) -> Path:
    """A file in the folder, and no link that leads out of it."""
    real = path.resolve()
    if not real.is_relative_to(folder) or not real.is_file():
        raise DataError(f"{path.relative_to(folder)} leads out of {folder.name}", code="path-outside")
    return real
