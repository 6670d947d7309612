"""`kbuild lr-find`: the learning-rate range test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kbuild.cli.documents import FileArgument, SetOption, UnsetOption, find, overrides
from kbuild.cli.failures import placed
from kbuild.cli.screen import colors_on, remark, result

if TYPE_CHECKING:
    from kbuild.training.rates.testing import RangeTest

EXAMPLES = (
    "kbuild lr-find digits",
    "kbuild lr-find digits.yaml --output rates.png --write",
)


def lr_find(  # noqa: PLR0913, PLR0917 - the command's options
    file: FileArgument,
    changes: SetOption = None,
    removals: UnsetOption = None,
    low: Annotated[float, typer.Option("--from", metavar="RATE", help="The first rate.")] = 1e-6,
    high: Annotated[float, typer.Option("--to", metavar="RATE", help="The last rate.")] = 10.0,
    steps: Annotated[int, typer.Option("--steps", help="How many steps.")] = 300,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A .png or .svg file of the curve.")
    ] = None,
    events: Annotated[
        Path | None, typer.Option("--events", metavar="DIR", help="A folder for TensorBoard.")
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the rate into the document.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Find a learning rate by trying all of them.

    The model is trained for a few hundred steps from its initial weights, each at a higher rate than the one
    before. The rate to take lies a little below where the loss turns up. Nothing is kept; with --write the
    rate goes into the document, whose comments and layout stay as they are.
    """
    from kbuild.checking.load import load
    from kbuild.training.quiet import import_keras

    path = find(file)
    document = load(path, overrides(changes, removals))
    import_keras()
    from kbuild.training.rates.testing import range_test

    with placed(document):
        found = range_test(document, low=low, high=high, steps=steps)
    _show(found, as_json)
    if output is not None:
        _draw(found, output)
    if events is not None:
        _write_events(found, events)
    if write:
        _write(found, path)


def _show(found: RangeTest, as_json: bool) -> None:
    suggestion = found.suggestion
    if as_json:
        import json
        from dataclasses import asdict

        result(json.dumps(asdict(found)))
        return
    from kbuild.training.looking.charts import chart

    series = {"smoothed loss": list(zip(found.rates, found.smoothed, strict=True))}
    result(
        "\n".join(chart(series, title="loss against rate", logarithmic=True, colors=colors_on(sys.stdout)))
    )
    said = "no rate" if suggestion.rate is None else f"learning_rate: {suggestion.rate:g}"
    result(f"\n{said}\n{suggestion.reason}")


def _draw(found: RangeTest, output: Path) -> None:
    from kbuild.converting.picture import to_svg, write_png
    from kbuild.schemas.errors import UsageError
    from kbuild.training.rates.showing import scene

    if output.suffix.lower() not in (".svg", ".png"):
        hint = "name an .svg or a .png file"
        raise UsageError(f"{output} is neither SVG nor PNG", code="unknown-format", hint=hint)
    if output.suffix.lower() == ".png":
        write_png(scene(found), output)
    else:
        output.write_text(to_svg(scene(found)), encoding="utf-8")
    remark(f"wrote {output}")


def _write_events(found: RangeTest, folder: Path) -> None:
    from kbuild.training.rates.showing import write_events

    write_events(found, folder)
    remark(f"look at it: kbuild tensorboard {folder}")


def _write(found: RangeTest, path: Path) -> None:
    from kbuild.training.rates.writing import write_rate

    if found.suggestion.rate is None:
        remark(f"{path} is unchanged")
    else:
        remark(write_rate(path, found.suggestion.rate))
