"""`kbuild new`: a document to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.schema import FILE, blocks_of, modeline, write_beside
from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

EXAMPLES = (
    "kbuild new digits",
    "kbuild new --list",
    "kbuild new digits --output mine.yaml",
)

_FIRST = "digits"


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A document of the gallery.")] = _FIRST,
    editors: Annotated[
        bool, typer.Option("--schema/--no-schema", help="Whether to write the file for editors too.")
    ] = True,
    listed: Annotated[bool, typer.Option("--list", help="Show what there is to start from.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file to write; NAME.yaml if left out, - to show it."),
    ] = None,
) -> None:
    """Start a document from the gallery.

    It is written to NAME.yaml in this folder, and beside it .kbuild-schema.json, by which editors complete,
    explain and check it. A document that exists is never overwritten.
    """
    from kbuild import gallery

    if listed:
        result("\n".join(_lines()))
        return
    if name not in gallery.names():
        raise UsageError(f"the gallery has no {name!r}", code="no-such-document", hint=_hint(name))
    text = gallery.path(name).read_text(encoding="utf-8")
    if str(output) == "-":
        result(text.rstrip("\n"))
        return
    path = output or Path(f"{name}.yaml")
    if not editors:
        _write(text, path)
        return
    blocks = blocks_of(name)
    # A document with blocks has types that no other knows.
    schema = FILE if blocks is None else f".{name}-schema.json"
    _write(f"{modeline(schema)}\n{text}", path)
    if (beside := write_beside(path.parent, schema, blocks)) is not None:
        remark(f"wrote {beside}, by which editors complete, explain and check documents in this folder")


def _write(text: str, path: Path) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        hint = "name another with --output"
        raise UsageError(f"{path} is there already", code="file-exists", hint=hint) from None
    remark(f"wrote {path}; train it with: kbuild train {path}")


def _lines() -> list[str]:
    from kbuild import gallery

    width = max(len(name) for name in gallery.names())
    return [f"{name:{width}}  {_description(gallery.path(name))}".rstrip() for name in gallery.names()]


def _description(path: Path) -> str:
    from kbuild.reading import plain, read

    document = plain(read(path))
    text = document.get("description") if isinstance(document, dict) else None
    return str(text or "").strip().partition("\n")[0]


def _hint(name: str) -> str | None:
    from kbuild import gallery
    from kbuild.reading.suggest import did_you_mean

    return did_you_mean(name, gallery.names())
