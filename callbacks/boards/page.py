"""What is written of one moment: a file, a place on the axis, and the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kbuild.callbacks.boards import pictures
from kbuild.callbacks.boards.events import EventFile


@dataclass(frozen=True, slots=True)
class Page:
    """A moment of a training in an event file.

    Attributes:
        file: Where.
        step: The place on the axis.
        when: Seconds since 1970.
        prefix: What all tags begin with.
    """

    file: EventFile
    step: int
    when: float
    prefix: str = ""

    def under(self, name: str) -> Page:
        """The same moment, with tags that begin with a name; `""` adds nothing."""
        return Page(self.file, self.step, self.when, f"{self.prefix}{name}/" if name else self.prefix)

    def scalars(self, values: Mapping[str, float]) -> None:
        """Writes numbers."""
        numbers = {f"{self.prefix}{name}": value for name, value in values.items()}
        if numbers:
            self.file.scalars(self.step, numbers, self.when)

    def image(self, tag: str, picture: tuple[bytes, tuple[int, int]]) -> None:
        """Writes a picture: a PNG file, and its width and height."""
        self.file.images(self.step, f"{self.prefix}{tag}", [picture[0]], picture[1], self.when)

    def text(self, tag: str, markdown: str) -> None:
        """Writes a text, in Markdown."""
        self.file.text(f"{self.prefix}{tag}", markdown, self.when, self.step)

    def curve(self, tag: str, counts: np.ndarray[Any, Any]) -> None:
        """Writes a precision-recall curve; see `EventFile.curve`."""
        self.file.curve(self.step, f"{self.prefix}{tag}", counts, self.when)

    def histogram(self, tag: str, values: np.ndarray[Any, Any]) -> None:
        """Writes a histogram of numbers; none where there are no finite ones."""
        buckets = pictures.histogram(values)
        if buckets is not None:
            self.file.histogram(self.step, f"{self.prefix}{tag}", buckets, self.when)
