"""`kbuild summary`: the model as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.diagrams import diagram_of
from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import console, result

if TYPE_CHECKING:
    from kbuild.converting.picture import Diagram

EXAMPLES = (
    "kbuild summary digits.yaml",
    "kbuild summary digits.yaml --json",
    "kbuild summary digits.yaml --set model.layers.digit.units=12",
)


def summary(
    file: FileArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Show the model as a table: layers, shapes, parameters.

    A layer that takes its input from anything but the layer above says from what.
    """
    diagram = diagram_of(find(file), overrides(changes, removals))
    if as_json:
        result(_json(diagram))
    else:
        _print_table(diagram)


def _json(diagram: Diagram) -> str:
    import json

    sources = _sources(diagram)
    layers = [
        {
            "name": box.name,
            "type": box.type_name,
            "shapes": [list(shape) for shape in box.shapes],
            "parameters": box.parameters,
            "from": sources[box.key],
        }
        for box in diagram.boxes
    ]
    return json.dumps({"name": diagram.name, "layers": layers, "parameters": _counts(diagram)}, indent=2)


def _counts(diagram: Diagram) -> dict[str, int | None]:
    return {
        "total": diagram.parameters,
        "trainable": diagram.trainable,
        "non_trainable": diagram.non_trainable,
    }


def _sources(diagram: Diagram) -> dict[str, list[str]]:
    names = {box.key: box.name for box in diagram.boxes}
    sources: dict[str, list[str]] = {key: [] for key in names}
    for start, end in diagram.arrows:
        sources[end].append(names[start])
    return sources


def _rows(diagram: Diagram) -> Iterator[tuple[str, ...]]:
    sources, above = _sources(diagram), ""
    for box in diagram.boxes:
        taken = sources[box.key]
        count = "" if box.parameters is None else f"{box.parameters:,}"
        yield box.name, box.type_name, box.shape, count, "" if taken in ([], [above]) else ", ".join(taken)
        above = box.name


def _print_table(diagram: Diagram) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    rows = list(_rows(diagram))
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("layer", "type", "output shape"):
        table.add_column(heading)
    table.add_column("parameters", justify="right")
    branched = any(row[-1] for row in rows)
    if branched:
        table.add_column("from")
    for row in rows:
        table.add_row(*(row if branched else row[:-1]))
    screen = console()
    screen.print(diagram.name)
    screen.print(table)
    for word, number in _counts(diagram).items():
        shown = "not known before it is built" if number is None else f"{number:,} parameters"
        screen.print(f"{word.replace('_', '-')}: {shown}")
