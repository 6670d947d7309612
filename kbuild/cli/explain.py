"""`kbuild explain`: what a word means: a problem's code, a type, an argument, the language of `call`."""

from __future__ import annotations

from typing import Annotated

import typer

from kbuild.cli.screen import result

EXAMPLES = (
    "kbuild explain unknown-argument",
    "kbuild explain Dense",
    "kbuild explain Dense.units",
    "kbuild explain fit.epochs",
    "kbuild explain call",
)


def explain(
    word: Annotated[
        str,
        typer.Argument(metavar="WORD", help="A code, a type, Type.argument, a part such as fit, or call."),
    ],
) -> None:
    """Explain a problem's code, a type, an argument, or call.

    `call` is the language of a subclass-style model's program. Types are Keras's and kbuild's own; neither
    Keras nor TensorFlow is loaded.
    """
    from kbuild.checking.explain import explained

    result(explained(word))
