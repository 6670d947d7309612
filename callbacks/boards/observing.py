"""Looking into a model at the ends of epochs, in the writing thread, within a share of the time."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from kbuild.callbacks.boards import looks, pictures, projector
from kbuild.callbacks.boards.examples import Examples
from kbuild.callbacks.boards.page import Page
from kbuild.callbacks.boards.probe import Probe, values, whole_batches
from kbuild.callbacks.boards.thinning import Budget, due
from kbuild.callbacks.state import copied, named
from kbuild.callbacks.tensors import as_array

_GRADIENT_SAMPLES = 64
# Shares of the training's time, and seconds that the first one takes: a training of a few seconds is looked
# at once, at its end.
_NORMS, _GRADIENTS, _LOOKS = (0.007, 0.0), (0.015, 0.15), (0.015, 0.15)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written of an epoch."""

    histograms: bool = False
    pictures: bool = False
    norms: bool = False
    gradients: bool = False
    look: bool = False
    vectors: bool = False

    def anything(self) -> bool:
        """Whether there is anything to do."""
        return self.histograms or self.norms or self.gradients or self.look or self.vectors


@dataclass(frozen=True, slots=True)
class Options:
    """What the callback was asked for.

    Attributes:
        histograms: In which epochs; see `due`.
        weight_pictures: Whether weights are drawn, with the histograms.
        norms: Whether norms of weights and gradients are written.
        examples: Whether the model is looked at with samples.
        vectors: In which epochs tables for the projector are written; `"auto"` for the end.
        metadata: Labels of embeddings, as Keras takes them.
    """

    histograms: int | str
    weight_pictures: bool
    norms: bool
    examples: bool
    vectors: int | str
    metadata: str | Mapping[str, str] | None


class Observer:
    """Writes what the weights, the gradients and the outputs of a model are like.

    Args:
        model: The model in training.
        folder: The run's folder of events.
        options: What is asked for.
        training: Samples for gradients; None for none.
        examples: Samples to look at; None for none.
        names: Of outputs and classes.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - each is one thing to know
        self,
        model: Any,
        folder: Path,
        options: Options,
        training: Examples | None,
        examples: Examples | None,
        names: looks.Names,
    ) -> None:
        self._model, self._folder, self._options, self._names = model, folder, options, names
        self._training = whole_batches(model, training, _GRADIENT_SAMPLES)
        self._examples = whole_batches(model, examples)
        self._probe = Probe(model)
        self._embeddings = projector.embedding_layers(model)
        self._budgets = {"norms": Budget(*_NORMS), "gradients": Budget(*_GRADIENTS), "look": Budget(*_LOOKS)}
        self._looked = -1
        self._busy = False
        self._failed = False
        # Seconds for which the training stood still, for the latest copy.
        self._copying = 0.0
        #: The latest norms of gradients, by layer.
        self.gradient_norms: dict[str, float] = {}

    @property
    def _seeing(self) -> bool:
        return self._options.examples and self._examples is not None and not self._failed

    def wanted(self, epoch: int, *, last: bool = False) -> Wanted:
        """Says what is due at the end of an epoch.

        Args:
            epoch: From 0.
            last: Whether the training ends now: then everything is, that this epoch does not have yet.
        """
        options, frequency = self._options, self._options.vectors
        sloping = options.norms and self._training is not None and not self._failed
        if last:
            vectors = bool(frequency) and (bool(self._embeddings) or self._seeing)
            fresh = self._looked != epoch
            return Wanted(
                histograms=options.histograms == "auto" and not due("auto", epoch),
                pictures=options.weight_pictures,
                look=self._seeing and fresh,
                gradients=sloping and fresh,
                vectors=vectors,
            )
        free = not self._busy
        return Wanted(
            histograms=due(options.histograms, epoch),
            pictures=options.weight_pictures,
            norms=options.norms and self._budgets["norms"].allows(),
            gradients=sloping and free and self._budgets["gradients"].allows(),
            look=self._seeing and free and due("auto", epoch) and self._budgets["look"].allows(),
            vectors=isinstance(frequency, int) and due(frequency, epoch) and bool(self._embeddings),
        )

    def begin(self, wanted: Wanted, epoch: int) -> dict[int, Any]:
        """Takes note, in the training's thread, of what is due.

        Returns:
            A copy of the values of the model's variables, by their ids.
        """
        if wanted.look or wanted.gradients:
            self._busy, self._looked = True, epoch
        start = time.perf_counter()
        found = values(self._model, copied)
        self._copying = time.perf_counter() - start
        return found

    def write(self, page: Page, wanted: Wanted, copies: Mapping[int, Any]) -> None:
        """Writes what is due, in the writing thread.

        Args:
            page: Where.
            wanted: What is due.
            copies: What `begin` gave.
        """
        weights = {name: copies[id(each)] for name, each in named(self._model.weights).items()}
        if wanted.norms:
            self._timed("norms", _write_norms, page.under("weight_norm"), weights, already=self._copying)
        if wanted.histograms:
            _write_weights(page, weights, wanted.pictures)
        try:
            if wanted.gradients:
                self._timed("gradients", self._write_gradients, page, copies)
            if wanted.look or wanted.vectors:
                self._timed("look", self._write_look, page, wanted, copies)
        except Exception as error:
            # A training must not end because it cannot be looked at, and nobody foresees every model.
            self._failed = True
            text = "TensorBoard shows nothing of what this model makes of samples: %s: %s"
            logging.getLogger("kbuild").warning(text, type(error).__name__, error)
        finally:
            self._busy = False
        page.file.flush()

    def _timed(self, name: str, job: Any, *args: Any, already: float = 0.0) -> None:
        start = time.perf_counter()
        job(*args)
        self._budgets[name].spend(time.perf_counter() - start + already)

    def _write_gradients(self, page: Page, copies: Mapping[int, Any]) -> None:
        assert self._training is not None  # noqa: S101 - as `wanted` says
        slopes = self._probe.gradients(copies, self._training) or {}
        self.gradient_norms = _write_norms(page.under("gradient_norm"), slopes)
        for name, slope in slopes.items() if self._options.histograms else ():
            page.under("gradients").histogram(name, as_array(slope))

    def _write_look(self, page: Page, wanted: Wanted, copies: Mapping[int, Any]) -> None:
        tables = []
        if self._seeing and self._examples is not None:
            look = self._probe.look(copies, self._examples)
            if wanted.look:
                looks.write_look(page, self._examples, look, self._names)
                if (found := looks.filters(self._model)) is not None:
                    kernel = as_array(tf.cast(copies[id(found[1])], tf.float32))
                    looks.write_filters(page, found[0], kernel)
            if wanted.vectors and self._probe.hidden_name is not None:
                layer = self._probe.hidden_name
                table = looks.write_vectors(self._folder, layer, self._examples, look, self._names)
                tables += [table] if table is not None else []
        if wanted.vectors:
            for each in self._embeddings:
                projector.write_table(self._folder, each.name, as_array(copies[id(each.embeddings)]))
            tables += projector.labelled(self._embeddings, self._options.metadata)
        if tables:
            projector.write_config(self._folder, tables)


def _write_norms(page: Page, values: Mapping[str, Any]) -> dict[str, float]:
    """Writes the norm of all values of each layer."""
    squares: dict[str, float] = {}
    for path, value in values.items():
        if value.dtype.is_floating:
            layer = path.rpartition("/")[0] or path
            array = as_array(tf.cast(value, tf.float32)).reshape(-1)
            squares[layer] = squares.get(layer, 0.0) + float(np.dot(array, array))
    norms = {layer: square**0.5 for layer, square in squares.items()}
    page.scalars(norms)
    return norms


def _write_weights(page: Page, weights: Mapping[str, Any], drawn: bool) -> None:
    for name, weight in weights.items():
        array = as_array(weight)
        page.histogram(f"{name}/histogram", array)
        images = pictures.weight_pictures(array) if drawn else None
        if images is not None:
            page.file.images(page.step, f"{name}/image", *images, page.when)
