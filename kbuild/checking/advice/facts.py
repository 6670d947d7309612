"""What is known of a document's data that bears on advice: how many samples, and in which range."""

from __future__ import annotations

from typing import Any

from kbuild.schemas.document import Document

_ROWS = {"digits": 1797, "iris": 150, "wine": 178, "breast_cancer": 569, "diabetes": 442}
_TABLES = {"xor": 4, "and": 4, "or": 4}
_DRAWN = 1000
_RANGES = {
    "digits": "pixels go from 0 to 16",
    "wine": "features go up to 1,680",
    "breast_cancer": "features go up to 4,254",
}
# Generated sets whose targets go below zero.
_NEGATIVE = ("sine_waves", "waveforms")


def train_source(document: Document) -> Any:
    """The source of the training data; None where the document names none."""
    return None if document.data is None else document.data.train


def samples(document: Document) -> int | None:
    """How many samples there are to train on; None where that takes reading."""
    source = train_source(document)
    if source is None or source.type_name != "Toy":
        return None
    assert document.data is not None  # noqa: S101 - it has a source
    whole = source.samples or _ROWS.get(source.name) or _TABLES.get(source.name) or _DRAWN
    if source.classes is not None or source.name in _TABLES:
        # How many rows of these classes there are is for the data to say.
        return document.data.train_size
    held = sum(each for each in (document.data.validation, document.data.test) if isinstance(each, float))
    left = int(whole * (1 - held))
    return min(left, document.data.train_size or left)


def uneven(document: Document) -> str | None:
    """Why the inputs are not near the numbers that networks learn best from; None if they are, or may be."""
    source = train_source(document)
    if source is None or getattr(source, "standardize", False):
        return None
    if source.type_name == "Toy":
        return None if source.binarize or source.inputs is not None else _RANGES.get(source.name)
    if source.type_name == "Images":
        return "pixels go from 0 to 255"
    if source.type_name in ("Csv", "Parquet"):
        return "columns are given as they stand in the file"
    return None


def targets_below_zero(document: Document) -> bool | None:
    """Whether targets go below zero; None where that is not known."""
    source = train_source(document)
    if source is None or source.type_name != "Toy":
        return None
    return source.name in _NEGATIVE


def reconstructs(document: Document) -> bool:
    """Whether the inputs are the targets."""
    return bool(getattr(train_source(document), "reconstruct", False))
