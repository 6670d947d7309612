"""Problems of documents with phases and objectives, each at its place."""

from __future__ import annotations

import pytest

from kbuild.checking.load import check
from kbuild.schemas import Document
from kbuild.schemas.phases import phase_document

MODEL = """
model:
  style: sequential
  layers:
    - Input: {shape: [4]}
    - Dense: {units: 8, activation: relu, name: hidden}
    - Flatten
    - Dense: {units: 3, activation: softmax, name: head}
data: {train: {Toy: {name: iris}}, validation: 0.2}
"""
CONVOLUTION = "{Conv2D: {filters: 3, kernel_size: 3, activation: softmax}}"
COMPILE = "compile: {loss: sparse_categorical_crossentropy, metrics: [accuracy]}\n"


def found(text: str) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in check(text)]


@pytest.mark.parametrize(
    ("phase", "code", "path"),
    [
        ("{trainable: haed}", "unknown-layer", "phases.0.trainable.0"),
        ("{frozen: ['hidden', 'hed*']}", "unknown-layer", "phases.0.frozen.1"),
        ("{trainable: [flatten]}", "trains-nothing", "phases.0.trainable"),
        ("{frozen: '*'}", "trains-nothing", "phases.0.frozen"),
        ("{trainable: head, frozen: hidden}", "conflicting-arguments", "phases.0.frozen"),
        ("{frozen: [hidden, hid*]}", "no-effect", "phases.0.frozen.1"),
        ("{fit: {epohcs: 3}}", "unknown-key", "phases.0.fit.epohcs"),
        ("{fit: {initial_epoch: 3, epochs: 5}}", "no-effect", "phases.0.fit.initial_epoch"),
        ("{name: 'a/b'}", "wrong-name", "phases.0.name"),
        ("{compile: {loss: {hed: mse}}}", "unknown-output", "phases.0.compile.loss.hed"),
        (
            "{callbacks: [{EarlyStopping: {monitor: val_acc}}], fit: {epochs: 5}}",
            "unknown-monitor",
            "phases.0.callbacks.0.EarlyStopping.monitor",
        ),
        (
            f"{{model: {{style: sequential, layers: [{{Input: {{shape: [4]}}}}, {CONVOLUTION}]}}}}",
            "rank-mismatch",
            "phases.0.model.layers.1.Conv2D",
        ),
    ],
)
def test_a_mistake_in_a_phase_is_one_problem_at_its_place(phase: str, code: str, path: str) -> None:
    assert found(f"{MODEL}{COMPILE}phases: [{phase}]\n") == [(code, path)]


def test_what_phases_take_from_the_document_is_said_once_and_there() -> None:
    text = f"{MODEL}compile: {{loss: {{hed: mse}}}}\nphases: [{{}}, {{trainable: head}}]\n"
    assert found(text) == [("unknown-output", "compile.loss.hed")]


def test_a_wrong_name_of_the_document_is_said_once_and_not_of_its_phases() -> None:
    text = "name: two words\nmodel: {layers: [{Input: {shape: [2]}}, {Dense: {units: 1}}]}\n"
    text += "compile: {loss: mse}\nphases: [{name: a, fit: {epochs: 1}}, {name: b, fit: {epochs: 1}}]\n"
    assert [(each.code, each.line, each.column) for each in check(text)] == [("wrong-name", 1, 7)]


def test_a_document_whose_phases_say_how_to_train_needs_no_compile() -> None:
    phase = "{compile: {loss: sparse_categorical_crossentropy}}"
    assert found(f"{MODEL}phases: [{phase}]\n") == []
    assert found(f"{MODEL}phases: [{phase}, {{}}]\n") == [("missing-compile", "data")]


def test_a_phase_takes_key_by_key_what_it_does_not_say() -> None:
    tree = {
        "model": {"style": "sequential", "layers": ["Flatten"]},
        "compile": {"loss": "mse", "metrics": ["mae"]},
        "fit": {"epochs": 9, "shuffle": False},
        "phases": [{"compile": {"optimizer": "sgd"}, "fit": {"epochs": 2}}, {"compile": {"loss": None}}],
    }
    document = Document.model_validate(tree)
    first, second = (phase_document(document, index) for index in range(2))
    assert first.compile is not None and first.fit is not None and second.compile is not None
    assert (first.compile.loss, first.compile.optimizer, first.fit.epochs, first.fit.shuffle) == (
        "mse", "sgd", 2, False,
    )  # fmt: skip
    assert second.compile.loss is None
    assert document.tree()["phases"] == tree["phases"]


@pytest.mark.parametrize(
    ("objective", "code", "path"),
    [
        ("loss: return haed(x)", "unknown-name", "objectives.0.loss"),
        (
            "{loss: 'return losses.mse(y, model(x))', trainable: hed}",
            "unknown-layer",
            "objectives.0.trainable.0",
        ),
        ("{trainable: head}", "missing-key", "objectives.0"),
        ("{loss: return x, update: return x}", "conflicting-arguments", "objectives.0.loss"),
        ("update: \"return {'haed/bias': y}\"", "unknown-weight", "objectives.0.update"),
        ("{name: loss, loss: return head(x)}", "duplicate-name", "objectives.0.name"),
        (
            "{loss: return head(x), optimizer: {Adam: {learning_rate: -1}}}",
            "out-of-range",
            "objectives.0.optimizer.Adam.learning_rate",
        ),
    ],
)
def test_a_mistake_in_an_objective_is_one_problem_at_its_place(objective: str, code: str, path: str) -> None:
    assert found(f"{MODEL}objectives:\n  - {objective}\n") == [(code, path)]


def test_objectives_stand_in_the_place_of_a_loss() -> None:
    text = f"{MODEL}{COMPILE}objectives: [{{loss: 'return head(x)'}}]\n"
    assert found(text) == [("conflicting-arguments", "compile.loss")]


def test_the_values_of_objectives_can_be_watched() -> None:
    objective = '{name: one, loss: \'return {"loss": model(x), "error": y}\'}'
    watching = "callbacks: [{EarlyStopping: {monitor: %s, patience: 2}}]\nfit: {epochs: 9}\n"
    for name in ("one", "val_error", "loss"):
        assert found(f"{MODEL}objectives: [{objective}]\n{watching % name}") == []
    unknown = [("unknown-monitor", "callbacks.0.EarlyStopping.monitor")]
    assert found(f"{MODEL}objectives: [{objective}]\n{watching % 'two'}") == unknown
