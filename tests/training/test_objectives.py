"""Runs that train by objectives: what they keep, and that they go on as if nothing had happened."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kbuild
from kbuild.training.resume import resume
from tests.training.killing import KilledError, KillerAtStep

ADVERSARIAL: dict[str, Any] = {
    "name": "adversarial",
    "seed": 3,
    "model": {
        "style": "subclass",
        "inputs": {"x": {"shape": [2]}},
        "layers": {
            "generator": {"Sequential": {"layers": [{"Input": {"shape": [3]}}, {"Dense": {"units": 2}}]}},
            "critic": {
                "Sequential": {
                    "layers": [
                        {"Input": {"shape": [2]}},
                        {"Dense": {"units": 4, "activation": "relu"}},
                        {"Dropout": {"rate": 0.2}},
                        {"Dense": {"units": 1}},
                    ]
                }
            },
        },
        "call": "return generator(random.normal((ops.shape(x)[0], 3)))",
    },
    "objectives": [
        {
            "name": "critic",
            "trainable": "critic",
            "optimizer": {"Adam": {"learning_rate": 0.01}},
            "loss": "return ops.mean(ops.softplus(-critic(x))) + ops.mean(ops.softplus(critic(model(x))))",
        },
        {
            "name": "generator",
            "trainable": "generator",
            "optimizer": {"RMSprop": {"learning_rate": 0.01}},
            "loss": "noise = random.normal((8, 3))\nreturn ops.mean(ops.softplus(-critic(generator(noise))))",
        },
    ],
    "data": {"train": {"Toy": {"name": "ring", "samples": 64}}, "validation": 0.25, "batch_size": 8},
    "callbacks": [
        {"TensorBoard": {"histogram_freq": 0, "write_graph": False}},
        {"Checkpoint": {"every_steps": 4, "monitor": "val_critic"}},
    ],
    "fit": {"epochs": 3},
}


def train(folder: Path, *callbacks: Any) -> Any:
    return kbuild.train(deepcopy(ADVERSARIAL), runs=folder, callbacks=callbacks, verbose=0)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return train(tmp_path_factory.mktemp("runs"))


def test_the_values_of_all_objectives_are_logged_also_in_validation(run: Any) -> None:
    names = {"loss", "critic", "generator"}
    rates = {"learning_rate", "learning_rate_generator"}
    assert set(run.metrics[0]) == {"epoch", "step", *rates, *names, *(f"val_{each}" for each in names)}
    assert run.best and run.best_checkpoint is not None


def test_the_final_model_is_the_plain_model_and_loads_again(run: Any) -> None:
    loaded = kbuild.open_run(run.folder).model
    assert type(loaded).__name__ == "ProgramModel"
    assert all(map(np.array_equal, loaded.get_weights(), run.model.get_weights()))


SLOW = [pytest.param(each, marks=pytest.mark.slow) for each in ((0, 5), (2, 3))]


@pytest.mark.parametrize("at", [(1, 2), *SLOW])
def test_a_run_killed_and_resumed_is_the_one_that_was_not(
    run: Any, tmp_path: Path, at: tuple[int, int]
) -> None:
    with pytest.raises(KilledError):
        train(tmp_path, KillerAtStep(*at))
    again = resume(next(tmp_path.glob("*/1")), verbose=0)
    assert all(map(np.array_equal, run.model.get_weights(), again.model.get_weights()))
    assert (run.folder / "metrics.jsonl").read_bytes() == (again.folder / "metrics.jsonl").read_bytes()
