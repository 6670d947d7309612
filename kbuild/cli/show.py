"""`kbuild show`: what a document resolves to, and where a value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import remark, result

if TYPE_CHECKING:
    from kbuild.reading.tree import Node

EXAMPLES = (
    "kbuild show digits.yaml",
    "kbuild show digits.yaml fit.epochs",
    "kbuild show digits.yaml fit.epochs --set fit.epochs=3",
)

_WIDTH = 110


def show(
    file: FileArgument,
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help="A value, such as model.layers.hidden1.units.")
    ] = None,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Show what a document, or one value of it, resolves to.

    Parameters, blocks, repetition, inclusion and changes are worked out. Of a value, the places that it
    comes from are shown too.
    """
    from kbuild.reading import read, resolve

    root = resolve(read(find(file)), overrides(changes, removals))
    if path is None:
        result(_yaml(root))
    else:
        _one(root, path)


def _one(root: Node, path: str) -> None:
    from kbuild.reading import explain_origin, find_path, locate

    found = find_path(root, path)
    result(_yaml(_node(root, found)))
    if locate(root, found) is None:
        return
    for step in explain_origin(root, found):
        place = (
            "" if step.span is None else f"{step.span.file or '<text>'}:{step.span.line}:{step.span.column}: "
        )
        remark(f"  {place}{step.text}")


def _node(root: Node, path: tuple[str | int, ...]) -> Node:
    from kbuild.reading.tree import walk

    return list(walk(root, path))[-1]


def _yaml(node: Node) -> str:
    import yaml

    from kbuild.reading import plain

    value: Any = plain(node)
    if not isinstance(value, dict | list):
        return "null" if value is None else str(value)
    text: str = yaml.safe_dump(
        value, sort_keys=False, default_flow_style=None, width=_WIDTH, allow_unicode=True
    )
    return text.rstrip("\n")
