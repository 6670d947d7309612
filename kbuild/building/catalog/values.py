"""What a value says of an argument's type: its default, or what `get_config` returns for it."""

from __future__ import annotations

from typing import Any

from kbuild.building.catalog.evidence import Evidence

_MODULES = (
    ("initializers", "initializer"),
    ("regularizers", "regularizer"),
    ("constraints", "constraint"),
    ("schedules", "schedule"),
    ("optimizers", "optimizer"),
    ("layers", "layer"),
)
#: Names that mean the same wherever Keras uses them.
_NAMES = {
    "dtype": {"dtype", "null"},
    "name": {"str", "null"},
    "seed": {"int", "null"},
    "trainable": {"bool"},
    "autocast": {"bool"},
    "activation": {"activation", "null"},
    "recurrent_activation": {"activation", "null"},
}
_SUFFIXES = ("initializer", "regularizer", "constraint")


def convention(name: str) -> Evidence:
    """Say what an argument's name means, for the names that Keras uses in one sense only.

    Example:
        >>> sorted(convention("kernel_initializer").types)
        ['initializer', 'null']
    """
    suffix = next((suffix for suffix in _SUFFIXES if name.endswith(f"_{suffix}")), None)
    if name == "data_format":
        return Evidence({"enum", "null"}, ("channels_last", "channels_first"))
    return Evidence({suffix, "null"} if suffix else set(_NAMES.get(name, ())))


def value_evidence(value: Any) -> Evidence:
    """Say what types a value has, None and an empty list saying nothing.

    Args:
        value: A default, or an entry of a serialized config.

    Returns:
        Evidence with one word.

    Example:
        >>> value_evidence((1, 2)).types
        {'list[int]'}
    """
    word = _word(value)
    return Evidence({word} if word else set())


def plain(value: Any) -> Any:
    """Return a default as JSON has it (tuples are lists), or raise ValueError when JSON has no such thing.

    Example:
        >>> plain((1, (2, 3)))
        [1, [2, 3]]
    """
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    raise ValueError(f"a default that JSON can't hold: {value!r}")


def _word(value: Any) -> str | None:
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind.__name__
    if isinstance(value, (list, tuple)):
        words = {_word(each) for each in value}
        return f"list[{words.pop()}]" if len(words) == 1 else "list[any]"
    if isinstance(value, dict):
        module = str(value.get("module") or "")
        if "DTypePolicy" in str(value.get("class_name")):
            return "dtype"
        return next((word for part, word in _MODULES if part in module), "dict")
    return None
