"""`kbuild code`: a document as a program of plain Keras."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.screen import remark, result

EXAMPLES = (
    "kbuild code digits.yaml",
    "kbuild code digits.yaml --output digits.py --set fit.epochs=3",
    "kbuild code digits.yaml --exact",
)


def code(
    file: FileArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A .py file; standard output if left out.")
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Make the initial weights that kbuild makes of the seed.")
    ] = False,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Print the model and its training as a Python program.

    The program is what a person would have written with Keras. It needs kbuild only where the document asks
    for something that Keras does not have. Run, it trains; imported, it makes the model.
    """
    from kbuild.checking.load import load
    from kbuild.converting.python.to_python import to_python

    text = to_python(load(find(file), overrides(changes, removals)), exact=exact)
    if output is None:
        result(text.rstrip("\n"))
        return
    output.write_text(text, encoding="utf-8")
    remark(f"wrote {output}")
