"""`Csv`: a table in a text file.

All values are read as texts first: that is as fast as reading numbers, and a text that is no number can be
named with its line and column.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import polars as pl

from kbuild.data.columns import with_numbers
from kbuild.data.preparation import CsvFormat
from kbuild.data.samples import Origin
from kbuild.data.sources import Place
from kbuild.data.sources.csv_lines import first_row, line_of, refuse_malformed, whole_rows
from kbuild.data.table_plan import plan_of
from kbuild.data.table_preparation import Table
from kbuild.schemas.data import Csv
from kbuild.schemas.errors import DataError


def read(source: Csv, place: Place) -> Table:
    """Read the table and decide what its columns are for.

    Raises:
        DataError: When the file is missing, empty, malformed, or lacks a column.
    """
    path = place.file(source.path)
    form = CsvFormat(separator=source.separator, header=source.header, missing_values=source.missing_values)
    frame, origin = read_frame(path, form)
    plan = plan_of(source, frame, origin)
    used = with_numbers(frame.select(plan.columns()), plan.numbers())
    return Table(used, plan, origin, form).usable()


def read_frame(path: Path, form: CsvFormat) -> tuple[pl.DataFrame, Origin]:
    """Read a file's rows as texts, null where a value is missing."""
    names = _names(path, form)
    try:
        frame = pl.read_csv(
            path,
            has_header=form.header,
            separator=form.separator,
            infer_schema=False,
            null_values=["", *form.missing_values],
            raise_if_empty=False,
        )
    except pl.exceptions.PolarsError as error:
        refuse_malformed(path, form, len(names), error)
    origin = Origin(path.name, line=partial(line_of, path, form))
    if not len(frame):
        raise DataError(f"{path.name} holds no rows", code="no-samples")
    if frame.width != len(names):
        whole_rows(path, form, len(names))
    frame.columns = names
    # Only a row that is blank or too short ends in nulls: the file is looked at again when there are any.
    if frame[names[-1]].null_count():
        rows = whole_rows(path, form, len(names))
        if len(rows) < len(frame):
            frame, origin = frame[rows], origin.take(rows)
    return frame, origin


def _names(path: Path, form: CsvFormat) -> list[str]:
    """The columns' names, from the first line or made up."""
    first = first_row(path, form)
    if not form.header:
        return [f"column_{number}" for number in range(1, len(first) + 1)]
    names = [each.strip() for each in first]
    for position, name in enumerate(names, 1):
        if not name:
            text = f"{path.name}, line 1: column {position} has no name"
            hint = "a file without a header wants `header: false`"
            raise DataError(text, code="wrong-header", hint=hint)
        if names.index(name) < position - 1:
            raise DataError(f"{path.name}, line 1: there are two columns `{name}`", code="wrong-header")
    return names
