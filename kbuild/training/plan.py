"""What a document, and the caller, say about how data is batched and trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kbuild.reading.problems import DocumentError, Problem
from kbuild.schemas.data import Data
from kbuild.schemas.document import Document
from kbuild.schemas.training import Fit

_BATCH_SIZE = 32


@dataclass(frozen=True, slots=True)
class Plan:
    """How data is batched and trained on.

    Attributes:
        seed: The document's; orders follow from it.
        epochs: The epoch (counted from 1) to end with.
        initial_epoch: Epochs that are taken as done.
        batch_size: Samples in a batch of training.
        validation_batch_size: Samples in a batch of validation and test.
        shuffle: Whether each epoch has an order of its own.
        drop_remainder: Leave out a last batch of an epoch that is not full.
        steps_per_epoch: Steps of an epoch; None for a pass through the data.
        validation_steps: Batches of a validation; None for all.
        validation_freq: Validate every so many epochs, or after those of a list.
        class_weight: What each class counts.
        chunk_length: The time steps of a chunk; None for whole sequences.
    """

    seed: int
    epochs: int
    initial_epoch: int
    batch_size: int
    validation_batch_size: int
    shuffle: bool
    drop_remainder: bool
    steps_per_epoch: int | None
    validation_steps: int | None
    validation_freq: int | list[int]
    class_weight: dict[int, float] | None
    chunk_length: int | None = None

    @classmethod
    def of(cls, document: Document) -> Plan:
        """Read it from a document that has a seed.

        Raises:
            DocumentError: If `data` and `fit` give different batch sizes.
        """
        fit, data = document.fit or Fit(), document.data
        size = _batch_size(document, fit, data)
        frequency = fit.validation_freq
        return cls(
            seed=document.seed or 0,
            epochs=fit.epochs,
            initial_epoch=fit.initial_epoch,
            batch_size=size,
            validation_batch_size=fit.validation_batch_size or size,
            shuffle=fit.shuffle,
            drop_remainder=data.drop_remainder if data is not None else False,
            steps_per_epoch=fit.steps_per_epoch,
            validation_steps=fit.validation_steps,
            validation_freq=frequency if isinstance(frequency, int) else list(frequency),
            class_weight=fit.class_weight,
            chunk_length=data.chunk_length if data is not None else None,
        )

    def fit_arguments(self) -> dict[str, Any]:
        """What `fit` is given apart from data and callbacks."""
        return {
            "epochs": self.epochs,
            "initial_epoch": self.initial_epoch,
            "validation_freq": self.validation_freq,
        }


def _batch_size(document: Document, fit: Fit, data: Data | None) -> int:
    given = data.batch_size if data is not None and "batch_size" in data.model_fields_set else None
    if fit.batch_size is not None and given is not None and fit.batch_size != given:
        raise problem(
            document,
            ("fit", "batch_size"),
            "two-batch-sizes",
            f"`fit` says batches of {fit.batch_size}, `data` of {given}",
            hint="leave one of the two out",
        )
    return fit.batch_size or given or _BATCH_SIZE


def problem(  # noqa: PLR0913 - a place and what is wrong there, the rest by name
    document: Document,
    path: tuple[str | int, ...],
    code: str,
    message: str,
    *,
    key: bool = False,
    hint: str | None = None,
) -> DocumentError:
    """An error at a place of a document, with its line where it was read from a text."""
    if document.source is None:
        from kbuild.reading.problems import dotted

        return DocumentError([Problem(code, message, path=dotted(path), hint=hint)])
    return DocumentError([Problem.at(document.source.root, path, code, message, key=key, hint=hint)])
