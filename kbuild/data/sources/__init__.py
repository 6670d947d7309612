"""The sources of data, one module each: a function `read(source, place)` that returns raw data.

Raw data (`Arrays` or `Table`) can be cut into rows and can learn a `Preparation`; see `Raw`. A further
source is a schema in `kbuild.schemas.data`, a module here, and a row in `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from kbuild.data.hints import suggestion
from kbuild.data.paths import inside
from kbuild.data.preparation import Preparation
from kbuild.schemas.errors import DataError
from kbuild.schemas.objects import Object

_MODULES = {
    "Csv": "csv",
    "Images": "images",
    "KerasDataset": "keras_dataset",
    "Npz": "npz",
    "Parquet": "parquet",
    "Text": "text",
    "TfRecord": "tf_record",
    "TimeSeries": "time_series",
    "Toy": "toy",
}


@dataclass(frozen=True)
class Place:
    """What a source needs to know beside its own arguments.

    Attributes:
        folder: The document's folder, which its paths are relative to.
        allowed: Further folders that trusted code opens.
        seed: The document's.
        part: What the data is for: `train`, `validation` or `test`.
    """

    folder: Path
    allowed: tuple[Path, ...] = ()
    seed: int = 0
    part: str = "train"

    def file(self, path: str) -> Path:
        """The file of a path in the document; see `kbuild.data.paths.inside`."""
        return inside(path, folder=self.folder, allowed=self.allowed)

    def directory(self, path: str) -> Path:
        """The folder of a path in the document."""
        return inside(path, folder=self.folder, allowed=self.allowed, directory=True)


class Raw(Protocol):
    """Data as a source gives it, before anything is learnt from it."""

    @property
    def ordered(self) -> bool:
        """Whether the samples are ordered in time, so that shares are taken from the end."""

    def __len__(self) -> int:
        """How many samples there are."""

    def take(self, rows: NDArray[np.int64]) -> Self:
        """Some of the samples."""

    def labels(self) -> NDArray[Any] | None:
        """The target by which samples are shared out, if there is one."""

    def learn(self) -> Preparation:
        """Learn from these samples how all others are prepared."""


Reader = Callable[[Any, Place], Raw]


def reader(type_name: str) -> Reader:
    """The function that reads a source, by the source's name.

    Raises:
        DataError: `unknown-source` when there is none.
    """
    module = _MODULES.get(type_name)
    if module is None:
        hint = suggestion(type_name, sorted(_MODULES), "sources")
        raise DataError(f"there is no data source `{type_name}`", code="unknown-source", hint=hint)
    read: Reader = import_module(f"{__name__}.{module}").read
    return read


def read(source: Object, place: Place) -> Raw:
    """Read a source.

    Args:
        source: One of `kbuild.schemas.data.SOURCES`.
        place: Where and what for.

    Raises:
        DataError: When its files are missing or malformed.
    """
    return reader(source.type_name)(source, place)
