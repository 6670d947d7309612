"""Weights from strangers: an HDF5 file may hold links to other files, and claim sizes that it has not."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from kbuild.schemas.errors import BuildError

# What weights are compressed by is far below; smaller ones may be as empty as they like.
_RATIO = 20
_FREE = 64 * 1024 * 1024
_ENDINGS = (".h5", ".hdf5")


def refuse_foreign(path: Path) -> None:
    """Refuse a file of weights that would make its reader open another, or allocate what it does not hold.

    Links other than plain ones, values kept in other files, and sizes far beyond the file's are refused in
    `.h5` files and in those within a `.keras` file, before anything of it is read.

    Args:
        path: The file; one that is neither HDF5 nor a zip archive is left to whoever reads it.

    Raises:
        BuildError: With the code `weights`.

    Example:
        >>> refuse_foreign(Path("no-such-file.weights.h5"))
    """
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                _refuse_empty(member.file_size, member.compress_size, path, member.filename)
                if member.filename.endswith(_ENDINGS):
                    with archive.open(member) as stream:
                        _look_through(stream, member.file_size, path)  # type: ignore[arg-type]  # a file for reading
    elif path.is_file() and path.suffix in _ENDINGS:
        _look_through(path, path.stat().st_size, path)


def _look_through(opened: Path | BinaryIO, size: int, path: Path) -> None:
    import h5py

    total = 0
    try:
        with h5py.File(opened, "r") as file:
            for name, dataset in _datasets(file, path):
                if dataset.external or dataset.is_virtual:
                    _refuse(f"`{name}` keeps its values in another file", path)
                total += dataset.nbytes
                _refuse_empty(total, size, path, name)
    except (OSError, RuntimeError, KeyError, ValueError, TypeError) as error:
        _refuse(f"it cannot be read: {error}", path)


def _datasets(file: Any, path: Path) -> Iterator[tuple[str, Any]]:
    """All datasets, each once: groups may hold each other in a circle."""
    import h5py

    seen, waiting = {h5py.h5o.get_info(file.id).addr}, [file["/"]]
    while waiting:
        group = waiting.pop()
        for key in group:
            name = f"{group.name.rstrip('/')}/{key}"
            if not isinstance(group.get(key, getlink=True), h5py.HardLink):
                _refuse(f"`{name}` is a link", path)
            item = group[key]
            address = h5py.h5o.get_info(item.id).addr
            if address in seen:
                continue
            seen.add(address)
            if isinstance(item, h5py.Group):
                waiting.append(item)
            elif isinstance(item, h5py.Dataset):
                yield name, item


def _refuse_empty(claimed: int, held: int, path: Path, name: str) -> None:
    if claimed > _FREE + _RATIO * held:
        _refuse(f"`{name}` claims {claimed:,} bytes, and the file has {held:,}", path)


def _refuse(why: str, path: Path) -> None:
    hint = "such a file holds all of its values itself: model.save_weights('NAME.weights.h5') writes one"
    raise BuildError(f"{path} is no file of weights that can be trusted: {why}", code="weights", hint=hint)
