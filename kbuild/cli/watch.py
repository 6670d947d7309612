"""`kbuild watch`: a run, followed from another terminal."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kbuild.cli.run_argument import RunArgument, find_run
from kbuild.cli.screen import result
from kbuild.schemas.errors import KbuildError

if TYPE_CHECKING:
    from kbuild.training.run import Run

EXAMPLES = (
    "kbuild watch runs/digits/1",
    "kbuild watch runs/digits --json",
)

_SECONDS = 0.5


def watch(
    run: RunArgument,
    as_json: Annotated[bool, typer.Option("--json", help="Write a line of JSON for each epoch.")] = False,
) -> None:
    """Follow a run from another terminal.

    It goes on until the run ends. Each epoch is a line, those before included, with the time that is left
    and a mark at the best so far, of its phase where there are phases. It reads the run's folder and
    disturbs nothing. Ctrl-C ends the watching, not the run.
    """
    from kbuild.training.summary import summary

    opened = find_run(run)
    for line in followed(opened, as_json=as_json):
        result(line)
    if as_json:
        result(json.dumps({"state": opened.state, "reason": opened.reason, "test": opened.test}))
    else:
        result(summary(opened))


def followed(run: Run, *, as_json: bool = False, pause: float = _SECONDS) -> Iterator[str]:
    """Give a line for each epoch of a run as it ends, until the run does.

    Args:
        run: The run.
        as_json: JSON in place of words.
        pause: Seconds between two looks.
    """
    from kbuild.training.looking.lines import Teller
    from kbuild.training.looking.spans import of_epoch, spans

    teller, shown, phase = Teller(_epochs(run)), 0, None
    while True:
        # Asked first: what was written before the run ended is still to be shown.
        over = run.state != "running"
        rows, times = run.metrics, run.times
        phases = spans(run, len(rows))
        fresh = list(zip(rows, times, strict=False))[shown:]
        for index, (row, took) in enumerate(fresh, 1):
            span = of_epoch(phases, int(row["epoch"] or 0))
            if span is not None and span.name != phase:
                phase = span.name
                teller.begin(_epochs(run))
                if not as_json:
                    yield f"phase {phase}"
            best = teller.observe(row, took)
            going_on = not over and index == len(fresh)
            yield _json(row, took, best, phase) if as_json else teller.line(row, best, going_on=going_on)
        shown += len(fresh)
        if over:
            return
        time.sleep(pause)


def _epochs(run: Run) -> int | None:
    try:
        return run.total_epochs
    except KbuildError:
        # Its document needs a plugin to be understood; to watch it, nothing of it is.
        return None


def _json(row: dict[str, Any], seconds: float, best: bool, phase: str | None) -> str:
    of = {} if phase is None else {"phase": phase}
    return json.dumps({**of, **row, "seconds": seconds, "best": best})
