"""The cells of recurrent layers: what one time step computes, its weights and its states.

Source: https://keras.io/api/layers/recurrent_layers/
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from kbuild.checking.shapes.arguments import Arguments, Spec, arguments_of
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import axes_named, whole
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome, Weight, freeze
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Structure, Tensor

#: The sizes of a cell's states: one for each, nested for stacked cells.
States: TypeAlias = "int | tuple[States, ...]"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a recurrent layer needs to know of its cell.

    Args:
        output: The size of what one step gives out.
        states: The sizes of the states that it hands on.
        weights: Its variables.
    """

    output: int
    states: States
    weights: tuple[Weight, ...]


def simple(cell: Arguments, features: int) -> Cell:
    """One weight matrix for the input, one for the last output."""
    units = cell.positive("units")
    return Cell(units, units, _matrices(cell, features, units, 1, (units,)))


def gru(cell: Arguments, features: int) -> Cell:
    """Three gates; with `reset_after` the recurrent side has biases of its own."""
    units = cell.positive("units")
    bias = (2, 3 * units) if cell.flag("reset_after") else (3 * units,)
    return Cell(units, units, _matrices(cell, features, units, 3, bias))


def lstm(cell: Arguments, features: int) -> Cell:
    """Four gates and two states, the output and the memory."""
    units = cell.positive("units")
    return Cell(units, (units, units), _matrices(cell, features, units, 4, (4 * units,)))


_CELLS: dict[str, Callable[[Arguments, int], Cell]] = {
    "SimpleRNNCell": simple,
    "GRUCell": gru,
    "LSTMCell": lstm,
}


def cell_of(spec: object, features: int, layer: Arguments) -> Cell:
    """Look at a cell, or at several that stand upon each other.

    Args:
        spec: The cell, or a tuple of cells.
        features: The size of one step's input.
        layer: The layer that holds it, for its policy.

    Returns:
        The cell; `NotKnownError` for one of another type.
    """
    if isinstance(spec, tuple):
        return _stacked(spec, features, layer)
    if not isinstance(spec, Spec):
        raise NotKnownError
    cell = arguments_of(spec, policy=layer.default_policy)
    if cell.type_name == "StackedRNNCells":
        found = _stacked(cell["cells"], features, cell)
    elif cell.type_name in _CELLS:
        found = _CELLS[cell.type_name](cell, features)
    else:
        raise NotKnownError
    return _frozen(found) if cell.get("trainable") is False else found


@rule(*_CELLS, "StackedRNNCells")
def cell_step(layer: Arguments, call: Call) -> Outcome:
    """One step by hand: `(batch, features)` and the states become the output and the next states."""
    shape = axes_named(layer, call, ("features",))
    features = whole(layer, shape, -1)
    if layer.type_name in _CELLS:
        cell = _CELLS[layer.type_name](layer, features)
    else:
        cell = _stacked(layer["cells"], features, layer)
    states = state_tensors(layer, cell.states, shape[0])
    next_states = (states,) if isinstance(states, Tensor) else states
    return Outcome((layer.result((shape[0], cell.output)), next_states), cell.weights)


def state_tensors(layer: Arguments, states: States, batch: Size) -> Structure:
    """The tensors of a cell's states."""
    if isinstance(states, tuple):
        return tuple(state_tensors(layer, each, batch) for each in states)
    return layer.result((batch, states))


def sequence_result(layer: Arguments, shape: Shape, output: Shape, states: Structure) -> Structure:
    """What a recurrent layer returns, by `return_sequences` and `return_state`.

    Args:
        layer: The layer.
        shape: The shape of the sequences it is called with.
        output: The shape of one step's output, without the batch.
        states: The states; a single one is a tensor by itself.

    Returns:
        One tensor, or with `return_state` a tuple of it and the states.
    """
    kept = shape[:2] if layer.flag("return_sequences") else shape[:1]
    result = layer.result((*kept, *output))
    if not layer.flag("return_state"):
        return result
    return (result, *(states if isinstance(states, tuple) else (states,)))


def _matrices(
    cell: Arguments, features: int, units: int, gates: int, bias: tuple[int, ...]
) -> tuple[Weight, ...]:
    weights = (
        cell.weight("kernel", (features, gates * units)),
        cell.weight("recurrent_kernel", (units, gates * units)),
    )
    return (*weights, cell.weight("bias", bias)) if cell.flag("use_bias") else weights


def _stacked(specs: object, features: int, layer: Arguments) -> Cell:
    if not isinstance(specs, tuple):
        raise NotKnownError
    cells: list[Cell] = []
    for spec in specs:
        cells.append(cell_of(spec, features, layer))
        features = cells[-1].output
    if not cells:
        raise NotKnownError
    weights = tuple(weight for cell in cells for weight in cell.weights)
    return Cell(cells[-1].output, tuple(cell.states for cell in cells), weights)


def _frozen(cell: Cell) -> Cell:
    return Cell(cell.output, cell.states, freeze(cell.weights) or ())
