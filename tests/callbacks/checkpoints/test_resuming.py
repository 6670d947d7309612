"""`Checkpoint(resume=True)` in plain Keras: killed in mid-epoch, run again, the same bits at the end."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from kbuild.callbacks.checkpoint import Checkpoint
from kbuild.callbacks.checkpoints.store import WEIGHTS, Store, read
from kbuild.callbacks.errors import CheckpointError
from kbuild.callbacks.tensors import decode


class Killed(BaseException):
    """Stands for the death of the process."""


class Kill(keras.callbacks.Callback):
    """Ends the process at a step of the training, seen from behind all other callbacks."""

    keeps_state = False

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at = at
        self.steps = 0

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        if self.steps == self.at:
            raise Killed
        self.steps += 1


class Seen(keras.utils.PyDataset):
    """Batches in an order of its own for each epoch, by a generator of its own."""

    def __init__(self, x: Any, y: Any) -> None:
        super().__init__()
        self.x, self.y, self.epoch = x, y, 0

    def __len__(self) -> int:
        return 6

    def __getitem__(self, index: int) -> Any:
        rows = np.random.default_rng([self.epoch, 1]).permutation(48)[index * 8 : index * 8 + 8]
        return self.x[rows], self.y[rows]

    def on_epoch_end(self) -> None:
        self.epoch += 1


def arrays(x: Any, y: Any) -> dict[str, Any]:
    return {"x": x, "y": y, "batch_size": 8}


def shuffled_pipeline(x: Any, y: Any) -> dict[str, Any]:
    return {"x": tf.data.Dataset.from_tensor_slices((x, y)).shuffle(48, seed=5).batch(8)}


def endless_pipeline(x: Any, y: Any) -> dict[str, Any]:
    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(48, seed=5).batch(8).repeat()
    return {"x": data, "steps_per_epoch": 6}


def of_unknown_length(x: Any, y: Any) -> dict[str, Any]:
    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(48, seed=5).batch(8)
    return {"x": data.filter(lambda *_: True)}


def own_batches(x: Any, y: Any) -> dict[str, Any]:
    return {"x": Seen(x, y)}


DATA = [arrays, shuffled_pipeline, endless_pipeline, own_batches, of_unknown_length]
QUICK = [(own_batches, 1), (shuffled_pipeline, 2), (of_unknown_length, 1)]
CASES = [
    pytest.param(
        given, size, id=f"{given.__name__}-{size}", marks=[pytest.mark.slow] * ((given, size) not in QUICK)
    )
    for given in DATA
    for size in (1, 2)
]


@contextmanager
def dead_with_its_threads(saving: Checkpoint) -> Iterator[None]:
    """The thread that saves dies with its process: here it ends what it is at, and does nothing later."""
    try:
        yield
    except Killed:
        saving._saver.close()
        raise


def callbacks(folder: Path) -> list[Any]:
    return [
        keras.callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.9),
        Checkpoint(folder, every_steps=4, resume=True, monitor="val_loss"),
        keras.callbacks.ReduceLROnPlateau(monitor="loss", patience=1, min_delta=0.3, cooldown=1),
        keras.callbacks.EarlyStopping("val_loss", patience=3, min_delta=0.02, restore_best_weights=True),
        keras.callbacks.ModelCheckpoint(str(folder / "best.keras"), monitor="loss", save_best_only=True),
    ]


@pytest.mark.filterwarnings("ignore:Your input ran out of data", "ignore:`shuffle=True` was passed")
@pytest.mark.parametrize(("given", "execution"), CASES)
def test_killed_twice_and_run_again_it_ends_with_the_same_bits(  # noqa: PLR0917 (fixtures)
    tmp_path: Path,
    make: Callable[..., Any],
    data: Any,
    variables: Callable[..., Any],
    given: Callable[..., Any],
    execution: int,
) -> None:
    def run(folder: Path, *more: Any) -> tuple[Any, Any, list[Any]]:
        model, chosen = make(steps_per_execution=execution), callbacks(folder)
        with dead_with_its_threads(chosen[1]):
            history = model.fit(
                **given(*data), epochs=5, verbose=0, validation_data=data, callbacks=[*chosen, *more]
            )
        return model, history.history, chosen

    whole, history, chosen = run(tmp_path / "whole")
    for at in (14 // execution, 10 // execution):
        with pytest.raises(Killed):
            run(tmp_path / "cut", Kill(at))
    again, resumed, others = run(tmp_path / "cut")
    assert list(variables(again).values()) == list(variables(whole).values())
    assert resumed == history
    assert again._initial_epoch is None, "a next training of the model begins where it is told to"
    for one, other in zip(chosen[2:], others[2:], strict=True):
        assert [getattr(one, name, None) for name in ("best", "wait", "cooldown_counter")] == [
            getattr(other, name, None) for name in ("best", "wait", "cooldown_counter")
        ]
    twins = zip(Store(tmp_path / "whole").entries(), Store(tmp_path / "cut").entries(), strict=True)
    # Names differ in the numbers that Keras counts through a process.
    for one, other in twins:
        assert one.step == other.step
        pairs = [decode(read(each, WEIGHTS)).values() for each in (one, other)]
        assert [each.tobytes() for each in pairs[0]] == [each.tobytes() for each in pairs[1]]
    # Run once more, a training that is done changes nothing.
    before = sorted(path.name for path in (tmp_path / "cut").iterdir())
    third, _, _ = run(tmp_path / "cut")
    kept = [list(variables(each, metrics=False).values()) for each in (third, whole)]
    assert kept[0] == kept[1]
    assert sorted(path.name for path in (tmp_path / "cut").iterdir()) == before


@pytest.mark.slow
def test_each_step_of_an_epoch_can_be_the_one_at_which_it_goes_on(
    tmp_path: Path, make: Callable[..., Any], data: Any, variables: Callable[..., Any]
) -> None:
    def run(folder: Path, *more: Any) -> tuple[Any, Any]:
        model = make()
        saving = Checkpoint(folder, every_epochs=None, every_steps=1, resume=True)
        with dead_with_its_threads(saving):
            history = model.fit(
                *data, batch_size=8, epochs=2, verbose=0, validation_split=0.25, callbacks=[saving, *more]
            )
        return model, history.history

    whole, history = run(tmp_path / "whole")
    for at in (1, 3, 4, 5, 8, 9):
        with pytest.raises(Killed):
            run(tmp_path / str(at), Kill(at))
        again, resumed = run(tmp_path / str(at))
        assert list(variables(again).values()) == list(variables(whole).values()), at
        assert resumed == history, at


def test_another_model_is_refused_before_anything_has_changed(
    tmp_path: Path, make: Callable[..., Any], data: Any
) -> None:
    make().fit(*data, verbose=0, callbacks=[Checkpoint(tmp_path)])
    other = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activation="softmax")])
    other.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(CheckpointError, match="another model"):
        other.fit(*data, verbose=0, callbacks=[Checkpoint(tmp_path, resume=True)])
