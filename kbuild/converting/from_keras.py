"""`kbuild.from_keras`: the document of a model that is at hand."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

from kbuild.converting.config.document import document_of
from kbuild.reading.problems import DocumentError, Problem
from kbuild.schemas.document import Document


def from_keras(model: Any) -> Document:
    """Describe a Keras model as a document: what `kbuild.build` makes of it computes the same.

    Defaults are left out, names are kept, and `compile` is there if the model was compiled. Weights are no
    part of a document: `model.save_weights` keeps them, and a built model loads them.

    Args:
        model: A Sequential or functional `keras.Model`, or one that kbuild built.

    Returns:
        The document.

    Raises:
        DocumentError: With everything that a document cannot say (`not-convertible`): a Lambda's code, a
            class that is no registered type, a layer that a nested model shares with the model around it.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="relu")])
        >>> from_keras(model).tree()["model"]["layers"]
        [{'Input': {'shape': [4]}}, {'Dense': {'units': 3, 'activation': 'relu'}}]
    """
    import keras

    problems = [_shared(name, model.name) for name in _shared_layers(model)]
    if problems:
        raise DocumentError(problems)
    with warnings.catch_warnings():
        # Keras warns of each lambda that it writes down; here each becomes a problem.
        warnings.simplefilter("ignore")
        try:
            config = keras.saving.serialize_keras_object(model)
        except NotImplementedError as error:
            message = f"a layer has no get_config: {str(error).strip().splitlines()[0]}"
            raise DocumentError([Problem("not-convertible", message, path="model")]) from error
    return document_of(config)


def _shared(name: str, model: str) -> Problem:
    message = (
        f"the layer {name} is part of two models within {model}; a document shares layers by `reuse` alone"
    )
    hint = "call the nested model as a whole, or put its layers into the model around it"
    return Problem("not-convertible", message, path=f"model.{name}", hint=hint)


def _shared_layers(model: Any) -> Iterator[str]:
    """The layers that stand in two models: Keras's configuration would silently make two of each."""
    homes: dict[int, int] = {}
    models, seen = [model], set()
    while models:
        each = models.pop()
        if id(each) in seen:
            continue
        seen.add(id(each))
        for layer in each._flatten_layers(include_self=False, recursive=False):
            if homes.setdefault(id(layer), id(each)) != id(each):
                yield layer.name
            if _is_model(layer):
                models.append(layer)


def _is_model(layer: Any) -> bool:
    import keras

    return isinstance(layer, keras.Model)
