"""`--allow`, which every command takes that reads documents: further folders for their files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.shared_options import with_option

#: Commands that read no document.
WITHOUT = frozenset({"new", "tensorboard", "runs", "schema", "explain", "convert"})

_Option = Annotated[
    list[Path] | None,
    typer.Option(
        "--allow",
        metavar="FOLDER",
        exists=True,
        file_okay=False,
        help="Let the document read files from this folder too; otherwise only from its own.",
    ),
]


def with_allow(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option `--allow`, by which documents may read from further folders while it runs.

    Args:
        function: The command.
    """
    return with_option(function, "allow", _Option, _allowing)


def _allowing(folders: list[Path] | None, command: Callable[[], None]) -> None:
    from kbuild.reading.allowed import allowing

    with allowing(folders or ()):
        command()
