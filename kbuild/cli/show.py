"""`kbuild show`: what a document resolves to, and where a value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import remark, result

if TYPE_CHECKING:
    from kbuild.reading.tree import Node, Span

EXAMPLES = (
    "kbuild show digits.yaml",
    "kbuild show digits.yaml fit.epochs",
    "kbuild show digits.yaml fit.epochs --set fit.epochs=3",
)


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
        remark(f"  {_place(step.span)}{step.text}")


def _place(span: Span | None) -> str:
    return "" if span is None else f"{span.file or '<text>'}:{span.line}:{span.column}: "


def _node(root: Node, path: tuple[str | int, ...]) -> Node:
    from kbuild.reading.tree import walk

    return list(walk(root, path))[-1]


def _yaml(node: Node) -> str:
    from kbuild.reading import write_yaml

    return write_yaml(node).rstrip("\n")
