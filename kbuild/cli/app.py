"""The application: its commands are known by name and imported when one is called."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kbuild.cli.allowing import WITHOUT as WITHOUT_ALLOW
from kbuild.cli.allowing import with_allow
from kbuild.cli.commands import COMMANDS, module_of
from kbuild.cli.failures import guarded
from kbuild.cli.plugins import WITHOUT, with_plugins
from kbuild.cli.run_argument import TYPED

_WIDEST = 20


def load_command(name: str, *, debug: bool = False) -> Any:
    """Import a command's module and make its command.

    Args:
        name: The command's name.
        debug: Show tracebacks.
    """
    module = import_module(f"kbuild.cli.{module_of(name)}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    epilog = "\n".join(["\b", "Examples:", *(f"  {example}" for example in module.EXAMPLES)])
    function: Callable[..., None] = getattr(module, module_of(name))
    if name not in WITHOUT_ALLOW:
        function = with_allow(function)
    if name not in WITHOUT:
        function = with_plugins(function)
    app.command(name, epilog=epilog, help=inspect.getdoc(function))(guarded(function, debug=debug))
    return typer.main.get_command(app)


class LazyGroup(TyperGroup):
    """A group that lists its commands without importing them."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for entry in COMMANDS.values():
            self.add_command(TyperCommand(entry.name, short_help=entry.help))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands' lines, group by group."""
        for panel in dict.fromkeys(entry.panel for entry in COMMANDS.values()):
            with formatter.section(panel):
                rows = [(each.name, each.help) for each in COMMANDS.values() if each.panel == panel]
                formatter.write_dl(rows, col_max=_WIDEST)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that was named, and import it in place of the one that only has its line."""
        TYPED.set(tuple(args))
        name, found, rest = super().resolve_command(ctx, args)
        if name is None:
            return name, found, rest
        return name, load_command(name, debug=bool(ctx.params.get("debug"))), rest


app = typer.Typer(
    cls=LazyGroup,
    name="kbuild",
    no_args_is_help=True,
    # Rich's help reads as well and takes twice the time of the whole of kbuild's, most of it for imports.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with: kbuild train digits",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from kbuild import __version__

        typer.echo(f"kbuild {__version__}")
        raise typer.Exit


@app.callback()
def kbuild(
    debug: Annotated[
        bool, typer.Option("--debug", envvar="KBUILD_DEBUG", help="Show the traceback of every error.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Describe a Keras model and its training in one document; check it, build it, train it, look at it."""
