"""Which of Keras's public names the catalog holds, kind by kind."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import keras

from kbuild.building import layers, metrics

# Bases to inherit from, and wrappers around a bare function: nothing that a document could construct.
_ABSTRACT = (
    keras.Layer,
    keras.layers.Wrapper,
    keras.layers.InputLayer,  # written as `Input`
    keras.Optimizer,
    keras.optimizers.schedules.LearningRateSchedule,
    keras.Loss,
    keras.Metric,
    keras.metrics.MeanMetricWrapper,
    keras.Initializer,
    keras.Regularizer,
    keras.constraints.Constraint,
    keras.callbacks.Callback,
    keras.callbacks.CallbackList,
)
#: Classes of a module that belong to its kind without inheriting from the kind's base.
_MEMBERS_TOO = (keras.optimizers.OptimizerMap,)
_NOT_ACTIVATIONS = ("deserialize", "get", "serialize")


@dataclass(frozen=True, slots=True)
class Member:
    """One type to describe.

    Attributes:
        name: Its name in the catalog.
        thing: The class or function.
        api: Its public name.
        aliases: Its other public names, as far as a document could use them.
    """

    name: str
    thing: Callable[..., Any]
    api: str
    aliases: tuple[str, ...] = ()


_CLASSES: Mapping[str, tuple[Any, type]] = MappingProxyType(
    {
        "layer": (keras.layers, keras.Layer),
        "optimizer": (keras.optimizers, keras.Optimizer),
        "schedule": (keras.optimizers.schedules, keras.optimizers.schedules.LearningRateSchedule),
        "loss": (keras.losses, keras.Loss),
        "metric": (keras.metrics, keras.Metric),
        "initializer": (keras.initializers, keras.Initializer),
        "regularizer": (keras.regularizers, keras.Regularizer),
        "constraint": (keras.constraints, keras.constraints.Constraint),
        "callback": (keras.callbacks, keras.callbacks.Callback),
        "dtype_policy": (keras.dtype_policies, keras.dtype_policies.DTypePolicy),
    }
)


def members(kind: str) -> list[Member]:
    """List the public types of a kind, kbuild's own among the layers and the metrics.

    Args:
        kind: Singular, such as `layer`.

    Returns:
        Its types in alphabetical order.

    Raises:
        KeyError: If Keras has nothing of that kind.

    Example:
        >>> [each.name for each in members("schedule")][:2]
        ['CosineDecay', 'CosineDecayRestarts']
    """
    functions = {"activation": _activations, "application": _applications, "op": _ops}
    found = functions[kind]() if kind in functions else _classes(*_CLASSES[kind])
    if kind == "layer":
        found.append(Member("Input", keras.Input, "keras.Input", ("InputLayer",)))
    own = {"layer": layers, "metric": metrics}.get(kind)
    if own is not None:
        found += [Member(name, getattr(own, name), f"{own.__name__}.{name}") for name in own.OWN]
    return sorted(found, key=lambda member: member.name)


def _classes(module: Any, base: type) -> list[Member]:
    names: dict[type, list[str]] = {}
    for name, value in sorted(vars(module).items()):
        if (
            isinstance(value, type)
            and value not in _ABSTRACT
            and (issubclass(value, base) or value in _MEMBERS_TOO)
        ):
            names.setdefault(value, []).append(name)
    return [_named(cls, module, found) for cls, found in names.items()]


def _named(thing: Any, module: Any, names: list[str]) -> Member:
    """Prefer the name in the definition; lower-case aliases are identifiers, not types."""
    name = thing.__name__ if thing.__name__ in names else names[0]
    aliases = tuple(other for other in names if other != name and other[0].isupper())
    return Member(name, thing, f"{module.__name__}.{name}", aliases)


def _activations() -> list[Member]:
    return [
        Member(name, function, f"keras.activations.{name}")
        for name, function in _functions(keras.activations)
        if name not in _NOT_ACTIVATIONS and function.__name__ == name
    ]


def _applications() -> list[Member]:
    return [
        Member(name, function, f"keras.applications.{name}")
        for name, function in _functions(keras.applications)
        if name[0].isupper()
    ]


def _ops() -> list[Member]:
    """The functions of `keras.ops`, with the names they have in its submodules as aliases."""
    names: dict[Any, list[str]] = {}
    for name, function in _functions(keras.ops):
        names.setdefault(function, []).append(name)
    for part in ("image", "linalg", "nn", "numpy"):
        for name, function in _functions(getattr(keras.ops, part)):
            names.setdefault(function, []).append(f"{part}.{name}")
    return [
        Member(found[0], thing, f"keras.ops.{found[0]}", tuple(found[1:])) for thing, found in names.items()
    ]


def _functions(module: Any) -> list[tuple[str, Any]]:
    return [
        (name, value)
        for name, value in sorted(vars(module).items())
        if inspect.isfunction(value) and not name.startswith("_")
    ]
