"""The two graphs of a model: as a person drew it, and as TensorFlow traced it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from typing import Any

import keras

# Keras's training function closes over a loop over steps, which closes over the step.
_DEEPEST = 4


def conceptual_graph(model: Any) -> str | None:
    """Describes a model's layers and what goes into each, in the form that TensorBoard reads.

    TensorBoard follows positional arguments only; `model.to_json()` as it is leaves attention layers and
    others that are called by keyword unconnected, and holds every argument of every layer.

    Args:
        model: A sequential or functional model.

    Returns:
        JSON; None for a subclassed model, whose graph is in its `call`.
    """
    if not isinstance(model, keras.Sequential) and not getattr(model, "outputs", None):
        return None
    config = model.get_config()
    if "layers" not in config:
        return None
    return json.dumps({"class_name": type(model).__name__, "config": _model(config)})


def traced_graph(model: Any) -> bytes | None:
    """Gives the graph of the training step, once training has traced it.

    Args:
        model: A model that has made a step.

    Returns:
        A serialized `GraphDef`; None when nothing was traced (eager execution).
    """
    traced = _traced(getattr(model, "train_function", None), _DEEPEST)
    if traced is None:
        return None
    definition: bytes = traced.graph.as_graph_def().SerializeToString()
    return definition


def _traced(function: Any, deepest: int) -> Any:
    """Finds the innermost trace: around the step there are loops over steps, which say nothing of it."""
    python = getattr(function, "python_function", function)
    if inspect.isfunction(python) and deepest:
        for inner in inspect.getclosurevars(python).nonlocals.values():
            if (found := _traced(inner, deepest - 1)) is not None:
                return found
    # The one way to a trace without tracing again; a function that has none is passed over.
    traces: list[Any] = getattr(function, "_list_all_concrete_functions", list)()
    return traces[-1] if traces else None


def _model(config: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {"name": config["name"]}
    for name in ("input_layers", "output_layers"):
        if name in config:
            # One reference, a list or a mapping of them: always a list here.
            made[name] = list(_references(config[name]))
    return {**made, "layers": [_layer(layer) for layer in config["layers"]]}


def _references(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, (list, tuple)):
        if len(value) == 3 and isinstance(value[0], str):
            yield list(value)
        else:
            for each in value:
                yield from _references(each)


def _layer(layer: dict[str, Any]) -> dict[str, Any]:
    config = layer["config"]
    name = layer.get("name") or config.get("name")
    # A subclassed model may keep its layers under names; it is one box then.
    inner = _model(config) if isinstance(config.get("layers"), list) else {}
    made = {"class_name": layer["class_name"], "name": name}
    made["config"] = {"name": name, "dtype": _dtype(config.get("dtype")), **inner}
    if "inbound_nodes" in layer:
        made["inbound_nodes"] = [
            {"args": list(_tensors((node.get("args"), node.get("kwargs")))), "kwargs": {}}
            for node in layer["inbound_nodes"]
        ]
    return made


def _dtype(value: Any) -> Any:
    """Gives the dtype that a layer computes in: TensorBoard knows no mixed policies."""
    if isinstance(value, dict):
        value = value.get("config", {}).get("name")
    return value.removeprefix("mixed_") if isinstance(value, str) else value


def _tensors(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            yield {"class_name": "__keras_tensor__", "config": {"keras_history": _history(value)}}
        else:
            for each in value.values():
                yield from _tensors(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _tensors(each)


def _history(tensor: dict[str, Any]) -> list[Any]:
    return list(tensor["config"]["keras_history"])
