"""Values that a document says over and over, said once in `params`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kbuild.reading.words import is_type
from kbuild.schemas.catalog import find

_LEAST = 3
_KINDS = ("initializer", "regularizer", "constraint", "dtype_policy")


def hoisted(tree: dict[str, Any]) -> dict[str, Any]:
    """Name each initializer, regularizer, constraint or policy with arguments that is used often.

    Args:
        tree: A document's tree, resolved.

    Returns:
        A tree that resolves to the same document, with `params` first.

    Example:
        >>> same = {"kernel_initializer": {"VarianceScaling": {"scale": 2.0}}}
        >>> layers = [{"Dense": {"units": size, **same}} for size in (3, 4, 5)]
        >>> hoisted({"model": {"layers": layers}})["params"]
        {'variance_scaling': {'VarianceScaling': {'scale': 2.0}}}
    """
    counts = Counter(json.dumps(each, sort_keys=True) for each in _objects(tree.get("model")))
    often = [text for text, count in counts.items() if count >= _LEAST]
    params = dict(tree.get("params") or {})
    names: dict[str, str] = {}
    for text in often:
        value = json.loads(text)
        names[text] = _free(next(iter(value)), params)
        params[names[text]] = value
    if not names:
        return tree
    return {
        "params": params,
        **{key: _replaced(each, names) for key, each in tree.items() if key != "params"},
    }


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if _is_object(value):
            yield value
            return
        for each in value.values():
            yield from _objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each)


def _is_object(value: dict[str, Any]) -> bool:
    if len(value) != 1:
        return False
    ((name, arguments),) = value.items()
    return bool(arguments) and is_type(str(name)) and any(find(kind, name) for kind in _KINDS)


def _free(type_name: str, taken: dict[str, Any]) -> str:
    from kbuild.checking.naming import snake_case

    name, number = snake_case(type_name), 2
    while name in taken:
        name, number = f"{snake_case(type_name)}_{number}", number + 1
    return name


def _replaced(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        if _is_object(value) and (name := names.get(json.dumps(value, sort_keys=True))):
            return f"${{{name}}}"
        return {key: _replaced(each, names) for key, each in value.items()}
    return [_replaced(each, names) for each in value] if isinstance(value, list) else value
