"""The argument RUN, and the runs that there are."""

from __future__ import annotations

import shlex
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from kbuild.schemas.errors import RunError, UsageError

if TYPE_CHECKING:
    from kbuild.training.run import Run

_HELP = "A run's folder, such as runs/digits/1, or its name digits/1; of digits the newest is taken."
RunArgument: TypeAlias = Annotated[Path, typer.Argument(metavar="RUN", help=_HELP)]

TYPED: ContextVar[tuple[str, ...]] = ContextVar("TYPED", default=())
"""What was typed after `kbuild`."""

_SHOWN = 8


def find_run(path: Path) -> Run:
    """Open a run, by its folder or by its name in the folder `runs` that is here.

    Raises:
        UsageError: If there is none; the hint names those that there are.
    """
    from kbuild.training.run import open_run

    inside = Path("runs") / path
    try:
        return open_run(inside if not path.exists() and inside.is_dir() else path)
    except RunError as error:
        if error.code != "not-a-run":
            raise
        raise UsageError(error.message, code=error.code, hint=_hint(path)) from None


def find_whole_run(path: Path) -> Run:
    """Open a run whose document and model are needed.

    Raises:
        UsageError: If there is none; if it was trained with types of the user's own that are not loaded.
    """
    from kbuild.training.own_types import NeedsPluginError

    run = find_run(path)
    try:
        _ = run.document
    except NeedsPluginError as error:
        options = [word for name in error.names for word in ("--plugin", name)]
        hint = (
            f"kbuild {shlex.join([*TYPED.get(), *options])}\nit runs the plugin's code: know where it is from"
        )
        raise UsageError(error.message, code=error.code, hint=hint) from None
    return run


def _hint(path: Path) -> str:
    folders = [path, path.parent, path.parent.parent, Path("runs")]
    found = [str(each.parent) for folder in folders for each in sorted(folder.glob("*/*/state.json"))]
    if not found:
        return "`kbuild train digits` makes one in runs/digits/1"
    return "there are " + ", ".join(list(dict.fromkeys(found))[:_SHOWN])
