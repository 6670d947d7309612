"""The range test itself: a few hundred steps, each at a higher rate than the one before."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras

from kbuild.schemas.document import Document
from kbuild.schemas.errors import RunError, UsageError
from kbuild.schemas.objects import Object
from kbuild.training.folder import RunFolder
from kbuild.training.hooks import Hooks
from kbuild.training.rates.suggestion import Suggestion, smooth, suggest
from kbuild.training.seeds import seeded, with_seed
from kbuild.training.session import Session, prepare

# Past this many times the least loss nothing more is to be learnt.
_TOO_FAR = 5.0


@dataclass(frozen=True, slots=True)
class RangeTest:
    """What a range test found.

    Attributes:
        rates: The rates that were tried, rising.
        losses: The loss of each one's step.
        smoothed: The losses, smoothed.
        suggestion: The rate that follows.
    """

    rates: list[float]
    losses: list[float]
    smoothed: list[float]
    suggestion: Suggestion


def range_test(document: Document, *, low: float = 1e-6, high: float = 10.0, steps: int = 300) -> RangeTest:
    """Train a document's model for some steps at rising rates, from its initial weights, which stay.

    Args:
        document: The document, with data.
        low: The first rate.
        high: The last one.
        steps: How many.

    Raises:
        UsageError: `no-rate` when the document has several optimizers, `wrong-range` for a range that
            does not rise.
        DocumentError: As for training.
    """
    from kbuild.training.train import compile_of, feeds_of

    if not 0 < low < high or steps < 10:
        text = "the rates go from one above 0 to a higher one, in 10 steps or more"
        raise UsageError(text, code="wrong-range")
    if document.objectives or document.phases:
        text = "the document has several optimizers or trainings: a test finds the rate of one"
        raise UsageError(text, code="no-rate")
    document = with_seed(without_schedule(document))
    sweep = Sweep(low, high, steps)
    with seeded(document.seed or 0):
        feeds = feeds_of(document, None, None, None)
        session = prepare(document, compile_of(document), feeds, RunFolder(Path("unused")), [sweep])
        before = [keras.ops.convert_to_numpy(each.value).copy() for each in _variables(session)]
        _train(session, sweep)
        for variable, value in zip(_variables(session), before, strict=True):
            variable.assign(value)
    smoothed = smooth(sweep.losses)
    rates = sweep.rates[: len(sweep.losses)]
    return RangeTest(rates, sweep.losses, smoothed, suggest(rates, smoothed))


class Sweep(keras.callbacks.Callback):  # type: ignore[misc]
    """Sets the rate of each step, and takes down its loss.

    Args:
        low: The first rate.
        high: The last one.
        steps: How many.
    """

    keeps_state = False

    def __init__(self, low: float, high: float, steps: int) -> None:
        super().__init__()
        growth = (math.log(high) - math.log(low)) / (steps - 1)
        self.rates = [low * math.exp(growth * step) for step in range(steps)]
        self.losses: list[float] = []

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Set the step's rate; the loss is to be this step's alone."""
        if len(self.losses) < len(self.rates):
            self.model.optimizer.learning_rate.assign(self.rates[len(self.losses)])
        self.model.reset_metrics()

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Take down the loss; end where nothing more is to be learnt."""
        loss = float((logs or {})["loss"])
        self.losses.append(loss)
        best = min(self.losses)
        lost = (
            len(self.losses) > 20 and loss > best + (_TOO_FAR - 1) * abs(best) and loss > self.losses[0] * 1.5
        )
        if lost or len(self.losses) == len(self.rates):
            self.model.stop_training = True


def without_schedule(document: Document) -> Document:
    """The document with a plain learning rate where it has a schedule, which would set its own."""
    optimizer = document.compile.optimizer if document.compile is not None else None
    arguments = optimizer.arguments() if isinstance(optimizer, Object) else {}
    if not hasattr(arguments.get("learning_rate"), "arguments"):
        return document
    tree = document.tree()
    (settings,) = tree["compile"]["optimizer"].values()
    settings["learning_rate"] = 1e-3
    return Document.model_validate(tree).with_source(document.source)


def _train(session: Session, sweep: Sweep) -> None:
    epochs = math.ceil(len(sweep.rates) / (session.training.feed.steps or 1))
    hooks = Hooks(
        [sweep],
        training=session.training,
        evaluation=None,
        check=lambda: None,
        model=session.model,
        epochs=epochs,
    )
    try:
        session.model.fit(**session.training.arguments(0), epochs=epochs, callbacks=hooks, verbose=0)
    except RunError as error:
        if error.code != "diverged":
            raise


def _variables(session: Session) -> list[Any]:
    return [*session.model.variables, *session.model.optimizer.variables]
