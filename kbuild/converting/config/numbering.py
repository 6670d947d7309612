"""Calls numbered from zero: Keras counts those of a nested model from one, its own making being the first.

Keras 3 does so in the outputs of a model and not in the calls of its layers, Keras 2 in both.
Source: `get_config` and `serialize_node` in `keras/src/models/functional.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kbuild.converting.config.nodes import histories, is_tensor, structure

History = tuple[str, int, int]


def numbered(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """A serialized model in which the first call of each layer is call 0, nested models as well.

    Args:
        config: The serialized model.
    """
    inner = config.get("config")
    if not isinstance(inner, Mapping) or not isinstance(inner.get("layers"), list):
        return config
    made = {**inner, "layers": [numbered(each) for each in inner["layers"]]}
    if "output_layers" not in inner:
        return {**config, "config": made}
    outputs = structure(inner["output_layers"])
    counts = {
        str(each["name"]): len(each.get("inbound_nodes") or ()) for each in made["layers"] if _is_model(each)
    }
    ends = _from_one(counts, list(histories(outputs)), nested=_graphs(made["layers"]))
    older = _older(made["layers"])
    args = _from_one(counts, older, nested=_graphs(made["layers"])) if older else set()
    names = {str(each["name"]) for each in made["layers"]}
    layers = [
        {
            **each,
            "inbound_nodes": moved(each.get("inbound_nodes") or [], _back(args), names if older else set()),
        }
        for each in made["layers"]
    ]
    return {
        **config,
        "config": {**made, "layers": layers, "output_layers": moved(outputs, _back(ends), set())},
    }


def _is_model(layer: Mapping[str, Any]) -> bool:
    return "layers" in (layer.get("config") or {})


def _graphs(layers: list[Mapping[str, Any]]) -> set[str]:
    return {str(each["name"]) for each in layers if "output_layers" in (each.get("config") or {})}


def _from_one(counts: Mapping[str, int], used: list[History], nested: set[str]) -> set[str]:
    """The nested models whose calls are counted from one: all graphs, unless there is a call zero."""
    zero = {name for name, call, _ in used if call == 0}
    beyond = {name for name, call, _ in used if call >= counts.get(name, call + 1)}
    return (nested - zero) | beyond


def _back(names: set[str]) -> Callable[[History], History]:
    def back(history: History) -> History:
        name, call, result = history
        return (name, call - 1, result) if name in names else history

    return back


def moved(value: Any, move: Callable[[History], History | Any], names: set[str]) -> Any:
    """The same structure with its tensors taken from elsewhere.

    Args:
        value: Arguments of calls, outputs, or what Keras 2 has in their place.
        move: Gives the new history of a tensor, or another value to put in the tensor's place.
        names: The names of layers, for the triples of Keras 2; empty where there are none.
    """
    if is_tensor(value):
        name, call, result = value["config"]["keras_history"]
        new = move((str(name), int(call), int(result)))
        if not isinstance(new, tuple):
            return new
        return {**value, "config": {**value["config"], "keras_history": list(new)}}
    if isinstance(value, Mapping):
        return {key: moved(each, move, names) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        if names and _is_triple(value, names):
            new = move((value[0], value[1], value[2]))
            return [*new, *(moved(each, move, names) for each in value[3:])]
        return [moved(each, move, names) for each in value]
    return value


def _is_triple(value: Any, names: set[str]) -> bool:
    return (
        len(value) in (3, 4)
        and isinstance(value[0], str)
        and value[0] in names
        and isinstance(value[1], int)
        and isinstance(value[2], int)
    )


def _older(layers: list[Mapping[str, Any]]) -> list[History]:
    """The tensors that Keras 2 writes as triples."""
    names = {str(each["name"]) for each in layers}
    out: list[History] = []

    def note(history: History) -> History:
        out.append(history)
        return history

    for each in layers:
        nodes = each.get("inbound_nodes") or []
        if nodes and not isinstance(nodes[0], Mapping):
            moved(nodes, note, names)
    return out
