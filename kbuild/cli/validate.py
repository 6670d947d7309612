"""`kbuild validate`: what is wrong with a document."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, overrides
from kbuild.cli.validating import validated

EXAMPLES = (
    "kbuild validate digits.yaml",
    "kbuild validate digits.yaml --format json",
    "kbuild validate digits.yaml --set fit.epochs=3",
)


class Format(StrEnum):
    """How problems are written."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


def validate(
    file: FileArgument,
    form: Annotated[
        Format, typer.Option("--format", help="For people, or for programs and code-scanning services.")
    ] = Format.text,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Say everything that is wrong with a document.

    Nothing is built and TensorFlow is not loaded. The exit code is 1 if there is an error; warnings and
    advice alone leave it 0.
    """
    if code := validated(file, overrides(changes, removals), form):
        raise typer.Exit(code)
