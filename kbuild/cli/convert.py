"""`kbuild convert`: a document from a Keras model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

EXAMPLES = (
    "kbuild convert runs/digits/1/model.keras",
    "kbuild convert runs/digits/1/model.keras --output model.yaml --weights",
)


def convert(
    model: Annotated[
        Path,
        typer.Argument(metavar="MODEL", help="A .keras or older .h5 file, or the JSON of model.to_json()."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .yaml or .json file; YAML to standard output if left out."),
    ] = None,
    *,
    weights: Annotated[
        bool,
        typer.Option("--weights", help="Write the weights beside the document, which names them."),
    ] = False,
    keep_names: Annotated[
        bool,
        typer.Option("--keep-names", help="Keep even the names that Keras gave by counting (conv2d_7)."),
    ] = False,
) -> None:
    """Write a Keras model as a document.

    The file is read without Keras, and no code in it is run. What a document cannot say, such as the code of
    a Lambda layer, is named, and nothing is written then. Structure that repeats becomes blocks. Names that
    somebody chose are kept; layers that Keras named by counting get other names where they become part of a
    block, unless --keep-names is given.
    """
    from kbuild.converting.from_file import convert_file
    from kbuild.converting.written import written_json, written_yaml

    if weights and output is None:
        text = "--weights writes a file beside the document, which has no place yet"
        raise UsageError(text, code="no-output", hint="say where: --output model.yaml --weights")
    beside = output.with_suffix(".weights.h5") if weights and output is not None else None
    made = convert_file(model, weights=beside, keep_names=keep_names)
    for each in made.remarks:
        remark(each)
    if output is None:
        result(f"{_origin(model)}{written_yaml(made.document, keep_names=keep_names)}".rstrip("\n"))
        return
    if output.suffix == ".json":
        text = written_json(made.document, keep_names=keep_names)
    else:
        text = _origin(model) + written_yaml(made.document, keep_names=keep_names)
    output.write_text(text, encoding="utf-8")
    remark(f"wrote {output}")
    if made.document.weights:
        remark(f"wrote {output.parent / made.document.weights}")


def _origin(model: Path) -> str:
    return f"# Written by `kbuild convert {model.name}`.\n"
