from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from kbuild.callbacks.errors import CheckpointError
from kbuild.callbacks.optimizers import iterations, learning_rates
from kbuild.callbacks.state import (
    assign_training,
    assign_weights,
    copied,
    named,
    snapshot,
    training_variables,
)
from kbuild.callbacks.tensors import as_array


def test_everything_that_training_changes_is_found(make: Callable[..., Any], data: Any) -> None:
    model = make(optimizer=keras.optimizers.Adam(use_ema=True), run_eagerly=True)
    model.fit(*data, verbose=0)
    names = list(training_variables(model))
    assert f"optimizer/{model.optimizer.name}/iteration" in names
    assert sum(name.endswith("_average") for name in names) == 6
    assert [name.split("/")[2] for name in names if name.startswith("seed/")] == ["seed_generator_state"]
    assert {name.split("/")[1] for name in names if name.startswith("metric/")} == {"loss", "accuracy"}
    assert len(named(model.weights)) == 8


def test_a_loss_scale_is_part_of_the_state(make: Callable[..., Any]) -> None:
    inner = keras.optimizers.Adam(name="inside")
    model = make(optimizer=keras.optimizers.LossScaleOptimizer(inner))
    model.optimizer.build(model.trainable_variables)
    names = " ".join(training_variables(model))
    assert "dynamic_scale" in names
    assert "inside/" in names


def test_every_optimizer_of_a_model_is_found(make: Callable[..., Any]) -> None:
    model = make()
    model.second = keras.optimizers.SGD(momentum=0.5, name="second")
    names = list(training_variables(model))
    assert "optimizer/second/iteration" in names
    assert f"optimizer/{model.optimizer.name}/iteration" in names


def test_one_path_twice_gets_two_names() -> None:
    variables = [keras.Variable([1.0], name="v") for _ in range(3)]
    assert list(named(variables)) == ["v", "v#2", "v#3"]


def test_a_copy_does_not_change_when_training_goes_on(
    make: Callable[..., Any], data: Any, variables: Callable[..., Any]
) -> None:
    model = make()
    model.fit(*data, verbose=0)
    before = variables(model)
    copy = snapshot(model)
    model.fit(*data, verbose=0, epochs=3)
    model.set_weights([np.zeros_like(weight) for weight in model.get_weights()])
    copied = {name: as_array(v).tobytes() for name, v in {**copy.weights, **copy.training}.items()}
    assert copied == before
    assert variables(model) != before


def test_embeddings_with_sparse_updates_are_copied_too() -> None:
    model = keras.Sequential([keras.Input((2,), dtype="int32"), keras.layers.Embedding(50, 3)])
    model.compile(keras.optimizers.Adam(0.1), "mse")
    x, y = np.zeros((8, 2), "int32"), np.ones((8, 2, 3), "float32")
    model.fit(x, y, verbose=0)
    copy = snapshot(model)
    before = [as_array(v).copy() for v in (*copy.weights.values(), *copy.training.values())]
    model.fit(x, y, verbose=0, epochs=2)
    after = [as_array(v) for v in (*copy.weights.values(), *copy.training.values())]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def arrays_of(model: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    copy = snapshot(model)
    return (
        {name: np.array(as_array(v)) for name, v in copy.weights.items()},
        {name: np.array(as_array(v)) for name, v in copy.training.items()},
    )


def test_weights_find_their_variables_by_name_in_any_order(make: Callable[..., Any]) -> None:
    model = make()
    weights, _ = arrays_of(model)
    shuffled = dict(reversed([(name, array + 1) for name, array in weights.items()]))
    assign_weights(model, shuffled)
    assert all(np.array_equal(array, shuffled[name]) for name, array in arrays_of(model)[0].items())


def test_names_that_differ_in_keras_counters_only_are_the_same(make: Callable[..., Any]) -> None:
    first, second = make(), make()
    weights, _ = arrays_of(first)
    assert set(weights) != set(arrays_of(second)[0])
    assign_weights(second, {name: array + 1 for name, array in weights.items()})
    assert np.array_equal(second.get_weights()[0], first.get_weights()[0] + 1)
    first.optimizer.build(first.trainable_variables)
    assign_training(second, arrays_of(first)[1])


def test_another_model_is_refused_with_the_differences_and_left_as_it_was(make: Callable[..., Any]) -> None:
    model = make()
    before = model.get_weights()
    other = keras.Sequential([keras.Input((4,)), keras.layers.Dense(5, name="five")])
    with pytest.raises(CheckpointError, match=r"(?s)another model:.*kernel: .*nothing saved.*five/kernel"):
        assign_weights(model, arrays_of(other)[0])
    wider = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, name="d")])
    narrower = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="d")])
    with pytest.raises(CheckpointError, match=r"d/kernel: float32 \[4, 2\] here, float32 \[4, 3\] saved"):
        assign_weights(wider, arrays_of(narrower)[0])
    assert all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True))


def test_another_optimizer_is_refused(make: Callable[..., Any]) -> None:
    _, training = arrays_of(make(optimizer="sgd"))
    with pytest.raises(CheckpointError, match="another optimizer"):
        assign_training(make(), training)


def test_a_variable_on_several_devices_is_copied_from_the_first() -> None:
    with tf.distribute.MirroredStrategy(["CPU:0"]).scope():
        variable = keras.Variable([1.0, 2.0])
        optimizer = keras.optimizers.SGD(0.25)
    copy = copied(variable)
    variable.assign([3.0, 4.0])
    assert as_array(copy).tolist() == [1.0, 2.0]
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(optimizer, "mse")
    assert (iterations(model), learning_rates(model)) == (0, {"learning_rate": 0.25})
