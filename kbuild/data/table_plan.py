"""Which columns of a table go where: decided from the document and the columns, before any learning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from kbuild.data.columns import Encoding, are_numbers, are_whole
from kbuild.data.hints import suggestion
from kbuild.data.samples import Origin
from kbuild.data.windows import Window
from kbuild.schemas.data import Table as TableSource
from kbuild.schemas.errors import DataError


@dataclass(frozen=True)
class Group:
    """The columns of one input or output.

    Attributes:
        name: The model's input or output; "" for a sole one.
        columns: Each with how it becomes numbers.
        single: Whether the document names one column and not a list: its values are then no vectors of one.
    """

    name: str
    columns: tuple[tuple[str, Encoding], ...]
    single: bool = False


@dataclass(frozen=True)
class Plan:
    """Which columns go where.

    Attributes:
        inputs: The groups of columns that the model sees.
        outputs: The groups of columns that it predicts.
        weight: The column of sample weights.
        missing: `error`, `drop`, `mean`, `median` or `most_frequent`.
        ignore_unknown: Whether categories that training has not seen are let pass.
        standardize: Whether numbers of the inputs get mean 0 and standard deviation 1.
        reconstruct: Whether the inputs are the targets too.
        window: How the rows of a time series become windows; None for rows that stand alone.
    """

    inputs: tuple[Group, ...]
    outputs: tuple[Group, ...] = ()
    weight: str | None = None
    missing: str = "error"
    ignore_unknown: bool = False
    standardize: bool = False
    reconstruct: bool = False
    window: Window | None = None

    def columns(self) -> list[str]:
        """All columns that are used, each once."""
        groups = [name for group in (*self.inputs, *self.outputs) for name, _ in group.columns]
        return list(dict.fromkeys([*groups, *([self.weight] if self.weight else [])]))

    def numbers(self) -> list[str]:
        """The columns that are read as numbers."""
        groups = (*self.inputs, *self.outputs)
        found = [
            name for group in groups for name, encoding in group.columns if encoding in ("number", "whole")
        ]
        return [*found, *([self.weight] if self.weight else [])]


def plan_of(source: TableSource, frame: pl.DataFrame, origin: Origin, window: Window | None = None) -> Plan:
    """Decide which columns go where.

    Args:
        source: What the document says.
        frame: The table.
        origin: Where it comes from.
        window: For a time series: its targets are later values of columns that may be inputs too.

    Raises:
        DataError: `missing-column` with the nearest name, `column-twice`, or `no-columns`.
    """
    categorical = _categorical(source.categorical)
    targets = _groups(source.target)
    used = {name for _, names, _ in targets for name in names}
    named = [*used, *categorical, *(source.exclude or ()), *([source.weight] if source.weight else [])]
    _check_columns(named, frame.columns, origin)
    hidden = set() if window else used
    inputs = _groups(source.inputs) or [("", _others(source, frame, hidden), False)]
    _check_columns([name for _, names, _ in inputs for name in names], frame.columns, origin)
    if not source.reconstruct:
        _check_not_target(inputs, hidden, origin)
    return Plan(
        inputs=tuple(
            Group(name, tuple((each, categorical.get(each, ("number", ""))[0]) for each in names))
            for name, names, _ in inputs
        ),
        outputs=tuple(
            Group(name, tuple((each, _target_encoding(each, categorical, frame)) for each in names), single)
            for name, names, single in targets
        ),
        weight=source.weight,
        missing=source.missing,
        ignore_unknown=source.unknown == "ignore",
        standardize=source.standardize,
        reconstruct=source.reconstruct,
        window=window,
    )


def _categorical(written: Any) -> dict[str, tuple[Encoding, str]]:
    """Each categorical column with its encoding, and whether that was `asked` for or is the usual one."""
    if isinstance(written, dict):
        return {name: (encoding, "asked") for name, encoding in written.items()}
    return dict.fromkeys(written or (), ("one_hot", ""))


def _groups(written: Any) -> list[tuple[str, tuple[str, ...], bool]]:
    """`inputs` or `target` as (name, columns, whether it is one column and no list)."""
    if written is None:
        return []
    if isinstance(written, dict):
        return [(name, *_columns(each)) for name, each in written.items()]
    return [("", *_columns(written))]


def _columns(written: str | tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    return ((written,), True) if isinstance(written, str) else (tuple(written), False)


def _others(source: TableSource, frame: pl.DataFrame, targets: set[str]) -> tuple[str, ...]:
    """The columns that are left for the inputs when the document names none."""
    taken = {*targets, *(source.exclude or ()), *([source.weight] if source.weight else [])}
    return tuple(each for each in frame.columns if each not in taken)


def _target_encoding(
    name: str, categorical: dict[str, tuple[Encoding, str]], frame: pl.DataFrame
) -> Encoding:
    if name in categorical:
        encoding, asked = categorical[name]
        return encoding if asked else "codes"
    if not are_numbers(frame[name]):
        return "codes"
    return "whole" if are_whole(frame[name]) else "number"


def _check_columns(names: Sequence[str], columns: list[str], origin: Origin) -> None:
    for name in names:
        if name not in columns:
            raise DataError(
                f"{origin.name} has no column `{name}`",
                code="missing-column",
                hint=suggestion(name, columns, "columns"),
            )


def _check_not_target(
    inputs: list[tuple[str, tuple[str, ...], bool]], targets: set[str], origin: Origin
) -> None:
    if not any(names for _, names, _ in inputs):
        raise DataError(f"{origin.name} has no column left for the inputs", code="no-columns")
    for _, names, _ in inputs:
        for name in names:
            if name in targets:
                text = f"column `{name}` is both an input and the target: the model would be told the answer"
                raise DataError(f"{origin.name}: {text}", code="column-twice")
