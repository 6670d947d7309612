"""`kbuild.from_keras`: the document of a model that is at hand."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from kbuild.converting.config.document import Converted, converted
from kbuild.converting.live import completed, wrapped_twice
from kbuild.converting.weights import ENDING, is_moved, move_weights
from kbuild.reading.problems import DocumentError, Problem
from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError


def from_keras(model: Any, *, weights: str | Path | None = None) -> Document:
    """Describe a Keras model as a document: what `kbuild.build` makes of it computes the same.

    Defaults are left out, names are kept, and `compile` is there if the model was compiled. So are
    vocabularies that layers have learnt. A layer that a nested model shares with the model around it is one
    layer again: the nested model's layers become entries of the model around it.

    Args:
        model: A Sequential or functional `keras.Model`, or one that kbuild built.
        weights: A file `NAME.weights.h5` to write the weights to. The document names it, so that what is
            built from it computes the same at once; it belongs into the document's folder. None writes none.

    Returns:
        The document.

    Raises:
        DocumentError: With everything that a document cannot say (`not-convertible`): a Lambda's code, or a
            class that is no registered type.
        UsageError: If the weights' file has another ending.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="relu")])
        >>> from_keras(model).tree()["model"]["layers"]
        [{'Input': {'shape': [4]}}, {'Dense': {'units': 3, 'activation': 'relu'}}]
    """
    if weights is not None and not str(weights).endswith(ENDING):
        raise UsageError(
            f"weights are written to a file that ends in {ENDING}, received {weights}", code="weights"
        )
    config = _serialized(model)
    made = converted(config)
    if weights is None:
        return made.document
    return _with_weights(model, config, made, Path(weights))


def _serialized(model: Any) -> dict[str, Any]:
    import keras

    problems = [_wrapped(name, model.name) for name in dict.fromkeys(wrapped_twice(model))]
    if problems:
        raise DocumentError(problems)
    with warnings.catch_warnings():
        # Keras warns of each lambda that it writes down; here each becomes a problem.
        warnings.simplefilter("ignore")
        try:
            return completed(model, keras.saving.serialize_keras_object(model))
        except NotImplementedError as error:
            message = f"a layer has no get_config: {str(error).strip().splitlines()[0]}"
            raise DocumentError([Problem("not-convertible", message, path="model")]) from error


def _with_weights(model: Any, config: dict[str, Any], made: Converted, path: Path) -> Document:
    model.save_weights(path)
    if is_moved(config, made):
        move_weights(path, config, made)
    return made.document.model_copy(update={"weights": str(path)})


def _wrapped(name: str, model: str) -> Problem:
    message = (
        f"the layer {name} of {model} stands in a wrapper and in another place; a document cannot say that"
    )
    hint = "call the wrapper where the layer is needed, or give each place a layer of its own"
    return Problem("not-convertible", message, path=f"model.{name}", hint=hint)
