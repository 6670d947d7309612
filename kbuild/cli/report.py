"""`kbuild report`: a run as one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kbuild.cli.run_argument import RunArgument, find_run
from kbuild.cli.screen import remark

EXAMPLES = (
    "kbuild report runs/digits/1",
    "kbuild report runs/digits --output digits.html",
)

_PICTURES = {
    "confusion_matrix": "Confusion matrix",
    "worst_mistakes": "Worst mistakes",
    "samples": "Samples",
    "reconstructions": "Inputs and outputs",
    "roc": "ROC",
    "filters": "Filters",
    "model": "Model",
}


def report(
    run: RunArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The file; report.html in the run's folder if left out."),
    ] = None,
) -> None:
    """Write a run as one HTML file that needs nothing else.

    It holds the document, the curves, the layers and their picture, the confusion matrix as TensorBoard's
    callback drew it, all epochs, and what was reached; also of a run that is still going on.
    """
    from kbuild.training.looking.events import last_pictures
    from kbuild.training.looking.report import report as page

    opened = find_run(run)
    found = last_pictures(opened.folder / "events" / "train", _PICTURES)
    order = list(_PICTURES)
    pictures = {
        title: found[tag][0]
        for _, title, tag in sorted((order.index(_kind(tag)), _title(tag), tag) for tag in found)
    }
    # TensorBoard counts epochs from 0.
    epochs = {_title(tag): step + 1 for tag, (_, step) in found.items()}
    path = output if output is not None else opened.folder / "report.html"
    path.write_text(page(opened, pictures, epochs), encoding="utf-8")
    remark(f"wrote {path}")


def _kind(tag: str) -> str:
    first = tag.partition("/")[0]
    return first if first in _PICTURES else tag.rpartition("/")[2]


def _title(tag: str) -> str:
    """A picture's title; it names the layer, or the output where there are several."""
    kind = _kind(tag)
    of = tag.removeprefix(f"{kind}/").removesuffix(f"/{kind}")
    return _PICTURES[kind] if of == tag else f"{_PICTURES[kind]} of {of}"
