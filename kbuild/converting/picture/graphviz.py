"""A diagram drawn by Graphviz, for whoever has it and likes its layout better."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator

from kbuild.converting.picture.diagram import Box, Diagram
from kbuild.converting.picture.families import color_of
from kbuild.schemas.errors import UsageError

_SECONDS = 120
_STYLE = (
    'graph [fontname="DejaVu Sans", fontsize=15, labelloc=t, labeljust=l, ranksep=0.35, compound=true]',
    'node [shape=box, style="rounded,filled", color="#9aa0a6", fontname="DejaVu Sans", fontsize=11]',
    'edge [color="#6b7280", fontcolor="#5f6368", fontname="DejaVu Sans", fontsize=9, arrowsize=0.7]',
)


def to_dot(diagram: Diagram) -> str:
    """Write a diagram in Graphviz's language: parts are clusters, shapes stand beside the arrows.

    Args:
        diagram: What to draw.

    Example:
        >>> boxes = Box("a", "one", "Dense"), Box("b", "two", "ReLU")
        >>> to_dot(Diagram("m", boxes, (("a", "b"),))).count("->")
        1

    Source:
        https://graphviz.org/doc/info/lang.html.
    """
    numbers = {box.key: f"n{index}" for index, box in enumerate(diagram.boxes)}
    flows = {box.key: box.flow for box in diagram.boxes}
    lines = [*_STYLE, f"label={_quoted(diagram.title)}", *_within(diagram, None, numbers)]
    for start, end in diagram.arrows:
        lines.append(f"{numbers[start]} -> {numbers[end]} [label={_quoted(' ' + flows[start])}]")
    body = "\n".join(f"  {line}" for line in lines)
    return f"digraph {{\n{body}\n}}\n"


def draw(diagram: Diagram, form: str) -> bytes:
    """Let Graphviz draw.

    Args:
        diagram: What to draw.
        form: `svg` or `png`.

    Raises:
        UsageError: `no-graphviz`: there is no `dot` on this machine, or it cannot draw this.
    """
    program = shutil.which("dot")
    if program is None:
        hint = "install Graphviz, or leave out --engine"
        raise UsageError("Graphviz's program `dot` is not on this machine", code="no-graphviz", hint=hint)
    words = [program, f"-T{form}", *(["-Gdpi=144"] if form == "png" else [])]
    try:
        # The words are a program that is on this machine and a form; what is drawn comes by the pipe.
        done = subprocess.run(  # noqa: S603
            words, input=to_dot(diagram).encode(), capture_output=True, timeout=_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        said = (getattr(error, "stderr", None) or b"").decode("utf-8", "replace").strip() or str(error)
        raise UsageError(
            f"Graphviz cannot draw this: {said}", code="no-graphviz", hint="leave out --engine"
        ) from error
    return done.stdout


def _within(diagram: Diagram, part: str | None, numbers: dict[str, str]) -> Iterator[str]:
    """The boxes that are in a part alone, and the parts in it."""
    yield from (_node(box, numbers[box.key]) for box in diagram.boxes if box.part == part)
    for index, each in enumerate(diagram.parts):
        if each.within == part:
            name = each.name if each.name == each.type_name else f"{each.name}  {each.type_name}"
            yield f'subgraph cluster_{index} {{ style="rounded,dashed,filled"; fillcolor="#f8f9fb"'
            yield "fontsize=10"
            yield f"label={_quoted(name)}"
            yield from _within(diagram, each.key, numbers)
            yield "}"


def _node(box: Box, number: str) -> str:
    count = f"\n{box.parameters:,} parameters" if box.parameters else ""
    label, color = _quoted(f"{box.name}  {box.type_name}{count}"), _quoted(color_of(box.type_name))
    return f"{number} [label={label}, fillcolor={color}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
