"""Running the programs that documents become, and holding their models against those that kbuild builds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import kbuild
from kbuild.converting.python.to_python import to_python


def model_of(text: str) -> Any:
    """The model that a program makes when it is imported."""
    import keras

    keras.utils.clear_session()
    names: dict[str, Any] = {"__name__": "program"}
    exec(compile(text, "<program>", "exec"), names)
    return names["model"]


def both(document: Any, *, exact: bool = False) -> tuple[Any, Any]:
    """The model that kbuild builds, and the one that the program makes."""
    import keras

    text = to_python(document, exact=exact)
    made = model_of(text)
    keras.utils.clear_session()
    built = kbuild.build(document)
    assert plain(built) == plain(made), text
    return built, made


def plain(model: Any) -> list[Any]:
    """What a model is: each layer's type and configuration, without names that Keras counts."""
    return [(type(each).__name__, _config(each.get_config())) for each in _layers(model)]


def _layers(model: Any) -> Iterator[Any]:
    # Operations are part of a functional model's graph only.
    for each in getattr(model, "operations", None) or model._flatten_layers(
        include_self=False, recursive=False
    ):
        # A mask is an operation of its own in the graph where a layer takes it that does nothing with it.
        if type(each).__name__ in ("InputLayer", "NotEqual"):
            continue
        if hasattr(each, "_flatten_layers") and hasattr(each, "fit"):
            yield from _layers(each)
        else:
            yield each


def _config(value: Any) -> Any:
    if isinstance(value, dict):
        skipped = ("name", "build_config", "shared_object_id")
        return {key: _config(each) for key, each in value.items() if key not in skipped}
    if isinstance(value, (list, tuple)):
        return [_config(each) for each in value]
    return value


def compiled(model: Any) -> Any:
    """How a model was compiled."""
    return _config(model.get_compile_config())


def inputs_of(model: Any, samples: int = 2) -> Any:
    """Some values for a model's inputs."""
    import keras
    import numpy as np

    random = np.random.default_rng(0)

    def values(spec: Any) -> Any:
        shape = [spec.shape[0] or samples, *(4 if size is None else size for size in spec.shape[1:])]
        if spec.dtype == "string":
            return np.full(shape, "a word or two")
        whole = "int" in str(spec.dtype)
        return random.integers(0, 3, shape) if whole else random.normal(size=shape).astype("float32")

    specs = model._called_with.specs if hasattr(model, "_called_with") else model.inputs
    found = keras.tree.map_structure(values, specs)
    return found[0] if isinstance(found, list) and len(found) == 1 else found


def same_outputs(built: Any, made: Any) -> None:
    """Hold the outputs of two models with the same weights against each other."""
    import keras
    import numpy as np

    made.set_weights(built.get_weights())
    inputs = inputs_of(built)
    one, other = (keras.tree.flatten(model(inputs, training=False)) for model in (built, made))
    for left, right in zip(one, other, strict=True):
        np.testing.assert_allclose(np.asarray(left), np.asarray(right), rtol=1e-5, atol=1e-6)


def same_weights(built: Any, made: Any) -> None:
    """Hold all initial weights against each other."""
    import numpy as np

    assert len(built.weights) == len(made.weights)
    for left, right in zip(built.weights, made.weights, strict=True):
        np.testing.assert_array_equal(np.asarray(left), np.asarray(right), err_msg=left.path)
