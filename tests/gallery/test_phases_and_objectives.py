"""The gallery's documents with phases or objectives learn in each of them, and survive being killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kbuild
from kbuild import gallery
from kbuild.training.resume import resume
from tests.training.killing import KilledError, Killer

EPOCHS = tuple(f"phases.{phase}.fit.epochs=2" for phase in range(3))
SHORT = {"deep-belief-network": EPOCHS, "transfer-learning": EPOCHS, "gan": ("fit.epochs=4",)}
DREAMS = [pytest.param((), id="contrastive"), pytest.param(("chains=32",), id="persistent")]


def trained(name: str, folder: Path, *changes: str, callbacks: tuple[Any, ...] = ()) -> Any:
    path = gallery.path(name)
    return kbuild.train(path, overrides=[*changes], runs=folder, callbacks=callbacks, verbose=0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "epoch"),
    [
        *(("deep-belief-network", 1), ("deep-belief-network", 3), ("deep-belief-network", 5)),
        *(("transfer-learning", 1), ("transfer-learning", 2), ("gan", 2)),
    ],
)
def test_a_document_killed_and_resumed_ends_as_one_that_was_not(
    name: str, epoch: int, tmp_path: Path
) -> None:
    whole = trained(name, tmp_path / "whole", *SHORT[name])
    with pytest.raises(KilledError):
        trained(name, tmp_path / "killed", *SHORT[name], callbacks=(Killer(epoch),))
    again = resume(tmp_path / "killed" / name / "1", verbose=0)
    assert all(map(np.array_equal, whole.model.get_weights(), again.model.get_weights()))
    assert (whole.folder / "metrics.jsonl").read_bytes() == (again.folder / "metrics.jsonl").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("change", DREAMS)
def test_reconstructions_come_nearer_to_the_data_in_each_machine_s_phase(
    change: tuple[str, ...], tmp_path: Path
) -> None:
    """With dreams that begin at the data, and with dreams that go on from step to step."""
    machines = [f"model.layers.rbm_{number}.{each}" for number in (1, 2) for each in change]
    run = trained("deep-belief-network", tmp_path, *machines, "phases.2.fit.epochs=1")
    for first in (0, 30):
        errors = [row["error"] for row in run.metrics[first : first + 30]]
        assert errors[-1] < 0.75 * errors[0], errors
        assert np.mean(errors[-5:]) < np.mean(errors[5:10]) < errors[0], errors
