"""`Parquet`: a table in a file of columns."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from kbuild.data.columns import without_nan
from kbuild.data.samples import Origin
from kbuild.data.sources import Place
from kbuild.data.table_plan import plan_of
from kbuild.data.table_preparation import Table
from kbuild.schemas.data import Parquet
from kbuild.schemas.errors import DataError


def read(source: Parquet, place: Place) -> Table:
    """Read the table and decide what its columns are for.

    Raises:
        DataError: When the file is missing, malformed, empty, or lacks a column.
    """
    path = place.file(source.path)
    frame, origin = read_frame(path)
    return Table(frame, plan_of(source, frame, origin), origin).usable()


def read_frame(path: Path) -> tuple[pl.DataFrame, Origin]:
    """Read a file's columns, null where a value is missing."""
    try:
        frame = pl.read_parquet(path, glob=False)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise DataError(f"{path.name} is not a Parquet file", code="malformed-file") from error
    if not len(frame):
        raise DataError(f"{path.name} holds no rows", code="no-samples")
    return without_nan(frame), Origin(path.name)
