"""What is said of memory is what Keras allocates."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from kbuild.checking.memory import bits, memory_of, slots
from kbuild.checking.shapes import Weight, walk
from kbuild.schemas import Sequential, catalog, layers, optimizers

_SHAPES = ((4, 3), (3,), (2, 3, 4, 5), ())
_WEIGHTS = [Weight(f"weight_{at}", shape) for at, shape in enumerate(_SHAPES)]
_SETTINGS: dict[str, list[dict[str, Any]]] = {
    "SGD": [{}, {"momentum": 0.9}, {"momentum": 0.9, "use_ema": True}],
    "Adam": [{}, {"amsgrad": True}, {"gradient_accumulation_steps": 4}],
    "RMSprop": [{}, {"momentum": 0.5}, {"centered": True}],
}
_SINGLE = [
    name
    for name in catalog.types("optimizer")
    if name not in ("LossScaleOptimizer", "MultiOptimizer", "OptimizerMap")
]


@pytest.mark.parametrize("name", _SINGLE)
def test_an_optimizer_keeps_what_keras_keeps(name: str) -> None:
    for given in _SETTINGS.get(name, [{}]):
        optimizer = getattr(keras.optimizers, name)(**given)
        optimizer.build(
            [keras.Variable(keras.ops.zeros(shape), name=f"weight_{at}") for at, shape in enumerate(_SHAPES)]
        )
        found = slots(getattr(optimizers, name)(**given), _WEIGHTS)
        assert found is not None
        # Keras keeps a few single numbers besides, such as a place holder for a weight without rows.
        assert abs(sum(map(_size, optimizer.variables)) - sum(slot.size for slot in found)) <= 2 * len(
            _SHAPES
        )


def test_a_scaled_optimizer_keeps_what_is_inside_it() -> None:
    inside = slots("adam", _WEIGHTS)
    scaled = slots(optimizers.LossScaleOptimizer(inner_optimizer=optimizers.Adam()), _WEIGHTS)
    assert inside is not None
    assert scaled is not None
    assert len(scaled) == len(inside) + 2


def test_an_optimizer_of_another_kind_is_not_known() -> None:
    assert slots(None, _WEIGHTS) is None
    assert slots("their_own", _WEIGHTS) is None
    assert slots(optimizers.Muon(exclude_layers=("head",)), _WEIGHTS) is None


def stack(of: list[Any]) -> Sequential:
    return Sequential(layers=tuple(of))


def test_the_parts_add_up() -> None:
    graph = walk(
        stack([layers.Input(shape=[4]), layers.Dense(units=3), layers.Dense(units=1, trainable=False)])
    )
    memory = memory_of(graph, graph.weights, "adam", 10)
    assert memory.weights == 4 * (15 + 4)
    assert memory.gradients == 4 * 15
    assert memory.optimizer == 4 * (2 + 2 * 15)
    assert memory.activations == 4 * 10 * (4 + 3 + 1)
    assert memory.training == sum((4 * 19, 4 * 15, 4 * 32, 4 * 80))
    assert not memory.open_sizes


def test_open_sizes_are_told_and_views_take_nothing() -> None:
    graph = walk(stack([layers.Input(shape=[None, 4]), layers.Dense(units=3)]))
    assert memory_of(graph, graph.weights, None, 10).open_sizes
    plain, viewed = (
        walk(stack([layers.Input(shape=[2, 4]), *more]))
        for more in ([], [layers.Flatten(), layers.Flatten()])
    )
    assert memory_of(plain, (), None, 3).activations == memory_of(viewed, (), None, 3).activations


def test_what_is_not_known_makes_the_sum_unknown() -> None:
    memory = memory_of(None, None, "adam", 32)
    assert (memory.weights, memory.optimizer, memory.activations, memory.training) == (None, None, None, None)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64", "int8", "uint8", "int64", "bool"])
def test_dtypes_have_the_bits_that_keras_counts(dtype: str) -> None:
    assert bits(dtype) // 8 == keras.ops.zeros((), dtype=dtype).numpy().nbytes


def _size(variable: Any) -> int:
    size = 1
    for each in variable.shape:
        size *= each
    return size
