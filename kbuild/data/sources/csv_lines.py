"""The lines of a CSV file: looked at when a message must name one, or when rows may be blank or too short."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from kbuild.data.preparation import CsvFormat
from kbuild.schemas.errors import DataError


def first_row(path: Path, form: CsvFormat) -> list[str]:
    """The values of the first row.

    Raises:
        DataError: `empty-file`, `not-utf8` or `malformed-csv`.
    """
    with _rows(path, form) as rows:
        first = next((values for _, values in rows), None)
    if not first:
        raise DataError(f"{path.name} is empty", code="empty-file")
    return first


def line_of(path: Path, form: CsvFormat, row: int) -> int:
    """The line, from 1, in which a row starts; rows are counted from 0 without the header.

    Quoted values may hold line breaks, so a line is only known after all lines before it.
    """
    sole_column = len(first_row(path, form)) == 1
    with _rows(path, form) as rows:
        records = (line for line, values in rows if values or not sole_column)
        for number, line in enumerate(records):
            if number == row + form.header:
                return line
    return row + form.header + 1


def whole_rows(path: Path, form: CsvFormat, width: int) -> NDArray[np.int64]:
    """The rows (from 0, without the header) that are not blank lines.

    Raises:
        DataError: `ragged-row` when one has fewer values than there are columns.
    """
    kept = []
    with _rows(path, form) as rows:
        records = ((line, values) for line, values in rows if values or width > 1)
        for number, (line, values) in enumerate(records):
            if values and len(values) != width:
                refuse_ragged(path, line, len(values), width)
            if values and number >= form.header:
                kept.append(number - form.header)
    return np.asarray(kept, np.int64)


def refuse_malformed(path: Path, form: CsvFormat, width: int, error: Exception) -> NoReturn:
    """Say in which line a file that could not be read goes wrong, as far as that can be found."""
    with _rows(path, form) as rows:
        for line, values in rows:
            if len(values) > width:
                refuse_ragged(path, line, len(values), width)
    raise DataError(
        f"{path.name} is not well-formed CSV",
        code="malformed-csv",
        hint="an opening quote may lack its closing one, or `separator` may be another",
    ) from error


def refuse_ragged(path: Path, line: int, found: int, width: int) -> NoReturn:
    """Refuse a row with too few or too many values."""
    raise DataError(
        f"{path.name}, line {line}: {found} value{'s' * (found > 1)}, but there are {width} columns",
        code="ragged-row",
        hint="a value that holds the separator must be quoted",
    )


@contextmanager
def _rows(path: Path, form: CsvFormat) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The rows of a file, each with the line in which it starts."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield _numbered(csv.reader(file, delimiter=form.separator))
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise DataError(f"{path.name} is not text in UTF-8", code="not-utf8", hint=hint) from error
    except csv.Error as error:
        raise DataError(f"{path.name} is not well-formed CSV: {error}", code="malformed-csv") from error
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror}", code="unreadable-file") from error


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    start = 1
    for values in reader:
        yield start, values
        start = reader.line_num + 1
