"""What a program runs in: its names, and what belongs to one call of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import keras
from keras import ops

from .failures import TOO_MANY_STEPS, CallProgramError
from .structure import Segment, Stacked

STEP_OF_A_CALL = 20
"""How many steps the call of a layer or an op counts for, since each makes operations of the graph."""


class Run:
    """One call of a program: its budget of steps, its seed and where its losses go.

    Args:
        limit: How many steps it may take.
        seed: The generator that `random` draws from.
        add_loss: What takes a tensor to be minimized.
        layers: Gives the layers that the program can reach, when that is asked for.

    Attributes:
        steps: How many steps it has taken.
        unbounded: Whether it holds a loop of the graph whose number of steps nothing bounds, which XLA can't
            take a gradient of.
        segments: Lists that a loop of the graph has filled, by identity.
    """

    def __init__(
        self,
        limit: int,
        seed: Any = None,
        add_loss: Callable[[Any], None] | None = None,
        layers: Callable[[], Collection[Any]] = tuple,
    ) -> None:
        self.limit = limit
        self.seed = seed
        self.add_loss = add_loss
        self.steps = 0
        self.unbounded = False
        self.segments: dict[int, Segment] = {}
        self._roots = layers
        self._layers: list[Any] | None = None

    @property
    def layers(self) -> list[Any]:
        """All layers that the program can reach, those within layers and models too."""
        if self._layers is None:
            roots = [layer for layer in self._roots() if isinstance(layer, keras.Layer)]
            found = {id(each): each for layer in roots for each in layer._flatten_layers()}
            self._layers = list(found.values())
        return self._layers

    def spend(self, steps: int) -> None:
        """Take steps from the budget.

        Raises:
            CallProgramError: If there are none left.
        """
        self.steps += steps
        if self.steps > self.limit:
            message = f"the program takes more than {self.limit:,} steps"
            raise CallProgramError(message, code=TOO_MANY_STEPS, hint="does a loop never end?")

    def stacked(self, items: Any, axis: int = 0) -> Any | None:
        """Return what the items of a list are when stacked, where a loop has them so; None otherwise."""
        if isinstance(items, Stacked):
            return items.stack(axis)
        segment = self.segments.get(id(items))
        return None if segment is None else segment.stack(axis)

    def weigh(self, value: Any) -> None:
        """Take a step for each item of a structure, so that one that holds itself is found out."""
        if not isinstance(value, (list, tuple, dict)):
            return
        todo: list[Any] = [value]
        while todo:
            each = todo.pop()
            self.spend(1)
            if isinstance(each, dict):
                todo.extend(each.values())
            elif isinstance(each, (list, tuple)):
                self.spend(len(each))
                todo.extend(each)


class Frame:
    """The names of a program and their values, at one place of its run.

    Args:
        names: The values by name.
        run: What belongs to the whole call.
        losses: Where losses are kept that must leave a part of the graph as its result; None at the top.
        sliced: Tensors that stand for a subscript of the program, by the node's identity.
    """

    __slots__ = ("losses", "names", "run", "sliced")

    def __init__(
        self,
        names: dict[str, Any],
        run: Run,
        losses: list[Any] | None = None,
        sliced: dict[int, Any] | None = None,
    ) -> None:
        self.names = names
        self.run = run
        self.losses = losses
        self.sliced = sliced or {}

    def part(self, changed: Collection[str] = ()) -> Frame:
        """Return a frame for a part of the graph: what is assigned or changed there stays there.

        Args:
            changed: Names of lists and dictionaries that the part changes in place.
        """
        names = dict(self.names)
        for name in changed:
            if isinstance(names.get(name), (list, dict)):
                names[name] = names[name].copy()
        return Frame(names, self.run, [], dict(self.sliced))

    def add_loss(self, value: Any) -> None:
        """Take a value to be minimized.

        Raises:
            CallProgramError: If the program stands where losses have nowhere to go.
        """
        tensor = ops.convert_to_tensor(value)
        if self.losses is not None:
            self.losses.append(tensor)
        elif self.run.add_loss is None:
            raise CallProgramError("add_loss has no model to add to here")
        else:
            self.run.add_loss(tensor)

    @staticmethod
    def no_loss() -> Any:
        """What a sum of losses begins with."""
        return ops.zeros((), dtype=keras.config.floatx())

    def total_loss(self) -> Any:
        """The sum of the losses of a part, as a tensor without dimensions."""
        total = self.no_loss()
        for loss in self.losses or ():
            total = ops.add(total, ops.sum(ops.cast(loss, keras.config.floatx())))
        return total


@contextmanager
def owned_losses(part: Frame) -> Iterator[None]:
    """Hand the losses that layers add within a part of the graph to the part.

    Left with the layers (an activity regularizer, say), they would be used outside of the part that they
    belong to, which TensorFlow refuses.
    """
    before = {id(layer): list(layer._losses) for layer in part.run.layers}
    try:
        yield
    finally:
        for layer in part.run.layers:
            known = {id(loss) for loss in before[id(layer)]}
            added = [loss for loss in layer._losses if id(loss) not in known]
            if added and part.losses is not None:
                layer._losses[:] = [loss for loss in layer._losses if id(loss) in known]
                part.losses.extend(added)
