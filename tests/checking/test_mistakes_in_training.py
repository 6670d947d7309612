"""Mistakes of the list that only the data's numbers show: found before the first step, or with their line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import kbuild
from kbuild.schemas.errors import DataError
from tests.checking.marked import mistakes

STACK = "model:\n  style: sequential\n  layers:\n"


def test_the_mistakes_that_are_not_found_without_the_engine_are_these() -> None:
    left = [each.number for each in mistakes("from_keras.txt") if not each.code]
    assert left == [33, 36, 53]


def test_36_arrays_of_different_lengths_are_refused_before_a_run_is_made(tmp_path: Path) -> None:
    document = f"{STACK}    - Input: {{shape: [4]}}\n    - Dense: {{units: 1}}\ncompile: {{loss: mse}}\n"
    with pytest.raises(DataError, match="x has 8, y has 7") as caught:
        kbuild.train(document, train=(np.zeros((8, 4)), np.zeros((7, 1))), runs=tmp_path, verbose=0)
    assert caught.value.code == "length-mismatch"
    assert list(tmp_path.iterdir()) == []


def test_53_an_index_past_the_end_of_an_embedding_is_noted_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "tokens.yaml"
    file.write_text(
        STACK + "    - Input: {shape: [2], dtype: int32}\n    - Embedding: {input_dim: 3, output_dim: 4}\n"
        "    - Flatten\n    - Dense: {units: 1, activation: sigmoid}\ncompile: {loss: binary_crossentropy}\n",
        encoding="utf-8",
    )
    tokens, labels = np.array([[0, 1], [1, 5]] * 8), np.array([0.0, 1.0] * 8)
    with pytest.raises(Exception, match="Gather") as caught:
        kbuild.train(file, train=(tokens, labels), runs=tmp_path / "runs", verbose=0)
    (note, *_) = caught.value.__notes__
    assert "model.layers.1.Embedding.input_dim" in note
    assert "tokens.yaml:5:" in note
    assert "write input_dim: 6" in note


def test_33_keras_cannot_count_what_is_not_built_and_the_first_call_builds_it() -> None:
    model = kbuild.build(f"{STACK}    - Flatten\n    - Dense: {{units: 1}}\n")
    with pytest.raises(ValueError, match="isn't built"):
        model.count_params()
    model(np.zeros((1, 2, 2)))
    assert model.count_params() == 5
