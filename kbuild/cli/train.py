"""`kbuild train`: a document's model, trained in a run folder."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.failures import placed
from kbuild.cli.screen import remark
from kbuild.cli.warned import plain_warnings

if TYPE_CHECKING:
    from kbuild.schemas.document import Document

EXAMPLES = (
    "kbuild train digits",
    "kbuild train digits.yaml --set fit.epochs=3 --runs experiments",
    "kbuild train digits --resume",
    "kbuild train digits --set fit.epochs=2 --json",
)


def train(  # noqa: PLR0913, PLR0917 - the command's options
    file: FileArgument,
    changes: SetOption = None,
    removals: UnsetOption = None,
    runs: Annotated[Path, typer.Option("--runs", metavar="DIR", help="The folder of all runs.")] = Path(
        "runs"
    ),
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Show nothing unless something is wrong.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write a line of JSON for each epoch.")] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the newest run of the document that is not finished.")
    ] = False,
) -> None:
    """Train a document's model in a run folder of its own.

    The folder runs/<name>/<number>/ gets the document, the metrics, checkpoints, TensorBoard's events and
    the final model. Nothing is made when the document or its data is wrong. Ctrl-C ends the training
    tidily, in a state from which --resume or `kbuild resume` goes on.
    """
    from kbuild.checking.load import load
    from kbuild.training.train import train as train_document

    document = load(find(file), overrides(changes, removals))
    if not (quiet or as_json or resume):
        _mention_advice(
            document, ["kbuild", "advise", file, *_again("--set", changes), *_again("--unset", removals)]
        )
    with placed(document), plain_warnings():
        shown = "json" if as_json else "quiet" if quiet else "auto"
        run = train_document(document, runs=runs, verbose=shown, resume=resume)
    if as_json:
        from kbuild.training.telling import tell, told

        tell(told(run))


def _mention_advice(document: Document, command: list[str]) -> None:
    """Say in a line that something could be better, and what tells more."""
    from kbuild.checking.advice import told

    codes = list(dict.fromkeys(each.code for each in told(document)))
    if codes:
        remark(f"advice: {', '.join(codes)} (`{shlex.join(command)}` says more)")


def _again(option: str, values: list[str] | None) -> list[str]:
    return [word for value in values or () for word in (option, value)]
