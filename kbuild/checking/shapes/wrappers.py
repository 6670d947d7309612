"""Layers that hold other layers: over time, in both directions, normalised, in a row.

Source: https://keras.io/api/layers/
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeAlias

from kbuild.checking.shapes.arguments import Arguments, Spec, arguments_of
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import at_least, refuse
from kbuild.checking.shapes.outcomes import Mismatch, MismatchError, NotKnownError, Outcome
from kbuild.checking.shapes.registry import infer, rule
from kbuild.checking.shapes.tensors import Shape, Structure, Tensor, leaves, shown

# The layers that keep one kernel or table, which is what SpectralNormalization looks for.
_NORMALISED = re.compile(r"(Reversible)?Embedding|(Einsum)?Dense|(Depthwise)?Conv[123]D(Transpose)?")
_MERGED = ("concat", "sum", "mul", "ave")

Keywords: TypeAlias = dict[str, Any]


@rule("TimeDistributed")
def time_distributed(layer: Arguments, call: Call) -> Outcome:
    """`(batch, time, ...)`: the wrapped layer is applied to each `(batch, ...)`."""
    shape = at_least(layer, call, 3)
    inner = wrapped(layer, "layer", replace(call.tensor(), shape=(shape[0], *shape[2:])))
    if not isinstance(inner.outputs, Tensor):
        raise NotKnownError(Outcome(layer.result(shape), inner.weights))
    if inner.outputs.shape is None:
        return Outcome(inner.outputs, inner.weights)
    batch, *rest = inner.outputs.shape
    return Outcome(layer.result((batch, shape[1], *rest)), inner.weights)


@rule("Bidirectional")
def bidirectional(layer: Arguments, call: Call) -> Outcome:
    """A recurrent layer forwards and one backwards; `merge_mode` says how their results are joined."""
    ahead_states, behind_states = _halves(layer, call)
    name = "layer" if layer.get("backward_layer") is None else "backward_layer"
    ahead = _direction(layer, "layer", call.tensor(), ahead_states)
    behind = _direction(layer, name, call.tensor(), behind_states)
    (one, *states), (other, *more) = leaves(ahead.outputs), leaves(behind.outputs)
    weights = None
    if ahead.weights is not None and behind.weights is not None:
        weights = ahead.weights + behind.weights
    outputs, problems = _merged(layer, one, other)
    if not states:
        return Outcome(outputs, weights, problems)
    first = outputs if isinstance(outputs, tuple) else (outputs,)
    return Outcome((*first, *states, *more), weights, problems)


@rule("SpectralNormalization")
def spectral_normalization(layer: Arguments, call: Call) -> Outcome:
    """The wrapped layer's result; the largest singular vector of its kernel is kept beside it."""
    inner = wrapped(layer, "layer", call.tensor())
    if inner.weights is None or not isinstance(inner.outputs, Tensor) or inner.outputs.shape is None:
        return Outcome(inner.outputs, None)
    name = arguments_of(_spec(layer, "layer")).type_name
    if not _NORMALISED.fullmatch(name):
        raise refuse(
            "shape-mismatch",
            f"SpectralNormalization normalises one kernel, and {name} has none",
            "it can wrap layers such as Dense, Conv2D, EinsumDense and Embedding",
            argument="layer",
        )
    main = inner.weights[0]
    vector = layer.weight("vector_u", (1, main.shape[-1]), trainable=False, dtype=main.dtype)
    return Outcome(layer.result(inner.outputs.shape), (*inner.weights, vector))


@rule("Pipeline")
def pipeline(layer: Arguments, call: Call) -> Outcome:
    """The result of each layer goes into the next."""
    outcome = Outcome(call.structure(), ())
    for index, spec in enumerate(_specs(layer["layers"])):
        following = infer(spec, outcome.outputs, policy=layer.default_policy)
        following = passed(following, "layers", index, spec.type_name)
        weights = None
        if outcome.weights is not None and following.weights is not None:
            weights = outcome.weights + following.weights
        outcome = Outcome(following.outputs, weights)
    return outcome


def wrapped(layer: Arguments, argument: str, tensor: Structure, keywords: Keywords | None = None) -> Outcome:
    """The outcome of a layer that is an argument of another; its mismatch becomes the outer one's."""
    spec = _spec(layer, argument)
    return passed(infer(spec, tensor, keywords, policy=layer.default_policy), argument, spec.type_name)


def passed(outcome: Outcome, *place: str | int) -> Outcome:
    """The outcome, or its mismatch raised with its place, so that nothing is said of what follows from it."""
    for problem in outcome.problems:
        if problem.severity == "error":
            raise MismatchError(replace(problem, within=(*place, *problem.within)))
    return outcome


def _specs(given: Any) -> tuple[Spec, ...]:
    if not isinstance(given, tuple) or not all(isinstance(each, Spec) for each in given):
        raise NotKnownError
    return given


def _spec(layer: Arguments, argument: str) -> Spec:
    spec = layer[argument]
    if not isinstance(spec, Spec):
        raise NotKnownError
    return spec


def _halves(layer: Arguments, call: Call) -> tuple[Keywords, Keywords]:
    """The initial states of the two directions, half for each."""
    given = call.get("initial_state")
    if not isinstance(given, tuple):
        return {}, {}
    half = len(given) // 2
    return {"initial_state": given[:half]}, {"initial_state": given[half:]}


def _direction(layer: Arguments, name: str, tensor: Tensor, keywords: Keywords) -> Outcome:
    spec = _spec(layer, name)
    if arguments_of(spec).get("go_backwards") is None:
        raise NotKnownError
    outcome = wrapped(layer, name, tensor, keywords)
    if any(each.shape is None for each in leaves(outcome.outputs)):
        raise NotKnownError
    return outcome


def _merged(layer: Arguments, ahead: Tensor, behind: Tensor) -> tuple[Structure, tuple[Mismatch, ...]]:
    mode = layer["merge_mode"]
    one, other = ahead.shape, behind.shape
    if one is None or other is None or mode not in (*_MERGED, None):
        raise NotKnownError
    if mode is None:
        return (layer.result(one), layer.result(other)), ()
    if mode != "concat":
        _check_equal(one, other, mode)
        return layer.result(one), ()
    twice = layer.result((*one[:-1], None if one[-1] is None else 2 * one[-1]))
    return twice, () if one == other else (_miscounted(one, other),)


def _check_equal(one: Shape, other: Shape, mode: str) -> None:
    if one[-1] == other[-1] or 1 in (one[-1], other[-1]):
        return
    raise refuse(
        "shape-mismatch",
        f"Bidirectional with `merge_mode: {mode}` joins results of one shape, "
        f"received {shown(one)} forwards and {shown(other)} backwards",
        "give both layers as many `units`, or take `merge_mode: concat`",
        argument="backward_layer",
    )


def _miscounted(one: Shape, other: Shape) -> Mismatch:
    return Mismatch(
        "shape-mismatch",
        f"Keras takes the result of Bidirectional for twice the forward one, but it is made of {shown(one)} "
        f"forwards and {shown(other)} backwards, so that what follows does not fit when it runs",
        "give both layers as many `units`",
        argument="backward_layer",
        severity="warning",
    )
