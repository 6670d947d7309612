"""`--plugin`, which every command takes that meets a document or a model: types of the user's own."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated

import typer

VARIABLE = "KBUILD_PLUGINS"
"""The variable that names plugins for every command."""

#: Commands that meet neither.
WITHOUT = frozenset({"new", "tensorboard", "runs"})

_Option = Annotated[
    list[str] | None,
    typer.Option(
        "--plugin",
        envvar=VARIABLE,
        metavar="MODULE_OR_FILE",
        help="Types of your own: an installed plugin, a module, or a Python file, which is run.",
    ),
]


def with_plugins(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option `--plugin`, by which types of the user's own are there before it begins.

    Args:
        function: The command.
    """

    @functools.wraps(function)
    def command(*args: object, plugins: list[str] | None = None, **kwargs: object) -> None:
        if plugins:
            from kbuild.building.plugins import load_plugins
            from kbuild.training.quiet import without_chatter

            with without_chatter():
                load_plugins(*plugins)
        function(*args, **kwargs)

    signature = inspect.signature(function, eval_str=True)
    added = inspect.Parameter("plugins", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_Option)
    parameters = [*signature.parameters.values(), added]
    command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # read by Typer
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
