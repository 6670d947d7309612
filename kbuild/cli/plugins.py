"""`--plugin`, which every command takes that meets a document or a model: types of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from kbuild.cli.shared_options import with_option

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
    return with_option(function, "plugins", _Option, _with)


def _with(plugins: list[str] | None, command: Callable[[], None]) -> None:
    if plugins:
        from kbuild.building.plugins import load_plugins
        from kbuild.training.quiet import without_chatter

        with without_chatter():
            load_plugins(*plugins)
    command()
