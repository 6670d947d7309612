"""A run whose layers remember takes any number of whole sequences on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

DOCUMENT = """
name: sums
seed: 1
model:
  style: sequential
  layers:
    - Input: {shape: [5, 1], batch_size: 4}
    - SimpleRNN: {units: 3, stateful: true, return_sequences: true}
    - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
data: {train: {Npz: {path: sums.npz}}, validation: 0.3, test: 0.1, batch_size: 4, chunk_length: 5}
fit: {epochs: 1, shuffle: false}
"""


def sums(count: int, steps: int = 20) -> dict[str, Any]:
    x = np.random.default_rng(count).normal(size=(count, steps, 1)).astype("float32")
    return {"x": x, "y": np.cumsum(x, axis=1)}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Any:
    import kbuild

    folder = tmp_path_factory.mktemp("chunks")
    np.savez(folder / "sums.npz", **sums(12))
    (folder / "sums.yaml").write_text(DOCUMENT)
    return kbuild.train(folder / "sums.yaml", runs=folder / "runs", verbose=0)


def test_predict_and_evaluate_take_a_file_of_any_number_of_sequences(
    run: Any, invoke: Any, tmp_path: Path
) -> None:
    data = sums(6)
    np.savez(tmp_path / "new.npz", **data)
    written = tmp_path / "out.npz"
    done = invoke("predict", str(run.folder), str(tmp_path / "new.npz"), "--output", str(written))
    assert done.exit_code == 0, done.stderr
    said = np.load(written)["prediction"]
    assert said.shape == (6, 20, 1)
    done = invoke("evaluate", str(run.folder), "--data", str(tmp_path / "new.npz"), "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["samples"] == 6
    assert found["loss"] == pytest.approx(float(np.mean((said - data["y"]) ** 2)), rel=1e-5)


def test_the_test_data_gives_what_the_training_said(run: Any, invoke: Any) -> None:
    done = invoke("evaluate", str(run.folder), "--json")
    assert json.loads(done.stdout)["loss"] == pytest.approx(run.test["loss"], rel=1e-5)


def test_sequences_of_another_length_are_refused_in_a_sentence(run: Any, invoke: Any, tmp_path: Path) -> None:
    np.savez(tmp_path / "new.npz", **sums(4, steps=18))
    for command in (("predict",), ("evaluate", "--data")):
        done = invoke(command[0], str(run.folder), *command[1:], str(tmp_path / "new.npz"))
        assert done.exit_code == 1
        assert "Traceback" not in done.stderr
        assert "[18, 1]" in done.stderr
