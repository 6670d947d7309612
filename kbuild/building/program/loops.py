"""`for` and `while`: run while tracing, or as a loop of the graph where that is needed or pays.

A loop runs while tracing over layers, over few steps, and where nothing is traced. A long `for` over tensors
becomes a loop of the graph after its first step, which shows what it carries: traced one by one, each step of
a hand-written recurrent network takes 60 ms with its gradient; as a loop, all of them together take 1 s. What
cannot be a loop of the graph is traced step by step after all, with a warning that says why. Where a tensor
says how often a loop runs there is no such choice.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import tensorflow as tf
from keras import ops

from .failures import PLAIN_CHOICE, TOO_MANY_STEPS, CallProgramError, NeedsFirstError
from .frame import Frame
from .graph import Steps, run_while_in_graph
from .liveness import Facts
from .plans import Plan, plan_of, whole
from .structure import leaves
from .tensors import is_known, is_tensor, truth

UNROLLED = 16
"""The number of steps up to which a loop over tensors is unrolled."""

Execute: TypeAlias = Callable[[Frame], Any]
"""Runs statements; returns a `Returned` when the program has come to its end, None otherwise."""


@dataclass(frozen=True, slots=True)
class Loop:
    """A compiled `for` or `while`.

    Args:
        body: Runs one step.
        facts: What it gives a value to.
        line: Its line in the program.
        bind: For a `for`: gives its names the value of a step.
        holds: For a `while`: evaluates the condition.
        windows: For a `for`: evaluates the last index of each of the windows in it, by the node's identity.
    """

    body: Execute
    facts: Facts
    line: int
    bind: Callable[[Frame, Any], None]
    holds: Execute
    windows: Mapping[int, Execute]

    def run_step(self, frame: Frame, value: Any) -> Any:
        """Run one step of a `for`."""
        frame.run.spend(1)
        self.bind(frame, value)
        return self.body(frame)


def run_for(frame: Frame, loop: Loop, value: Any) -> Any:
    """Run a `for` over a value."""
    plan = plan_of(value)
    count = whole(plan.length)
    if is_tensor(count):
        return _run_for_of_unknown_length(frame, loop, plan, count)
    if count <= UNROLLED or not plan.lowerable or loop.facts.returns or tf.executing_eagerly():
        return _unroll(frame, loop, plan, 0, count)
    return _run_long_for(frame, loop, plan, count)


def _unroll(frame: Frame, loop: Loop, plan: Plan, first: int, count: int) -> Any:
    for index in range(first, count):
        result = loop.run_step(frame, plan.item(index))
        if result is not None:
            return result
    return None


def _run_long_for(frame: Frame, loop: Loop, plan: Plan, count: int) -> Any:
    lengths = {name: len(frame.names[name]) for name in loop.facts.filled if _is_list(frame, name)}
    loop.run_step(frame, plan.item(0))
    appended = {name: frame.names[name][length:] for name, length in lengths.items()}
    if not _holds_tensors(frame, loop, appended):
        return _unroll(frame, loop, plan, 1, count)
    try:
        Steps(loop, plan, 1, count - 1, must=False, appended=appended).run(frame)
    except Exception as error:
        # Step by step, what is wrong with the program shows itself again, and what is not does no harm.
        code = getattr(error, "code", None)
        if code == TOO_MANY_STEPS:
            raise
        result = _unroll(frame, loop, plan, 1, count)
        # A loop over layers by their number is unrolled as one over the layers themselves is.
        if code != PLAIN_CHOICE:
            _warn(loop, count, error)
        return result
    loop.bind(frame, plan.item(count - 1))
    return None


def _warn(loop: Loop, count: int, error: Exception) -> None:
    warnings.warn(
        f"line {loop.line} of the call program: the {count} steps of this loop are traced one by one, which "
        f"takes long, since {error}",
        stacklevel=2,
    )


def _is_list(frame: Frame, name: str) -> bool:
    return isinstance(frame.names.get(name), list)


def _holds_tensors(frame: Frame, loop: Loop, appended: dict[str, list[Any]]) -> bool:
    values = [frame.names.get(name) for name in loop.facts.stored - loop.facts.filled]
    return any(is_tensor(leaf) for _, leaf in leaves([*values, *appended.values()]))


def _run_for_of_unknown_length(frame: Frame, loop: Loop, plan: Plan, count: Any) -> Any:
    _refuse_return(loop)
    if not plan.lowerable:
        message = "a tensor can't say over how many of several layers or plain values a loop runs"
        raise CallProgramError(message)
    try:
        Steps(loop, plan, 0, count, must=True).run(frame)
    except NeedsFirstError:
        # A name gets its first value, or its shape, in the loop: the first step is run before it.
        loop.run_step(frame, plan.item(0))
        _run_rest(frame, loop, plan, ops.subtract(count, 1))
    if loop.facts.last:
        loop.bind(frame, plan.item(ops.subtract(count, 1)))
    return None


def _run_rest(frame: Frame, loop: Loop, plan: Plan, count: Any) -> None:
    try:
        Steps(loop, plan, 1, count, must=True).run(frame)
    except NeedsFirstError as error:
        raise _unsettled(error) from None


def run_while(frame: Frame, loop: Loop) -> Any:
    """Run a `while`."""
    while True:
        frame.run.spend(1)
        condition = loop.holds(frame)
        if is_tensor(condition):
            condition = truth(condition)
            if not is_known(condition):
                return _run_while_of_tensors(frame, loop)
        if not condition:
            return None
        result = loop.body(frame)
        if result is not None:
            return result


def _run_while_of_tensors(frame: Frame, loop: Loop) -> None:
    _refuse_return(loop)
    try:
        run_while_in_graph(frame, loop)
    except NeedsFirstError as error:
        raise _unsettled(error) from None


def _refuse_return(loop: Loop) -> None:
    if loop.facts.returns:
        hint = "assign the result, and return it after the loop"
        raise CallProgramError("a loop whose end depends on a tensor can't return", hint=hint)


def _unsettled(error: Exception) -> CallProgramError:
    hint = "give it its shape before the loop, for example with ops.zeros"
    return CallProgramError(f"in a loop whose end depends on a tensor, {error}", hint=hint)
