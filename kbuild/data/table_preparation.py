"""A table as the model sees it: columns as numbers, gathered into inputs and targets."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from kbuild.data.columns import Column, Encoding, numbers, refuse_missing, refuse_texts, texts
from kbuild.data.hints import suggestion
from kbuild.data.preparation import CsvFormat, Output, Preparation, Record
from kbuild.data.samples import Array, Meta, Origin, Samples, Tree
from kbuild.data.table_plan import Group, Plan
from kbuild.data.windows import Window
from kbuild.schemas.errors import DataError


@dataclass(frozen=True)
class Table:
    """A table as it was read, with the plan of its columns.

    Attributes:
        frame: The columns; texts from a CSV, any type from Parquet; null, not NaN, where a value is missing.
        plan: Which columns go where.
        origin: Where the rows come from.
        csv: How its CSV file was written, so that new data is read alike.
    """

    frame: pl.DataFrame
    plan: Plan
    origin: Origin
    csv: CsvFormat = field(default_factory=CsvFormat)

    @property
    def ordered(self) -> bool:
        """Whether the rows are ordered in time."""
        return self.plan.window is not None

    def __len__(self) -> int:
        return len(self.frame)

    def take(self, rows: NDArray[np.int64]) -> Self:
        """Some of the rows."""
        return replace(self, frame=self.frame[rows], origin=self.origin.take(rows))

    def usable(self) -> Self:
        """The rows in which nothing is missing, if the plan drops the others; else all."""
        if self.plan.missing != "drop":
            return self
        rows = _complete_rows(self.frame, self.plan.columns())
        return self if len(rows) == len(self) else self.take(rows)

    def labels(self) -> Array | None:
        """The first target, by which rows are shared out."""
        if not self.plan.outputs or len(self.plan.outputs[0].columns) != 1:
            return None
        name, encoding = self.plan.outputs[0].columns[0]
        if encoding == "number":
            return None
        return texts(self.frame[name]).fill_null("").to_numpy()

    def learn(self) -> TablePreparation:
        """Learn the preparation from these rows."""
        numbers_of = [each for group in (*self.plan.inputs, *self.plan.outputs) for each in group.columns]
        refuse_texts([self.frame[name] for name, encoding in numbers_of if encoding == "number"], self.origin)
        learner = _Learner(self)
        return TablePreparation(
            inputs=tuple(learner.part(each, is_input=True) for each in self.plan.inputs),
            outputs=tuple(learner.part(each, is_input=False) for each in self.plan.outputs),
            weight=self.plan.weight,
            drop=self.plan.missing == "drop",
            reconstruct=self.plan.reconstruct,
            csv=self.csv,
            window=self.plan.window,
        )


class Part(Record):
    """One input or output: its columns side by side.

    Attributes:
        name: The model's input or output; "" for a sole one.
        columns: How each becomes numbers.
        single: Whether its values are no vectors, but one number a row.
    """

    name: str = ""
    columns: tuple[Column, ...]
    single: bool = False

    def features(self) -> tuple[str, ...]:
        """The names of all its numbers."""
        return tuple(feature for column in self.columns for feature in column.features())

    def encode(self, frame: pl.DataFrame, origin: Origin) -> Array:
        """The part's numbers, of shape (rows, features), or (rows,) for a single column of one number."""
        arrays = [column.encode(frame[column.name], origin) for column in self.columns]
        out = np.concatenate(
            arrays, axis=1, dtype=np.result_type(*arrays) if _all_whole(arrays) else np.float32
        )
        return out[:, 0] if self.single and out.shape[1] == 1 else out


class TablePreparation(Preparation):
    """How the rows of a table become what the model sees."""

    kind: Literal["table"] = "table"
    inputs: tuple[Part, ...]
    outputs: tuple[Part, ...] = ()
    weight: str | None = None
    drop: bool = False
    reconstruct: bool = False
    csv: CsvFormat = CsvFormat()
    window: Window | None = None

    def apply(self, raw: Any) -> Samples:
        """Prepare a table; the columns of inputs and targets must be there."""
        if not isinstance(raw, Table):
            raise DataError("the training data are a table, but these are arrays", code="sources-differ")
        return self.apply_frame(raw.frame, raw.origin)

    def apply_frame(self, frame: pl.DataFrame, origin: Origin) -> Samples:
        """Prepare the columns of a table.

        Raises:
            DataError: When columns or values are missing, or are not what training had, with the place.
        """
        parts = (*self.inputs, *self.outputs)
        used = [column.name for part in parts for column in part.columns]
        self._check_columns(frame, used, origin)
        if self.drop:
            rows = _complete_rows(frame, used)
            if len(rows) < len(frame):
                frame, origin = frame[rows], origin.take(rows)
        needed = [column.name for part in parts for column in part.columns if column.fill is None]
        if any(frame[name].null_count() for name in needed):
            refuse_missing([frame[name] for name in needed], origin)
        samples = Samples(
            x=_tree(self.inputs, frame, origin),
            y=_tree(self.outputs, frame, origin) if self.outputs else None,
            sample_weight=None if self.weight is None else _weights(frame, self.weight, origin),
            meta=self._meta(origin),
        )
        if self.window is not None:
            samples = self.window.of(samples)
        return replace(samples, y=samples.x) if self.reconstruct else samples

    def inputs_only(self) -> TablePreparation:
        """The same without targets and weights, for new data that is to be predicted."""
        return self.model_copy(update={"outputs": (), "weight": None, "drop": False, "reconstruct": False})

    def predicted(self) -> tuple[Output, ...]:
        """What each output of the model predicts."""
        if self.reconstruct:
            return tuple(Output(name=each.name, columns=each.features()) for each in self.inputs)
        return tuple(
            Output(
                name=each.name,
                columns=tuple(column.name for column in each.columns),
                classes=_classes(each),
            )
            for each in self.outputs
        )

    def _meta(self, origin: Origin) -> Meta:
        return Meta(
            origin=origin,
            features={each.name: each.features() for each in self.inputs},
            classes={each.name: _classes(each) for each in self.outputs if _classes(each)},
        )

    def _check_columns(self, frame: pl.DataFrame, used: list[str], origin: Origin) -> None:
        spare = [each for each in frame.columns if each not in used]
        for name in [*used, *([self.weight] if self.weight else [])]:
            if name not in frame.columns:
                raise DataError(
                    f"{origin.name} has no column `{name}`, which training had",
                    code="missing-column",
                    hint=suggestion(name, spare, "columns") if spare else None,
                )


@dataclass(frozen=True)
class _Learner:
    """Learns columns from the training rows."""

    table: Table

    def part(self, group: Group, *, is_input: bool) -> Part:
        columns = tuple(self._column(name, encoding, is_input) for name, encoding in group.columns)
        return Part(name=group.name, columns=columns, single=group.single)

    def _column(self, name: str, encoding: Encoding, is_input: bool) -> Column:
        plan, series = self.table.plan, self.table.frame[name]
        # A target that is missing is never made up.
        filled = is_input and plan.missing in ("mean", "median", "most_frequent")
        if encoding in ("one_hot", "codes"):
            values = texts(series).drop_nulls()
            return Column(
                name=name,
                encoding=encoding,
                categories=tuple(sorted(values.unique().to_list(), key=_natural)),
                ignore_unknown=is_input and plan.ignore_unknown,
                fill=_most_frequent(values) if filled else None,
            )
        values = numbers(series, self.table.origin).drop_nulls()
        if filled and not len(values):
            refuse_missing([series], self.table.origin)
        fill = _typical(values, plan.missing) if filled else None
        if not (is_input and plan.standardize):
            return Column(name=name, encoding=encoding, fill=fill)
        spread = float(np.std(values.to_numpy()))
        return Column(
            name=name,
            fill=fill,
            mean=float(np.mean(values.to_numpy())),
            deviation=spread if spread > 0 else 1.0,
        )


def _typical(values: pl.Series, how: str) -> float:
    array = values.to_numpy()
    if how == "most_frequent":
        found, counts = np.unique(array, return_counts=True)
        return float(found[counts.argmax()])
    return float(np.median(array) if how == "median" else np.mean(array))


def _most_frequent(values: pl.Series) -> str | None:
    found, counts = np.unique(values.to_numpy().astype(str), return_counts=True)
    return str(found[counts.argmax()]) if len(found) else None


def _natural(text: str) -> tuple[bool, float, str]:
    """Numbers by their value before texts by the alphabet, so that class "10" comes after "9"."""
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    return (False, number, text) if math.isfinite(number) else (True, 0.0, text)


def _complete_rows(frame: pl.DataFrame, columns: list[str]) -> NDArray[np.int64]:
    missing = np.zeros(len(frame), bool)
    for name in columns:
        missing |= frame[name].is_null().to_numpy()
    return np.flatnonzero(~missing).astype(np.int64)


def _tree(parts: tuple[Part, ...], frame: pl.DataFrame, origin: Origin) -> Tree:
    arrays = {part.name: part.encode(frame, origin) for part in parts}
    return arrays[""] if list(arrays) == [""] else arrays


def _weights(frame: pl.DataFrame, name: str, origin: Origin) -> Array:
    series = numbers(frame[name], origin)
    if series.null_count():
        refuse_missing([series], origin)
    weights = series.to_numpy().astype(np.float32)
    if (weights < 0).any():
        where = origin.where(int(np.flatnonzero(weights < 0)[0]))
        raise DataError(f"{origin.name}, {where}: a sample weight is negative", code="out-of-range")
    return weights


def _classes(part: Part) -> tuple[str, ...]:
    sole = part.columns[0]
    return sole.categories if len(part.columns) == 1 and sole.encoding in ("codes", "one_hot") else ()


def _all_whole(arrays: list[Array]) -> bool:
    return all(each.dtype.kind in "iu" for each in arrays)
