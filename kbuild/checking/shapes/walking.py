"""Shapes through a whole model.

Layers that are called more than once make their weights once; models within models are gone through in the
same way. Where something does not fit, or is not known, what follows from it is unknown, so that one mistake
gives one problem.

Example:
    >>> from kbuild.schemas import Sequential, layers
    >>> model = Sequential(layers=[layers.Input(shape=[4]), layers.Dense(units=3), layers.Dense(units=1)])
    >>> walk(model).parameters
    19
"""

from __future__ import annotations

from kbuild.checking.naming import Names
from kbuild.checking.shapes.functional import walk_functional
from kbuild.checking.shapes.graph import Graph, Step, made_by
from kbuild.checking.shapes.inputs import Given, declared_tensor
from kbuild.checking.shapes.outcomes import Outcome
from kbuild.checking.shapes.policies import Policy
from kbuild.checking.shapes.registry import infer
from kbuild.checking.shapes.tensors import UNKNOWN, Structure
from kbuild.schemas.models import Functional, Model, Sequential, Subclass


def walk(model: Model, given: Given | None = None, policy: Policy | None = None) -> Graph:
    """Go through a model.

    Args:
        model: A sequential, functional or subclass-style model.
        given: What it is called with, by the names of its inputs (see `inputs.received`), where it is called
            within another model; None takes what it declares.
        policy: The dtype policy where a layer names none; float32 unless given.

    Returns:
        Its steps and outputs.
    """
    if isinstance(model, Sequential):
        return walk_sequential(model, given, policy)
    if isinstance(model, Functional):
        return walk_functional(model, given, policy)
    if isinstance(model, Subclass):
        from kbuild.checking.shapes.programs import walk_subclass

        return walk_subclass(model, given, policy)
    return Graph((), UNKNOWN)


def walk_sequential(model: Sequential, given: Given | None, policy: Policy | None) -> Graph:
    """Go through a stack of layers; without an `Input` and without a call, shapes are unknown."""
    steps: list[Step] = []
    names = Names(str(name) for each in model.layers if (name := each.arguments().get("name")))
    current: Structure = next(iter(given.values())) if given else UNKNOWN
    for index, spec in enumerate(model.layers):
        path = ("layers", index)
        if spec.type_name == "Input":
            current = current if given else declared_tensor(spec)
            current = made_by(current, "input", "Input")
            steps.append(Step("input", "input", None, Outcome(current), path))
            continue
        name = str(spec.arguments().get("name") or names.for_type(spec.type_name))
        outcome = infer(spec, current, policy=policy)
        steps.append(Step(name, name, spec, outcome, path, current))
        current = made_by(outcome.outputs, name, spec.type_name)
    return Graph(tuple(steps), current, model.trainable)
