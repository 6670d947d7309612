"""`Toy`: bundled and generated sets, cut into inputs and outputs as the document wants them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from kbuild.data.array_preparation import Arrays
from kbuild.data.hints import suggestion
from kbuild.data.randomness import generator
from kbuild.data.samples import Array, Meta, Origin, Samples, Tree
from kbuild.data.sources import Place
from kbuild.data.sources.bundled import bundled
from kbuild.data.sources.generated import NAMES, generate
from kbuild.data.sources.generation import Generated
from kbuild.schemas.data import Toy
from kbuild.schemas.errors import DataError


def read(source: Toy, place: Place) -> Arrays:
    """Load or generate the set.

    Raises:
        DataError: When it has no such class, feature or shape, or fewer samples than are asked for.
    """
    seed = place.seed if source.seed is None else source.seed
    # A set that is generated for the test is another one than that which is trained on.
    random = generator(seed, "toy", source.name, place.part)
    found = generate(source, random, place.part) if source.name in NAMES else bundled(source, random)
    meta = Meta(
        origin=Origin(source.name),
        features=_features(source, found),
        classes=_classes(source, found),
        starts=_starts(found) if source.previous else {},
    )
    y: Tree | None = None
    if not source.reconstruct:
        y = found.y if source.outputs is None else dict.fromkeys(source.outputs, found.y)
    samples = Samples(x=_inputs(source, found), y=y, meta=meta)
    return Arrays(samples, source.standardize, source.one_hot, source.reconstruct)


def _inputs(source: Toy, found: Generated) -> Tree:
    if isinstance(found.x, Mapping):
        return dict(found.x)
    if source.inputs is None:
        return found.x if source.shape is None else found.x.reshape(-1, *_checked_shape(source, found.x))
    flat = found.x.reshape(len(found.x), -1)
    return {
        name: flat[:, [_position(source, found, each) for each in columns]]
        for name, columns in source.inputs.items()
    }


def _features(source: Toy, found: Generated) -> dict[str, tuple[str, ...]]:
    """The names of each input's last axis; those of a whole image or a new shape have none."""
    if isinstance(found.x, Mapping):
        return {}
    if source.inputs is None:
        named = source.shape is None and bool(found.features) and found.x.shape[-1] == len(found.features)
        return {"": found.features} if named else {}
    return {
        name: tuple(found.features[_position(source, found, each)] for each in columns)
        for name, columns in source.inputs.items()
    }


def _starts(found: Generated) -> dict[str, int]:
    x = found.x
    return {"previous": int(x["previous"][0, 0])} if isinstance(x, Mapping) and len(found.y) else {}


def _classes(source: Toy, found: Generated) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(source.outputs or ("",), found.classes) if found.classes else {}


def _position(source: Toy, found: Generated, feature: int | str) -> int:
    count = math.prod(np.asarray(found.x).shape[1:])
    if isinstance(feature, int) and 0 <= feature < count:
        return feature
    if isinstance(feature, str) and feature in found.features:
        return found.features.index(feature)
    hint = f"they are 0 to {count - 1}"
    if isinstance(feature, str):
        hint = suggestion(feature, found.features, "features")
    raise DataError(f"{source.name} has no feature {feature!r}", code="missing-column", hint=hint)


def _checked_shape(source: Toy, x: Array) -> tuple[int, ...]:
    shape = source.shape or ()
    if math.prod(shape) != math.prod(x.shape[1:]):
        has = list(x.shape[1:])
        raise DataError(
            f"samples of {source.name} have the shape {has}, not {list(shape)}", code="wrong-shape"
        )
    return shape
