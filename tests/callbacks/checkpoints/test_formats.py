"""Checkpoints of each format that ever was, written by the kbuild of that time, read by this one."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.callbacks import EarlyStopping
from kbuild.callbacks.checkpoint import Checkpoint
from kbuild.callbacks.checkpoints.restoring import load_checkpoint, restore
from kbuild.callbacks.checkpoints.store import FORMAT, MANIFEST, Store, verify

FOLDER = Path(__file__).parent
FORMATS = range(1, FORMAT + 1)


@pytest.fixture(scope="module")
def tiny() -> Any:
    """Makes the model that they are of, by the program that wrote them."""
    spec = importlib.util.spec_from_file_location("write", FOLDER / "write.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.tiny


@pytest.mark.parametrize("number", FORMATS)
def test_a_checkpoint_of_each_format_is_whole_and_says_which_it_is(number: int) -> None:
    (entry,) = Store(FOLDER / f"format{number}").entries()
    assert json.loads((entry.path / MANIFEST).read_text("utf-8"))["format"] == number
    assert (entry.run, entry.number, entry.step, entry.epoch, entry.batch) == (1, 2, 6, 2, 0)
    assert set(entry.logs) == {"loss", "mae"}
    assert verify(entry) == []


@pytest.mark.parametrize("number", FORMATS)
def test_a_checkpoint_of_each_format_is_restored_and_trained_on(
    tmp_path: Path, tiny: Any, number: int
) -> None:
    folder = Path(shutil.copytree(FOLDER / f"format{number}", tmp_path / "c"))
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    model, bare = tiny(), tiny()
    checkpoint = Checkpoint(folder, keep=1, monitor=None)
    callbacks = [checkpoint, EarlyStopping("loss", patience=7)]
    entry = restore(folder, model, callbacks)
    load_checkpoint(folder, bare)
    for each in (model, bare):
        assert {weight.path: np.asarray(weight).tolist() for weight in each.weights} == expected["weights"]
    assert int(np.asarray(model.optimizer.iterations)) == expected["iterations"] == 6
    x = np.ones((4, 2), "float32")
    model.fit(x, x[:, 0], batch_size=2, epochs=3, initial_epoch=entry.epoch, verbose=0, callbacks=callbacks)
    assert checkpoint.latest == folder / "step-00000008"


def test_each_format_has_its_checkpoint() -> None:
    assert sorted(path.name for path in FOLDER.glob("format*")) == [f"format{n}" for n in FORMATS]
