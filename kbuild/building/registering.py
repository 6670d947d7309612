"""`kbuild.register`: a class or a function of the user's own becomes a type of the language."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any, TypeVar, overload

from kbuild.building.bases import BASES, kind_of_class
from kbuild.building.registered import Registered, everything, remember
from kbuild.schemas import catalog, types
from kbuild.schemas.errors import UsageError
from kbuild.schemas.wording import CALLED

_T = TypeVar("_T", bound=Callable[..., Any])

KINDS = (*BASES.values(), "activation")
"""The kinds of types that can be registered."""

# What Keras calls a function of each kind with; a document gives the arguments after these.
_CALLED_WITH = {"activation": 1, "loss": 2, "metric": 2, "regularizer": 1, "constraint": 1, "initializer": 1}
_BY_FIRST = {"y_true": "loss", "shape": "initializer", "x": "activation", "inputs": "activation"}
# A name means one thing among these: Keras takes one for the other, or both stand in one place.
_TOGETHER = {"layer": ("layer", "application"), "loss": ("loss", "metric"), "metric": ("metric", "loss")}
_CLASS = re.compile(r"[A-Z]\w*\Z")
_FUNCTION = re.compile(r"[a-z_]\w*\Z")


@overload
def register(thing: _T, *, name: str | None = None, kind: str | None = None) -> _T: ...


@overload
def register(
    thing: None = None, *, name: str | None = None, kind: str | None = None
) -> Callable[[_T], _T]: ...


def register(thing: Any = None, *, name: str | None = None, kind: str | None = None) -> Any:
    """Make a class or a function of your own a type that documents can name.

    Its arguments, their types, defaults and descriptions are read from its signature, annotations and
    docstring, as those of Keras's own are: it is checked, explained and completed alike. Keras saves it under
    the name that its own `register_keras_serializable` gave it, or else as `kbuild>NAME`. Registering it
    again, as a cell of a notebook does, replaces it.

    Args:
        thing: A class that derives from one of Keras's (`Layer`, `Loss`, `Metric`, `Optimizer`, `Callback`,
            ...), or a function for a loss, a metric, an activation, an initializer, a regularizer or a
            constraint. Left out where `register` is a decorator with arguments.
        name: What documents call it; its own name by default.
        kind: Its kind, such as `loss`; needed where neither its base class nor its first parameter
            (`y_true`, `x`, `shape`) tells.

    Returns:
        The class or function itself.

    Raises:
        UsageError: If the name is taken, by Keras or by another of your types; if the kind is not known.

    Example:
        >>> import kbuild
        >>> @kbuild.register
        ... def squared_half(y_true, y_pred, weight: float = 0.5):
        ...     return weight * (y_true - y_pred) ** 2
        >>> kbuild.load({
        ...     "model": {"style": "sequential", "layers": ["Flatten"]},
        ...     "compile": {"loss": {"losses.squared_half": {"weight": 0.25}}},
        ... }).compile.loss.tree()
        {'losses.squared_half': {'weight': 0.25}}
    """
    if thing is None:
        return lambda each: register(each, name=name, kind=kind)
    kind = _checked_kind(thing, kind or kind_of(thing))
    own = name or thing.__name__
    _check_name(thing, own)
    full = own if isinstance(thing, type) or kind == "activation" else f"{types.MODULES[kind]}.{own}"
    _check_free(thing, kind, own, full)
    entry = catalog.entry_from(full, kind, _described(thing, kind, own))
    catalog.add(entry)
    remember(Registered(thing, entry))
    return thing


def kind_of(thing: Any) -> str | None:
    """The kind of a class by its base, of a function by its first parameter; None where neither tells.

    Example:
        >>> def doubled(x): ...
        >>> kind_of(doubled)
        'activation'
    """
    if isinstance(thing, type):
        return kind_of_class(thing)
    return _BY_FIRST.get(next(iter(_parameters(thing)), ""))


def _parameters(thing: Any) -> list[str]:
    try:
        return list(inspect.signature(thing).parameters)
    except (TypeError, ValueError):
        return []


def _checked_kind(thing: Any, kind: str | None) -> str:
    if not callable(thing) or not hasattr(thing, "__name__"):
        text = f"a class or a function is registered, received {type(thing).__name__}"
        raise UsageError(text, code="not-a-type", hint="register the class, not an instance of it")
    kinds = KINDS if isinstance(thing, type) else tuple(_CALLED_WITH)
    if kind is None:
        text = f"the kind of {_told(thing)} is not known"
        raise UsageError(text, code="unknown-kind", hint=f"write kind= with one of {', '.join(kinds)}")
    if kind not in kinds:
        what = "a class" if isinstance(thing, type) else "a function"
        text = f"{_told(thing)} cannot be registered as {CALLED.get(kind, repr(kind))}"
        raise UsageError(text, code="unknown-kind", hint=f"{what} is one of {', '.join(kinds)}")
    return kind


def _check_name(thing: Any, name: str) -> None:
    if isinstance(thing, type) and not _CLASS.match(name):
        text = f"types begin with a capital letter, received {name!r}"
        raise UsageError(text, code="wrong-name", hint=f"write name={name.strip('_')[:1].upper()}…")
    if not isinstance(thing, type) and not _FUNCTION.match(name):
        text = f"functions have names in lower case, received {name!r}"
        raise UsageError(text, code="wrong-name", hint="write name= with letters, digits and underscores")


def _check_free(thing: Any, kind: str, own: str, full: str) -> None:
    names = {own, full}
    for other in _TOGETHER.get(kind, (kind,)):
        for each in names:
            found = catalog.find(other, each)
            taken = (
                found.api
                if found is not None
                else f"kbuild's own {each}"
                if each in types.written(other)
                else None
            )
            if taken is None or (found is not None and _again(thing, found)):
                continue
            text = f"`{each}` is {taken} already, and cannot be {_told(thing)} too"
            raise UsageError(text, code="name-taken", hint="give it another name: name=…")


def _is_open(function: Any) -> bool:
    """Whether a function takes arguments of any number or name."""
    kinds = {each.kind for each in inspect.signature(function).parameters.values()}
    return bool(kinds & {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL})


def _again(thing: Any, found: catalog.TypeEntry) -> bool:
    """Whether the same definition comes again, as when a cell of a notebook is run twice."""
    return any(each.entry is found and _told(each.thing) == _told(thing) for each in everything())


def _told(thing: Any) -> str:
    return f"{thing.__module__}.{thing.__qualname__}"


def _described(thing: Any, kind: str, own: str) -> dict[str, Any]:
    from kbuild.building.catalog import extract_type

    data = extract_type(thing, kind, api=_told(thing))
    if "call" in data and _is_open(thing.call):
        data["call"] = {}
    if not isinstance(thing, type):
        first = _parameters(thing)[: _CALLED_WITH[kind]] + (["dtype"] if kind == "initializer" else [])
        data["args"] = {name: each for name, each in data["args"].items() if name not in first}
        data["identifiers"] = [own]
    return data
