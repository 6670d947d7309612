"""`fit` against `data` and `compile`: what is missing, and what has no effect."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import for_document
from kbuild.schemas.document import Document

_OF_VALIDATION = ("validation_steps", "validation_freq", "validation_batch_size")


def _trains_itself(document: Document) -> bool:
    """Whether the document says what to train on; otherwise Python code does."""
    return document.data is not None and document.data.train is not None


@for_document
def validation_options_need_validation_data(document: Document) -> Iterator[Finding]:
    """How to validate says nothing where there is nothing to validate on."""
    if document.fit is None or not _trains_itself(document):
        return
    assert document.data is not None  # noqa: S101 - it trains itself
    if document.data.validation is not None:
        return
    for name in _OF_VALIDATION:
        if name in document.fit.model_fields_set:
            text = f"{name} has no effect: there is no validation data"
            yield Finding(
                "no-effect", text, ("fit", name), key=True, hint="write data.validation: 0.1, or remove it"
            )


@for_document
def training_needs_a_loss(document: Document) -> Iterator[Finding]:
    """Keras says so at the first batch."""
    if not _trains_itself(document) or document.compile is None:
        return
    if document.compile.loss is None and not document.objectives:
        text = "there is data to train on and no loss to train by"
        yield Finding(
            "missing-loss",
            text,
            ("compile",),
            key=True,
            hint="write loss: mse, or sparse_categorical_crossentropy",
        )


@for_document
def training_needs_compile(document: Document) -> Iterator[Finding]:
    """Data, epochs or callbacks say that the document is to be trained."""
    if document.compile is None and not document.objectives and _trains_itself(document):
        hint = "write compile: {optimizer: adam, loss: mse}"
        yield Finding(
            "missing-compile", "there is data to train on, and no compile", ("data",), key=True, hint=hint
        )


@for_document
def one_batch_size(document: Document) -> Iterator[Finding]:
    """`data.batch_size` is for the document's data, `fit.batch_size` for data given from Python."""
    if document.fit is None or document.fit.batch_size is None or not _trains_itself(document):
        return
    assert document.data is not None  # noqa: S101 - it trains itself
    text = "fit.batch_size has no effect: the document's data is batched by data.batch_size"
    related = (
        ((("data", "batch_size"), "the batch size that counts"),)
        if "batch_size" in document.data.model_fields_set
        else ()
    )
    yield Finding(
        "no-effect",
        text,
        ("fit", "batch_size"),
        key=True,
        hint="write it as data.batch_size",
        related=related,
    )


@for_document
def epochs_left_to_train(document: Document) -> Iterator[Finding]:
    """Starting at or after the last epoch trains nothing."""
    fit = document.fit
    if fit is not None and fit.initial_epoch >= fit.epochs and fit.initial_epoch > 0:
        text = f"nothing is trained: the training starts at epoch {fit.initial_epoch} of {fit.epochs}"
        yield Finding("no-effect", text, ("fit", "initial_epoch"))
