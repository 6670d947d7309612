"""Runs that are made by hand, since what is watched is files alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kbuild.cli.watch import followed
from kbuild.training.run import Run

DOCUMENT = """\
seed: 1
model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 3, name: out}}]}
compile: {optimizer: sgd, loss: mse}
phases: [{name: low, fit: {epochs: 5}}, {name: top, trainable: out, fit: {epochs: 2}}]
"""


def epoch(folder: Path, number: int, loss: float) -> None:
    for name, more in (("metrics", {"step": 10 * number, "loss": loss}), ("times", {"seconds": 2.0})):
        with (folder / f"{name}.jsonl").open("a") as file:
            file.write(json.dumps({"epoch": number, **more}) + "\n")


def state(folder: Path, **values: Any) -> None:
    (folder / "state.json").write_text(json.dumps(values))


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run whose process is there, in the second of two phases; the first ended after two epochs of five."""
    monkeypatch.setattr("kbuild.training.run.is_locked", lambda folder: True)
    folder = tmp_path / "runs/phased/1"
    folder.mkdir(parents=True)
    (folder / "resolved.yaml").write_text(DOCUMENT)
    state(folder, state="running", phases=[{"name": "low", "epoch": 2, "step": 20}])
    for number, loss in enumerate((0.2, 0.3, 7.0), 1):
        epoch(folder, number, loss)
    return folder


def test_phases_are_told_and_each_has_a_best_of_its_own(running: Path) -> None:
    lines = followed(Run(running), pause=0.0)
    assert [next(lines) for _ in range(5)] == [
        "phase low",
        "epoch 1/4  loss 0.2  5 steps/s  best",
        "epoch 2/4  loss 0.3  5 steps/s",
        "phase top",
        "epoch 3/4  loss 7  5 steps/s  2.0 s left  best",
    ]
    epoch(running, 4, 6.5)
    over = [{"name": "low", "epoch": 2, "step": 20}, {"name": "top", "epoch": 4, "step": 40}]
    state(running, state="finished", phases=over)
    assert list(lines) == ["epoch 4/4  loss 6.5  5 steps/s  best"]


def test_a_run_that_was_killed_ends_the_watching_with_what_it_had(
    running: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbuild.training.run.is_locked", lambda folder: False)
    found = [json.loads(line) for line in followed(Run(running), as_json=True)]
    assert [(each["phase"], each["epoch"], each["best"]) for each in found] == [
        ("low", 1, True),
        ("low", 2, False),
        ("top", 3, True),
    ]


def test_a_run_whose_document_needs_a_plugin_is_watched_too(running: Path) -> None:
    (running / "resolved.yaml").write_text(DOCUMENT.replace("Dense", "NobodyKnowsIt"))
    state(running, state="failed", phases=[])
    assert next(followed(Run(running))) == "epoch 1  loss 0.2  5 steps/s  best"
