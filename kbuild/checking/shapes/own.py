"""kbuild's own layers.

Source: kbuild/building/layers
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import at_least, fits, refuse, said, whole
from kbuild.checking.shapes.outcomes import MismatchError, NotKnownError, Outcome, Weight
from kbuild.checking.shapes.programs import walk_subclass
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import UNKNOWN, Shape, Tensor
from kbuild.reading.program import parse_program
from kbuild.reading.program.vocabulary import FORMULA_INPUT, as_formula
from kbuild.schemas.models import Subclass


@rule("Heaviside", "Sign")
def threshold(layer: Arguments, call: Call) -> Outcome:
    """The shape stays."""
    return Outcome(layer.result(call.shape()))


@rule("PositionalEncoding")
def positional_encoding(layer: Arguments, call: Call) -> Outcome:
    """`(batch, steps, features)` stays."""
    shape = at_least(layer, call, 3)
    whole(layer, shape, -1)
    return Outcome(layer.result(shape))


@rule("Sampling")
def sampling(layer: Arguments, call: Call) -> Outcome:
    """Means and logarithms of variances of one shape give draws of that shape."""
    tensors = call.several()
    if len(tensors) != 2:
        text = (
            f"{layer.type_name} takes two tensors, means and logarithms of variances, received {len(tensors)}"
        )
        raise refuse("wrong-inputs", text, "write from: [mean, log_variance]")
    mean, variance = (each.shape for each in tensors)
    if mean is None or variance is None:
        raise NotKnownError
    if not fits(mean, variance):
        received = f"{said(tensors[0])} and {said(tensors[1])}"
        text = f"{layer.type_name} takes two tensors of one shape, received {received}"
        raise refuse("shape-mismatch", text, "give both layers the same units")
    return Outcome(layer.result(mean))


@rule("RestrictedBoltzmannMachine")
def restricted_boltzmann_machine(layer: Arguments, call: Call) -> Outcome:
    """`(batch, visible)` becomes `(batch, units)`; `reverse`, `energy` and `gibbs` give something else."""
    units = layer.positive("units")
    shape = at_least(layer, call, 2)
    if call.get("reverse"):
        raise NotKnownError(Outcome(UNKNOWN, None))
    visible = whole(layer, shape, -1)
    weights: tuple[Weight, ...] = (
        layer.weight("kernel", (visible, units)),
        layer.weight("visible_bias", (visible,)),
        layer.weight("hidden_bias", (units,)),
    )
    chains = layer.get("chains")
    if isinstance(chains, int):
        weights += (layer.weight("chains", (chains, visible), trainable=False),)
    result: Shape = (*shape[:-1], units)
    if call.get("gibbs"):
        result = shape if chains is None else (chains, visible)
    elif call.get("energy"):
        result = shape[:-1]
    return Outcome(layer.result(result), weights)


@rule("Apply")
def apply(layer: Arguments, call: Call) -> Outcome:
    """What the formula gives for shapes in place of tensors."""
    formula = layer.get("expression")
    if not isinstance(formula, str):
        raise NotKnownError
    text = as_formula(formula)
    if parse_program(text, layers=(), inputs=(FORMULA_INPUT,))[0] is None:
        raise NotKnownError(Outcome(UNKNOWN, ()))
    model = Subclass.model_validate({"inputs": {FORMULA_INPUT: {}}, "layers": {}, "call": text})
    graph = walk_subclass(model, {FORMULA_INPUT: call.structure()}, layer.default_policy)
    for _, problem in graph.problems:
        if problem.severity == "error":
            raise MismatchError(problem)
    if not isinstance(graph.outputs, Tensor) or graph.outputs.shape is None:
        raise NotKnownError(Outcome(UNKNOWN, ()))
    return Outcome(layer.result(graph.outputs.shape))
