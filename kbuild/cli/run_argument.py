"""The argument RUN, and the runs that there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from kbuild.schemas.errors import RunError, UsageError

if TYPE_CHECKING:
    from kbuild.training.run import Run

RunArgument: TypeAlias = Annotated[
    Path,
    typer.Argument(
        metavar="RUN", help="A run's folder, such as runs/digits/1; of runs/digits the newest is taken."
    ),
]

_SHOWN = 8


def find_run(path: Path) -> Run:
    """Open a run.

    Raises:
        UsageError: If there is none; the hint names those that there are.
    """
    from kbuild.training.run import open_run

    try:
        return open_run(path)
    except RunError as error:
        if error.code != "not-a-run":
            raise
        raise UsageError(error.message, code=error.code, hint=_hint(path)) from None


def _hint(path: Path) -> str:
    folders = [path, path.parent, path.parent.parent, Path("runs")]
    found = [str(each.parent) for folder in folders for each in sorted(folder.glob("*/*/state.json"))]
    if not found:
        return "`kbuild train digits` makes one in runs/digits/1"
    return "there are " + ", ".join(list(dict.fromkeys(found))[:_SHOWN])
