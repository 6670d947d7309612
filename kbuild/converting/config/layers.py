"""The few layers of which Keras writes down more, or another thing, than a person would say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_APPLICATIONS = "keras.src.applications."
_DIRECTIONS = ("layer", "backward_layer")
_POOLS = ("MaxPooling", "AveragePooling")


def translated(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """A layer that Keras keeps private, as what is public and does the same with the same weights.

    Source: `keras.applications.convnext` multiplies each channel by a weight of its own in a `LayerScale`;
    `keras.applications.inception_resnet_v2` adds a multiple of its second input in a `CustomScaleLayer`.
    """
    name, module = config.get("class_name"), str(config.get("module") or "")
    if name == "MultiHeadAttention":
        return _attention(config)
    if not module.startswith(_APPLICATIONS):
        return config
    if name == "LayerScale":
        return _layer_scale(config["config"])
    return _scaled_sum(config["config"]) if name == "CustomScaleLayer" else config


def _attention(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """Attention without the axes that it has found itself when it was built: all but the first and last."""
    given, built = config.get("config") or {}, config.get("build_config") or {}
    shapes = built.get("shapes_dict") or {}
    query = shapes.get("query_shape") if isinstance(shapes, Mapping) else None
    if not isinstance(query, (list, tuple)) or given.get("attention_axes") is None:
        return config
    if list(given["attention_axes"]) != list(range(1, len(query) - 1)):
        return config
    return {**config, "config": {**given, "attention_axes": None}}


def _layer_scale(given: Mapping[str, Any]) -> dict[str, Any]:
    arguments = {
        "equation": "abcd,d->abcd",
        "output_shape": [None, None, given["projection_dim"]],
        "kernel_initializer": {
            "module": "keras.initializers",
            "class_name": "Constant",
            "config": {"value": given["init_values"]},
        },
        **{key: given[key] for key in ("name", "trainable", "dtype") if key in given},
    }
    return {"module": "keras.layers", "class_name": "EinsumDense", "config": arguments}


def _scaled_sum(given: Mapping[str, Any]) -> dict[str, Any]:
    program = f"return x + residual * {float(given['scale'])!r}"
    arguments: dict[str, Any] = {
        "inputs": {"x": {}, "residual": {}},
        "layers": {},
        "call": program,
        "name": given.get("name"),
    }
    return {"class_name": "ProgramModel", "registered_name": "kbuild>ProgramModel", "config": arguments}


def without_implied(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a layer without those that follow from the others.

    Args:
        name: The layer's type.
        arguments: As a document would write them.

    Example:
        >>> without_implied("MultiHeadAttention", {"num_heads": 2, "key_dim": 8, "value_dim": 8})
        {'num_heads': 2, 'key_dim': 8}
    """
    out = dict(arguments)
    if name == "MultiHeadAttention" and out.get("value_dim") == out.get("key_dim"):
        out.pop("value_dim", None)
    if name == "Discretization" and out.get("bin_boundaries"):
        # Keras writes both where the boundaries were found by `adapt`, and takes one of them.
        out.pop("num_bins", None)
    if name == "Bidirectional":
        out = {key: _without_zeros(each) if key in _DIRECTIONS else each for key, each in out.items()}
        if out.get("backward_layer") == _reversed(out.get("layer")):
            out.pop("backward_layer", None)
    if name.startswith(_POOLS) and out.get("strides") == out.get("pool_size", 2):
        out.pop("strides", None)
    return out


def _without_zeros(layer: Any) -> Any:
    """A direction of a Bidirectional, which sets `zero_output_for_mask` to `return_sequences` itself."""
    if not isinstance(layer, dict):
        return layer
    ((name, arguments),) = layer.items()
    kept = {key: each for key, each in arguments.items() if key != "zero_output_for_mask"}
    return {name: kept} if kept else name


def _reversed(layer: Any) -> Any:
    """The layer that a Bidirectional makes of the one it is given."""
    if not isinstance(layer, dict):
        return None
    ((name, arguments),) = layer.items()
    backwards = {**arguments, "go_backwards": not arguments.get("go_backwards", False)}
    return {name: {key: each for key, each in backwards.items() if key != "go_backwards" or each}}
