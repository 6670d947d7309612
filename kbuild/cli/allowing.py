"""`--allow`, which every command takes that reads documents: further folders for their files."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

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

    @functools.wraps(function)
    def command(*args: object, allow: list[Path] | None = None, **kwargs: object) -> None:
        from kbuild.reading.allowed import allowing

        with allowing(allow or ()):
            function(*args, **kwargs)

    signature = inspect.signature(function, eval_str=True)
    added = inspect.Parameter("allow", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_Option)
    parameters = [*signature.parameters.values(), added]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
