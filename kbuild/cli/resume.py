"""`kbuild resume`: a run that was killed, interrupted or has failed goes on where it was."""

from __future__ import annotations

from typing import Annotated

import typer

from kbuild.cli.documents import SetOption, UnsetOption, overrides
from kbuild.cli.failures import placed
from kbuild.cli.run_argument import RunArgument, find_whole_run
from kbuild.cli.warned import plain_warnings

EXAMPLES = (
    "kbuild resume runs/digits/1",
    "kbuild resume runs/digits --set fit.epochs=40 --accept",
)


def resume(
    run: RunArgument,
    changes: SetOption = None,
    removals: UnsetOption = None,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Let the document or the data differ from what it began with."),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Show nothing unless something is wrong.")
    ] = False,
) -> None:
    """Go on with a run that was killed, interrupted or has failed.

    It goes on from its newest intact checkpoint, in the middle of an epoch too, and ends with the same
    weights, to the last bit, as if it had never been interrupted. A finished run is left as it is.
    """
    from kbuild.training.resume import resume as go_on

    found = find_whole_run(run)
    with placed(found.document), plain_warnings():
        shown = "quiet" if quiet else "auto"
        go_on(found, overrides=overrides(changes, removals), accept=accept, verbose=shown)
