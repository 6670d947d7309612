"""Freezing and thawing layers of a built model by names and patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kbuild.building.members import layers_by_path, own_weights
from kbuild.checking.patterns import matches, matches_any


class Trainability:
    """What of a model is trained: as it was built, or as a phase of its training says.

    A frozen layer's weights do not change by one bit. A frozen batch normalization uses the statistics that
    it has and learns none, as Keras has it.

    Args:
        model: A built model; how it is now is what is gone back to.

    Example:
        >>> import keras
        >>> layers = [keras.layers.Dense(2, name="hidden"), keras.layers.Dense(1, name="head")]
        >>> model = keras.Sequential([keras.Input((3,)), *layers])
        >>> Trainability(model).only(["head"])
        >>> [weight.path.split("/")[-2] for weight in model.trainable_weights]
        ['head', 'head']
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        layers = [model, *(layer for _, layer in layers_by_path(model))]
        self._flags = [(layer, layer.trainable) for layer in layers]
        self._weights = [(weight, weight.trainable) for layer in layers for weight in own_weights(layer)]

    def reset(self) -> None:
        """Go back to how the model was built."""
        for layer, flag in self._flags:
            layer._trainable = flag
        for weight, flag in self._weights:
            weight.trainable = flag

    def only(self, patterns: Iterable[str]) -> None:
        """Train the layers that patterns mean, whatever the model says of them; freeze all others.

        Args:
            patterns: Names and patterns, as `kbuild.checking.patterns` reads them.
        """
        wanted = tuple(patterns)
        self.reset()
        self._set(lambda path: matches_any(wanted, path), thaw=True)

    def without(self, patterns: Iterable[str]) -> None:
        """Freeze the layers that patterns mean; the model itself says of all others.

        Args:
            patterns: Names and patterns.
        """
        frozen = tuple(patterns)
        self.reset()
        self._set(lambda path: not matches_any(frozen, path), thaw=False)

    def unknown(self, patterns: Iterable[str]) -> tuple[str, ...]:
        """The patterns that mean no layer."""
        paths = [path for path, _ in layers_by_path(self._model)]
        return tuple(each for each in patterns if not any(matches(each, path) for path in paths))

    def paths(self) -> tuple[str, ...]:
        """The paths of all layers."""
        return tuple(path for path, _ in layers_by_path(self._model))

    def _set(self, is_trained: Callable[[str], bool], *, thaw: bool) -> None:
        trained: dict[int, bool] = {}
        layers: dict[int, Any] = {}
        inside: dict[int, list[int]] = {}
        for path, layer in layers_by_path(self._model):
            layers[id(layer)] = layer
            # A layer at several places is trained if it is at one of them.
            trained[id(layer)] = trained.get(id(layer), False) or is_trained(path)
            inside[id(layer)] = [id(each) for each in _directly(layer)]
        for key, layer in layers.items():
            for weight in layer._trainable_variables:
                weight.trainable = trained[key] and (thaw or weight.trainable)
        for key, layer in layers.items():
            kept = thaw or layer.trainable
            layer._trainable = kept and _any_trained(key, trained, inside)
        if thaw:
            self._model._trainable = True


def _directly(layer: Any) -> list[Any]:
    return list(layer._flatten_layers(include_self=False, recursive=False))


def _any_trained(key: int, trained: dict[int, bool], inside: dict[int, list[int]]) -> bool:
    """Whether a layer, or one inside it, is trained: Keras asks the outer layers first."""
    return trained.get(key, False) or any(_any_trained(each, trained, inside) for each in inside.get(key, ()))
