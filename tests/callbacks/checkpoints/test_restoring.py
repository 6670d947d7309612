import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from kbuild.callbacks.checkpoint import Checkpoint
from kbuild.callbacks.checkpoints.restoring import find, load_checkpoint, restore
from kbuild.callbacks.checkpoints.store import WEIGHTS
from kbuild.callbacks.early_stopping import EarlyStopping
from kbuild.callbacks.errors import CheckpointError


@pytest.fixture(scope="module")
def training(
    tmp_path_factory: pytest.TempPathFactory, make: Callable[..., Any], data: Any
) -> tuple[Any, Path, list[Any]]:
    folder = tmp_path_factory.mktemp("trained")
    model = make(run_eagerly=True)
    callbacks = [Checkpoint(folder), EarlyStopping("loss", patience=9, restore_best_weights=False)]
    model.fit(*data, batch_size=16, epochs=3, verbose=0, callbacks=callbacks)
    return model, folder, callbacks


@pytest.fixture
def trained(training: Any, tmp_path: Path) -> tuple[Any, Path, list[Any]]:
    model, folder, callbacks = training
    return model, Path(shutil.copytree(folder, tmp_path / "c")), callbacks


def test_restoring_gives_equal_weights_optimizer_seeds_and_callbacks(
    trained: Any, make: Callable[..., Any], variables: Callable[..., Any]
) -> None:
    model, folder, callbacks = trained
    fresh = make()
    assert list(variables(fresh, metrics=False).values()) != list(variables(model, metrics=False).values())
    checkpoint, stop = Checkpoint(folder), EarlyStopping("loss", patience=9)
    entry = restore(folder, fresh, [stop, checkpoint])
    assert (entry.epoch, entry.batch, entry.step) == (3, 0, 9)
    assert list(variables(fresh, metrics=False).values()) == list(variables(model, metrics=False).values())
    assert checkpoint.get_state() == callbacks[0].get_state()


def test_loading_gives_equal_predictions_and_leaves_the_optimizer(
    trained: Any, make: Callable[..., Any], data: Any
) -> None:
    model, folder, _ = trained
    fresh = make(compiled=False)
    entry = load_checkpoint(folder, fresh)
    assert entry.logs.keys() == {"loss", "accuracy"}
    assert np.array_equal(
        keras.ops.convert_to_tensor(fresh(data[0])), keras.ops.convert_to_tensor(model(data[0]))
    )
    compiled = make()
    load_checkpoint(folder / "step-00000006", compiled)
    assert int(keras.ops.convert_to_tensor(compiled.optimizer.iterations)) == 0


def test_one_checkpoint_or_the_newest_of_a_folder_can_be_meant(trained: Any) -> None:
    _, folder, _ = trained
    assert find(folder).path == folder / "step-00000009"
    assert find(folder / "step-00000006").epoch == 2


def test_a_damaged_checkpoint_that_was_asked_for_is_an_error_and_changes_nothing(
    trained: Any, make: Callable[..., Any], variables: Callable[..., Any]
) -> None:
    _, folder, _ = trained
    path = folder / "step-00000006" / WEIGHTS
    path.write_bytes(path.read_bytes()[:-4] + b"flip")
    fresh = make()
    before = variables(fresh)
    for load in (load_checkpoint, restore):
        with pytest.raises(CheckpointError, match="damaged"):
            load(path.parent, fresh)
    assert variables(fresh) == before


def test_a_damaged_newest_one_is_passed_over_with_a_warning(trained: Any, make: Callable[..., Any]) -> None:
    _, folder, _ = trained
    (folder / "step-00000009" / WEIGHTS).write_bytes(b"")
    with pytest.warns(RuntimeWarning, match="step-00000009.*the checkpoint before it is used"):
        assert restore(folder, make()).step == 6


def test_a_forgotten_callback_is_an_error_and_no_callbacks_are_none(
    trained: Any, make: Callable[..., Any], variables: Callable[..., Any]
) -> None:
    _, folder, _ = trained
    fresh = make()
    before = variables(fresh)
    with pytest.raises(CheckpointError, match="EarlyStopping"):
        restore(folder, fresh, [Checkpoint(folder)])
    assert variables(fresh) == before
    restore(folder, fresh)


def test_a_folder_without_checkpoints_is_an_error(tmp_path: Path, make: Callable[..., Any]) -> None:
    with pytest.raises(CheckpointError, match="there are none"):
        load_checkpoint(tmp_path, make())


def test_resumed_between_epochs_the_training_ends_as_if_never_interrupted(
    tmp_path: Path, make: Callable[..., Any], data: Any, variables: Callable[..., Any]
) -> None:
    def callbacks(folder: Path) -> list[Any]:
        stop = EarlyStopping("loss", patience=2, restore_best_weights=True, start_from_epoch=2)
        plateau = keras.callbacks.LearningRateScheduler(lambda epoch, rate: 0.3 / (epoch + 1))
        return [Checkpoint(folder, keep=2), stop, plateau]

    def fit(model: Any, chosen: list[Any], begin: int, epochs: int) -> None:
        arguments = {"batch_size": 8, "shuffle": False, "verbose": 0}
        model.fit(*data, initial_epoch=begin, epochs=epochs, callbacks=chosen, **arguments)

    whole = make()
    chosen = callbacks(tmp_path / "whole")
    fit(whole, chosen, 0, 12)
    # Stopped after four epochs as by a kill: the model at the checkpoint is not the one that fit leaves.
    fit(make(), callbacks(tmp_path / "cut"), 0, 4)
    resumed, again = make(), callbacks(tmp_path / "cut")
    entry = restore(tmp_path / "cut", resumed, again)
    assert entry.epoch == 4
    fit(resumed, again, entry.epoch, 12)
    assert again[1].get_state()["watches"] == chosen[1].get_state()["watches"]
    assert (again[1].stopped_epoch, again[1].reason) == (chosen[1].stopped_epoch, chosen[1].reason)
    assert list(variables(resumed).values()) == list(variables(whole).values())
    assert sorted(path.name for path in (tmp_path / "cut").iterdir()) == sorted(
        path.name for path in (tmp_path / "whole").iterdir()
    )
