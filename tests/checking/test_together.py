"""All mistakes in one pass: of any two mistakes in one document, neither hides the other."""

from __future__ import annotations

import pytest

from kbuild.checking.load import check

RIGHT = """
name: wines
seed: 7
params: {width: 32}
blocks:
  Pair:
    params: {size: 8}
    inputs: {x: {}}
    layers:
      wide: {Dense: {units: "${size}"}, from: x}
      drop: {Dropout: {rate: 0.5}}
    outputs: drop
model:
  style: functional
  inputs:
    measures: {shape: [13]}
  layers:
    norm: {BatchNormalization: {momentum: 0.9}, from: measures}
    first: {Dense: {units: "${width}", kernel_regularizer: {L2: {l2: 0.01}}, activation: relu}, from: norm}
    both: {Pair: {size: 16}, from: first}
    wine: {Dense: {units: 3, activation: softmax}, from: both}
  outputs: wine
compile:
  optimizer: {AdamW: {learning_rate: 0.001, weight_decay: 0.1}}
  loss: sparse_categorical_crossentropy
  metrics: [accuracy, {SparseTopKCategoricalAccuracy: {k: 2}}]
data:
  train: {Toy: {name: wine}}
  validation: 0.2
  batch_size: 16
fit: {epochs: 10}
callbacks:
  - EarlyStopping: {monitor: val_loss, patience: 3}
  - ReduceLROnPlateau: {monitor: val_accuracy, factor: 0.5}
  - TerminateOnNaN
"""
# What is written in place of what, and the code of the problem that it is.
MISTAKES = (
    ("seed: 7", "seed: seven", "wrong-type"),
    ("rate: 0.5", "rate: 1.5", "out-of-range"),
    ("[13]", "13", "wrong-type"),
    ("momentum:", "momentun:", "unknown-argument"),
    ("from: measures", "from: measure", "unknown-name"),
    ("from: norm", "form: norm", "unknown-word"),
    ('"${width}"', '"${widht}"', "unknown-name"),
    ("{L2: {l2", "{L2: {l3", "unknown-argument"),
    ("activation: relu", "activation: relo", "unknown-type"),
    ("{Pair: {size", "{Pair: {sice", "unknown-argument"),
    ("activation: softmax", "activation: softmax(1)", "unknown-type"),
    ("outputs: wine", "outputs: wines", "unknown-name"),
    ("learning_rate:", "lr:", "unknown-argument"),
    ("weight_decay: 0.1", "weight_decay: true", "wrong-type"),
    ("sparse_categorical_crossentropy", "sparse_crossentropy", "unknown-type"),
    ("[accuracy", "[acuracy", "unknown-type"),
    ("k: 2", "k: 0", "out-of-range"),
    ("name: wine}", "name: wein}", "not-allowed"),
    ("validation: 0.2", "validation: 2.5", "out-of-range"),
    ("batch_size: 16", "batch_sise: 16", "unknown-key"),
    ("epochs: 10", "epoch: 10", "unknown-key"),
    ("patience: 3", "patience: three", "wrong-type"),
    ("factor: 0.5", "factr: 0.5", "unknown-argument"),
    ("- TerminateOnNaN", "- TerminateOnInf", "unknown-type"),
)


def codes(*mistakes: tuple[str, str, str]) -> list[str]:
    text = RIGHT
    for right, wrong, _ in mistakes:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    return sorted(problem.code for problem in check(text) if problem.severity == "error")


def test_without_a_mistake_there_is_no_problem() -> None:
    assert codes() == []


@pytest.mark.parametrize("number", range(len(MISTAKES)), ids=[wrong for _, wrong, _ in MISTAKES])
def test_of_any_two_mistakes_neither_hides_the_other(number: int) -> None:
    mistake = MISTAKES[number]
    assert codes(mistake) == [mistake[2]]
    found = {other: codes(mistake, other) for other in MISTAKES[:number]}
    assert found == {other: sorted((mistake[2], other[2])) for other in MISTAKES[:number]}


def test_all_of_them_together_are_all_found() -> None:
    assert codes(*MISTAKES) == sorted(code for *_, code in MISTAKES)
