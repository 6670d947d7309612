"""Whether objects of the user's own classes come back from a saved model; Keras tells when it loads them."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

_OPEN = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)


def warn_unless_loadable(made: Any, given: Iterable[str]) -> None:
    """Warn of an object that Keras saves and cannot load, or loads otherwise than it was, with the remedy.

    Keras saves what `get_config` returns and gives it to the constructor. The two are compared, and nothing
    is made: a class with a `from_config` of its own is left to it.

    Args:
        made: An object of a registered class.
        given: The arguments that the document gave it.
    """
    cls = type(made)
    if not _is_of_keras(cls, "from_config"):
        return
    reason = _reason(cls, made, given)
    if reason is not None:
        warnings.warn(f"{cls.__name__}: {reason}", stacklevel=2)


def _reason(cls: type[Any], made: Any, given: Iterable[str]) -> str | None:
    try:
        config = made.get_config()
    except NotImplementedError:
        return f"a model with it cannot be saved; {_returning([*given] or ['units'])}"
    except Exception:  # the user's code, which may need the weights that are made later
        return None
    return lost(cls, config, () if _is_of_keras(cls, "__init__") else given)


def lost(cls: type[Any], config: Mapping[str, Any], given: Iterable[str]) -> str | None:
    """What keeps an object from coming back as it was; None for nothing.

    Args:
        cls: Its class.
        config: What its `get_config` returns.
        given: The arguments that it was made with.

    Example:
        >>> class Scale:
        ...     def __init__(self, factor=2.0): ...
        >>> lost(Scale, {}, ["factor"]).partition(";")[0]
        'a saved model would forget its `factor`'
    """
    taken = inspect.signature(cls).parameters
    named = {name: each for name, each in taken.items() if each.kind not in _OPEN}
    is_open = any(each.kind is inspect.Parameter.VAR_KEYWORD for each in taken.values())
    unknown = [] if is_open else [name for name in config if name not in named]
    if unknown:
        remedy = "write **kwargs as its last parameter, and super().__init__(**kwargs)"
        return f"a saved model cannot be loaded: __init__ does not take {_told(unknown)}; {remedy}"
    needed = [name for name, each in named.items() if each.default is each.empty and name not in config]
    if needed:
        text = f"a saved model cannot be loaded: get_config does not return {_told(needed)}"
        return f"{text}; {_returning(needed)}"
    forgotten = [name for name in given if name in named and name not in config]
    if forgotten:
        return f"a saved model would forget its {_told(forgotten)}; {_returning(forgotten)}"
    return None


def _returning(names: Iterable[str]) -> str:
    pairs = ", ".join(f'"{name}": self.{name}' for name in names)
    return f"let get_config return {{**super().get_config(), {pairs}}}"


def _told(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _is_of_keras(cls: type[Any], method: str) -> bool:
    """Whether a class has a method from Keras, not from the user."""
    owner = next((each for each in cls.__mro__ if method in vars(each)), object)
    return owner.__module__.partition(".")[0] == "keras" or owner is object
