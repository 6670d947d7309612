"""Layers that hold other layers: over time, in both directions, normalised, in a row.

Source: https://keras.io/api/layers/
"""

from __future__ import annotations

from dataclasses import replace

from kbuild.checking.shapes.arguments import Arguments, Spec, arguments_of
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import at_least, refuse, said
from kbuild.checking.shapes.outcomes import Mismatch, MismatchError, NotKnownError, Outcome
from kbuild.checking.shapes.recurrent import check_states
from kbuild.checking.shapes.registry import infer, rule
from kbuild.checking.shapes.tensors import Shape, Structure, Tensor, leaves

# The layers that keep a weight under one of the two names which SpectralNormalization looks for.
_KERNELS = ("kernel", "embeddings")
_MERGED = ("concat", "sum", "mul", "ave")


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
    forward = wrapped(layer, "layer", call.tensor())
    backward = forward
    if layer.get("backward_layer") is not None:
        backward = wrapped(layer, "backward_layer", call.tensor())
    weights = None
    if forward.weights is not None and backward.weights is not None:
        weights = forward.weights + backward.weights
    ahead, behind = _parts(layer, forward), _parts(layer, backward)
    _check_initial(layer, call, ahead[1:] + behind[1:])
    outputs = _merged(layer, ahead[0], behind[0])
    states = ahead[1:] + behind[1:]
    if not states:
        return Outcome(outputs, weights)
    first = outputs if isinstance(outputs, tuple) else (outputs,)
    return Outcome((*first, *states), weights)


@rule("SpectralNormalization")
def spectral_normalization(layer: Arguments, call: Call) -> Outcome:
    """The wrapped layer's result; the largest singular vector of its kernel is kept beside it."""
    inner = wrapped(layer, "layer", call.tensor())
    if inner.weights is None or not isinstance(inner.outputs, Tensor) or inner.outputs.shape is None:
        return Outcome(inner.outputs, None)
    main = next((weight for weight in inner.weights if weight.name in _KERNELS), None)
    if main is None:
        name = _spec(layer, "layer").type_name
        raise refuse(
            "shape-mismatch",
            f"SpectralNormalization normalises one kernel, and {name} has no weight of that name",
            "It can wrap layers such as Dense, Conv2D, EinsumDense and Embedding.",
            argument="layer",
        )
    vector = layer.weight("vector_u", (1, main.shape[-1]), trainable=False, dtype=main.dtype)
    return Outcome(layer.result(inner.outputs.shape), (*inner.weights, vector))


@rule("Pipeline")
def pipeline(layer: Arguments, call: Call) -> Outcome:
    """The result of each layer goes into the next."""
    outcome = Outcome(call.structure(), ())
    for spec in layer["layers"]:
        following = passed(infer(spec, outcome.outputs, policy=layer.default_policy))
        weights = None
        if outcome.weights is not None and following.weights is not None:
            weights = outcome.weights + following.weights
        outcome = Outcome(following.outputs, weights)
    return outcome


def wrapped(layer: Arguments, argument: str, tensor: Tensor) -> Outcome:
    """The outcome of a layer that is an argument of another; its mismatch becomes the outer one's."""
    return passed(infer(_spec(layer, argument), tensor, policy=layer.default_policy))


def passed(outcome: Outcome) -> Outcome:
    """The outcome, or its mismatch raised, so that nothing is said about what follows from it."""
    for problem in outcome.problems:
        if problem.severity == "error":
            raise MismatchError(problem)
    return outcome


def _spec(layer: Arguments, argument: str) -> Spec:
    spec = layer[argument]
    if not isinstance(spec, Spec):
        raise NotKnownError
    return spec


def _parts(layer: Arguments, outcome: Outcome) -> tuple[Tensor, ...]:
    """The output and the states of a direction; `NotKnownError` where it is not recurrent."""
    inner = arguments_of(_spec(layer, "layer"))
    parts = tuple(leaves(outcome.outputs))
    if inner.get("go_backwards") is None or any(part.shape is None for part in parts):
        raise NotKnownError(Outcome(Tensor(None), None))
    return parts


def _merged(layer: Arguments, ahead: Tensor, behind: Tensor) -> Structure:
    mode = layer["merge_mode"]
    one, other = ahead.shape, behind.shape
    if one is None or other is None or mode not in (*_MERGED, None):
        raise NotKnownError
    if mode is None:
        return (layer.result(one), layer.result(other))
    if mode == "concat":
        return layer.result((*one[:-1], None if one[-1] is None else 2 * one[-1]))
    _same_size(one, other, mode)
    return layer.result(one)


def _same_size(one: Shape, other: Shape, mode: str) -> None:
    if one != other:
        raise refuse(
            "shape-mismatch",
            f"Bidirectional with `merge_mode: {mode}` joins results of one shape, "
            f"received {Tensor(one)} forwards and {Tensor(other)} backwards",
            "Give both layers as many `units`, or take `merge_mode: concat`.",
            argument="backward_layer",
        )


def _check_initial(layer: Arguments, call: Call, states: tuple[Tensor, ...]) -> None:
    given = call.get("initial_state")
    if not isinstance(given, tuple) or not states:
        return
    tensors = tuple(leaves(given))
    if len(tensors) % 2:
        raise _odd(layer, tensors)
    check_states(layer, tensors, states)


def _odd(layer: Arguments, tensors: tuple[Tensor, ...]) -> MismatchError:
    message = f"{layer.type_name} splits `initial_state` in two halves, received {len(tensors)}: "
    return MismatchError(
        Mismatch(
            "shape-mismatch",
            message + ", ".join(said(each) for each in tensors),
            "Give the forward states first, then as many for the way back.",
            inputs=("initial_state",),
        )
    )
