"""`kbuild diff`: what differs between two documents, models or runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.screen import colors_on, result

EXAMPLES = (
    "kbuild diff digits.yaml mine.yaml",
    "kbuild diff digits.yaml runs/digits/1",
    "kbuild diff runs/digits/1 runs/digits/2 --json",
)


def diff(
    a: Annotated[
        str, typer.Argument(metavar="A", help="A document, a .keras file, a model's JSON, or a run's folder.")
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 if anything differs, as git diff does.")
    ] = False,
) -> None:
    """Show what differs between two documents, models or runs.

    Layers are the same where they have the same name, or are alike at the same place. Nothing is built, and
    Keras is not needed.
    """
    from kbuild.cli.documents import find
    from kbuild.converting.diff.diff import diff as difference_of

    found = difference_of(*(path if (path := Path(each)).exists() else find(each) for each in (a, b)))
    if as_json:
        import json

        result(json.dumps(found.tree(), indent=2, ensure_ascii=False))
    else:
        from kbuild.converting.diff.text import text_of

        result(text_of(found, color=colors_on(sys.stdout)))
    if exit_code and found:
        raise typer.Exit(1)
