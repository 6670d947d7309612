"""`kbuild plot`: the model's graph as a picture."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.diagrams import diagram_of
from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

if TYPE_CHECKING:
    from kbuild.converting.picture import Diagram


class Engine(StrEnum):
    """What lays a picture out."""

    BUNDLED = "bundled"
    GRAPHVIZ = "graphviz"


EXAMPLES = (
    "kbuild plot digits.yaml --output digits.svg",
    "kbuild plot digits.yaml --output digits.png",
    "kbuild plot digits > digits.svg",
    "kbuild plot autoencoder --text",
    "kbuild plot resnet50 --fold Bottleneck --output resnet50.png",
)


def plot(  # noqa: PLR0913, PLR0917 - the command's options
    file: FileArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="An .svg or .png file; SVG to standard output if left out."),
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth", min=0, metavar="N", help="Fold blocks and nested models that are in N others or more."
        ),
    ] = None,
    folded: Annotated[
        list[str] | None,
        typer.Option(
            "--fold",
            metavar="NAME",
            help="Fold the blocks and nested models of a name or a type; repeatable.",
        ),
    ] = None,
    text: Annotated[
        bool, typer.Option("--text", help="Text instead of a picture, as on a terminal.")
    ] = False,
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="What lays the picture out: kbuild itself, or Graphviz's `dot`."),
    ] = Engine.BUNDLED,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Draw the model as an SVG or PNG picture, or as text.

    Each layer is a box with its name, its type and its parameters; beside an arrow stands the shape of what
    flows. What a block or a nested model made has a frame, or is folded into one box. A tall model is broken
    into columns. Nothing but kbuild is needed for it; with `--engine graphviz` Graphviz draws, if it is
    there. On a terminal the model is shown as text.
    """
    if output is not None and output.suffix.lower() not in (".svg", ".png"):
        hint = "name an .svg or a .png file"
        raise UsageError(f"{output} is neither SVG nor PNG", code="unknown-format", hint=hint)
    from kbuild.converting.picture import compose, outline, to_svg, write_png

    diagram = diagram_of(find(file), overrides(changes, removals), parts=True)
    diagram = _with_folds(diagram, depth, folded or [])
    if engine is Engine.GRAPHVIZ and not text:
        _by_graphviz(diagram, output)
    elif output is None:
        result(outline(diagram) if text or sys.stdout.isatty() else to_svg(compose(diagram)).rstrip("\n"))
    elif text:
        raise UsageError(
            "--text is for the terminal", code="conflicting-arguments", hint="leave out --output"
        )
    else:
        scene = compose(diagram)
        if output.suffix.lower() == ".png":
            write_png(scene, output)
        else:
            output.write_text(to_svg(scene), encoding="utf-8")
        remark(f"wrote {output}")


def _by_graphviz(diagram: Diagram, output: Path | None) -> None:
    from kbuild.converting.picture import draw

    if output is None:
        result(draw(diagram, "svg").decode("utf-8").rstrip("\n"))
    else:
        output.write_bytes(draw(diagram, output.suffix.lower()[1:]))
        remark(f"wrote {output}")


def _with_folds(diagram: Diagram, depth: int | None, folded: list[str]) -> Diagram:
    from kbuild.converting.picture import deeper, fold, named
    from kbuild.reading.suggest import did_you_mean

    keys: set[str] = set(deeper(diagram, depth) if depth is not None else ())
    for name in folded:
        found = named(diagram, name)
        if not found:
            parts = dict.fromkeys(each for part in diagram.parts for each in (part.type_name, part.name))
            hint = did_you_mean(name, parts)
            raise UsageError(f"nothing to fold is named {name!r}", code="unknown-part", hint=hint)
        keys.update(found)
    return fold(diagram, keys)
