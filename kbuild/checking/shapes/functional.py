"""Shapes through a functional model: its graph, in the order in which results are needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kbuild.checking.shapes.arguments import Spec
from kbuild.checking.shapes.graph import Graph, Step, made_by
from kbuild.checking.shapes.inputs import Given, declared_tensor
from kbuild.checking.shapes.outcomes import Mismatch, Outcome, Weight
from kbuild.checking.shapes.policies import Policy
from kbuild.checking.shapes.registry import infer
from kbuild.checking.shapes.results import Results
from kbuild.checking.shapes.tensors import UNKNOWN, Structure, leaves, shown
from kbuild.checking.wiring import wire
from kbuild.schemas.models import Functional, Model

# With one place only, these repeat their weights over inputs of any size.
_REPEATING = ("LayerNormalization", "RMSNormalization")


def walk_functional(model: Functional, given: Given | None, policy: Policy | None) -> Graph:
    """Go through a functional model; what is wrong with its wiring is left to the wiring's own check."""
    walking = _Walking(model, policy)
    for name, spec in model.inputs.items():
        tensor = given[name] if given is not None and name in given else declared_tensor(spec)
        walking.results.by_name[name] = made_by(tensor, name, "Input")
        outcome = Outcome(walking.results.by_name[name])
        walking.steps.append(Step(name, name, None, outcome, ("inputs", name)))
    for name in walking.wiring.order:
        walking.step(name)
    return Graph(tuple(walking.steps), walking.results.take(model.outputs), model.trainable)


class _Walking:
    """The results so far, and the layers that were called."""

    def __init__(self, model: Functional, policy: Policy | None) -> None:
        self.model = model
        self.policy = policy
        self.wiring = wire(model)
        self.results = Results()
        self.steps: list[Step] = []
        self.built: dict[str, tuple[Structure | None, tuple[Weight, ...] | None]] = {}

    def step(self, name: str) -> None:
        """Look at the call of one entry."""
        node = self.model.layers[name]
        layer = node.reuse or name
        target = self.model.layers.get(layer)
        if target is None or target.layer is None:
            self._add(name, layer, None, Outcome(UNKNOWN, None))
            return
        if node.from_ is not None:
            taken = self.results.take(node.from_)
        else:
            # A name and not a reference: it may hold characters that a reference cannot.
            taken = self.results.by_name.get(self.wiring.sources.get(name, ""), UNKNOWN)
        inputs, keywords = handed_over(target.layer, taken, self.results.argument(node.call or {}))
        slips = self.results.looked()
        outcome = infer(target.layer, inputs, keywords, policy=self.policy)
        outcome = self._shared(layer, target.layer, inputs, outcome)
        outcome = replace(outcome, problems=(*slips, *outcome.problems))
        self._add(name, layer, target.layer, outcome, taken)

    def _add(self, name: str, layer: str, spec: Spec | None, outcome: Outcome, taken: Structure = ()) -> None:
        self.steps.append(Step(name, layer, spec, outcome, ("layers", name), taken))
        type_name = "" if spec is None else spec.type_name
        self.results.by_name[name] = made_by(outcome.outputs, name, type_name)

    def _shared(self, layer: str, spec: Spec, inputs: Structure | None, outcome: Outcome) -> Outcome:
        """A layer that is called again has the weights of its first call, which must fit."""
        if layer not in self.built:
            self.built[layer] = (inputs, outcome.weights)
            return outcome
        first, weights = self.built[layer]
        if outcome.weights is None or weights is None or _same(spec, weights, outcome.weights):
            return replace(outcome, weights=weights)
        return Outcome(UNKNOWN, weights, (_other_weights(layer, spec, first, inputs),))


def handed_over(
    spec: Any, taken: Structure, keywords: Mapping[str, Any]
) -> tuple[Structure | None, dict[str, Any]]:
    """Tell the first input from named arguments: a mapping names a layer's arguments, or a model's inputs.

    Args:
        spec: The layer, model or op that is called.
        taken: What its `from` gives.
        keywords: What its `call` gives.

    Returns:
        The first input, or None, and the named arguments.
    """
    whole = isinstance(spec, Model) or getattr(spec, "kind", "layer") == "application"
    if isinstance(taken, dict) and not whole:
        return None, {**taken, **keywords}
    return taken, dict(keywords)


def _same(spec: Spec, first: tuple[Weight, ...], again: tuple[Weight, ...]) -> bool:
    if spec.type_name in _REPEATING and all(weight.size == 1 for weight in first):
        return True
    return [weight.shape for weight in first] == [weight.shape for weight in again]


def _other_weights(layer: str, spec: Spec, first: Structure | None, again: Structure | None) -> Mismatch:
    shapes = [", ".join(shown(each.shape) for each in leaves(given or ())) for given in (first, again)]
    return Mismatch(
        "shape-mismatch",
        f"`{layer}` ({spec.type_name}) has weights for {shapes[0]}, as it is first called, "
        f"and is called again with {shapes[1]}",
        "a layer that is reused must be given what is of the same size; otherwise make a second layer",
    )
