"""`kbuild advise`: what could be better in a document."""

from __future__ import annotations

from typing import Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, overrides
from kbuild.cli.validate import Format
from kbuild.cli.validating import validated

EXAMPLES = (
    "kbuild advise digits.yaml",
    "kbuild advise digits.yaml --format json",
)


def advise(
    file: FileArgument,
    form: Annotated[
        Format, typer.Option("--format", help="For people, or for programs and code-scanning services.")
    ] = Format.text,
    changes: SetOption = None,
    removals: UnsetOption = None,
) -> None:
    """Say what could be better in a document, and why.

    Rules of the trade: activations and losses that do not fit each other, gradients that vanish, weights
    that a convolution would share, inputs as they come, no validation. `kbuild explain CODE` tells more of
    each; the comment `# kbuild: ignore[CODE]`, on the line or above it, silences one. What is wrong is said
    too. Nothing is built and TensorFlow is not loaded. The exit code is 1 if there is an error.
    """
    if code := validated(file, overrides(changes, removals), form, advice=True):
        raise typer.Exit(code)
