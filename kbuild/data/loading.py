"""From the `data` part of a document to training, validation and test samples."""

from __future__ import annotations

import os.path
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.checks import check_samples
from kbuild.data.preparation import Preparation
from kbuild.data.samples import Samples
from kbuild.data.sources import Place, Raw, read
from kbuild.data.sources.generated import NAMES
from kbuild.data.splitting import Shares, draw, share_out
from kbuild.schemas.data import Data, Table, Toy
from kbuild.schemas.errors import DataError, UsageError
from kbuild.schemas.objects import Object


@dataclass(frozen=True)
class Splits:
    """The three parts of the data, prepared alike.

    Attributes:
        train: What is trained on.
        validation: What is looked at after each epoch; None when the document names none.
        test: What is looked at once, in the end; None when the document names none.
        preparation: What was learnt from `train` and applied to all; to be kept with the run.
    """

    train: Samples
    validation: Samples | None
    test: Samples | None
    preparation: Preparation


def load_splits(data: Data, *, seed: int, folder: Path, allowed: Sequence[Path] = ()) -> Splits:
    """Read, share out and prepare the data of a document.

    Shares are taken by the seed alone: the same seed and shares always give the same rows, each class comes
    into each part in its proportion, and no row is in two parts. Whatever is learnt (categories, means) is
    learnt from the training rows alone.

    Args:
        data: The `data` part of a document; `train` must be a source.
        seed: The document's.
        folder: The document's folder, which paths are relative to.
        allowed: Further folders that trusted code opens.

    Raises:
        DataError: When files are missing or malformed, columns missing, samples too few, values not finite.
        UsageError: `missing-data` when there is no `train`.

    Example:
        >>> from kbuild.schemas.data import Data
        >>> data = Data(train={"Toy": {"name": "iris"}}, validation=0.1, test=0.2)
        >>> splits = load_splits(data, seed=0, folder=Path())
        >>> len(splits.train), len(splits.validation), len(splits.test)
        (105, 15, 30)
    """
    if data.train is None:
        raise UsageError("the document has no data to train on", code="missing-data", hint="add `data.train`")
    place = {name: Place(folder, tuple(allowed), seed, name) for name in ("train", "validation", "test")}
    _check_apart(data)
    raw = read(data.train, place["train"])
    if raw.ordered and "split" in data.model_fields_set and data.split == "random":
        text = "a series cannot be split at random: windows of the test would overlap those trained on"
        raise DataError(text, code="wrong-share", hint="write `split: last`, or leave it out")
    cut = _cut(raw, shares_of(data), seed)
    if data.train_size is not None:
        cut["train"] = _some(cut["train"], data.train_size, seed)
    preparation = cut["train"].learn()
    prepared: dict[str, Samples | None] = {"validation": None, "test": None}
    for name in ("train", "validation", "test"):
        source = getattr(data, name)
        if name in cut:
            prepared[name] = preparation.apply(cut[name])
        elif source is not None:
            _check_alike(name, source, data.train)
            prepared[name] = preparation.apply(read(source, place[name]))
    return _checked(prepared, preparation)


def split_samples(samples: Samples, shares: Shares, *, seed: int) -> Splits:
    """Take shares from samples that Python code gave.

    Args:
        samples: What all parts are taken from.
        shares: How large the parts are.
        seed: The document's.

    Raises:
        DataError: `too-few-samples`, or `not-finite` for values that are NaN or infinite.
    """
    cut = _cut(Arrays(samples), shares, seed)
    preparation = cut["train"].learn()
    prepared: dict[str, Samples | None] = {"validation": None, "test": None}
    prepared |= {name: preparation.apply(each) for name, each in cut.items()}
    return _checked(prepared, preparation)


def shares_of(data: Data) -> Shares:
    """The shares that a document takes from `train`; sources of their own are none."""
    shares = {
        name: share for name in ("validation", "test") if isinstance(share := getattr(data, name), float)
    }
    return Shares(**shares, how=data.split)


def _cut(raw: Raw, shares: Shares, seed: int) -> dict[str, Raw]:
    """Cut the validation and test shares off raw data; what is left is `train`."""
    asked = [name for name in ("validation", "test") if getattr(shares, name)]
    if not asked:
        return {"train": raw}
    if raw.ordered:
        shares = replace(shares, how="last")
    parts = share_out(len(raw), shares, seed=seed, labels=raw.labels())
    return {name: raw.take(getattr(parts, name)) for name in ("train", *asked)}


def _some(raw: Raw, count: int, seed: int) -> Raw:
    """So many of the training samples: the last of a series, else each class in its proportion."""
    if count > len(raw):
        hint = f"write train_size: {len(raw)}, or leave it out"
        text = f"there are {len(raw):,} samples to train on, not {count:,}"
        raise DataError(text, code="too-few-samples", hint=hint)
    if raw.ordered:
        return raw.take(np.arange(len(raw) - count, len(raw), dtype=np.int64))
    return raw.take(draw(len(raw), count, seed=seed, labels=raw.labels()))


def _checked(prepared: dict[str, Samples | None], preparation: Preparation) -> Splits:
    for name, samples in prepared.items():
        if samples is not None:
            check_samples(samples, name)
    train = prepared["train"]
    assert train is not None  # noqa: S101 - `train` is always cut off or read
    return Splits(train, prepared["validation"], prepared["test"], preparation)


def _check_apart(data: Data) -> None:
    """Refuse one source in two roles: what is measured would be what was learnt."""
    seen: dict[str, Object] = {}
    for name in ("train", "validation", "test"):
        source = getattr(data, name)
        if not isinstance(source, Object) or (isinstance(source, Toy) and source.name in NAMES):
            continue
        for other, each in seen.items():
            if source == each or _one_file(source, each):
                raise DataError(
                    f"{other} and {name} are the same data: what is measured would be what was learnt",
                    code="same-data",
                    hint=f"write a share, such as `{name}: 0.1`",
                )
        seen[name] = source


def _one_file(one: Object, other: Object) -> bool:
    if not isinstance(one, Table) or not isinstance(other, Table):
        return False
    return os.path.normpath(one.path) == os.path.normpath(other.path)


def _check_alike(name: str, source: Object, train: Object) -> None:
    """A table of its own takes what it does not say from `train`; what it says must be the same."""
    if not isinstance(source, Table) or not isinstance(train, Table):
        return
    for field in sorted(source.model_fields_set & set(Table.model_fields) - {"path"}):
        if getattr(source, field) != getattr(train, field):
            raise DataError(
                f"{name} has another `{field}` than train",
                code="sources-differ",
                hint=f"leave `{field}` out of {name}: it is taken from train",
            )
