"""The few layers of which Keras writes down more, or another thing, than a person would say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_APPLICATIONS = "keras.src.applications."


def translated(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """A layer that Keras keeps private, as what is public and does the same with the same weights.

    Source: `keras.applications.convnext` multiplies each channel by a weight of its own in a `LayerScale`;
    `keras.applications.inception_resnet_v2` adds a multiple of its second input in a `CustomScaleLayer`.
    """
    name, module = config.get("class_name"), str(config.get("module") or "")
    if not module.startswith(_APPLICATIONS):
        return config
    if name == "LayerScale":
        return _layer_scale(config["config"])
    return _scaled_sum(config["config"]) if name == "CustomScaleLayer" else config


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
    if name == "Bidirectional" and out.get("backward_layer") == _reversed(out.get("layer")):
        out.pop("backward_layer", None)
    return out


def _reversed(layer: Any) -> Any:
    """The layer that a Bidirectional makes of the one it is given."""
    if not isinstance(layer, dict):
        return None
    ((name, arguments),) = layer.items()
    backwards = {**arguments, "go_backwards": not arguments.get("go_backwards", False)}
    return {name: {key: each for key, each in backwards.items() if key != "go_backwards" or each}}
