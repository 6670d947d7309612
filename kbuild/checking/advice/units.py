"""A model as advice sees it: each call of a layer, with what comes before and after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kbuild.checking.finding import Finding, Path
from kbuild.checking.rules.registry import Placed
from kbuild.checking.shapes.graph import Graph, Step
from kbuild.checking.shapes.tensors import Shape, Structure, leaves
from kbuild.checking.walked import walked
from kbuild.schemas import catalog
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model
from kbuild.schemas.objects import Object

# Layers that leave values as they are, or nearly: what stands before them stands before what follows.
_PASSIVE = frozenset(
    """ActivityRegularization AlphaDropout Dropout Flatten GaussianDropout GaussianNoise Identity Permute
    Reshape SpatialDropout1D SpatialDropout2D SpatialDropout3D""".split()
)
# Layers that are an activation.
_ACTIVATIONS = frozenset({"ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax"})
_WRAPPERS = ("Bidirectional", "TimeDistributed")


@dataclass(eq=False, slots=True)
class Unit:
    """One call of a layer.

    Attributes:
        placed: The layer with its place in the document.
        given: The shape of its first input, with the batch; None where it is not known.
        gives: The shape of its first result.
        parameters: How many it has; None where that is not known.
        fed: Whether an input of the model comes straight to it.
        output: Whether its result is one of the model's.
        before: The calls whose results it takes.
        after: The calls that take its result.
        inside: The calls of its own layers, if it is a model.
    """

    placed: Placed
    given: Shape | None
    gives: Shape | None
    parameters: int | None
    fed: bool = False
    output: bool = False
    before: list[Unit] = field(default_factory=list)
    after: list[Unit] = field(default_factory=list)
    inside: list[Unit] = field(default_factory=list)

    @property
    def type_name(self) -> str:
        """The layer's type; a wrapper counts as what it wraps."""
        return self.core.spec.type_name

    @property
    def core(self) -> Placed:
        """The layer itself, or the one within a wrapper."""
        placed = self.placed
        while placed.spec.type_name in _WRAPPERS:
            inner = placed.get("layer")
            if not isinstance(inner, Object):
                break
            placed = Placed(inner, (*placed.path, "layer", inner.type_name))
        return placed

    @property
    def passive(self) -> bool:
        """Whether it only passes values on."""
        return self.type_name in _PASSIVE

    @property
    def normalizes(self) -> bool:
        """Whether it keeps values near 0."""
        return self.type_name.endswith("Normalization")

    @property
    def activation(self) -> str | None:
        """What it ends in, such as `relu`; `linear` for none; None where it is not known."""
        return activation_of(self.core)

    def finding(self, code: str, message: str, argument: str | None = None, **more: Any) -> Finding:
        """Advice at one of the layer's arguments, or at its type."""
        return self.core.finding(code, message, argument, severity="advice", **more)

    def follows(self) -> Iterator[Unit]:
        """What takes its result, through layers that only pass values on."""
        for each in self.after:
            if each.passive and not each.output:
                yield from each.follows()
            else:
                yield each

    def precedes(self) -> Iterator[Unit]:
        """What makes its input, through layers that only pass values on."""
        for each in self.before:
            if each.passive:
                yield from each.precedes()
            else:
                yield each


def activation_of(placed: Placed) -> str | None:
    """The activation that a layer ends in: `linear` for none, None where it is not known."""
    spec = placed.spec
    if spec.type_name in _ACTIVATIONS:
        return {"ReLU": "relu", "Softmax": "softmax"}.get(spec.type_name, _snake(spec.type_name))
    if "activation" not in type(spec).model_fields:
        return None
    given = placed.get("activation")
    if given is None:
        return "linear"
    if isinstance(given, Object):
        return _snake(given.type_name)
    entry = catalog.find("activation", given) if isinstance(given, str) else None
    return None if entry is None else _snake(entry.name)


def _snake(name: str) -> str:
    return {"LeakyReLU": "leaky_relu", "ReLU": "relu"}.get(name, name.lower())


def units_of(document: Document) -> Iterator[list[Unit]]:
    """The calls of a document's model, and of each model within it, in order."""
    if isinstance(document.model, Model):
        yield from _each(_units(walked(document.model), ("model",)))


def all_units(document: Document) -> list[Unit]:
    """The calls of all models of a document."""
    return [unit for units in units_of(document) for unit in units]


def _each(units: list[Unit]) -> Iterator[list[Unit]]:
    yield units
    for unit in units:
        if unit.inside:
            yield from _each(unit.inside)


def _units(graph: Graph, path: Path) -> list[Unit]:
    found: dict[str, Unit] = {}
    for step in graph.steps:
        spec = step.spec
        if not isinstance(spec, Object):
            continue
        first = graph.layers[step.layer][0]
        unit = _unit(step, Placed(spec, (*path, *first.path, spec.type_name)))
        for name in dict.fromkeys(_made_by(step.inputs)):
            if name in found:
                unit.before.append(found[name])
                found[name].after.append(unit)
        found[step.name] = unit
        if isinstance(first.outcome.inside, Graph) and step is first:
            unit.inside = _units(first.outcome.inside, unit.placed.path)
    for name in _made_by(graph.outputs):
        if name in found:
            found[name].output = True
    return list(found.values())


def _unit(step: Step, placed: Placed) -> Unit:
    given = next(leaves(step.inputs), None)
    gives = next(leaves(step.outcome.outputs), None)
    shapes = [None if each is None else each.shape for each in (given, gives)]
    fed = given is not None and given.origin is not None and given.origin.type_name == "Input"
    return Unit(placed, shapes[0], shapes[1], step.outcome.parameters, fed=fed)


def _made_by(structure: Structure) -> Iterator[str]:
    return (each.origin.name for each in leaves(structure) if each.origin is not None)


def longest(units: list[Unit], step: Callable[[Unit, int], int]) -> int:
    """The greatest value that a count reaches along the ways through a model.

    Args:
        units: The calls in order.
        step: What a call makes of the greatest count before it.
    """
    reached: dict[int, int] = {}
    for unit in units:
        before = max((reached.get(id(each), 0) for each in unit.before), default=0)
        reached[id(unit)] = step(unit, before)
    return max(reached.values(), default=0)
