"""A sequence counts only when it is right from the first step to the last."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

import kbuild
from kbuild.building import metrics

DOCUMENT = """
model: {style: sequential, layers: [{Input: {shape: [4, 3]}}, {Softmax: {}}]}
compile: {loss: sparse_categorical_crossentropy, metrics: [accuracy, WholeSequenceAccuracy]}
"""


def sequences(count: int = 200) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    truth, said = random.integers(0, 3, (2, count, 4))
    said = np.where(random.random(said.shape) < 0.8, truth, said)
    return truth, np.eye(3, dtype="float32")[said]


def test_it_is_the_share_of_sequences_without_a_wrong_step() -> None:
    truth, said = sequences()
    right = (said.argmax(axis=-1) == truth).all(axis=1)
    assert 0 < right.mean() < 1
    for targets in (truth, truth[..., None], truth.astype("float32")):
        assert float(metrics.WholeSequenceAccuracy()(targets, said)) == pytest.approx(right.mean())
    weight = np.arange(len(truth))
    weighted = float(metrics.WholeSequenceAccuracy()(truth, said, sample_weight=weight))
    assert weighted == pytest.approx((right * weight).sum() / weight.sum(), rel=1e-5)


def test_a_document_names_it_and_a_saved_model_has_it(tmp_path: Path) -> None:
    assert kbuild.check(DOCUMENT) == []
    model = kbuild.build(DOCUMENT)
    truth, said = sequences()
    logits = 5 * said
    found = model.evaluate(logits, truth, verbose=0, return_dict=True)
    right = (said.argmax(axis=-1) == truth).all(axis=1).mean()
    assert found["whole_sequence_accuracy"] == pytest.approx(right)
    assert found["accuracy"] > right
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    assert again.evaluate(logits, truth, verbose=0, return_dict=True) == pytest.approx(found)
    written = kbuild.from_keras(again).to_yaml()
    assert "WholeSequenceAccuracy" in written
    assert "from kbuild.building.metrics import WholeSequenceAccuracy" in kbuild.to_python(DOCUMENT)
