"""`kbuild convert`: a document from a Keras model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.screen import remark, result

EXAMPLES = (
    "kbuild convert runs/digits/1/model.keras",
    "kbuild convert runs/digits/1/model.keras --output model.yaml",
)


def convert(
    model: Annotated[
        Path, typer.Argument(metavar="MODEL", help="A .keras file, or the JSON of model.to_json().")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .yaml or .json file; YAML to standard output if left out."),
    ] = None,
) -> None:
    """Write a Keras model as a document.

    The file is read without Keras, and no code in it is run. What a document cannot say, such as the code of
    a Lambda layer, is named, and nothing is written then.
    """
    from kbuild.converting.from_file import from_file
    from kbuild.converting.written import written_json, written_yaml

    document = from_file(model)
    if output is None:
        result(written_yaml(document).rstrip("\n"))
        return
    write = written_json if output.suffix == ".json" else written_yaml
    output.write_text(write(document), encoding="utf-8")
    remark(f"wrote {output}")
