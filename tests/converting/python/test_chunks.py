"""Chunks in plain Keras: the program trains as a run does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kbuild
from kbuild.converting.python.to_python import to_python

DOCUMENT = """
seed: 1
model:
  style: sequential
  layers:
    - Input: {shape: [5, 1], batch_size: 4}
    - SimpleRNN: {units: 3, stateful: true, return_sequences: true}
    - Dense: {units: 1}
compile: {optimizer: adam, loss: mse, steps_per_execution: 3}
data:
  train: {Npz: {path: sums.npz}}
  validation: {Npz: {path: more.npz}}
  test: {Npz: {path: last.npz}}
  batch_size: 4
  chunk_length: 5
fit: {epochs: 2, shuffle: false}
"""


def test_datasets_and_a_callback_are_written_once_and_batches_are_not_shuffled() -> None:
    text = to_python(DOCUMENT)
    assert text.count("class Chunks(") == text.count("class ResetStates(") == 1
    assert "callbacks=[ResetStates(train.chunks)]" in text
    assert "shuffle=False" in text
    assert "chunk_length" not in text
    assert "steps_per_execution" not in text


@pytest.mark.slow
def test_the_program_makes_the_weights_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    for name, count in (("sums", 8), ("more", 4), ("last", 4)):
        x = random.normal(size=(count, 20, 1)).astype("float32")
        np.savez(tmp_path / f"{name}.npz", x=x, y=np.cumsum(x, axis=1))
    monkeypatch.chdir(tmp_path)
    Path("sums.yaml").write_text(DOCUMENT)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(to_python("sums.yaml", exact=True), "<program>", "exec"), names)
    model = names["model"]
    run = kbuild.train("sums.yaml", verbose=0)
    for own, other in zip(model.get_weights(), run.model.get_weights(), strict=True):
        np.testing.assert_allclose(own, other, rtol=1e-5, atol=1e-6)
