"""A checked program, compiled once and run at each trace or call."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from kbuild.reading.limits import DEFAULT
from kbuild.reading.program import Program

from .frame import Frame, Run
from .statements import Statements


@dataclass(frozen=True, slots=True)
class Result:
    """What a run of a program gave.

    Args:
        value: The result.
        unbounded: Whether there is a loop of the graph in it whose number of steps nothing bounds, which XLA
            can't take a gradient of.
    """

    value: Any
    unbounded: bool


class Runtime:
    """Runs a checked program over tensors.

    Conditions on tensors become `ops.cond`, loops that a tensor ends become loops of the graph, and so do
    long loops over tensors; everything else happens while the program is traced, and costs nothing when the
    model runs.

    Args:
        program: What `parse_program` returned.
        limit: How many steps one run may take; a loop on plain values that never ends is stopped by it.

    Example:
        >>> import keras
        >>> from kbuild.reading.program import parse_program
        >>> program, _ = parse_program("return ops.sum(x) * 2", layers=[], inputs=["x"])
        >>> float(Runtime(program)({"x": keras.ops.ones(3)}).value)
        6.0
    """

    def __init__(self, program: Program, limit: int = DEFAULT.steps) -> None:
        self.program = program
        self.limit = limit
        # Within a `tf.function` of the user's, TensorFlow would otherwise rewrite the closures, at length.
        self._execute = tf.autograph.experimental.do_not_convert(Statements(program).compile())

    def __call__(
        self,
        names: Mapping[str, Any],
        *,
        seed: Any = None,
        add_loss: Callable[[Any], None] | None = None,
        layers: Callable[[], Collection[Any]] = tuple,
    ) -> Result:
        """Run the program.

        Args:
            names: The values of its layers and inputs, and of `training` and `mask` where it reads them.
            seed: A `keras.random.SeedGenerator` for `random`; None draws from Keras's global one.
            add_loss: What takes the values that are to be minimized, one tensor each.
            layers: Gives all layers that it may call, so that losses of their own are taken care of.

        Returns:
            The result and what is to be known of the run.

        Raises:
            Exception: Whatever the layers and ops raise, with a note that names the program's line.
            CallProgramError: If the program did what can't be done.
        """
        run = Run(self.limit, seed, add_loss, layers)
        returned = self._execute(Frame(dict(names), run))
        return Result(returned.value, run.unbounded)
