"""Loops of the graph, by TensorFlow's `while_loop`.

Keras's `ops.while_loop` is that function, without two things that are needed here: shapes that may change,
and arrays for what each step takes and gives. `ops.scan` has arrays, but runs half as fast and can't be
trained under XLA.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import tensorflow as tf
from keras import ops

from .carry import Carry
from .failures import LoweringError, NeedsFirstError, RetraceError
from .frame import Frame, owned_losses
from .outputs import Outputs
from .plans import Plan, Step, sliced
from .tensors import as_tensor, truth
from .windows import bounds_of, window

if TYPE_CHECKING:
    from .loops import Loop

_ATTEMPTS = 12
_T = TypeVar("_T")
_SCALAR = tf.TensorShape(())
_ANY = tf.TensorShape(None)


class Steps:
    """The steps of a `for` that are one loop of the graph.

    Args:
        loop: The loop.
        plan: What it runs over.
        first: The step to begin with.
        count: The number of steps, a plain number or a tensor.
        must: Whether it can't be unrolled instead, since a tensor says when it ends.
        appended: What a step before it has appended to lists, if one was run.
    """

    def __init__(  # noqa: PLR0913 - what a loop is made of
        self,
        loop: Loop,
        plan: Plan,
        first: int,
        count: Any,
        *,
        must: bool,
        appended: dict[str, list[Any]] | None = None,
    ) -> None:
        self.loop, self.plan, self.first, self.count = loop, plan, first, count
        self.must = must
        self.appended = appended or {}

    def run(self, frame: Frame) -> None:
        """Run them; the frame's names have their values after the loop afterwards.

        Raises:
            LoweringError: If they can't be a loop of the graph.
        """
        facts = self.loop.facts
        carry = Carry(frame, facts.carried, must=self.must)
        outputs = Outputs(frame, facts.filled, self.count, self.appended)
        _check_given(frame, facts.results - facts.filled)
        tensors, arrays = _attempt(lambda: self._trace(frame, carry, outputs))
        carry.hand(frame, tensors)
        outputs.extend(frame, arrays)

    def _trace(self, frame: Frame, carry: Carry, outputs: Outputs) -> tuple[list[Any], list[Any]]:
        value_of = self.plan.prepare(self.first, self.count)
        slices = self._slices(frame)
        start = carry.start()
        lossy: list[Any] = []

        def body(counter: Any, loss: Any, *rest: Any) -> list[Any]:
            part = frame.part(self.loop.facts.changed)
            carry.hand(part, rest[: len(start)])
            outputs.collect(part)
            part.sliced.update({node: at(counter) for node, at in slices.items()})
            with owned_losses(part):
                self.loop.run_step(part, value_of(counter))
            tensors = carry.take(part)
            arrays = outputs.write(part, counter, list(rest[len(start) :]))
            lossy.extend(part.losses or ())
            return [counter + 1, ops.add(loss, part.total_loss()), *tensors, *arrays]

        arrays = outputs.arrays()
        found = tf.while_loop(
            lambda counter, *rest: counter < self.count,
            body,
            [tf.constant(0), frame.no_loss(), *start, *arrays],
            shape_invariants=[_SCALAR, _SCALAR, *carry.invariants(), *(_ANY for _ in arrays)],
            maximum_iterations=self.count,
        )
        if lossy:
            frame.add_loss(found[1])
        return found[2 : 2 + len(start)], found[2 + len(start) :]

    def _slices(self, frame: Frame) -> dict[int, Step]:
        """What reads `x[:, t]` step by step, so that its gradient does not cost all of `x` each time."""
        slices = {}
        for node, name, axis in self.loop.facts.slices:
            step = sliced(self.plan, frame.names.get(name), axis, self.first, self.count)
            if step is not None:
                slices[id(node)] = step
        for node, name, axis in self.loop.facts.windows:
            tensor = frame.names.get(name)
            bounds = bounds_of(frame, self, self.loop.windows[id(node)], tensor, axis)
            if bounds is not None:
                slices[id(node)] = window(tensor, axis, bounds)
        return slices


def run_while_in_graph(frame: Frame, loop: Loop) -> None:
    """Run a `while` as a loop of the graph; the frame's names have their values after it afterwards.

    Raises:
        LoweringError: If it can't be a loop of the graph.
    """
    facts = loop.facts
    frame.run.unbounded = True
    carry = Carry(frame, facts.carried | (facts.filled & frozenset(frame.names)), must=True)
    _check_given(frame, facts.results)
    carry.hand(frame, _attempt(lambda: _trace_while(frame, loop, carry)))


def _trace_while(frame: Frame, loop: Loop, carry: Carry) -> list[Any]:
    lossy: list[Any] = []

    def test(loss: Any, *tensors: Any) -> Any:
        part = frame.part(loop.facts.changed)
        carry.hand(part, tensors)
        return truth(as_tensor(loop.holds(part)))

    def body(loss: Any, *tensors: Any) -> list[Any]:
        part = frame.part(loop.facts.changed)
        carry.hand(part, tensors)
        with owned_losses(part):
            loop.body(part)
        taken = carry.take(part)
        lossy.extend(part.losses or ())
        return [ops.add(loss, part.total_loss()), *taken]

    start = [frame.no_loss(), *carry.start()]
    found = tf.while_loop(test, body, start, shape_invariants=[_SCALAR, *carry.invariants()])
    if lossy:
        frame.add_loss(found[0])
    return list(found[1:])


def _check_given(frame: Frame, names: frozenset[str]) -> None:
    missing = sorted(name for name in names if name not in frame.names)
    if missing:
        raise NeedsFirstError(f"`{missing[0]}` has no value before the loop")


def _attempt(trace: Callable[[], _T]) -> _T:
    for _ in range(_ATTEMPTS):
        try:
            return trace()
        except RetraceError:
            continue
    raise LoweringError("its values do not settle on a dtype and a shape")
