"""The layers and weights of a built model by their paths, as names and patterns of a document mean them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kbuild.checking.patterns import matches_any


def layers_by_path(model: Any) -> Iterator[tuple[str, Any]]:
    """All layers inside a model, those inside layers too, outer ones before inner ones.

    Args:
        model: A Keras model.

    Yields:
        Such as `("encoder/hidden", <Dense hidden>)`. A layer that stands at several places comes for each.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="hidden")])
        >>> [path for path, _ in layers_by_path(model)]
        ['hidden']
    """
    import keras

    def walk(owner: Any, before: str) -> Iterator[tuple[str, Any]]:
        for layer in owner._flatten_layers(include_self=False, recursive=False):
            if isinstance(layer, keras.layers.InputLayer):
                continue
            path = f"{before}{layer.name}"
            yield path, layer
            yield from walk(layer, f"{path}/")

    yield from walk(model, "")


def own_weights(layer: Any) -> list[Any]:
    """The weights that a layer has itself, without those of layers inside it."""
    return [*layer._trainable_variables, *layer._non_trainable_variables]


def weights_by_path(model: Any) -> dict[str, Any]:
    """All weights of a model, each by its layer's path and its own name, such as `encoder/hidden/kernel`.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="hidden")])
        >>> list(weights_by_path(model))
        ['hidden/kernel', 'hidden/bias']
    """
    found: dict[str, Any] = {each.name: each for each in own_weights(model)}
    seen = {id(each) for each in found.values()}
    for path, layer in layers_by_path(model):
        for weight in own_weights(layer):
            if id(weight) not in seen:
                seen.add(id(weight))
                found[f"{path}/{weight.name}"] = weight
    return found


def trained_by(model: Any, patterns: Iterable[str] | None) -> list[Any]:
    """The trainable weights of the layers that patterns mean, in the model's own order.

    Args:
        model: A built model.
        patterns: Names and patterns; None for all layers.
    """
    if patterns is None:
        return list(model.trainable_variables)
    wanted = tuple(patterns)
    meant = {
        id(weight)
        for path, layer in layers_by_path(model)
        if matches_any(wanted, path)
        for weight in own_weights(layer)
    }
    return [each for each in model.trainable_variables if id(each) in meant]
