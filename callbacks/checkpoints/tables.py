"""What layers learnt by `adapt` that is no weight: vocabularies, and boundaries of `Discretization`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np


def tables(model: Any) -> dict[str, dict[str, Any]]:
    """Reads the tables of a model's layers.

    Args:
        model: A model.

    Returns:
        For each layer that has some, by its path: `vocabulary` (texts or whole numbers), `idf_weights`, or
        `bin_boundaries`.
    """
    return {name: found for name, layer in _layers(model) if (found := _tables_of(layer))}


def set_tables(model: Any, saved: Mapping[str, Mapping[str, Any]]) -> None:
    """Gives a model's layers their tables, where they differ.

    Args:
        model: The same model.
        saved: What `tables` gave.
    """
    for name, layer in _layers(model):
        wanted = saved.get(name)
        if not wanted or _tables_of(layer) == wanted:
            continue
        if "bin_boundaries" in wanted:
            layer.bin_boundaries = list(wanted["bin_boundaries"])
        else:
            given = {"idf_weights": wanted["idf_weights"]} if "idf_weights" in wanted else {}
            layer.set_vocabulary(list(wanted["vocabulary"]), **given)


def _layers(model: Any) -> Iterator[tuple[str, Any]]:
    for index, layer in enumerate(getattr(model, "_flatten_layers", list)()):
        if hasattr(layer, "set_vocabulary") or hasattr(layer, "bin_boundaries"):
            yield f"{index}/{layer.name}", layer


def _tables_of(layer: Any) -> dict[str, Any]:
    if hasattr(layer, "bin_boundaries"):
        boundaries = layer.bin_boundaries
        return {"bin_boundaries": [float(each) for each in boundaries]} if boundaries is not None else {}
    lookup = getattr(layer, "_lookup_layer", layer)
    if not getattr(lookup, "lookup_table", None) or getattr(lookup, "has_static_table", False):
        return {}
    try:
        words = layer.get_vocabulary(include_special_tokens=False)
    except (TypeError, ValueError, RuntimeError):
        # A layer of somebody's own that has a vocabulary of another kind.
        return {}
    found: dict[str, Any] = {"vocabulary": [_plain(each) for each in words]}
    weights = getattr(lookup, "idf_weights", None)
    if weights is not None and len(words):
        found["idf_weights"] = [float(each) for each in np.asarray(weights)[-len(words) :]]
    return found


def _plain(word: Any) -> str | int:
    return int(word) if isinstance(word, (int, np.integer)) else str(word)
