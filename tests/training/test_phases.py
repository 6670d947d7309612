"""Training in phases, and its laws."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import kbuild
from kbuild.reading.problems import DocumentError
from kbuild.training.carrying import carry
from kbuild.training.resume import resume
from tests.training.killing import KilledError, Killer

WIDER = {
    "style": "sequential",
    "layers": [
        {"Input": {"shape": [4]}},
        {"Dense": {"units": 8, "activation": "relu", "name": "hidden"}},
        {"Dense": {"units": 6, "activation": "relu", "name": "more"}},
        {"Dense": {"units": 3, "activation": "softmax", "name": "blob"}},
    ],
}
PHASES = [
    {"name": "first", "frozen": "blob"},
    {
        "name": "top",
        "trainable": "blob",
        "compile": {"optimizer": {"SGD": {"learning_rate": 0.05}}},
        "fit": {"epochs": 1},
    },
    {"name": "wider", "model": WIDER, "trainable": ["more", "blob"], "callbacks": []},
]
DOCUMENT: dict[str, Any] = {
    "name": "blobs",
    "seed": 3,
    "model": {
        "style": "sequential",
        "layers": [
            {"Input": {"shape": [4]}},
            {"Dense": {"units": 8, "activation": "relu", "name": "hidden"}},
            "BatchNormalization",
            {"Dropout": {"rate": 0.2}},
            {"Dense": {"units": 3, "activation": "softmax", "name": "blob"}},
        ],
    },
    "compile": {
        "optimizer": {"Adam": {"learning_rate": 0.01}},
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    },
    "callbacks": [{"TensorBoard": {"histogram_freq": 0, "write_graph": False}}],
    "fit": {"epochs": 2, "batch_size": 16},
    "phases": PHASES,
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory, blobs: Any) -> Any:
    """A run of three phases: one that freezes, one that trains the top, one with a model of its own."""
    return started(tmp_path_factory.mktemp("runs"), blobs)


def started(folder: Path, blobs: Any, **keys: Any) -> Any:
    given: dict[str, Any] = {"validation": 0.2, "test": blobs, "runs": folder, "verbose": 0}
    return kbuild.train(deepcopy(DOCUMENT), train=blobs, **given | keys)


def weights(run: Any, phase: str) -> dict[str, Any]:
    """The last weights of a phase by name."""
    from kbuild.callbacks.checkpoints.restoring import find
    from kbuild.callbacks.checkpoints.store import WEIGHTS, read
    from kbuild.callbacks.tensors import decode

    found = decode(read(find(run.folder / "checkpoints" / phase), WEIGHTS))
    return {name.split("/", 1)[1]: value for name, value in found.items()}


def test_epochs_and_steps_are_counted_through_all_phases(run: Any) -> None:
    rows = [(row["epoch"], row["step"]) for row in run.metrics]
    assert rows == [(1, 5), (2, 10), (3, 15), (4, 20), (5, 25)]
    state = json.loads((run.folder / "state.json").read_text())
    assert [(each["name"], each["epoch"], each["step"]) for each in state["phases"]] == [
        ("first", 2, 10),
        ("top", 3, 15),
        ("wider", 5, 25),
    ]


def test_what_is_frozen_does_not_change_by_one_bit(run: Any) -> None:
    first, top = weights(run, "first"), weights(run, "top")
    changed = {name for name in first if not np.array_equal(first[name], top[name])}
    assert changed == {"blob/kernel", "blob/bias"}
    assert "batch_normalization/moving_mean" in first


def test_weights_go_on_by_the_names_of_layers_and_what_does_not_is_reported(run: Any) -> None:
    top, wider = weights(run, "top"), weights(run, "wider")
    assert np.array_equal(top["hidden/kernel"], wider["hidden/kernel"])
    (carried,) = [
        each["weights"] for each in json.loads((run.folder / "state.json").read_text())["phases"][2:]
    ]
    assert carried["carried"] == {"hidden": "top"}
    assert (carried["new"], carried["differing"]) == (["more"], {"blob": "top"})
    assert carried["left"] == ["batch_normalization"]


def test_the_run_ends_with_the_last_phase_s_model_and_keeps_the_whole_document(run: Any) -> None:
    assert [layer.name for layer in run.model.layers] == ["hidden", "more", "blob"]
    assert run.state == "finished"
    assert set(run.test) == {"loss", "accuracy"}
    assert len(run.document.phases) == 3


def test_each_phase_has_its_own_rate_and_checkpoints(run: Any) -> None:
    rates = [round(row["learning_rate"], 4) for row in run.metrics]
    assert rates == [0.01, 0.01, 0.05, 0.01, 0.01]
    assert {each.name for each in (run.folder / "checkpoints").iterdir()} == {"first", "top", "wider"}


@pytest.mark.slow
def test_two_runs_with_one_seed_are_the_same_to_the_bit(run: Any, blobs: Any, tmp_path: Path) -> None:
    again = started(tmp_path, blobs)
    assert all(map(np.array_equal, run.model.get_weights(), again.model.get_weights()))
    assert (run.folder / "metrics.jsonl").read_bytes() == (again.folder / "metrics.jsonl").read_bytes()


def test_a_mistake_in_the_last_phase_is_found_before_the_first_begins(blobs: Any, tmp_path: Path) -> None:
    tree = deepcopy(DOCUMENT)
    tree["phases"][2]["trainable"] = ["mroe"]
    with pytest.raises(DocumentError, match="there is no layer `mroe`"):
        kbuild.train(tree, train=blobs, runs=tmp_path, verbose=0)
    assert not list(tmp_path.iterdir())


SLOW = [pytest.param(each, marks=pytest.mark.slow) for each in (2, 3, 4)]


@pytest.mark.parametrize("epoch", [1, *SLOW])
def test_a_run_killed_in_any_phase_and_resumed_is_the_one_that_was_not(
    run: Any, blobs: Any, tmp_path: Path, epoch: int
) -> None:
    with pytest.raises(KilledError):
        started(tmp_path, blobs, callbacks=[Killer(epoch)])
    folder = next(tmp_path.glob("*/1"))
    again = resume(folder, train=blobs, validation=0.2, test=blobs, verbose=0)
    assert all(map(np.array_equal, run.model.get_weights(), again.model.get_weights()))
    assert (run.folder / "metrics.jsonl").read_bytes() == (again.folder / "metrics.jsonl").read_bytes()
    assert again.test == run.test


def test_a_layer_is_found_by_its_path_or_else_by_its_own_name() -> None:
    def make(name: str) -> Any:
        inner = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, name="hidden")], name="encoder")
        return keras.Sequential([keras.Input((2,)), inner, keras.layers.Dense(2, name=name)])

    old, new = make("hidden_2"), keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, name="hidden")])
    report = carry(new, [("old", old)])
    assert report.carried == {"hidden": "old"}
    assert report.left == ["hidden_2"]
    assert np.array_equal(new.get_layer("hidden").kernel, old.get_layer("encoder").get_layer("hidden").kernel)
