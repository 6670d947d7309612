"""`kbuild predict`: what a run's model says of new data."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

from kbuild.cli.run_argument import RunArgument, find_whole_run
from kbuild.cli.screen import remark, result
from kbuild.schemas.errors import UsageError

EXAMPLES = (
    "kbuild predict runs/digits/1 new.csv",
    "kbuild predict runs/digits/1 new.csv --output predictions.csv",
    "kbuild predict runs/digits/1 new.npz --output predictions.npz",
    "kbuild predict runs/translation/1 dates.csv --beam 4",
)


def predict(
    run: RunArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .csv, .parquet or .npz file.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .csv or .npz file; CSV to standard output if left out."),
    ] = None,
    beam: Annotated[
        int | None,
        typer.Option(min=1, help="For a decoder: follow so many texts at once, and give the likeliest."),
    ] = None,
) -> None:
    """Let a run's model predict for the rows of a file.

    The file is prepared as the training data was. For classes there is a column with the class's name, and
    one with the probability of each class; for letters, one with the text that they spell; for numbers there
    is a column each, named after the target. `--beam` is for models that are told what they have written so
    far, in an input `previous`; without it they write the likeliest letter each time.
    """
    if output is not None and output.suffix.lower() not in (".csv", ".npz"):
        hint = "name a .csv or an .npz file"
        raise UsageError(f"{output} is neither CSV nor NPZ", code="unknown-format", hint=hint)
    from kbuild.data import read_inputs, write_predictions

    opened = find_whole_run(run)
    if opened.preparation is None:
        text = "the run was trained on data that Python code gave: a file cannot be prepared like it"
        raise UsageError(text, code="no-preparation", hint="call run.model.predict in Python")
    samples = read_inputs(file, opened.preparation)
    predictions = opened.predict(samples.x) if beam is None else _searched(opened.model, samples.x, beam)
    if output is not None:
        write_predictions(output, predictions, opened.preparation)
        remark(f"wrote {len(samples):,} predictions to {output}")
        return
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "predictions.csv"
        write_predictions(table, predictions, opened.preparation)
        result(table.read_text(encoding="utf-8").rstrip("\n"))


def _searched(model: Any, x: Any, beam: int) -> Any:
    """The likeliest sequences, each step with a 1 at its class, as a model that is sure would say it."""
    from keras.utils import to_categorical

    from kbuild.building.decoding import beam_search

    found = beam_search(model, x, beam)
    return to_categorical(found.classes, found.size)
