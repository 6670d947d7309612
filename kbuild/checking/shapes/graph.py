"""A model that was gone through: each call, in order, with what it gives and the weights it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kbuild.checking.shapes.arguments import Spec
from kbuild.checking.shapes.outcomes import Mismatch, Outcome, Weight, count, freeze
from kbuild.checking.shapes.tensors import Origin, Structure, mapped

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One call of a layer, a model or an op within a model; an input is a step without a layer.

    Args:
        name: The name of the result.
        layer: The name of the layer that is called; another than `name` where it is called once more.
        spec: What the document says of the layer; None for an input.
        outcome: What the call gives. A layer's weights are with its first call.
        path: Where it stands, below the model's keys: `("layers", 2)`, `("inputs", "x")`.
        inputs: What it is called with.
        place: Line, column and length of the call in the program of a subclass-style model.
    """

    name: str
    layer: str
    spec: Spec | None
    outcome: Outcome
    path: Path
    inputs: Structure = ()
    place: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """A model that was gone through.

    Args:
        steps: Its inputs and calls, in an order in which each comes after all that it takes.
        outputs: What the model gives.
        trainable: Whether the model lets its weights be trained.
        unused: Layers that no call reaches; their weights are not known.
    """

    steps: tuple[Step, ...]
    outputs: Structure
    trainable: bool = True
    unused: tuple[str, ...] = ()

    @property
    def layers(self) -> Mapping[str, tuple[Step, ...]]:
        """All calls of each layer, by the layer's name."""
        found: dict[str, tuple[Step, ...]] = {}
        for step in self.steps:
            found[step.layer] = (*found.get(step.layer, ()), step)
        return found

    @property
    def weights(self) -> tuple[Weight, ...] | None:
        """All weights, each layer's once; None if those of one layer are not known."""
        found: list[Weight] = []
        for calls in self.layers.values():
            weights = calls[0].outcome.weights
            if weights is None:
                return None
            found.extend(weights)
        return tuple(found) if self.trainable else freeze(tuple(found))

    @property
    def parameters(self) -> int | None:
        """The number of parameters; None when not known."""
        return count(self.weights)

    @property
    def problems(self) -> tuple[tuple[Step, Mismatch], ...]:
        """What does not fit, with the step at which it is found."""
        return tuple((step, problem) for step in self.steps for problem in step.outcome.problems)


def made_by(outputs: Structure, name: str, type_name: str) -> Structure:
    """Tell each tensor what made it, for messages."""
    origin = Origin(name, type_name)
    return mapped(lambda tensor: replace(tensor, origin=origin), outputs)
