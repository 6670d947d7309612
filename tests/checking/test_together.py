"""All mistakes in one pass: of any two mistakes in one document, neither hides the other."""

from __future__ import annotations

import pytest

from kbuild.checking.load import check

FUNCTIONAL = """
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
SUBCLASS = """
name: digits-in-phases
model:
  style: subclass
  inputs: {x: {shape: [8, 8]}}
  layers:
    flat: Flatten
    cells: {repeat: 3, Dense: {units: 16, activation: relu}}
    out: {Dense: {units: 10}}
    drop: {Dropout: {rate: 0.2}}
  call: |
    h = flat(x)
    for cell in cells:
        h = cell(h) + ops.relu(h[:, :16])
    if training:
        h = drop(h)
    return out(h)
compile:
  optimizer: {SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 0.1, decay_steps: 9}}}}
  loss: {SparseCategoricalCrossentropy: {from_logits: true}}
  metrics: [accuracy]
data:
  train: {Npz: {path: train.npz, x: x, y: y}}
  validation: {Npz: {path: val.npz, x: x, y: y}}
phases:
  - {name: head, trainable: out, fit: {epochs: 1}}
  - name: all
    trainable: "*"
    compile: {optimizer: {Adam: {learning_rate: 0.001}}}
    fit: {epochs: 2}
    callbacks: [{EarlyStopping: {monitor: val_accuracy}}]
"""
# What is written in place of what, and the code of the problem that it is.
IN_FUNCTIONAL = (
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
IN_SUBCLASS = (
    ("name: digits-in-phases", "name: [digits]", "wrong-type"),
    ("[8, 8]", "[8, -2]", "wrong-type"),
    ("repeat: 3", "repeat: three", "wrong-type"),
    ("units: 16,", "unit: 16,", "unknown-argument"),
    ("rate: 0.2", "rate: 2", "out-of-range"),
    ("flat(x)", "flat(xx)", "unknown-name"),
    ("in cells", "in cels", "unknown-name"),
    ("ops.relu", "ops.rellu", "unknown-function"),
    ("drop(h)", "drp(h)", "unknown-name"),
    ("return out(h)", "return out(hh)", "unknown-name"),
    ("decay_steps: 9", "decay_step: 9", "unknown-argument"),
    ("from_logits", "from_logit", "unknown-argument"),
    ("[accuracy]", "[accurcy]", "unknown-type"),
    ("path: train.npz", "pth: train.npz", "unknown-argument"),
    ("trainable: out", "trainable: outt", "unknown-layer"),
    ("name: all", "nam: all", "unknown-key"),
    ("{Adam", "{Adma", "unknown-type"),
    ("epochs: 2", "epochs: -2", "out-of-range"),
    ("{epochs: 1}", "{epoch: 1}", "unknown-key"),
)
CASES = [
    *((FUNCTIONAL, IN_FUNCTIONAL, number) for number in range(len(IN_FUNCTIONAL))),
    *((SUBCLASS, IN_SUBCLASS, number) for number in range(len(IN_SUBCLASS))),
]
Mistake = tuple[str, str, str]


def codes(text: str, *mistakes: Mistake) -> list[str]:
    for right, wrong, _ in mistakes:
        assert text.count(right) == 1, right
        text = text.replace(right, wrong)
    return sorted(problem.code for problem in check(text) if problem.severity == "error")


@pytest.mark.parametrize("text", [FUNCTIONAL, SUBCLASS], ids=["functional", "subclass"])
def test_without_a_mistake_there_is_no_problem(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(("text", "mistakes", "number"), CASES, ids=[each[n][1] for _, each, n in CASES])
def test_of_any_two_mistakes_neither_hides_the_other(
    text: str, mistakes: tuple[Mistake, ...], number: int
) -> None:
    mistake = mistakes[number]
    assert codes(text, mistake) == [mistake[2]]
    found = {other: codes(text, mistake, other) for other in mistakes[:number]}
    assert found == {other: sorted((mistake[2], other[2])) for other in mistakes[:number]}


def test_a_monitor_that_nothing_computes_is_found_in_programs_too() -> None:
    assert codes(SUBCLASS, ("val_accuracy", "vall_accuracy", "")) == ["unknown-monitor"]


@pytest.mark.parametrize(("text", "mistakes"), [(FUNCTIONAL, IN_FUNCTIONAL), (SUBCLASS, IN_SUBCLASS)])
def test_all_of_them_together_are_all_found(text: str, mistakes: tuple[Mistake, ...]) -> None:
    assert codes(text, *mistakes) == sorted(code for *_, code in mistakes)


MISSPELT = (
    ("\nmodel:", "\nmodle:", "unknown-key"),
    ("  layers:\n    norm", "  layer:\n    norm", "unknown-key"),
    ("{Pair:", "{Piar:", "unknown-type"),
    ("style: functional", "style: funktional", "not-allowed"),
    ("\ncompile:", "\ncompil:", "unknown-key"),
    ("optimizer: ", "optimiser: ", "unknown-key"),
    ("{AdamW: ", "{AdmW: ", "unknown-type"),
    ("{SparseTopK", "{SparsTopK", "unknown-type"),
    ("\ndata:", "\ndatta:", "unknown-key"),
    ("train:", "trian:", "unknown-key"),
    ("\ncallbacks:", "\ncalbacks:", "unknown-key"),
)


@pytest.mark.parametrize("number", range(len(MISSPELT)), ids=[wrong.strip() for _, wrong, _ in MISSPELT])
def test_a_misspelt_name_hides_nothing_of_what_it_holds(number: int) -> None:
    mistake = MISSPELT[number]
    assert codes(FUNCTIONAL, mistake) == [mistake[2]]
    # The wrong value of a misspelt key may be the right one of the key that was meant.
    others = [each for each in IN_FUNCTIONAL if mistake[0].strip(" \n{:") not in each[0]]
    found = {other: codes(FUNCTIONAL, mistake, other) for other in others}
    assert found == {other: sorted((mistake[2], other[2])) for other in others}


def test_misspelt_names_inside_of_each_other_are_all_found() -> None:
    assert codes(FUNCTIONAL, *MISSPELT) == sorted(code for *_, code in MISSPELT)


def test_a_monitor_without_validation_is_found_beside_a_wrong_source() -> None:
    without = ("  validation: 0.2\n", "", "")
    wrong = ("{name: wine}", "{nam: wine}", "")
    found = codes(FUNCTIONAL, without, wrong)
    assert found == ["unknown-argument", "unknown-monitor", "unknown-monitor"]


def test_the_name_of_another_framework_brings_no_mistakes_of_its_own() -> None:
    assert codes(FUNCTIONAL, ("{Dense: {units: 3,", "{Linear: {out_features: 3,", "")) == ["unknown-type"]


def test_what_only_follows_from_a_misspelt_name_is_not_said() -> None:
    text = """
model:
  style: sequential
  layers:
    - Input: {shape: [50, 1], batch_size: 8}
    - GRU: {units: 4, return_sequences: true, stateful: true}
    - Dense: {units: 1}
compile: {optimizer: adam, loss: mse}
data: {train: {Toy: {name: sine_waves, steps: 300, every_step: true}}, chunk_length: 50, batch_size: 8}
"""
    assert codes(text) == []
    assert codes(text, ("chunk_length", "chunk_lenght", "")) == ["unknown-key"]
