"""Arguments that several commands share: the document, and what is changed in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from kbuild.schemas.errors import UsageError

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

_SUFFIXES = (".yaml", ".yml", ".json")


def find(name: str) -> Path:
    """Return the file that a command's FILE means: a path, or a document of the gallery by its name.

    Raises:
        UsageError: If there is neither.
    """
    path = Path(name)
    if path.is_file():
        return path
    from kbuild import gallery

    if name in gallery.names():
        return gallery.path(name)
    raise UsageError(f"there is no document {name!r}", code="no-such-document", hint=_hint(path))


def _hint(path: Path) -> str:
    from difflib import get_close_matches

    from kbuild import gallery

    folder = path.parent
    nearby = [str(each) for each in folder.iterdir() if each.suffix in _SUFFIXES] if folder.is_dir() else []
    found = get_close_matches(str(path), [*nearby, *gallery.names()], 1)
    if found:
        return f"did you mean `{found[0]}`?"
    return "give a path, or one of the gallery's names: " + ", ".join(gallery.names())


def overrides(changes: list[str] | None, removals: list[str] | None) -> list[str]:
    """Return `--set` and `--unset` as `kbuild.load` takes them."""
    return [*(changes or ()), *(f"-{name}" for name in removals or ())]
