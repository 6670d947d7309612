"""`kbuild evaluate`: a run's model, measured."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.run_argument import RunArgument, find_whole_run
from kbuild.cli.screen import result
from kbuild.schemas.errors import UsageError

if TYPE_CHECKING:
    from kbuild.data import Samples
    from kbuild.training.run import Run

EXAMPLES = (
    "kbuild evaluate runs/digits/1",
    "kbuild evaluate runs/digits/1 --data new.npz --json",
)


def evaluate(
    run: RunArgument,
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FILE", help="A .csv, .parquet or .npz file with the targets."),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="DIR",
            help="Where the files of the document's data are now; left out, where the document was.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Measure a run's model on its test data or on a file.

    Loss and metrics are those of the document. Without --data, the test data is what the document says, and
    is read and shared out as it was for the training.
    """
    opened = find_whole_run(run)
    samples = _of_document(opened, folder) if data is None else _of_file(opened, data)
    if not opened.model.compiled:
        raise UsageError("the run's model was saved without its loss", code="missing-compile")
    result(_shown(opened.evaluate(samples), len(samples), as_json))


def _of_document(run: Run, folder: Path | None) -> Samples:
    from kbuild.data import load_splits
    from kbuild.training.quiet import without_chatter

    spec = run.document.data
    if spec is None or spec.train is None or spec.test is None:
        hint = "give a file with --data"
        raise UsageError("the run's document has no test data", code="missing-data", hint=hint)
    source = run.document.source
    allowed = source.folders if source is not None else ()
    if folder is None:
        folder = source.folder if source is not None else Path()
    # Pictures are read by TensorFlow.
    with without_chatter():
        splits = load_splits(spec, seed=run.document.seed or 0, folder=folder, allowed=allowed)
    assert splits.test is not None  # noqa: S101 - the document has `data.test`
    return splits.test


def _of_file(run: Run, path: Path) -> Samples:
    from kbuild.data import read_inputs

    if run.preparation is None:
        text = "the run was trained on data that Python code gave: a file cannot be prepared like it"
        raise UsageError(text, code="no-preparation", hint="evaluate run.model in Python")
    return read_inputs(path, run.preparation, targets=True)


def _shown(found: dict[str, float], count: int, as_json: bool) -> str:
    if as_json:
        import json

        return json.dumps({"samples": count, **found})
    from kbuild.training.summary import number

    width = max(len(name) for name in found)
    lines = [f"{name:{width}}  {number(name, value)}" for name, value in found.items()]
    return "\n".join([*lines, f"on {count:,} samples"])
