"""`kbuild show`: what a document resolves to, and where a value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import remark, result

if TYPE_CHECKING:
    from collections.abc import Callable

    from kbuild.reading.tree import Node, Span

EXAMPLES = (
    "kbuild show digits.yaml",
    "kbuild show digits.yaml fit.epochs",
    "kbuild show digits.yaml fit.epochs --set fit.epochs=3",
    "kbuild show digits.yaml --defaults",
)


def show(
    file: FileArgument,
    path: Annotated[
        str | None, typer.Argument(metavar="PATH", help="A value, such as model.layers.hidden1.units.")
    ] = None,
    changes: SetOption = None,
    removals: UnsetOption = None,
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Write out every default that the document leaves as it is.")
    ] = False,
) -> None:
    """Show what a document, or one value of it, resolves to.

    Parameters, blocks, repetition, inclusion and changes are worked out. Of a value, the places that it
    comes from are shown too.
    """
    from kbuild.reading import read, resolve

    changed = overrides(changes, removals)
    root = resolve(read(find(file)), changed)
    if path is not None:
        _one(root, path, lambda: _with_defaults(file, changed))
    else:
        result(_yaml(_with_defaults(file, changed) if defaults else root))


def _with_defaults(file: str, changes: list[str]) -> Node:
    """The document with every default, which must be right for that."""
    from kbuild.checking.defaults import with_defaults
    from kbuild.checking.load import load
    from kbuild.reading.from_python import from_python

    node, _ = from_python(with_defaults(load(find(file), changes)))
    assert node is not None  # noqa: S101 - a checked document holds plain data
    return node


def _one(root: Node, path: str, whole: Callable[[], Node]) -> None:
    from kbuild.reading import explain_origin, find_path, locate
    from kbuild.schemas.errors import KbuildError

    try:
        found = find_path(root, path)
    except KbuildError as unknown:
        if not _default(path, whole):
            raise unknown from None
        return
    result(_yaml(_node(root, found)))
    if locate(root, found) is None:
        return
    for step in explain_origin(root, found):
        remark(f"  {_place(step.span)}{step.text}")


def _default(path: str, whole: Callable[[], Node]) -> bool:
    """Show the default of a value that the document leaves out; say whether there is one."""
    from kbuild.reading import find_path
    from kbuild.schemas.errors import KbuildError

    try:
        root = whole()
        found = find_path(root, path)
    except KbuildError:
        return False
    owner = next((str(each) for each in reversed(found[:-1]) if str(each)[:1].isupper()), None)
    result(_yaml(_node(root, found)))
    remark(f"  the document leaves it out: this is the default{f' of {owner}' if owner else ''}")
    return True


def _place(span: Span | None) -> str:
    return "" if span is None else f"{span.file or '<text>'}:{span.line}:{span.column}: "


def _node(root: Node, path: tuple[str | int, ...]) -> Node:
    from kbuild.reading.tree import walk

    return list(walk(root, path))[-1]


def _yaml(node: Node) -> str:
    from kbuild.reading import write_yaml

    return write_yaml(node).rstrip("\n")
