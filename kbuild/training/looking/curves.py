"""The curves of a run as charts: training and validation of each loss and metric on one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kbuild.training.looking.charts import chart

_BESIDE = ("epoch", "step", "phase")
Row = Mapping[str, Any]


def curves(
    rows: Sequence[Row], *, colors: bool = False, marks: Mapping[str, float] | None = None
) -> list[list[str]]:
    """Draw the curves of a run.

    Args:
        rows: The logs of its epochs.
        colors: Whether to write colours.
        marks: Words, and the epochs that they mark.

    Returns:
        The lines of each chart.
    """
    groups = grouped(rows).items()
    charts = [chart(series, title=name, colors=colors, marks=marks) for name, series in groups]
    return [each for each in charts if each]


def grouped(rows: Sequence[Row]) -> dict[str, dict[str, list[tuple[float, float | None]]]]:
    """The points of each chart over epochs: what belongs together under the name of training's.

    Example:
        >>> grouped([{"epoch": 1, "step": 9, "loss": 0.5, "val_loss": 0.6}])
        {'loss': {'loss': [(1, 0.5)], 'val_loss': [(1, 0.6)]}}
    """
    names = dict.fromkeys(
        name
        for row in rows
        for name, value in row.items()
        if name not in _BESIDE and (value is None or isinstance(value, (int, float)))
    )
    found: dict[str, dict[str, list[tuple[float, float | None]]]] = {}
    for name in names:
        points = [(row["epoch"], row[name]) for row in rows if name in row]
        found.setdefault(name.removeprefix("val_"), {})[name] = points
    return {
        name: series
        for name, series in found.items()
        if not name.startswith("learning_rate") or _moves(series)
    }


def _moves(series: Mapping[str, list[tuple[float, float | None]]]) -> bool:
    return len({y for points in series.values() for _, y in points}) > 1
