"""One column of a table as numbers: what is learnt from the training rows, and how it is applied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NoReturn

import numpy as np
import polars as pl
import polars.selectors
from numpy.typing import NDArray

from kbuild.data.hints import listed, nearest, quoted
from kbuild.data.preparation import Record
from kbuild.data.samples import Origin
from kbuild.schemas.errors import DataError

Encoding = Literal["number", "whole", "one_hot", "codes"]


class Column(Record):
    """How a column becomes numbers.

    Attributes:
        name: The column's name.
        encoding: `number` (float32), `whole` (int32 or int64), `one_hot` (a 0 or 1 for each category) or
            `codes` (the category's number).
        categories: In the order of their numbers.
        ignore_unknown: Whether a category without a number is let pass; codes then count from 1, and 0 is
            unknown.
        fill: What stands in for a missing value; None when none may be missing.
        mean: Subtracted from numbers.
        deviation: What numbers are divided by then.
    """

    name: str
    encoding: Encoding = "number"
    categories: tuple[str, ...] = ()
    ignore_unknown: bool = False
    fill: float | str | None = None
    mean: float = 0.0
    deviation: float = 1.0

    def features(self) -> tuple[str, ...]:
        """The names of the numbers that the column becomes."""
        if self.encoding == "one_hot":
            return tuple(f"{self.name}={each}" for each in self.categories)
        return (self.name,)

    def encode(self, series: pl.Series, origin: Origin) -> NDArray[Any]:
        """The column's values as an array of shape (rows, features).

        Raises:
            DataError: `missing-value`, `not-a-number` or `unknown-category`, with the places.
        """
        if self.encoding in ("one_hot", "codes"):
            codes = self._codes(texts(series), origin)
            if self.encoding == "codes":
                return (codes + self.ignore_unknown)[:, None]
            # A row of zeros at the end is what an unknown category, number -1, becomes.
            vectors = np.vstack([np.eye(len(self.categories)), np.zeros(len(self.categories))])
            out: NDArray[Any] = vectors[codes].astype(np.float32)
            return out
        values = self._filled(numbers(series, origin), origin).to_numpy()
        if self.encoding == "whole":
            return _whole(values, self.name, origin)[:, None]
        return ((values - self.mean) / self.deviation).astype(np.float32)[:, None]

    def _filled(self, series: pl.Series, origin: Origin) -> pl.Series:
        if not series.null_count():
            return series
        if self.fill is None:
            refuse_missing([series], origin)
        return series.fill_null(self.fill)

    def _codes(self, series: pl.Series, origin: Origin) -> NDArray[np.int32]:
        known = {each: number for number, each in enumerate(self.categories)}
        filled = self._filled(series, origin)
        codes = filled.replace_strict(known, default=-1, return_dtype=pl.Int32).to_numpy()
        if not self.ignore_unknown and (codes < 0).any():
            self._refuse_unknown(filled, np.flatnonzero(codes < 0), origin)
        return np.asarray(codes, np.int32)

    def _refuse_unknown(self, series: pl.Series, rows: NDArray[Any], origin: Origin) -> None:
        value = str(series[int(rows[0])])
        found = nearest(value, self.categories)
        near = f"did you mean {quoted(found)}?" if found else f"known are {listed(self.categories)}"
        where = origin.where(*rows)
        raise DataError(
            f"{origin.name}, {where}: column `{self.name}` has {quoted(value)}, which no training row has",
            code="unknown-category",
            hint=f"{near} (`unknown: ignore` lets it pass)",
        )


def numbers(series: pl.Series, origin: Origin) -> pl.Series:
    """A column's values as 64-bit floats, null where a value is missing.

    Raises:
        DataError: `not-a-number` or `not-finite`, with the first places.
    """
    out = _as_floats(series)
    if not out.null_count() and np.isfinite(out.to_numpy()).all():
        return out
    wrong = np.flatnonzero((out.is_null() & series.is_not_null()).to_numpy())
    if len(wrong):
        value = quoted(series[int(wrong[0])])
        raise DataError(
            f"{origin.name}, {origin.where(*wrong)}: column `{series.name}` has {value}, which is no number",
            code="not-a-number",
            hint=f"if it holds categories: `categorical: [{series.name}]`; or `exclude` it",
        )
    endless = np.flatnonzero((~out.is_finite()).fill_null(False).to_numpy())
    if len(endless):
        text = f"column `{series.name}` has {quoted(series[int(endless[0])])}, which is not finite"
        raise DataError(f"{origin.name}, {origin.where(*endless)}: {text}", code="not-finite")
    return out


def refuse_texts(columns: Iterable[pl.Series], origin: Origin) -> None:
    """Refuse several columns of texts where numbers are needed, all at once; one alone is left to `numbers`.

    Raises:
        DataError: `not-a-number`, with the first place of each.
    """
    found, names = [], []
    for series in columns:
        wrong = np.flatnonzero((_as_floats(series).is_null() & series.is_not_null()).to_numpy())
        if len(wrong):
            names.append(series.name)
            found.append(
                f"column `{series.name}` has {quoted(series[int(wrong[0])])} in {origin.where(*wrong)}"
            )
    if len(found) > 1:
        raise DataError(
            f"{origin.name}: not all are numbers: {listed(found, 5)}",
            code="not-a-number",
            hint=f"if they hold categories: `categorical: [{', '.join(names)}]`; or `exclude` them",
        )


def texts(series: pl.Series) -> pl.Series:
    """A column's values as texts without the blanks around them, null where a value is missing."""
    return series.cast(pl.String).str.strip_chars()


def with_numbers(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """A table whose columns of these names are numbers, but for those that hold some text that is none.

    Rows of numbers are taken and read much faster than rows of texts.
    """
    read = {name: _as_floats(frame[name]) for name in names if frame[name].dtype == pl.String}
    kept = [each for name, each in read.items() if each.null_count() == frame[name].null_count()]
    return frame.with_columns(kept)


def without_nan(frame: pl.DataFrame) -> pl.DataFrame:
    """A table of typed columns in which a missing number is null and not NaN."""
    return frame.with_columns(polars.selectors.float().fill_nan(None))


def are_numbers(series: pl.Series) -> bool:
    """Whether any value of the column reads as a number; a stray text among numbers is then an error."""
    return not series.len() or series.dtype.is_numeric() or _as_floats(series).is_not_null().any()


def are_whole(series: pl.Series) -> bool:
    """Whether all values of the column are written as whole numbers."""
    if series.dtype.is_integer() or series.dtype == pl.Boolean:
        return True
    if series.dtype != pl.String:
        return False
    present = series.drop_nulls().str.strip_chars()
    return bool(len(present)) and bool(present.str.contains(r"^[+-]?\d+$").all())


def refuse_missing(columns: Iterable[pl.Series], origin: Origin) -> NoReturn:
    """Name the places of missing values in an error."""
    found: list[str] = []
    for series in columns:
        rows = np.flatnonzero(series.is_null().to_numpy())
        if len(rows):
            found.append(f"column `{series.name}` in {origin.where(*rows)}")
    raise DataError(
        f"{origin.name}: values are missing: {listed(found, 5)}",
        code="missing-value",
        hint="`missing: drop` leaves such rows out; `mean`, `median` or `most_frequent` fill them in inputs",
    )


def _as_floats(series: pl.Series) -> pl.Series:
    if series.dtype == pl.String:
        out = series.cast(pl.Float64, strict=False)
        # Stripping blanks costs as much as reading numbers: only for a column that has some.
        blanks = out.null_count() > series.null_count()
        return series.str.strip_chars().cast(pl.Float64, strict=False) if blanks else out
    if series.dtype == pl.Float64:
        return series
    if series.dtype.is_numeric() or series.dtype == pl.Boolean:
        return series.cast(pl.Float64)
    return pl.Series(series.name, [None] * len(series), dtype=pl.Float64)


def _whole(values: NDArray[Any], name: str, origin: Origin) -> NDArray[Any]:
    rounded = np.round(values)
    wrong = np.flatnonzero(rounded != values)
    if len(wrong):
        text = f"column `{name}` has {values[wrong[0]]:g}, but in training it held whole numbers"
        raise DataError(f"{origin.name}, {origin.where(*wrong)}: {text}", code="not-whole")
    wide = np.abs(values).max(initial=0) > np.iinfo(np.int32).max
    return rounded.astype(np.int64 if wide else np.int32)
