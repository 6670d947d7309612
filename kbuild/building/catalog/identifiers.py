"""The strings that Keras accepts in place of a type, each tried on Keras's own `get`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import keras

from kbuild.building.catalog.members import Member

_MODULES: Mapping[str, Any] = MappingProxyType(
    {
        "optimizer": keras.optimizers,
        "loss": keras.losses,
        "metric": keras.metrics,
        "initializer": keras.initializers,
        "regularizer": keras.regularizers,
        "constraint": keras.constraints,
        "activation": keras.activations,
    }
)
# Short names that follow from no class name.
_SHORT = (
    "bce",
    "kld",
    "mae",
    "mape",
    "mse",
    "msle",
    "normal",
    "one",
    "uniform",
    "zero",
    "swish",
    "hard_swish",
)


def identifiers(kind: str, found: list[Member]) -> dict[str, list[str]]:
    """Find the strings that Keras accepts for each type of a kind.

    Args:
        kind: Singular, such as `loss`.
        found: All types of that kind.

    Returns:
        Sorted strings by the type's name, without names that the catalog has anyway; empty for kinds that
        Keras never names by a string.

    Example:
        >>> from kbuild.building.catalog.members import members
        >>> identifiers("regularizer", members("regularizer"))["L1L2"]
        ['l1l2']
    """
    if kind not in _MODULES:
        return {}
    module, owners = _MODULES[kind], _owners(found)
    out: dict[str, list[str]] = defaultdict(list)
    known = {name for member in found for name in (member.name, *member.aliases)}
    for text in sorted(_candidates(module, found) - (known if kind != "activation" else set())):
        owner = owners.get(_key(_get(module, text)))
        if owner:
            out[owner].append(text)
    return dict(out)


def _candidates(module: Any, found: list[Member]) -> set[str]:
    names = {member.name for member in found} | {name for name in dir(module) if not name.startswith("_")}
    snake = {re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower() for name in names}
    folded = {name.lower() for name in names}
    return names | snake | folded | set(_SHORT) | {short.upper() for short in _SHORT}


def _get(module: Any, text: str) -> Any:
    try:
        return module.get(text)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _owners(found: list[Member]) -> dict[Any, str]:
    """Types by what `get` may return for them: the class, an instance of it, or the function it wraps."""
    out: dict[Any, str] = {}
    for member in found:
        out[member.thing] = member.name
        if isinstance(member.thing, type) and issubclass(member.thing, keras.Loss):
            function = getattr(member.thing(), "fn", None)
            if function is not None:
                out[function] = member.name
    return out


def _key(got: Any) -> Any:
    """The class of an instance; a class or function itself."""
    return got if isinstance(got, type) or hasattr(got, "__name__") else type(got)
