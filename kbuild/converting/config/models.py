"""The three kinds of models in a configuration: Sequential, Functional, and kbuild's own program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.converting.config.graph import Graph
from kbuild.converting.config.nodes import histories, structure
from kbuild.converting.config.objects import Objects, is_automatic
from kbuild.schemas import catalog

_INPUT = "InputLayer"


def style_of(config: Mapping[str, Any]) -> str | None:
    """Which style a serialized model has; None if it is no model that a document can say."""
    name, inner = config.get("class_name"), config.get("config") or {}
    if name == "ProgramModel":
        return "subclass" if config.get("registered_name") == "kbuild>ProgramModel" else None
    if not isinstance(inner, Mapping) or "layers" not in inner:
        return None
    if "output_layers" in inner:
        return "functional" if name in ("Functional", "Model") else None
    return "sequential" if name == "Sequential" else None


def model_tree(config: Mapping[str, Any], objects: Objects) -> dict[str, Any]:
    """A model's keys as a document's `model` has them, but for `style`.

    Args:
        config: The serialized model.
        objects: Converts its layers.
    """
    style, inner = style_of(config), config["config"]
    if style is None:
        objects.report.refuse(f"{config.get('class_name')} is a class of its own, whose call is Python code")
        return {}
    make = {"sequential": _sequential, "functional": _functional, "subclass": _subclass}[style]
    if inner.get("trainable", True):
        return make(config, objects)
    return {"trainable": False, **make({**config, "config": _without_frozen(inner)}, objects)}


def _without_frozen(value: Any) -> Any:
    """What is inside a frozen model without saying of each layer that it is frozen."""
    if isinstance(value, Mapping):
        return {
            key: _without_frozen(each)
            for key, each in value.items()
            if not (key == "trainable" and each is False)
        }
    return [_without_frozen(each) for each in value] if isinstance(value, list) else value


def nested_model(config: Mapping[str, Any], objects: Objects) -> dict[str, Any]:
    """A model within another, by the one rule."""
    style = style_of(config)
    tree = model_tree(config, objects)
    name = config["config"].get("name")
    if style is None:
        return {}
    if name and not is_automatic(str(name), style):
        tree = {"name": name, **tree}
    return {style.capitalize(): tree}


def _sequential(config: Mapping[str, Any], objects: Objects) -> dict[str, Any]:
    inner, out = config["config"], []
    layers = list(inner["layers"])
    shape = inner.get("build_input_shape")
    if layers and layers[0]["class_name"] != _INPUT:
        first = layers[0]["config"].get("batch_input_shape") or (shape if _is_shape(shape) else None)
        if first:
            layers.insert(0, {"class_name": _INPUT, "config": {"batch_shape": first}})
    for index, layer in enumerate(layers):
        with objects.report.at(str(layer["config"].get("name", index))):
            out.append(_stacked(layer, objects))
    return {"layers": out}


def _is_shape(shape: Any) -> bool:
    return isinstance(shape, (list, tuple)) and all(each is None or isinstance(each, int) for each in shape)


def _stacked(layer: Mapping[str, Any], objects: Objects) -> Any:
    if layer["class_name"] == _INPUT:
        name = str(layer["config"].get("name") or "input_layer")
        counted = is_automatic(name, _INPUT) or is_automatic(name, "Input")
        named = {} if counted and not objects.keep_names else {"name": name}
        arguments = {**input_tree(layer, objects), **named}
        return {"Input": arguments} if arguments else "Input"
    if layer["class_name"] == "PinTraining":
        objects.report.refuse("a pinned `training` has a place in the functional style only")
    tree, name = objects.layer(layer)
    type_name = tree if isinstance(tree, str) else next(iter(tree or ("",)))
    if not tree or (is_automatic(name, type_name) and not objects.keep_names):
        return tree
    arguments = tree[type_name] if isinstance(tree, dict) else {}
    return {type_name: {**arguments, "name": name}}


def input_tree(layer: Mapping[str, Any], objects: Objects) -> dict[str, Any]:
    """The arguments of an input, without its name."""
    config = dict(layer["config"])
    shape = config.pop("batch_shape", None) or config.pop("batch_input_shape", None)
    out: dict[str, Any] = {}
    if shape is not None:
        out["shape"] = list(shape[1:])
        if shape[0] is not None:
            out["batch_size"] = shape[0]
    rest = {key: each for key, each in config.items() if key not in ("name", "batch_input_shape") and each}
    return {**out, **objects.arguments(catalog.types("layer")["Input"], rest)}


def _functional(config: Mapping[str, Any], objects: Objects) -> dict[str, Any]:
    inner = config["config"]
    held = {str(each["name"]): each for each in inner["layers"]}
    inputs: dict[str, str] = {}
    trees: dict[str, Any] = {}
    for key, name in _inputs(structure(inner["input_layers"]), objects):
        inputs[name] = key if key is not None and key not in held else name
        with objects.report.at(name):
            trees[inputs[name]] = input_tree(held[name], objects)
    for name, layer in held.items():
        if layer["class_name"] == _INPUT and name not in inputs:
            objects.report.refuse(f"the input {name} is none of the model's inputs")
    entries, outputs = Graph(inner, objects, inputs).tree()
    return {"inputs": trees, "layers": entries, "outputs": outputs}


def _inputs(tensors: Any, objects: Objects) -> Iterator[tuple[str | None, str]]:
    """The inputs in order: the key under which data comes, if there is one, and the layer's name."""
    if isinstance(tensors, Mapping) and "class_name" not in tensors:
        for key, each in tensors.items():
            if sum(1 for _ in histories(each)) > 1:
                objects.report.refuse(f"the input `{key}` is a structure of several tensors")
            yield from ((key, name) for name, _, _ in histories(each))
        return
    if isinstance(tensors, list) and any(isinstance(each, list) for each in tensors):
        objects.report.refuse("the inputs are a list of lists, of which a document has no word")
    yield from ((None, name) for name, _, _ in histories(tensors))


def _subclass(config: Mapping[str, Any], objects: Objects) -> dict[str, Any]:
    inner = config["config"]
    out: dict[str, Any] = {}
    if inner.get("inputs") is not None:
        out["inputs"] = {
            name: objects.arguments(catalog.types("layer")["Input"], {**each, "name": None})
            for name, each in inner["inputs"].items()
        }
    out["layers"] = {name: _member(each, name, objects) for name, each in inner["layers"].items()}
    return {**out, "call": inner["call"]}


def _member(member: Mapping[str, Any], name: str, objects: Objects) -> Any:
    if "dictionary" in member:
        return {key: _member(each, f"{name}_{key}", objects) for key, each in member["dictionary"].items()}
    if "list" in member:
        return [_member(each, f"{name}_{index + 1}", objects) for index, each in enumerate(member["list"])]
    tree, own = objects.layer(member["layer"])
    if own == name or not tree:
        return tree
    type_name = tree if isinstance(tree, str) else next(iter(tree))
    return {type_name: {**({} if isinstance(tree, str) else tree[type_name]), "name": own}}
