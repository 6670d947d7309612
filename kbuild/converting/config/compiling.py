"""`compile` from what Keras wrote down of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.converting.config.objects import Objects
from kbuild.schemas.training import Compile

_KINDS = {"optimizer": ("optimizer",), "loss": ("loss", "metric")}
_METRICS = ("metric", "loss")
_DEFAULTS = {"run_eagerly": False, "steps_per_execution": 1, "jit_compile": False, "auto_scale_loss": True}


def compile_tree(config: Mapping[str, Any], objects: Objects) -> dict[str, Any] | None:
    """A document's `compile`.

    Keras keeps `jit_compile` as it was resolved on the machine that saved the model, so false says nothing.

    Args:
        config: The `compile_config` of a serialized model.
        objects: Converts optimizer, losses and metrics.

    Returns:
        The tree; None if the model was not compiled.
    """
    if not config.get("optimizer"):
        return None
    out = {}
    with objects.report.at("compile"):
        for key, value in config.items():
            if value is None or value == _DEFAULTS.get(key):
                continue
            if key not in Compile.model_fields:
                objects.report.refuse(f"`{key}` is no argument of Keras's own compile")
                continue
            with objects.report.at(key):
                out[key] = _structure(value, _KINDS.get(key, _METRICS), objects)
    return {key: out[key] for key in Compile.model_fields if key in out}


def older(config: Mapping[str, Any]) -> dict[str, Any]:
    """The `training_config` of an older `.h5` file as `compile_config` has it.

    Example:
        >>> older({"optimizer_config": {"class_name": "SGD", "config": {}}, "loss": "mse"})["loss"]
        'mse'
    """
    out = {key: each for key, each in config.items() if key != "optimizer_config"}
    if "optimizer_config" in config:
        out["optimizer"] = config["optimizer_config"]
    return {key: _unwrapped(each) for key, each in out.items()}


def _unwrapped(value: Any) -> Any:
    """Keras 2 writes `accuracy` as a wrapper of the function that it became."""
    if isinstance(value, (list, tuple)):
        return [_unwrapped(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    inner = value.get("config")
    if value.get("class_name") == "MeanMetricWrapper" and isinstance(inner, Mapping):
        return inner.get("name") if isinstance(inner.get("fn"), str) else inner.get("fn")
    return value if "class_name" in value else {key: _unwrapped(each) for key, each in value.items()}


def _structure(value: Any, kinds: tuple[str, ...], objects: Objects) -> Any:
    if isinstance(value, (list, tuple)):
        return [_structure(each, kinds, objects) for each in value]
    if isinstance(value, Mapping):
        if "class_name" in value and "config" in value:
            return objects.written(value, kinds)
        return {key: _structure(each, kinds, objects) for key, each in value.items()}
    return value
