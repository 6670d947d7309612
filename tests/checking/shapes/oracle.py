"""What Keras itself says of a layer, to hold the static rules to it."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
from keras.src.backend.common import global_state

from kbuild.checking.shapes import Outcome, Structure, Tensor, infer, leaves, mapped


@dataclass(frozen=True)
class Stub:
    """A spec of the least form that the rules ask for."""

    type_name: str
    given: Mapping[str, Any] = field(default_factory=dict)
    kind: str = "layer"

    def arguments(self) -> dict[str, Any]:
        return {name: _tupled(value) for name, value in self.given.items()}


@dataclass(frozen=True)
class Verdict:
    """What Keras said: the outputs' shapes and dtypes and the counts of weights, or why it refused."""

    shapes: tuple[Any, ...] = ()
    dtypes: tuple[str, ...] = ()
    trainable: int = 0
    non_trainable: int = 0
    refused: str | None = None
    unmade: bool = False


def stub(type_name: str, **given: Any) -> Stub:
    return Stub(type_name, given)


def make(value: Any) -> Any:
    """Construct what a stub describes, by Keras."""
    if isinstance(value, Stub):
        return getattr(keras.layers, value.type_name)(**{k: make(v) for k, v in value.given.items()})
    if isinstance(value, tuple):
        return [make(each) for each in value] if any(isinstance(each, Stub) for each in value) else value
    return value


def symbolic(structure: Any) -> Any:
    """Keras tensors for the tensors of a structure; tuples become lists."""
    if isinstance(structure, Tensor):
        return keras.KerasTensor(structure.shape, dtype=structure.dtype)
    if isinstance(structure, tuple):
        return [symbolic(each) for each in structure]
    if isinstance(structure, dict):
        return {key: symbolic(each) for key, each in structure.items()}
    return structure


def zeros(structure: Any) -> Any:
    """Arrays for the tensors of a structure; open sizes are 2, or 3 for times."""
    if isinstance(structure, Tensor):
        assert structure.shape is not None
        shape = [(3 if at else 2) if size is None else size for at, size in enumerate(structure.shape)]
        if structure.dtype == "string":
            return keras.ops.convert_to_tensor(np.full(shape, "a b"))
        return keras.ops.zeros(shape, dtype=structure.dtype)
    if isinstance(structure, tuple):
        return [zeros(each) for each in structure]
    if isinstance(structure, dict):
        return {key: zeros(each) for key, each in structure.items()}
    return structure


def keras_says(
    spec: Stub, inputs: Structure | None, keywords: Mapping[str, Any], fill: Any = symbolic
) -> Verdict:
    """Construct the layer and call it, on symbols or, with `fill=zeros`, on arrays."""
    # A stateful layer makes its states outside `build`, so they must have values.
    cheap = fill is symbolic and not spec.given.get("stateful")
    with warnings.catch_warnings(), _without_values() if cheap else nullcontext():
        warnings.simplefilter("ignore")
        try:
            layer = make(spec)
        except Exception as error:  # Keras raises errors of all kinds.
            return Verdict(refused=f"{type(error).__name__}: {error}", unmade=True)
        try:
            given = [] if inputs is None else [fill(inputs)]
            outputs = layer(*given, **{name: fill(value) for name, value in keywords.items()})
        except Exception as error:
            return Verdict(refused=f"{type(error).__name__}: {error}")
        return _verdict(layer, outputs)


def _verdict(layer: Any, outputs: Any) -> Verdict:
    flat = keras.tree.flatten(outputs)
    trainable = sum(math.prod(each.shape) for each in layer.trainable_weights)
    return Verdict(
        tuple(tuple(each.shape) for each in flat),
        tuple(keras.backend.standardize_dtype(each.dtype) for each in flat),
        trainable,
        layer.count_params() - trainable,
    )


@contextmanager
def _without_values() -> Iterator[None]:
    """Variables made inside have shapes and no values, which makes building five times as fast."""
    with keras.StatelessScope():
        yield
        global_state.set_global_attribute("uninitialized_variables", [])


def differences(spec: Stub, inputs: Structure | None, keywords: Mapping[str, Any] | None = None) -> list[str]:
    """Where the static outcome differs from what Keras says; empty when they agree."""
    keywords = keywords or {}
    said = keras_says(spec, inputs, keywords)
    if said.unmade:
        return []
    outcome = infer(spec, inputs, keywords)
    errors = [problem for problem in outcome.problems if problem.severity == "error"]
    if errors and said.refused is None:
        return [f"refused ({errors[0].message}), but Keras gives {said.shapes}"]
    if errors:
        return []
    if said.refused is not None:
        return [f"gives {shapes(outcome.outputs)}, but Keras refuses: {said.refused[:300]}"]
    return [*_unequal(outcome, said)]


def _unequal(outcome: Outcome, said: Verdict) -> list[str]:
    found = []
    mine = list(leaves(outcome.outputs))
    known = [each for each in mine if each.shape is not None]
    if len(known) == len(mine):
        if tuple(each.shape for each in mine) != said.shapes:
            found.append(f"gives {shapes(outcome.outputs)}, Keras gives {said.shapes}")
        elif tuple(each.dtype for each in mine) != said.dtypes:
            found.append(f"gives {[each.dtype for each in mine]}, Keras gives {said.dtypes}")
    counts = (outcome.trainable, outcome.non_trainable)
    if outcome.weights is not None and counts != (said.trainable, said.non_trainable):
        found.append(f"counts {counts}, Keras counts {(said.trainable, said.non_trainable)}")
    return found


def shapes(structure: Structure) -> Any:
    out: list[Any] = []
    mapped(lambda tensor: out.append(tensor.shape) or tensor, structure)  # type: ignore[func-returns-value]
    return out


def _tupled(value: Any) -> Any:
    return tuple(_tupled(each) for each in value) if isinstance(value, (list, tuple)) else value
