"""Data that Python code gives: arrays, `tf.data.Dataset`s and Keras's `PyDataset`s."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from kbuild.data.array_preparation import Arrays, number_type
from kbuild.data.checks import check_samples
from kbuild.data.loading import split_samples
from kbuild.data.preparation import Preparation
from kbuild.data.samples import Array, Meta, Origin, Samples, Tree
from kbuild.data.splitting import Shares
from kbuild.schemas.data import Data
from kbuild.schemas.errors import DataError, UsageError
from kbuild.schemas.objects import Object


@dataclass(frozen=True)
class Feeds:
    """What Python code gave, as the training room takes it.

    Attributes:
        train: `Samples`, or a `tf.data.Dataset` or `PyDataset` as it was given.
        validation: Likewise, or None.
        test: Likewise, or None.
        preparation: For predicting on files; None where `train` is no `Samples`.
    """

    train: Any
    validation: Any = None
    test: Any = None
    preparation: Preparation | None = None


def from_python(
    train: Any, validation: Any = None, test: Any = None, *, data: Data | None = None, seed: int = 0
) -> Feeds:
    """Take data that Python code gives.

    Arrays are checked and become `Samples`: an array or a list of numbers, a dict of arrays by the names of
    the model's inputs, or a list of arrays in their order, alone or as (x, y) or (x, y, sample_weight).
    A `tf.data.Dataset` or a `PyDataset` is passed on; it batches and shuffles by itself.

    Args:
        train: What is trained on.
        validation: Arrays, a dataset, or a share of `train` such as 0.1.
        test: Likewise.
        data: The document's `data`; its shares are taken from `train` for parts that are not given.
        seed: The document's, for taking shares.

    Raises:
        DataError: `unusable-data`, `length-mismatch`, `not-finite`, `too-few-samples`.
        UsageError: `wrong-share` when a share is asked of what has no rows to share; `missing-data` when the
            document takes a part from a source that is not read when `train` comes from Python.

    Example:
        >>> import numpy as np
        >>> feeds = from_python((np.zeros((10, 3)), np.arange(10)), validation=0.2)
        >>> len(feeds.train), len(feeds.validation)
        (8, 2)
    """
    given = {"validation": validation, "test": test}
    shares = {name: _share(name, each, data) for name, each in given.items()}
    fed = {name: None if shares[name] else feed(each, name) for name, each in given.items()}
    fed["train"] = feed(train, "train")
    if not isinstance(fed["train"], Samples):
        if any(shares.values()):
            raise UsageError(
                "a share can only be taken from arrays, and `train` is a dataset",
                code="wrong-share",
                hint="give validation and test data of their own",
            )
        return Feeds(**fed)
    wanted = Shares(shares["validation"], shares["test"], data.split if data else "random")
    splits = split_samples(fed["train"], wanted, seed=seed)
    return Feeds(
        train=splits.train,
        validation=splits.validation or _like_train(fed["validation"], splits.preparation),
        test=splits.test or _like_train(fed["test"], splits.preparation),
        preparation=splits.preparation,
    )


def _like_train(given: Any, preparation: Preparation) -> Any:
    return preparation.apply(Arrays(given)) if isinstance(given, Samples) else given


def feed(data: Any, name: str = "train") -> Any:
    """One part of the data as the training room takes it; see `from_python`."""
    if data is None or is_dataset(data):
        return data
    if isinstance(data, Samples):
        check_samples(data, name)
        return data
    if isinstance(data, (str, bytes)) or hasattr(data, "__next__"):
        raise DataError(
            f"{name}: a {type(data).__name__} is no data to train on",
            code="unusable-data",
            hint="give arrays, a tf.data.Dataset or a keras.utils.PyDataset",
        )
    x, y, weight = _unpacked(data, name)
    samples = Samples(
        x=_tree(x, f"{name}: x"),
        y=None if y is None else _tree(y, f"{name}: y"),
        sample_weight=None if weight is None else _tree(weight, f"{name}: sample_weight"),
        meta=Meta(Origin(f"the {name} arrays")),
    )
    check_samples(samples, name)
    return samples


def is_dataset(data: Any) -> bool:
    """Whether data batches itself: a `tf.data.Dataset` or a `PyDataset`."""
    # What nobody has imported cannot be what was given; and importing it here would take seconds.
    tensorflow, keras = sys.modules.get("tensorflow"), sys.modules.get("keras")
    classes = []
    if tensorflow is not None:
        classes.append(tensorflow.data.Dataset)
    if keras is not None:
        classes.append(keras.utils.PyDataset)
    return isinstance(data, tuple(classes))


def _share(name: str, given: Any, data: Data | None) -> float:
    """The share of `train` that a part takes; 0 for none."""
    if given is None and data is not None:
        given = getattr(data, name)
        if isinstance(given, Object):
            text = f"`train` is given in Python, but the document takes {name} from a source of its own"
            raise UsageError(text, code="missing-data", hint=f"give {name} in Python too")
    if not isinstance(given, float):
        return 0.0
    if not 0 < given < 1:
        text = f"{name}: a share is above 0 and below 1, received {given:g}"
        raise UsageError(text, code="wrong-share")
    return given


def _unpacked(data: Any, name: str) -> tuple[Any, Any, Any]:
    if not isinstance(data, tuple):
        return data, None, None
    if not 1 <= len(data) <= 3:
        raise DataError(
            f"{name}: expected (x, y) or (x, y, sample_weight), received {len(data)} values",
            code="unusable-data",
            hint="several inputs are a list or a dict: ([a, b], y)",
        )
    x, y, weight = (*data, None, None)[:3]
    return x, y, weight


def _tree(value: Any, what: str) -> Tree:
    if isinstance(value, Mapping):
        return {str(key): _array(each, f"{what}[{key!r}]") for key, each in value.items()}
    if isinstance(value, (list, tuple)) and value and all(getattr(each, "shape", ()) for each in value):
        return tuple(_array(each, f"{what}[{index}]") for index, each in enumerate(value))
    return _array(value, what)


def _array(value: Any, what: str) -> Array:
    try:
        array = np.asarray(value)
    except (ValueError, TypeError) as error:
        text = f"{what}: the rows have different lengths or types"
        raise DataError(text, code="unusable-data") from error
    if array.dtype.kind == "O" and not all(isinstance(each, str) for each in array.flat):
        text = f"{what}: expected numbers or texts, received Python objects"
        raise DataError(text, code="unusable-data", hint="missing values and mixed types make such an array")
    return number_type(array)
