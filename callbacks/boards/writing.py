"""The event files of a training, and what is written in each; used by one thread, which writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from kbuild.callbacks.boards import graphs, hparams
from kbuild.callbacks.boards.events import MODEL, EventFile, lengths
from kbuild.callbacks.boards.outcome import Outcome
from kbuild.callbacks.boards.page import Page
from kbuild.callbacks.boards.trimming import texts, trim

# Hyperparameters lie apart: TensorBoard compares all scalars of the folder that they lie in.
TRAIN, VALIDATION, HPARAMS = "train", "validation", "hparams"


class Writer:
    """Writes the event files of a training.

    Args:
        folder: The run's folder of events; `train`, `validation` and `hparams` are made in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, EventFile] = {}

    def lengths(self) -> dict[str, int]:
        """How long each file is, by its path in the folder."""
        return lengths(self._files, self._folder)

    def close(self) -> None:
        """Closes the files; what is written later goes to new ones."""
        while self._files:
            self._files.popitem()[1].close()

    def page(self, epoch: int, when: float) -> Page:
        """What is seen of the training at the end of an epoch."""
        return Page(self._file(TRAIN), epoch, when)

    def go_on(self, epoch: int, step: int, once: Collection[str]) -> dict[str, str]:
        """Takes out what a training that goes on will write again.

        Args:
            epoch: Where it goes on.
            step: Likewise, over steps.
            once: Tags that stay whatever step they have.

        Returns:
            The texts that there are, by their titles.
        """
        for run in (HPARAMS, TRAIN, VALIDATION):
            trim(self._folder / run, epoch * (run != HPARAMS), step, once=once)
        return texts(self._folder / TRAIN)

    def texts(self, given: Mapping[str, str], known: Mapping[str, str], step: int, when: float) -> None:
        """Writes texts in Markdown, by their titles, but for those that are known already."""
        for title, markdown in given.items():
            if known.get(title) != markdown:
                self._file(TRAIN).text(title, markdown, when, step)

    def model(self, config: str | None, known: Mapping[str, str], step: int, when: float) -> None:
        """Writes the graph of layers, from the model's configuration."""
        if config is not None and known.get(MODEL) != config:
            self._file(TRAIN).model(config, when, step)

    def pictures(self, drawn: Mapping[str, Callable[[], tuple[bytes, tuple[int, int]]]], when: float) -> None:
        """Draws pictures of the training as a whole."""
        for tag, draw in drawn.items():
            self.page(0, when).image(tag, draw())
        self._file(TRAIN).flush()

    def begun(self, values: Mapping[str, Any], when: float) -> None:
        """Writes the hyperparameters."""
        file = self._file(HPARAMS)
        file.hyperparameters(hparams.START, hparams.begun(values, str(self._folder), when), when)
        file.flush()

    def ended(self, outcome: Outcome, epoch: int, step: int, when: float, *, compared: bool) -> None:
        """Writes why the training ended, and what it came to.

        Args:
            outcome: Of the training.
            epoch: The last.
            step: Likewise.
            when: Seconds since 1970.
            compared: Whether there are hyperparameters to compare it by.
        """
        self._file(TRAIN).text("why the training ended", outcome.sentence, when, step)
        if compared:
            file = self._file(HPARAMS)
            file.scalars(epoch, outcome.values(), when)
            file.hyperparameters(hparams.END, hparams.ended(outcome.succeeded, when), when)

    def trace(self, model: Any, when: float) -> None:
        """Writes the graph that TensorFlow made of the training step, where there is one."""
        definition = graphs.traced_graph(model)
        if definition is not None:
            self._file(TRAIN).graph(definition, when)
            self._file(TRAIN).flush()

    def scalars(self, run: str, step: int, values: Mapping[str, float], when: float) -> None:
        """Writes points of curves.

        Args:
            run: `TRAIN` or `VALIDATION`.
            step: Their place on the axis.
            values: By their tags.
            when: Seconds since 1970.
        """
        self._file(run).scalars(step, values, when)
        self._file(run).flush()

    def _file(self, run: str) -> EventFile:
        if run not in self._files:
            self._files[run] = EventFile(self._folder / run)
        return self._files[run]
