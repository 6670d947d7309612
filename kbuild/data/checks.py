"""What would spoil a training without a word: NaN, infinity, labels that no unit stands for."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from kbuild.data.hints import listed
from kbuild.data.samples import Meta, Samples, named, parts
from kbuild.schemas.errors import DataError

_SHOWN = 3
# Looked at in blocks: the mask of a whole array would take a quarter of its memory again.
_BLOCK = 1 << 22


def check_samples(samples: Samples, name: str = "train") -> None:
    """Make sure that there are samples and that all their numbers are finite.

    Args:
        samples: What to look at.
        name: What the message calls them: `train`, `validation` or `test`.

    Raises:
        DataError: `no-samples` or `not-finite`, with the first places.
    """
    if not len(samples):
        raise DataError(f"{name}: {samples.meta.origin.name} holds no samples", code="no-samples")
    for word, part, array in samples.arrays():
        if array.dtype.kind in "fc" and (found := _not_finite(array)):
            features = samples.meta.features.get(part, ()) if word == "x" else ()
            places = [
                f"{named(word, part)} is {array[each]} in {_place(samples.meta, features, array, each)}"
                for each in found[:_SHOWN]
            ]
            more = " and more" if len(found) > _SHOWN else ""
            raise DataError(
                f"{name}: {samples.meta.origin.name} holds values that are not finite: "
                f"{', '.join(places)}{more}",
                code="not-finite",
                hint="training on them gives NaN everywhere: remove or replace them",
            )


def labels_within(samples: Samples, classes: int, output: str = "", name: str = "train") -> None:
    """Make sure that class numbers have a unit each: from 0 to `classes` - 1.

    Args:
        samples: What to look at.
        classes: How many units the output has.
        output: The output's name where there are several.
        name: What the message calls the samples.

    Raises:
        DataError: `label-out-of-range`, with the place of the first such label.

    Example:
        >>> import numpy as np
        >>> labels_within(Samples(np.zeros((3, 2)), np.array([0, 1, 2])), classes=3)
    """
    if samples.y is None:
        return
    labels = parts(samples.y).get(output)
    if labels is None or labels.dtype.kind not in "biuf":
        return
    outside = (labels < 0) | (labels >= classes)
    if labels.dtype.kind == "f":
        outside |= labels != np.floor(labels)
    if not outside.any():
        return
    index = tuple(int(each) for each in np.argwhere(outside)[0])
    values = [f"{each:g}" for each in np.unique(labels[outside])]
    raise DataError(
        f"{name}: {samples.meta.origin.name}, {samples.meta.origin.where(index[0])}: the label "
        f"{labels[index]:g} has no unit: {classes} units stand for the classes 0 to {classes - 1} "
        f"({int(outside.sum()):,} such labels: {listed(values, 5)})",
        code="label-out-of-range",
        hint=f"give the output {int(labels.max()) + 1} units, or number the classes from 0",
    )


def _not_finite(array: NDArray[Any]) -> list[tuple[int, ...]]:
    """The indices of the first few values that are NaN or infinite."""
    rows = max(1, _BLOCK // max(1, array[:1].size))
    for start in range(0, len(array), rows):
        wrong = ~np.isfinite(array[start : start + rows])
        if wrong.any():
            found = np.argwhere(wrong)[: _SHOWN + 1]
            return [(int(row) + start, *map(int, rest)) for row, *rest in found]
    return []


def _place(meta: Meta, features: tuple[str, ...], array: NDArray[Any], index: tuple[int, ...]) -> str:
    where = meta.origin.where(index[0])
    if len(index) == 1:
        return where
    if array.ndim == 2 and len(features) == array.shape[1]:
        return f"{where}, `{features[index[1]]}`"
    return f"{where}, position {', '.join(map(str, index[1:]))}"
