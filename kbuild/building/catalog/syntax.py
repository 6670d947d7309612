"""What the code of `__init__` does with each argument: Keras's own conversions and checks, by their names.

`initializers.get(x)` says that `x` is an initializer, `standardize_tuple(x, 2, ...)` that it is a number
or two, `if x not in ("a", "b")` that it is one of two texts. Each rule is a small function, found by the
name of what is called.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kbuild.building.catalog.evidence import Evidence
from kbuild.building.catalog.source import (
    argument_name,
    called_name,
    function_tree,
    initializers_of,
    parameter_names,
)

_GETTERS = {
    "initializers": "initializer",
    "regularizers": "regularizer",
    "constraints": "constraint",
    "activations": "activation",
    "optimizers": "optimizer",
    "losses": "loss",
    "metrics": "metric",
}
_CLASSES = {
    "int": "int",
    "float": "float",
    "str": "str",
    "dict": "dict",
    "Layer": "layer",
    "Optimizer": "optimizer",
    "LearningRateSchedule": "schedule",
    "ndarray": "array",
}


@dataclass(slots=True)
class _Scope:
    """The `__init__` being read: its class, the values of its local names, its arguments' outer names."""

    cls: type
    tree: ast.FunctionDef
    renamed: dict[str, str]
    values: dict[str, ast.expr] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.values[node.targets[0].id] = node.value

    def outer(self, node: ast.AST | None) -> str | None:
        """The class's own name for the argument that an expression is."""
        name = argument_name(node)
        return None if name is None else self.renamed.get(name, name)


def uses(cls: type) -> dict[str, Evidence]:
    """Read what the constructors of a class and its bases do with each argument.

    Args:
        cls: Any class whose source is at hand; one without source yields nothing.

    Returns:
        Evidence by the argument's name in `cls`, also where a base calls it otherwise.

    Example:
        >>> import keras
        >>> uses(keras.layers.Dense)["kernel_initializer"].types
        {'initializer'}
    """
    found: dict[str, Evidence] = defaultdict(Evidence)
    renamed: dict[str, str] = {}
    for _, init in initializers_of(cls):
        tree = function_tree(init)
        if tree is None or not init.__module__:
            continue
        scope = _Scope(cls, tree, renamed)
        for name, evidence in _evidence(scope):
            found[name] = found[name].merge(evidence)
        renamed = {**renamed, **_renames(scope)}
    return dict(found)


def _evidence(scope: _Scope) -> Iterator[tuple[str, Evidence]]:
    for node in ast.walk(scope.tree):
        if isinstance(node, ast.Call):
            owner, name = called_name(node)
            first = node.args[0] if node.args else _keyword(node, "value")
            argument = scope.outer(first)
            rule = _RULES.get(name)
            if argument and name == "get" and owner in _GETTERS:
                yield argument, Evidence({_GETTERS[owner]})
            elif argument and rule:
                yield argument, rule(node, scope)
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotIn):
            argument, texts = scope.outer(node.left), _literals(node.comparators[0], scope)
            if argument and any(isinstance(text, str) for text in texts):
                yield argument, _choice(texts)


def _renames(scope: _Scope) -> dict[str, str]:
    """The arguments of the base that are given under another name: `super().__init__(rank=n)`."""
    names = set(parameter_names(scope.tree))
    out: dict[str, str] = {}
    for node in ast.walk(scope.tree):
        if isinstance(node, ast.Call) and called_name(node)[1] == "__init__":
            for keyword in node.keywords:
                inner = {argument_name(each) for each in ast.walk(keyword.value)} & names
                if keyword.arg and len(inner) == 1:
                    name = str(inner.pop())
                    out[keyword.arg] = scope.renamed.get(name, name)
    return out


def _tuple(node: ast.Call, scope: _Scope) -> Evidence:
    count = node.args[1] if len(node.args) > 1 else _keyword(node, "n")
    length = count.value if isinstance(count, ast.Constant) and isinstance(count.value, int) else None
    return Evidence({"int", "list[int]"}, length=length)


def _padding(node: ast.Call, scope: _Scope) -> Evidence:
    causal = _keyword(node, "allow_causal") is not None
    return Evidence({"enum"}, ("valid", "same", "causal") if causal else ("valid", "same"))


def _data_format(node: ast.Call, scope: _Scope) -> Evidence:
    return Evidence({"enum", "null"}, ("channels_last", "channels_first"))


def _string(node: ast.Call, scope: _Scope) -> Evidence:
    allowed = _keyword(node, "allowable_strings") or (node.args[1] if len(node.args) > 1 else None)
    found = _choice(_literals(allowed, scope))
    found.types |= {
        word for flag, word in (("allow_none", "null"), ("allow_callables", "callable")) if _on(node, flag)
    }
    return found


def _isinstance(node: ast.Call, scope: _Scope) -> Evidence:
    against = node.args[1]
    names = against.elts if isinstance(against, ast.Tuple) else [against]
    words = [_CLASSES.get(getattr(each, "id", getattr(each, "attr", ""))) for each in names]
    return Evidence({word for word in words if word})


_RULES: dict[str, Callable[[ast.Call, _Scope], Evidence]] = {
    "standardize_tuple": _tuple,
    "standardize_padding": _padding,
    "standardize_data_format": _data_format,
    "validate_string_arg": _string,
    "validate_float_arg": lambda node, scope: Evidence({"float"}),
    "standardize_dtype": lambda node, scope: Evidence({"dtype"}),
    "standardize_shape": lambda node, scope: Evidence({"shape"}),
    "_set_factor": lambda node, scope: Evidence({"float", "list[float]"}, length=2),
    "isinstance": _isinstance,
    "float": lambda node, scope: Evidence({"float"}),
    "int": lambda node, scope: Evidence({"int"}),
}


def _choice(values: list[Any]) -> Evidence:
    texts = tuple(value for value in values if isinstance(value, str))
    types = ({"enum"} if texts else set()) | ({"null"} if None in values else set())
    return Evidence(types | ({"bool"} if True in values and not texts else set()), texts)


def _literals(node: ast.expr | None, scope: _Scope, depth: int = 3) -> list[Any]:
    """The values of a written-out collection, of a local name or a class attribute that holds one."""
    if depth == 0:
        return []
    if isinstance(node, ast.Call) and called_name(node)[1] in ("tuple", "list", "set") and node.args:
        return _literals(node.args[0], scope, depth - 1)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "keys":
        return _literals(node.func.value, scope, depth - 1)
    if isinstance(node, ast.Name) and node.id in scope.values:
        return _literals(scope.values[node.id], scope, depth - 1)
    attribute = (
        getattr(scope.cls, argument_name(node) or "", None) if isinstance(node, ast.Attribute) else None
    )
    if isinstance(attribute, (tuple, list, set, frozenset, dict)):
        return sorted(attribute, key=str) if isinstance(attribute, (set, frozenset)) else list(attribute)
    if isinstance(node, ast.Set):
        return [each.value for each in node.elts if isinstance(each, ast.Constant)]  # in the source's order
    try:
        value = ast.literal_eval(node) if node is not None else ()
    except (ValueError, TypeError):
        return []
    return list(value) if isinstance(value, (tuple, list, dict)) else []


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def _on(call: ast.Call, name: str) -> bool:
    value = _keyword(call, name)
    return isinstance(value, ast.Constant) and value.value is True
