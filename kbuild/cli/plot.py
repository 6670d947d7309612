"""`kbuild plot`: the model's graph as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.diagrams import diagram_of
from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

EXAMPLES = (
    "kbuild plot digits.yaml --output digits.svg",
    "kbuild plot digits.yaml --output digits.png",
    "kbuild plot digits > digits.svg",
    "kbuild plot resnet50 --fold 3 --output resnet50.png",
)


def plot(
    file: FileArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="An .svg or .png file; SVG to standard output if left out."),
    ] = None,
    words: Annotated[
        int | None,
        typer.Option(
            "--fold", min=1, metavar="N", help="Fold layers whose names share their first N words into a box."
        ),
    ] = None,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Draw the model as an SVG or PNG picture.

    Each layer is a box with its name, its type, the shape of its result and its parameters. A tall model is
    broken into columns. Nothing but kbuild is needed for it.
    """
    if output is not None and output.suffix.lower() not in (".svg", ".png"):
        hint = "name an .svg or a .png file"
        raise UsageError(f"{output} is neither SVG nor PNG", code="unknown-format", hint=hint)
    from kbuild.converting.picture import compose, fold, to_svg, write_png

    diagram = diagram_of(find(file), overrides(changes, removals))
    scene = compose(diagram if words is None else fold(diagram, words))
    if output is None:
        result(to_svg(scene))
        return
    if output.suffix.lower() == ".png":
        write_png(scene, output)
    else:
        output.write_text(to_svg(scene), encoding="utf-8")
    remark(f"wrote {output}")
