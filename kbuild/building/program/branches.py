"""A condition on a tensor: both sides are traced, and what they give must agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import tensorflow as tf

from .failures import CallProgramError, RetraceError
from .frame import Frame, owned_losses
from .structure import leaves_of, rebuild, same_structure
from .tensors import as_tensor, common_dtype, describe, dtype_of, is_number, is_tensor, truth

Side: TypeAlias = Callable[[Frame], dict[str, Any]]
"""What runs one side in a frame of its own and returns the values that it gives, by name."""

RESULT = "the result"
"""The name of what a side gives that has no name in the program."""

_ATTEMPTS = 8
_ALIKE = "make them alike: a dtype with ops.cast, a shape with ops.zeros_like or ops.broadcast_to"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one side of a condition gave.

    Args:
        values: The values by name.
        items: Their leaves, each with how a program would write it.
        lossy: Whether it added losses.
    """

    values: dict[str, Any]
    items: list[tuple[str, Any]]
    lossy: bool


def choose(
    frame: Frame, condition: Any, sides: Sequence[Side], changed: Collection[str] = ()
) -> dict[str, Any]:
    """Make an `ops.cond` of two sides.

    Args:
        frame: Where the condition stands.
        condition: A tensor with one value.
        sides: What gives the values when the condition holds, and when it does not.
        changed: Names of lists and dictionaries that a side changes in place.

    Returns:
        The values of one of the sides by name. Tensors and numbers that differ are tensors; what is the same
        on both sides is as it was.

    Raises:
        CallProgramError: If the sides don't agree in structure, kind, dtype and dimensions.
    """
    predicate = truth(condition)
    wanted: dict[int, str] = {}
    for _ in range(_ATTEMPTS):
        outcomes: list[Outcome] = []
        traced = [_traced(frame, side, changed, outcomes, wanted) for side in sides]
        try:
            tensors = _cond(predicate, *traced)
        except RetraceError:
            continue
        if any(outcome.lossy for outcome in outcomes):
            frame.add_loss(tensors[0])
        return _chosen(outcomes, tensors[1:])
    raise CallProgramError("the two sides of this condition do not settle on their dtypes")


def _cond(predicate: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
    # As in Keras's own `cond`, a condition that is known while tracing needs no operation.
    known = tf.get_static_value(predicate)
    if known is not None:
        return yes() if known else no()
    return tf.cond(predicate, yes, no)


def _traced(
    frame: Frame, side: Side, changed: Collection[str], outcomes: list[Outcome], wanted: dict[int, str]
) -> Callable[[], list[Any]]:
    def trace() -> list[Any]:
        part = frame.part(changed)
        with owned_losses(part):
            values = side(part)
        outcomes.append(Outcome(values, list(leaves_of(values)), bool(part.losses)))
        if len(outcomes) == 2:
            _agree(outcomes[0], outcomes[1], wanted)
        items = enumerate(outcomes[-1].items)
        tensors = [as_tensor(leaf, wanted.get(index)) for index, (_, leaf) in items if _is_choice(leaf)]
        return [part.total_loss(), *tensors]

    return trace


def _is_choice(leaf: Any) -> bool:
    return is_tensor(leaf) or is_number(leaf)


def _agree(first: Outcome, second: Outcome, wanted: dict[int, str]) -> None:
    """Find the dtypes of both sides' numbers, and what can't be chosen between.

    Raises:
        RetraceError: If the first side, which is traced already, has to give a number another dtype.
        CallProgramError: If there is no choosing.
    """
    for name in sorted({*first.values, *second.values}):
        _check_structure(name, first.values, second.values)
    retrace = False
    for index, ((path, one), (_, other)) in enumerate(zip(first.items, second.items, strict=True)):
        if _is_choice(one) and _is_choice(other):
            dtype = _common(path, one, other)
            retrace |= not is_tensor(one) and wanted.get(index, dtype_of(one)) != dtype
            wanted[index] = dtype
        elif one is not other and (type(one) is not type(other) or one != other):
            _refuse(path, one, other, "a tensor chooses between tensors and between numbers only")
    if retrace:
        raise RetraceError


def _check_structure(name: str, first: dict[str, Any], second: dict[str, Any]) -> None:
    if name not in first or name not in second:
        hint = f"give `{name}` a value on both sides, or before the condition"
        raise CallProgramError(f"under a tensor's condition `{name}` has a value on one side only", hint=hint)
    if not same_structure(first[name], second[name]):
        _refuse(name, first[name], second[name], "give both the same structure")


def _common(path: str, one: Any, other: Any) -> str:
    dtype = common_dtype(one, other)
    ranks = {as_tensor(each).shape.rank for each in (one, other)} - {None}
    if dtype is None or len(ranks) > 1:
        _refuse(path, one, other, _ALIKE)
    return str(dtype)


def _refuse(path: str, one: Any, other: Any, hint: str) -> None:
    what = path if path.startswith(RESULT) else f"`{path}`"
    message = f"{what} is {describe(one)} on one side and {describe(other)} on the other"
    raise CallProgramError(f"under a tensor's condition {message}", hint=hint)


def _chosen(outcomes: list[Outcome], tensors: Sequence[Any]) -> dict[str, Any]:
    first, last = outcomes[0], outcomes[-1]
    rest = iter(tensors)
    items = []
    for (_, one), (_, other) in zip(first.items, last.items, strict=True):
        tensor = next(rest) if _is_choice(one) else None
        same = not is_tensor(one) and type(one) is type(other) and one == other
        items.append(one if same or tensor is None else tensor)
    found: dict[str, Any] = rebuild(first.values, iter(items))
    return found
