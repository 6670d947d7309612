"""scikit-learn's small sets: real data that is installed with the library."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.random import Generator

from kbuild.data.hints import suggestion
from kbuild.data.sources.generation import Generated
from kbuild.schemas.data import Toy
from kbuild.schemas.errors import DataError

# Half of the brightest pixel of the digits.
_MIDDLE = 7.5


def bundled(toy: Toy, random: Generator) -> Generated:
    """Load a set, or of it the classes and the number of samples that are asked for.

    Raises:
        DataError: `unknown-class`, or `too-few-samples` when more are asked for than there are.
    """
    found = _load(toy.name)
    if toy.binarize:
        found = found._replace(x=(np.asarray(found.x) > _MIDDLE).astype(np.float32))
    if toy.classes is not None:
        found = _only(found, toy.classes, toy.name)
    if toy.positive is not None:
        number = _class_number(toy.positive, found.classes, toy.name)
        name = found.classes[number]
        y = (found.y == number).astype(np.int32)
        found = found._replace(y=y, classes=(f"not {name}", name))
    return found if toy.samples is None else _some(found, toy.samples, random, toy.name)


def _load(name: str) -> Generated:
    # The whole of scikit-learn takes a second to import, and only this function needs it.
    from sklearn import datasets

    loaded: Any = getattr(datasets, f"load_{name}")()
    features = tuple(str(each) for each in loaded.feature_names)
    if name == "diabetes":
        return Generated(loaded.data.astype(np.float32), loaded.target.astype(np.float32), features)
    classes = tuple(str(each) for each in loaded.target_names)
    x = loaded.images if name == "digits" else loaded.data
    return Generated(x.astype(np.float32), loaded.target.astype(np.int32), features, classes)


def _only(found: Generated, wanted: tuple[int | str, ...], name: str) -> Generated:
    """The samples of some classes, renumbered in the order given."""
    numbers = [_class_number(each, found.classes, name) for each in wanted]
    if len(set(numbers)) < len(numbers):
        raise DataError(f"`classes` names a class of {name} twice", code="unknown-class")
    rows = np.flatnonzero(np.isin(found.y, numbers))
    order = {number: place for place, number in enumerate(numbers)}
    y = np.asarray([order[int(each)] for each in found.y[rows]], np.int32)
    return found._replace(
        x=np.asarray(found.x)[rows], y=y, classes=tuple(found.classes[each] for each in numbers)
    )


def _class_number(wanted: int | str, classes: tuple[str, ...], name: str) -> int:
    if isinstance(wanted, int) and 0 <= wanted < len(classes):
        return wanted
    if isinstance(wanted, str) and wanted in classes:
        return classes.index(wanted)
    hint = suggestion(str(wanted), classes, "classes")
    raise DataError(f"{name} has no class {wanted!r}", code="unknown-class", hint=hint)


def _some(found: Generated, count: int, random: Generator, name: str) -> Generated:
    """Draw samples, each class in its proportion."""
    total = len(found.y)
    if count > total:
        raise DataError(f"{name} has {total:,} samples, not {count:,}", code="too-few-samples")
    if count == total:
        return found
    codes = found.y if found.classes else np.zeros(total)
    order = np.lexsort((random.random(total), codes))
    # Every (total / count)-th row of those sorted by class: exactly `count`, each class in its proportion.
    taken = np.diff(np.arange(total + 1) * count // total) == 1
    drawn = np.sort(order[taken])
    return found._replace(x=np.asarray(found.x)[drawn], y=found.y[drawn])
