"""A range test as a picture and in TensorBoard."""

from __future__ import annotations

import time
from pathlib import Path

from kbuild.callbacks.boards.events import EventFile
from kbuild.callbacks.boards.page import Page
from kbuild.converting.picture import to_png
from kbuild.converting.picture.scene import Scene
from kbuild.training.looking.plots import plot
from kbuild.training.rates.testing import RangeTest


def scene(found: RangeTest) -> Scene:
    """Draw the losses against the rates.

    Args:
        found: The test.
    """
    top = 1.6 * max(found.smoothed[: max(1, len(found.smoothed) // 2)])
    series = {
        "loss": [(x, min(y, top)) for x, y in zip(found.rates, found.losses, strict=True)],
        "smoothed": [(x, min(y, top)) for x, y in zip(found.rates, found.smoothed, strict=True)],
    }
    suggestion = found.suggestion
    marks = {"suggested": suggestion.rate, "turns up": suggestion.turn}
    known = {f"{name}: {rate:.2g}": rate for name, rate in marks.items() if rate is not None}
    title = "Loss of each step against its learning rate"
    return plot(
        series, title=title, across="learning rate", logarithmic=True, marks=known, width=640, height=360
    )


def write_events(found: RangeTest, folder: Path) -> None:
    """Write a range test for TensorBoard: loss and rate over steps, the picture, and the reason.

    Args:
        found: The test.
        folder: The folder of events.
    """
    file, now = EventFile(folder), time.time()
    for step, values in enumerate(zip(found.rates, found.losses, found.smoothed, strict=True)):
        tags = ("learning_rate", "loss", "smoothed_loss")
        numbers = {f"lr_find/{tag}": value for tag, value in zip(tags, values, strict=True)}
        file.scalars(step, numbers, now)
    Page(file, 0, now).image("lr_find", to_png(scene(found)))
    rate = found.suggestion.rate
    file.text("lr_find", f"**{rate:g}**: {found.suggestion.reason}" if rate else found.suggestion.reason, now)
    file.close()
