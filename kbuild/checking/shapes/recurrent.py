"""Recurrent layers: a cell goes over the time axis.

Source: https://keras.io/api/layers/recurrent_layers/
"""

from __future__ import annotations

from collections.abc import Sequence

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.cells import Cell, cell_of, gru, lstm, sequence_result, simple, state_tensors
from kbuild.checking.shapes.checks import SEQUENCE, axes_named, fits, refuse, said, whole
from kbuild.checking.shapes.outcomes import Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Structure, Tensor, leaves, shown

_OWN_CELLS = {"SimpleRNN": simple, "GRU": gru, "LSTM": lstm}


@rule("SimpleRNN", "GRU", "LSTM", "RNN")
def recurrent(layer: Arguments, call: Call) -> Outcome:
    """`(batch, time, features)` becomes `(batch, units)`, or `(batch, time, units)` with the sequences."""
    shape = axes_named(layer, call, SEQUENCE)
    batch_known(layer, shape)
    cell = _cell(layer, whole(layer, shape, -1, "the number of features"))
    states = state_tensors(layer, cell.states, shape[0])
    _check_initial(layer, call, states)
    return Outcome(sequence_result(layer, shape, (cell.output,), states), cell.weights)


def batch_known(layer: Arguments, shape: Shape) -> None:
    """A stateful layer keeps a state for each sample, so the batch must have one size."""
    if layer.flag("stateful") and shape[0] is None:
        raise refuse(
            "unknown-size",
            f"{layer.type_name} with `stateful: true` must know the batch's size, received {shown(shape)}",
            "give the input a `batch_size`",
            argument="stateful",
        )


def check_states(layer: Arguments, given: Sequence[Tensor], states: Sequence[Tensor]) -> None:
    """Refuse initial states that are too few, too many or of other sizes than the layer's own."""
    if len(given) != len(states):
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} has {len(states)} state{'s' * (len(states) != 1)}, "
            f"received {len(given)} in `initial_state`",
            f"give it a list of {len(states)}, such as the states of a layer with `return_state: true`",
            at=("initial_state",),
        )
    for tensor, state in zip(given, states, strict=True):
        if tensor.shape is None or state.shape is None or fits(tensor.shape, state.shape):
            continue
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} starts from states of the shape {state}, "
            f"received {said(tensor)} in `initial_state`",
            "the layer that gives the states must have as many `units`",
            at=("initial_state",),
        )


def _cell(layer: Arguments, features: int) -> Cell:
    if layer.type_name in _OWN_CELLS:
        return _OWN_CELLS[layer.type_name](layer, features)
    return cell_of(layer["cell"], features, layer)


def _check_initial(layer: Arguments, call: Call, states: Structure) -> None:
    given = call.get("initial_state")
    if not isinstance(given, (Tensor, tuple)):
        return
    tensors = tuple(leaves(given))
    # A GRU takes the first of several states and leaves the rest.
    used = tensors[:1] if layer.type_name == "GRU" else tensors
    check_states(layer, used, tuple(leaves(states)))
