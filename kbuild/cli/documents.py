"""Arguments that several commands share: the document, and what is changed in it."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from kbuild.cli.finding import find

__all__ = ["FileArgument", "SetOption", "UnsetOption", "find", "overrides"]

FileArgument: TypeAlias = Annotated[
    str, typer.Argument(metavar="FILE", help="The document; a name from the gallery does too.")
]
SetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="KEY=VALUE",
        help="Change a value, such as fit.epochs=3; +KEY=VALUE appends to a list.",
    ),
]
UnsetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--unset", metavar="KEY", help="Take a value out, such as fit.class_weight."),
]


def overrides(changes: list[str] | None, removals: list[str] | None) -> list[str]:
    """Return `--set` and `--unset` as `kbuild.load` takes them."""
    return [*(changes or ()), *(f"-{name}" for name in removals or ())]
