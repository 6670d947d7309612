from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.callbacks.steps import Steps

X, Y = np.ones((45, 2), "float32"), np.ones(45, "float32")


class Counting(keras.callbacks.Callback):
    def __init__(self) -> None:
        super().__init__()
        self.steps = Steps()
        self.totals: list[int] = []
        self.ends: list[int] = []

    def on_train_begin(self, logs: Any = None) -> None:
        self.steps.begin_training(self.model)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.steps.begin_epoch()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self.totals.append(self.steps.at_batch(batch, self.params))

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.ends.append(self.steps.end_epoch(self.model, self.params))


def train(execution: int, optimizer: Any = "sgd", steps: int | None = None, epochs: int = 2) -> Counting:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer, "mse", steps_per_execution=execution)
    counting = Counting()
    model.fit(X, Y, batch_size=5, epochs=epochs, steps_per_epoch=steps, verbose=0, callbacks=[counting])
    return counting


@pytest.mark.parametrize("execution", [1, 4, 9, 32])
def test_steps_are_counted_under_any_number_per_execution(execution: int) -> None:
    counting = train(execution)
    assert counting.ends == [9, 18]
    assert counting.totals[-1] == 18
    assert counting.totals == sorted(set(counting.totals))


def test_accumulated_gradients_count_as_steps() -> None:
    optimizer = keras.optimizers.SGD(gradient_accumulation_steps=4)
    assert train(1, optimizer).ends == [9, 18]


def test_skipped_updates_of_loss_scaling_count_as_steps() -> None:
    optimizer = keras.optimizers.LossScaleOptimizer(keras.optimizers.SGD(), initial_scale=1e38)
    assert train(1, optimizer).ends == [9, 18]


def test_a_second_training_goes_on_counting(make: Callable[..., Any], data: Any) -> None:
    model, counting = make(), Counting()
    model.fit(*data, batch_size=16, verbose=0, callbacks=[counting])
    model.fit(*data, batch_size=16, verbose=0, callbacks=[counting])
    assert counting.ends == [3, 6]


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 12), st.integers(1, 3))
def test_each_multiple_is_crossed_once(length: int, execution: int, interval: int, epochs: int) -> None:
    steps, crossed, reached = Steps(), 0, []
    for _ in range(epochs):
        steps.begin_epoch()
        for start in range(0, length, execution):
            reached.append(steps.at_batch(start + execution - 1, {"steps": length}))
            crossed += steps.crossed(interval)
    assert reached[-1] == epochs * length
    if interval >= execution:
        assert crossed == epochs * length // interval
    assert not steps.crossed(None)


@given(st.integers(1, 40), st.integers(1, 12), st.integers(1, 3), st.randoms())
def test_the_spans_of_executions_cover_each_step_once_in_any_order(
    length: int, execution: int, epochs: int, random: Any
) -> None:
    steps, spans = Steps(), []
    for _ in range(epochs):
        steps.begin_epoch()
        starts = list(range(0, length, execution))
        random.shuffle(starts)
        spans += [steps.span(start + execution - 1, {"steps": length}, execution) for start in starts]
        assert steps.end_epoch(keras.Sequential(), {"steps": length}) == steps.total
    covered = [step for before, after in spans for step in range(before + 1, after + 1)]
    assert sorted(covered) == list(range(1, epochs * length + 1))
