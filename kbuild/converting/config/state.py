"""What layers have learnt by `adapt` and Keras keeps beside the configuration: vocabularies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any, NamedTuple

from kbuild.checking.naming import snake_case

LOOKUPS = frozenset({"StringLookup", "IntegerLookup", "TextVectorization"})
_MOST = 90_000


class Place(NamedTuple):
    """A layer within a serialized model.

    Attributes:
        names: The names of the models around it, and its own.
        folder: Where a `.keras` file keeps what belongs to it.
        layer: What Keras wrote of it.
    """

    names: tuple[str, ...]
    folder: str
    layer: MutableMapping[str, Any]


class Learnt(NamedTuple):
    """A vocabulary with the special tokens at its front, and the weights of its words for TF-IDF."""

    words: list[Any]
    weights: list[float] | None = None


def places(config: Mapping[str, Any], names: tuple[str, ...] = (), folder: str = "") -> Iterator[Place]:
    """All layers of a serialized model, those of nested models after the model itself.

    A `.keras` file numbers what lies in a model by classes: `layers/dense`, `layers/dense_1`.
    """
    inner = config.get("config")
    if not isinstance(inner, Mapping) or not isinstance(inner.get("layers"), list):
        return
    counts = Counter[str]()
    for layer in inner["layers"]:
        if str(layer.get("module") or "").startswith("keras.src.ops"):
            continue
        base = snake_case(str(layer["class_name"]))
        number = counts[base]
        counts[base] += 1
        here = f"{folder}layers/{base}_{number}" if number else f"{folder}layers/{base}"
        name = str(layer.get("name") or (layer.get("config") or {}).get("name"))
        yield Place((*names, name), here, layer)
        yield from places(layer, (*names, name), f"{here}/")


def put_vocabularies(config: Mapping[str, Any], learnt: Callable[[Place], Learnt | None]) -> None:
    """Put the vocabularies that layers have learnt among their arguments, where a document has them.

    Args:
        config: The serialized model; it is changed.
        learnt: Gives what a layer has learnt; None if that is not known.
    """
    for place in places(config):
        inner = place.layer.get("config") or {}
        if place.layer["class_name"] not in LOOKUPS or inner.get("vocabulary") or not _has_learnt(inner):
            continue
        found = learnt(place)
        if found is None or len(found.words) > _MOST:
            continue
        special = _special(place.layer["class_name"], inner)
        inner["vocabulary"] = found.words[special:]
        if found.weights is not None and inner.get("output_mode") == "tf_idf":
            inner["idf_weights"] = found.weights[special : len(found.words)]


def _has_learnt(inner: Mapping[str, Any]) -> bool:
    return bool(inner.get("vocabulary_size"))


def _special(class_name: str, inner: Mapping[str, Any]) -> int:
    """How many tokens stand before the first word: the mask's, and those for unknown words."""
    masked = class_name == "TextVectorization" or inner.get("mask_token") is not None
    unknown = 1 if class_name == "TextVectorization" else int(inner.get("num_oov_indices", 1))
    return unknown + (1 if masked and inner.get("output_mode", "int") == "int" else 0)
