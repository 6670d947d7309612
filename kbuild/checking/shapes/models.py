"""Models as layers: a call within another model is gone through like the model itself."""

from __future__ import annotations

from dataclasses import replace

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.graph import Step
from kbuild.checking.shapes.inputs import Given, declared_tensor, received
from kbuild.checking.shapes.outcomes import Mismatch, MismatchError, NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Structure, Tensor, mapped
from kbuild.checking.shapes.walking import walk
from kbuild.schemas.models import Functional, Model, Sequential, Subclass


@rule("Sequential", "Functional", "Subclass")
def nested(layer: Arguments, call: Call) -> Outcome:
    """What the model gives for what it is called with; a mismatch inside keeps its place."""
    model = layer.spec
    if not isinstance(model, Model):
        raise NotKnownError
    graph = walk(model, _given(model, call.structure()), layer.default_policy)
    warnings = []
    for step, problem in graph.problems:
        inside = _placed(step, problem)
        if problem.severity == "error":
            raise MismatchError(inside)
        warnings.append(inside)
    outputs = mapped(lambda tensor: Tensor(tensor.shape, tensor.dtype), graph.outputs)
    return Outcome(outputs, graph.weights, tuple(warnings), graph)


def _given(model: Model, inputs: Structure) -> Given:
    name = str(getattr(model, "name", None) or model.type_name)
    if isinstance(model, Sequential):
        first = model.layers[0] if model.layers else None
        if first is None or first.type_name != "Input":
            return {"input": inputs}
        return received(name, {"input": declared_tensor(first)}, inputs)
    if isinstance(model, (Functional, Subclass)) and model.inputs:
        declared = {each: declared_tensor(spec) for each, spec in model.inputs.items()}
        return received(name, declared, inputs)
    return {"inputs": inputs}


def _placed(step: Step, problem: Mismatch) -> Mismatch:
    type_name = () if step.spec is None else (step.spec.type_name,)
    return replace(problem, within=(*step.path, *type_name, *problem.within))
