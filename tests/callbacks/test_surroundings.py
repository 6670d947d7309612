from collections.abc import Callable
from typing import Any

import keras
import pytest

from kbuild.callbacks.surroundings import Surroundings, may_add_logs, surroundings


class Looking(keras.callbacks.Callback):
    seen: Surroundings

    def on_train_begin(self, logs: Any = None) -> None:
        self.seen = surroundings(self.model, self.params)


@pytest.mark.parametrize(("split", "validates"), [(0.0, False), (0.25, True)])
def test_fit_is_seen_from_inside(make: Callable[..., Any], data: Any, split: float, validates: bool) -> None:
    first, second = Looking(), Looking()
    make(run_eagerly=True).fit(*data, verbose=0, validation_split=split, callbacks=[first, second])
    assert first.seen.validation is validates
    assert first.seen.callbacks is not None
    assert first.seen.callbacks[:2] == (first, second)


def test_a_loop_of_ones_own_says_so_in_the_parameters(make: Callable[..., Any]) -> None:
    callback = Looking()
    keras.callbacks.CallbackList([callback], model=make(), validation=True).on_train_begin()
    assert callback.seen.validation is True


def test_outside_of_everything_nothing_is_known(make: Callable[..., Any]) -> None:
    assert surroundings(make(), None) == Surroundings(None, None)


def test_only_strangers_that_act_on_epochs_may_add_logs() -> None:
    class Quiet(keras.callbacks.Callback):
        pass

    class Loud(keras.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            pass

    assert may_add_logs(Loud())
    assert may_add_logs(keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: None))
    assert not may_add_logs(Quiet())
    assert not may_add_logs(keras.callbacks.History())
