"""Which values an epoch's logs will hold, told from the document alone.

The names are Keras's: `loss`, each output's loss where there are several, and each metric under its name,
with the output's before it where there are several; and each again with `val_` where there is validation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.checking.objectives import logged
from kbuild.checking.shapes.tensors import Tensor
from kbuild.checking.walked import walked
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Model, Node, Sequential
from kbuild.schemas.objects import Object
from kbuild.schemas.training import Compile
from kbuild.schemas.wiring import reference


def output_names(model: Object) -> tuple[str, ...] | None:
    """The names by which `compile` knows a model's outputs; None where only Keras can tell.

    Example:
        >>> from kbuild.schemas import Functional
        >>> layers = {"a": {"Dense": {"units": 1}}, "b": {"Dense": {"units": 1}}}
        >>> output_names(Functional(inputs={"x": {"shape": [3]}}, layers=layers, outputs=["a", "b"]))
        ('a', 'b')
    """
    if isinstance(model, Functional):
        return _functional(model)
    if isinstance(model, Sequential) and model.layers:
        last = model.layers[-1]
        name = last.arguments().get("name")
        return (name,) if isinstance(name, str) else None
    return None


def _functional(model: Functional) -> tuple[str, ...] | None:
    outputs = model.outputs
    if isinstance(outputs, str):
        outputs = (outputs,)
    if isinstance(outputs, Mapping):
        return tuple(outputs) if all(isinstance(each, str) for each in outputs.values()) else None
    if not all(isinstance(each, str) for each in outputs):
        return None
    return tuple(_layer_name(model, each) for each in outputs)


def _layer_name(model: Functional, text: str) -> str:
    """A result is known by the name of the layer that made it."""
    name = reference(text).name
    node = model.layers.get(name)
    if node is None:
        return name
    pinned = isinstance(node, Node) and "training" in (node.call or {})
    if node.reuse is not None:
        return name if pinned else node.reuse
    return f"{name}_training" if pinned else name


def log_names(document: Document, *, validation: bool | None = None) -> frozenset[str] | None:
    """The names in an epoch's logs; None where they cannot all be told.

    Args:
        document: The document.
        validation: Whether the training validates; None takes it from the document, and admits both where
            the data comes from Python.
    """
    if document.compile is None and not document.objectives:
        return None
    names = _computed(document.compile or Compile(), document.model)
    if names is None:
        return None
    names |= {name for index, each in enumerate(document.objectives) for name in logged(each, index)}
    if validation is None:
        validation = (
            document.data is None or document.data.train is None or document.data.validation is not None
        )
    twins = {f"val_{name}" for name in names} if validation else set()
    return frozenset({*names, *twins})


def _computed(spec: Compile, model: Object) -> set[str] | None:
    outputs = output_names(model)
    several = outputs is not None and len(outputs) > 1
    if outputs is None and isinstance(model, Model) and not _gives_one(model):
        return None
    names = {"loss"}
    if several:
        names.update(f"{name}_loss" for name in _with_loss(spec.loss, outputs or ()))
    for metrics in (spec.metrics, spec.weighted_metrics):
        names.update(_metrics(metrics, outputs or (), several=several))
    return names


def _gives_one(model: Model) -> bool:
    """Whether a model is known to give one tensor, so that the names of its values begin with no output's."""
    if isinstance(model, Sequential):
        return True
    given = walked(model).outputs
    return isinstance(given, Tensor) and given.shape is not None


def _with_loss(loss: Any, outputs: tuple[str, ...]) -> Iterator[str]:
    if isinstance(loss, Mapping):
        yield from (name for name in outputs if loss.get(name) is not None)
    elif isinstance(loss, tuple):
        yield from (name for name, each in zip(outputs, loss, strict=False) if each is not None)
    elif loss is not None:
        yield from outputs


def _metrics(metrics: Any, outputs: tuple[str, ...], *, several: bool) -> Iterator[str]:
    if metrics is None:
        return
    if not several:
        yield from map(metric_name, _flat(metrics))
    elif isinstance(metrics, Mapping):
        for output, each in metrics.items():
            yield from (f"{output}_{metric_name(metric)}" for metric in _flat(each))
    elif isinstance(metrics, tuple):
        for output, each in zip(outputs, metrics, strict=False):
            yield from (f"{output}_{metric_name(metric)}" for metric in _flat(each))


def _flat(metrics: Any) -> Iterator[Any]:
    if isinstance(metrics, Mapping):
        for each in metrics.values():
            yield from _flat(each)
    elif isinstance(metrics, tuple):
        for each in metrics:
            yield from _flat(each)
    elif metrics is not None:
        yield metrics


def metric_name(metric: Any) -> str:
    """The name that a metric has in the logs: a string's own, an object's `name`, or its class's default."""
    if not isinstance(metric, Object):
        return str(metric)
    given = metric.arguments().get("name")
    if isinstance(given, str):
        return given
    default = type(metric).model_fields.get("name")
    if default is not None and isinstance(default.default, str):
        return default.default
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", metric.type_name).lower()
