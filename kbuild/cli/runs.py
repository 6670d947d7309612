"""`kbuild runs`: the runs that there are, read from their folders."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kbuild.cli.run_argument import find_run
from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

if TYPE_CHECKING:
    from kbuild.training.looking.listing import Row

EXAMPLES = (
    "kbuild runs",
    "kbuild runs list --where 'val_accuracy>0.9' --where state=finished --sort val_loss",
    "kbuild runs show digits/1",
    "kbuild runs compare digits/1 digits/2",
    "kbuild runs tag digits/1 baseline",
    "kbuild runs delete digits/1 --yes",
)

_WIDEST = 40


def runs(  # noqa: PLR0913, PLR0917 - the command's options
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[list | show RUN | compare RUN RUN... | tag RUN TAG... | delete RUN...]",
            help="What to do; list if left out.",
            show_default=False,
        ),
    ] = None,
    folder: Annotated[Path, typer.Option("--runs", metavar="DIR", help="The folder of all runs.")] = Path(
        "runs"
    ),
    where: Annotated[
        list[str] | None,
        typer.Option("--where", "-w", metavar="CONDITION", help="Such as val_loss<0.2, tag=paper, name~mlp."),
    ] = None,
    sort: Annotated[
        str | None, typer.Option("--sort", "-s", metavar="NAME", help="A metric or a path of the document.")
    ] = None,
    descending: Annotated[bool, typer.Option("--descending", "-d", help="The largest first.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the tags away.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Delete without a question.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """List, show, compare, tag and delete runs.

    Everything is read from the runs' folders, also while they are running. A run is named by its folder, or
    by what it is called in the list; of a name without a number the newest is taken. The metrics of a list
    are those of each run's best epoch.
    """
    action, *rest = words or ["list"]
    if action == "list":
        _list(_found(folder, rest, where, sort, descending), as_json, sort)
    elif action == "show":
        for row in _named(folder, rest, 1):
            _show(row, as_json)
    elif action == "compare":
        _compare(_named(folder, rest, 2), as_json)
    elif action == "tag":
        _tag(folder, rest, remove)
    elif action == "delete":
        _delete(_named(folder, rest, 1), yes)
    else:
        raise UsageError(f"{action!r} is none of list, show, compare, tag, delete", code="unknown-action")


def _found(
    folder: Path, rest: list[str], where: list[str] | None, sort: str | None, descending: bool
) -> list[Row]:
    from kbuild.training.looking.listing import matching, ordered, rows_in

    if rest:
        text = f"list takes no {' '.join(rest)!r}"
        raise UsageError(text, code="unknown-argument", hint="name another folder with --runs DIR")
    rows = matching(rows_in(folder), where or ())
    return rows if sort is None else ordered(rows, sort, descending=descending)


def _named(folder: Path, names: list[str], least: int) -> list[Row]:
    from kbuild.training.looking.listing import Row

    if len(names) < least:
        few = "a run" if least == 1 else "two runs or more"
        raise UsageError(f"name {few}", code="missing-run", hint="kbuild runs lists them")
    return [Row(find_run(_path(folder, name)), name) for name in names]


def _path(folder: Path, name: str) -> Path:
    inside = folder / name
    return inside if inside.is_dir() else Path(name)


def _list(rows: list[Row], as_json: bool, first: str | None) -> None:
    if as_json:
        result(json.dumps([row.plain() for row in rows], indent=1))
        return
    if not rows:
        remark("no runs")
        return
    from rich.table import Table

    from kbuild.cli.screen import console
    from kbuild.training.summary import number, seconds

    columns = {
        "run": [row.name for row in rows],
        "state": [row.state["state"] for row in rows],
        "epochs": [str(len(row.rows)) for row in rows],
        "time": [seconds(row.run.seconds) for row in rows],
    }
    tags = {"tags": [" ".join(row.tags) for row in rows]} if any(row.tags for row in rows) else {}
    metrics = {
        name: [number(name, row.metrics[name]) if name in row.metrics else "" for row in rows]
        for name in dict.fromkeys(name for row in rows for name in row.metrics)
        if not name.startswith("learning_rate")
    }
    screen = console()
    room = screen.width - _wide(columns | tags) if screen.is_terminal else None
    shown = _fitting(metrics, room, first)
    table = Table(box=None, pad_edge=False)
    for name in (*columns, *shown, *tags):
        table.add_column(name, justify="left" if name in ("run", "state", "tags") else "right", no_wrap=True)
    for cells in zip(*columns.values(), *shown.values(), *tags.values(), strict=True):
        table.add_row(*cells)
    screen.print(table)
    if left := [name for name in metrics if name not in shown]:
        names = ", ".join(left[:3]) + (f" and {len(left) - 3} more" if len(left) > 3 else "")
        remark(f"no room for {names}: --json has all, and --sort NAME brings one in")


def _wide(columns: Mapping[str, list[str]]) -> int:
    return sum(max(map(len, [name, *cells])) + 2 for name, cells in columns.items())


def _fitting(metrics: Mapping[str, list[str]], room: int | None, first: str | None) -> dict[str, list[str]]:
    """The metrics that there is room for: what is sorted by, then what most runs have; in their order."""
    if room is None:
        return dict(metrics)
    chosen: set[str] = set()
    for name in sorted(metrics, key=lambda each: (each != first, -sum(map(bool, metrics[each])))):
        room -= _wide({name: metrics[name]})
        if room < 0:
            break
        chosen.add(name)
    return {name: cells for name, cells in metrics.items() if name in chosen}


def _show(row: Row, as_json: bool) -> None:
    if as_json:
        result(json.dumps(row.plain() | {"history": row.rows, "document": row.values}, indent=1))
        return
    import sys

    from kbuild.cli.screen import colors_on
    from kbuild.training.looking.curves import curves
    from kbuild.training.looking.spans import marks, spans
    from kbuild.training.summary import summary

    lines = summary(row.run).splitlines()
    phases = spans(row.run, len(row.rows))
    if phases:
        lines.append("phases: " + ", ".join(f"{each.name} ({each.epochs})" for each in phases))
    if row.tags:
        lines.append(f"tags: {' '.join(row.tags)}")
    for drawn in curves(row.rows, colors=colors_on(sys.stdout), marks=marks(phases, row.rows)):
        lines += ["", *drawn]
    result("\n".join(lines))


def _compare(rows: list[Row], as_json: bool) -> None:
    from kbuild.training.looking.documents import differences

    documents = differences({row.name: row.values for row in rows})
    results = differences(
        {row.name: {"state": row.state["state"], "epochs": len(row.rows), **row.metrics} for row in rows}
    )
    if as_json:
        result(json.dumps({"documents": documents, "results": results}, indent=1))
        return
    from rich.table import Table

    from kbuild.cli.screen import console

    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for row in rows:
        table.add_column(row.name, justify="right")
    for title, found in (("what differs in the documents", documents), ("in the results", results)):
        table.add_row(title, style="bold")
        for name, values in found.items():
            table.add_row(f"  {name}", *(_value(values[row.name]) for row in rows))
        if not found:
            table.add_row("  nothing")
    console().print(table)


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    # Programs have several lines, descriptions long ones: what is left out `kbuild diff` shows.
    lines = str(value).splitlines() if value is not None else ["-"]
    text = lines[0] if lines else ""
    return f"{text[: _WIDEST - 3]}..." if len(lines) > 1 or len(text) > _WIDEST else text


def _tag(folder: Path, words: list[str], remove: bool) -> None:
    from kbuild.training.looking.listing import write_tags

    if len(words) < 2:
        raise UsageError(
            "name a run and its tags", code="missing-tag", hint="kbuild runs tag digits/1 baseline"
        )
    (row,) = _named(folder, words[:1], 1)
    given = words[1:]
    tags = [tag for tag in row.tags if tag not in given] if remove else [*row.tags, *given]
    write_tags(row.run.folder, tags)
    remark(f"{row.name}: {' '.join(dict.fromkeys(tags)) or 'no tags'}")


def _delete(rows: list[Row], yes: bool) -> None:
    from kbuild.training.looking.removal import delete

    for row in rows:
        epochs = f"{len(row.rows)} epoch{'' if len(row.rows) == 1 else 's'}"
        if not yes and not typer.confirm(
            f"delete {row.run.folder} ({row.state['state']}, {epochs})?", err=True
        ):
            remark(f"{row.run.folder} stays")
            continue
        left = delete(row.run)
        names = ", ".join(path.name for path in left)
        remark(
            f"deleted {row.run.folder}" + (f", but for {names}, which kbuild did not write" if left else "")
        )
