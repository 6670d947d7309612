"""What a model at hand knows and its configuration does not: shared layers, vocabularies, lost arguments."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.converting.config.state import LOOKUPS, Learnt, Place, places, put_vocabularies

_PLAIN = (bool, int, float, str, list, tuple, type(None))
_OWN = "PinTraining"


def completed(model: Any, config: dict[str, Any]) -> dict[str, Any]:
    """A model's configuration with what Keras leaves out of it.

    Args:
        model: The model.
        config: What `keras.saving.serialize_keras_object` made of it; it is changed.

    Returns:
        The configuration.
    """
    held: dict[int, dict[str, Any]] = {}
    found = ((place.names, _at(model, place.names, held)) for place in places(config))
    layers = {names: layer for names, layer in found if layer is not None}
    _number_shared(config, layers)

    def learnt(place: Place) -> Learnt | None:
        layer = layers.get(place.names)
        if layer is None or place.layer["class_name"] not in LOOKUPS:
            return None
        return _learnt(layer, str(place.layer["config"].get("output_mode")))

    put_vocabularies(config, learnt)
    arguments = getattr(getattr(model, "_compile_config", None), "config", None)
    if arguments and isinstance(config.get("compile_config"), dict):
        put_lost(arguments, config["compile_config"])
    return config


def _at(model: Any, names: tuple[str, ...], held: dict[int, dict[str, Any]]) -> Any:
    """The layer of these names; `held` keeps what was looked up of each model."""
    for name in names:
        if id(model) not in held:
            inner = getattr(model, "_flatten_layers", None)
            found = inner(include_self=False, recursive=False) if inner is not None else ()
            held[id(model)] = {each.name: each for each in found}
        model = held[id(model)].get(name)
        if model is None:
            return None
    return model


def _number_shared(config: Mapping[str, Any], layers: Mapping[tuple[str, ...], Any]) -> None:
    """Number the second and later places of a layer, as Keras does in the files that it saves."""
    seen: set[int] = set()
    for place in places(config):
        layer = layers.get(place.names)
        if layer is None:
            continue
        if id(layer) in seen:
            place.layer["shared_object_id"] = id(layer)
        seen.add(id(layer))


def wrapped_twice(model: Any) -> Iterator[str]:
    """The layers that stand in a wrapper and somewhere else: a document shares no layer within a wrapper."""
    holders = [model, *model._flatten_layers(include_self=False, recursive=True)]
    places: dict[int, set[int]] = {}
    wrapped: dict[int, str] = {}
    for holder in {id(each): each for each in holders}.values():
        if type(holder).__name__ == _OWN:
            continue
        for inner in holder._flatten_layers(include_self=False, recursive=False):
            places.setdefault(id(inner), set()).add(id(holder))
            if not _is_model(holder):
                wrapped[id(inner)] = inner.name
    yield from (name for each, name in wrapped.items() if len(places[each]) > 1)


def _is_model(layer: Any) -> bool:
    import keras

    return isinstance(layer, keras.Model)


def _learnt(layer: Any, mode: str) -> Learnt:
    weights = None
    if mode == "tf_idf":
        held = getattr(layer, "_lookup_layer", layer)
        weights = [float(each) for each in held.idf_weights.numpy()]
    words = [each.item() if hasattr(each, "item") else each for each in layer.get_vocabulary()]
    return Learnt(words, weights)


def put_lost(held: Any, written: Any) -> None:
    """Put back the arguments that a loss, metric or optimizer leaves out of its configuration.

    Args:
        held: What `compile` was given: objects, and lists and mappings of them.
        written: What Keras wrote down of it; it is changed.
    """
    if isinstance(written, dict) and "class_name" in written and isinstance(written.get("config"), dict):
        written["config"].update(_lost(held, written["config"]))
    elif isinstance(held, Mapping) and isinstance(written, dict):
        for key in written.keys() & held.keys():
            put_lost(held[key], written[key])
    elif isinstance(held, (list, tuple)) and isinstance(written, (list, tuple)):
        for one, other in zip(held, written, strict=False):
            put_lost(one, other)


def _lost(held: Any, config: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of which another object made from the configuration has other values."""
    cls = type(held)
    if not cls.__module__.startswith("keras."):
        return {}
    names = [
        each for each in inspect.signature(cls.__init__).parameters if each not in {"self", "args", "kwargs"}
    ]
    missing = [name for name in names if name not in config]
    if not missing:
        return {}
    again = cls.from_config({name: _revived(value) for name, value in config.items()})
    out = {}
    for name in missing:
        value, other = _argument(held, name), _argument(again, name)
        if isinstance(value, _PLAIN) and value != other:
            out[name] = list(value) if isinstance(value, tuple) else value
    return out


def _revived(value: Any) -> Any:
    """Most classes revive the objects in their configurations themselves, but not the tensors."""
    if not isinstance(value, dict) or value.get("class_name") not in ("__tensor__", "__numpy__"):
        return value
    import keras

    return keras.saving.deserialize_keras_object(value)


def _argument(held: Any, name: str) -> Any:
    given = getattr(held, "_fn_kwargs", None) or {}
    return given[name] if name in given else getattr(held, name, getattr(held, f"_{name}", None))
