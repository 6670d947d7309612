"""The rules, by the types they are for, and how a spec is looked at with them.

A rule is a small function of one form:

```python
@rule("Flatten")
def flatten(layer: Arguments, call: Call) -> Outcome:
    shape = call.shape()
    return Outcome(layer.result((shape[0], product(shape[1:]))))
```
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from kbuild.checking.shapes.arguments import Arguments, Spec, arguments_of, kind_of
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.homes import bring_in, modules_of
from kbuild.checking.shapes.operands import bound
from kbuild.checking.shapes.outcomes import NOTHING_KNOWN, MismatchError, NotKnownError, Outcome
from kbuild.checking.shapes.policies import Policy
from kbuild.checking.shapes.tensors import UNKNOWN, Structure

Rule: TypeAlias = Callable[[Arguments, Call], Outcome]

_RULES: dict[tuple[str, str], Rule] = {}
# Layers that have no rule and never will have one.
_FOREIGN = "it holds code of another library, which alone knows its shapes and weights"
_REASONS = {
    "JaxLayer": _FOREIGN,
    "FlaxLayer": _FOREIGN,
    "TorchModuleWrapper": _FOREIGN,
    "TFSMLayer": "its shapes and weights are in a file that only TensorFlow reads",
}


def rule(*names: str, kind: str = "layer") -> Callable[[Rule], Rule]:
    """Register the decorated function as the rule of one or more types.

    A package that registers layers of its own can give them rules in the same way.

    Args:
        *names: The types' own names, such as `Dense`; for ops without `ops.` before them.
        kind: `layer`, `op` or `application`.

    Returns:
        The decorator; it returns the function as it is.

    Example:
        >>> @rule("Twice")
        ... def twice(layer: Arguments, call: Call) -> Outcome:
        ...     return Outcome((call.tensor(), call.tensor()))
        >>> is_known("Twice")
        True
        >>> _ = _RULES.pop(("layer", "Twice"))
    """

    def register(function: Rule) -> Rule:
        for name in names:
            _RULES[kind, name] = function
        return function

    return register


def is_known(name: str, kind: str = "layer") -> bool:
    """Whether a type has a rule.

    Example:
        >>> is_known("Dense"), is_known("TFSMLayer"), is_known("multiply", "op")
        (True, False, True)
    """
    return _found(name, kind) is not None


def why_unknown(name: str) -> str | None:
    """The reason why a layer has no rule; None when it has one or no reason is on record.

    Example:
        >>> why_unknown("TFSMLayer")
        'its shapes and weights are in a file that only TensorFlow reads'
    """
    return _REASONS.get(name)


def infer(
    spec: Spec,
    inputs: Structure | None = None,
    keywords: Mapping[str, Any] | None = None,
    *,
    kind: str | None = None,
    policy: Policy | None = None,
) -> Outcome:
    """Find out what one call of a layer or op gives, without building anything.

    Args:
        spec: The layer or op: a `kbuild.schemas.Object` or anything of its form.
        inputs: What it is called with in the first place: a tensor, a tuple or a dict of tensors.
        keywords: Further arguments of the call by name: tensors, structures of tensors or plain values.
        kind: `layer`, `op` or `application`; the spec's own `kind` unless given.
        policy: The dtype policy where the spec names none; float32 unless given.

    Returns:
        The outcome; a type without a rule gives unknown outputs and unknown weights.

    Example:
        >>> from kbuild.checking.shapes import Tensor
        >>> from kbuild.schemas import layers
        >>> infer(layers.Dense(units=3), Tensor((None, 4))).outputs.shape
        (None, 3)
    """
    kind = kind or kind_of(spec)
    layer = arguments_of(spec, kind, policy)
    found = _found(layer.type_name, kind)
    if found is None:
        return NOTHING_KNOWN
    if kind == "op":
        return apply(found, *bound(layer, inputs, keywords or {}))
    return apply(found, layer, bind(layer, inputs, keywords or {}))


def _found(name: str, kind: str) -> Rule | None:
    if (kind, name) not in _RULES:
        bring_in(modules_of(name, kind))
    return _RULES.get((kind, name))


def bind(layer: Arguments, inputs: Structure | None, keywords: Mapping[str, Any]) -> Call:
    """Give the positional input the name of the first call argument."""
    names = tuple(layer.entry.call) if layer.entry is not None else ()
    first = names[0] if names else "inputs"
    values = dict(keywords) if inputs is None else {first: inputs, **keywords}
    return Call(layer.type_name, values, first)


def apply(found: Rule, layer: Arguments, call: Call) -> Outcome:
    """Run a rule and turn its way of ending into an outcome.

    Args:
        found: The rule.
        layer: The layer's arguments.
        call: What it is called with.

    Returns:
        The outcome, with the weights that `trainable: false` and a quantized policy leave.
    """
    try:
        _check_given(layer, call)
        outcome = found(layer, call)
    except MismatchError as refusal:
        return Outcome(UNKNOWN, None, (refusal.mismatch,))
    except NotKnownError as reason:
        outcome = reason.outcome
    if layer.policy.quantized:
        outcome = Outcome(outcome.outputs, None, outcome.problems)
    return outcome.frozen() if layer.get("trainable") is False else outcome


def _check_given(layer: Arguments, call: Call) -> None:
    if layer.entry is None or layer.entry.kind != "layer":
        return
    for name, argument in layer.entry.call.items():
        if argument.required:
            call.require(name)
