"""The runs that there are, as rows to be filtered and sorted; folders are read and nothing else."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kbuild.schemas.errors import RunError, UsageError
from kbuild.training.folder import write_whole
from kbuild.training.run import Run

_TAGS = "tags.json"
_CONDITION = re.compile(r"^\s*([\w.\[\]+-]+?)\s*(<=|>=|!=|==|=|<|>|~)\s*(.*)$")
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
}
_BESIDE = ("epoch", "step", "phase")


@dataclass
class Row:
    """One run of a list.

    Attributes:
        run: The run.
        name: The folder, seen from the folder of all runs.
    """

    run: Run
    name: str

    @cached_property
    def state(self) -> dict[str, Any]:
        """What the run's folder says of it."""
        found: dict[str, Any] = json.loads((self.run.folder / "state.json").read_text("utf-8"))
        return found | {"state": self.run.state}

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The logs of its epochs."""
        return self.run.metrics

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """What a person called it."""
        return read_tags(self.run.folder)

    @cached_property
    def metrics(self) -> dict[str, float | None]:
        """Losses and metrics of its best epoch, or of its last where none is known; and `test_...`."""
        best = self.state.get("best_epoch")
        chosen = next((row for row in self.rows if row["epoch"] == best), self.rows[-1] if self.rows else {})
        found = {name: value for name, value in chosen.items() if name not in _BESIDE}
        return found | {f"test_{name}": value for name, value in (self.state.get("test") or {}).items()}

    @cached_property
    def values(self) -> dict[str, Any]:
        """Values of its document by their paths."""
        from kbuild.training.looking.documents import values_of

        return values_of(self.run.folder)

    def value(self, name: str) -> Any:
        """A value by the name that a filter or a sort gives it; None where the run has none such."""
        own = {"name": self.name, "state": self.state["state"], "epochs": len(self.rows)}
        own |= {"started": self.state.get("started"), "seconds": round(self.run.seconds, 3)}
        if name in own:
            return own[name]
        if name in self.metrics:
            return self.metrics[name]
        return self.values.get(name)

    def plain(self) -> dict[str, Any]:
        """The run as plain data, for programs."""
        return {
            "name": self.name,
            "folder": str(self.run.folder),
            "state": self.state["state"],
            "reason": self.state.get("reason"),
            "started": self.state.get("started"),
            "ended": self.state.get("ended"),
            "seconds": round(self.run.seconds, 3),
            "epochs": len(self.rows),
            "best_epoch": self.state.get("best_epoch"),
            "metrics": self.metrics,
            "tags": list(self.tags),
        }


def rows_in(folder: Path) -> list[Row]:
    """List the runs in a folder: of all runs, of one document's, or a run itself.

    Args:
        folder: Where to look; runs lie up to two folders deep.

    Returns:
        The runs, each document's in their order. What is no whole run's folder is passed over.
    """
    found = []
    for path in sorted(_states(folder), key=_order):
        try:
            run = Run(path)
        except RunError:
            continue
        name = str(path.relative_to(folder)) if path != folder else str(path)
        found.append(Row(run, name))
    return found


def matching(rows: Iterable[Row], conditions: Iterable[str]) -> list[Row]:
    """Keep the runs for which all conditions hold.

    Args:
        rows: The runs.
        conditions: `name OPERATOR value`, where the name is `state`, `tag`, `epochs`, `name`, a metric or a
            path of the document, and the operator is one of `=`, `!=`, `<`, `>`, `<=`, `>=`, and `~` for a
            part of a text.

    Raises:
        UsageError: `wrong-condition` when one cannot be read.
    """
    tests = [_condition(each) for each in conditions]
    return [row for row in rows if all(test(row) for test in tests)]


def ordered(rows: Iterable[Row], name: str, *, descending: bool = False) -> list[Row]:
    """Sort runs by a value; those without it come last.

    Raises:
        UsageError: `unknown-name` when no run has such a value.
    """
    rows = list(rows)
    having = [row for row in rows if row.value(name) is not None]
    if rows and not having:
        known = sorted({each for row in rows for each in row.metrics})
        hint = f"the runs have {', '.join(known)}" if known else None
        raise UsageError(f"no run has a value {name!r}", code="unknown-name", hint=hint)
    numbers = all(isinstance(row.value(name), (int, float)) for row in having)
    key = (lambda row: row.value(name)) if numbers else (lambda row: str(row.value(name)))
    return sorted(having, key=key, reverse=descending) + [row for row in rows if row not in having]


def read_tags(folder: Path) -> tuple[str, ...]:
    """The tags of a run."""
    path = folder / _TAGS
    return tuple(json.loads(path.read_text("utf-8"))) if path.exists() else ()


def write_tags(folder: Path, tags: Iterable[str]) -> None:
    """Give a run tags in place of those that it has."""
    write_whole(folder / _TAGS, json.dumps(list(dict.fromkeys(tags)), ensure_ascii=False).encode())


def _states(folder: Path) -> Iterator[Path]:
    for pattern in ("state.json", "*/state.json", "*/*/state.json"):
        yield from (path.parent for path in folder.glob(pattern))


def _order(path: Path) -> tuple[str, int, str]:
    return str(path.parent), int(path.name) if path.name.isdecimal() else -1, path.name


def _condition(text: str) -> Callable[[Row], bool]:
    found = _CONDITION.match(text)
    if found is None:
        hint = "write it as val_accuracy>0.9, state=finished, tag=paper or compile.optimizer=Adam"
        raise UsageError(f"{text!r} is no condition", code="wrong-condition", hint=hint)
    name, sign, wanted = found[1], found[2], found[3].strip()
    if name in ("tag", "tags"):
        return lambda row: (wanted in row.tags) == (sign != "!=")
    if sign == "~":
        return lambda row: wanted.lower() in str(row.value(name)).lower()
    return lambda row: _compare(row.value(name), sign, wanted)


def _compare(value: Any, sign: str, wanted: str) -> bool:
    if value is None:
        return sign == "!="
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return _OPERATORS[sign](float(value), float(wanted))
        except ValueError:
            return sign == "!="
    return _OPERATORS[sign](str(value).lower() if isinstance(value, bool) else str(value), wanted)
