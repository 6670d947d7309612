"""A condition on a tensor: both sides are traced, and what they give must agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from .failures import CallProgramError, RetraceError
from .frame import Frame, owned_losses
from .structure import leaves, rebuild, same_structure
from .tensors import as_tensor, common_dtype, describe, dtype_of, is_number, is_tensor, truth

_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one side of a condition gave.

    Args:
        value: The result, a structure.
        items: The leaves of the result with their paths.
        lossy: Whether it added losses.
    """

    value: Any
    items: list[tuple[str, Any]]
    lossy: bool


def choose(
    frame: Frame, condition: Any, sides: Sequence[Callable[[Frame], Any]], changed: Collection[str] = ()
) -> Any:
    """Make an `ops.cond` of two sides.

    Args:
        frame: Where the condition stands.
        condition: A tensor with one value.
        sides: What gives the result when the condition holds, and when it does not; each gets a frame of its
            own. Numbers that differ become tensors, those that are equal stay plain.
        changed: Names of lists and dictionaries that a side changes in place.

    Returns:
        The result of one of the sides, as tensors.

    Raises:
        CallProgramError: If the sides don't agree in structure, kind and dtype.
    """
    predicate = truth(condition)
    wanted: dict[int, str] = {}
    for _ in range(_ATTEMPTS):
        outcomes: list[Outcome] = []
        traced = [_traced(frame, side, changed, outcomes, wanted) for side in sides]
        try:
            return _result(frame, outcomes, _cond(predicate, *traced))
        except RetraceError:
            continue
    raise CallProgramError("the two sides of this condition never agree in their dtypes")


def _cond(predicate: Any, yes: Callable[[], Any], no: Callable[[], Any]) -> Any:
    # As Keras's own `cond` does: a condition that is known while tracing needs no operation.
    known = tf.get_static_value(predicate)
    if known is not None:
        return yes() if known else no()
    return tf.cond(predicate, yes, no)


def _traced(
    frame: Frame,
    side: Callable[[Frame], Any],
    changed: Collection[str],
    outcomes: list[Outcome],
    wanted: dict[int, str],
) -> Callable[[], list[Any]]:
    def trace() -> list[Any]:
        part = frame.part(changed)
        with owned_losses(part):
            value = side(part)
        outcomes.append(Outcome(value, list(leaves(value)), bool(part.losses)))
        if len(outcomes) == 2:
            _agree(outcomes[0], outcomes[1], wanted)
        items = enumerate(outcomes[-1].items)
        chosen = [as_tensor(leaf, wanted.get(index)) for index, (_, leaf) in items if _is_choice(leaf)]
        return [part.total_loss(), *chosen]

    return trace


def _is_choice(leaf: Any) -> bool:
    return is_tensor(leaf) or is_number(leaf)


def _agree(first: Outcome, second: Outcome, wanted: dict[int, str]) -> None:
    """Find the dtypes of both sides' numbers, and what can't be chosen between."""
    if not same_structure(first.value, second.value):
        raise CallProgramError(
            f"under a tensor's condition one side gives {_described(first)} "
            f"and the other {_described(second)}",
            hint="give both the same structure, or make the condition a plain value",
        )
    retry = False
    for index, ((path, one), (_, other)) in enumerate(zip(first.items, second.items, strict=True)):
        if not (_is_choice(one) and _is_choice(other)):
            _same_plain(path, one, other)
            continue
        dtype = common_dtype(one, other)
        if dtype is None or (is_tensor(one) and is_tensor(other) and _ranks_differ(one, other)):
            raise CallProgramError(
                f"under a tensor's condition {_named(path)} is {describe(one)} on one side "
                f"and {describe(other)} on the other",
                hint="make them alike, for dtypes with ops.cast",
            )
        # The first side is traced already: a number there that was given another dtype needs a second trace.
        retry |= not is_tensor(one) and wanted.get(index, dtype_of(one)) != dtype
        wanted[index] = dtype
    if retry:
        raise RetraceError


def _same_plain(path: str, one: Any, other: Any) -> None:
    plain = not _is_choice(one) and not _is_choice(other)
    if one is not other and not (plain and type(one) is type(other) and one == other):
        raise CallProgramError(
            f"under a tensor's condition {_named(path)} is {describe(one)} on one side "
            f"and {describe(other)} on the other: a tensor chooses between tensors and numbers only"
        )


def _ranks_differ(one: Any, other: Any) -> bool:
    ranks = one.shape.rank, other.shape.rank
    return None not in ranks and ranks[0] != ranks[1]


def _described(outcome: Outcome) -> str:
    value = outcome.value
    if isinstance(value, dict):
        return "values for " + (", ".join(f"`{key}`" for key in value) or "nothing")
    return describe(value)


def _named(path: str) -> str:
    return f"`{path}`" if path else "the result"


def _result(frame: Frame, outcomes: list[Outcome], tensors: list[Any]) -> Any:
    """Put the result together: chosen tensors, and what is the same on both sides as it was."""
    if any(outcome.lossy for outcome in outcomes):
        frame.add_loss(tensors[0])
    first, last = outcomes[0], outcomes[-1]
    chosen = iter(tensors[1:])
    items = []
    for (_, one), (_, other) in zip(first.items, last.items, strict=True):
        tensor = next(chosen) if _is_choice(one) else None
        same = not is_tensor(one) and type(one) is type(other) and one == other
        items.append(one if same or tensor is None else tensor)
    return rebuild(first.value, iter(items))
