from __future__ import annotations

import ast
import os
from typing import Any

import pytest

import kbuild
from kbuild.converting.python.to_python import to_python
from kbuild.schemas import Document

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

HEAD = """
seed: 1
data: {train: {Toy: {name: iris}}, test: 0.2}
compile: {optimizer: {SGD: {learning_rate: 0.1}}, loss: sparse_categorical_crossentropy, metrics: [accuracy]}
"""
STACK = """
model:
  style: sequential
  layers:
    - Input: {shape: [4]}
    - Dense: {units: 5}
    - Dense: {units: 6, name: hidden}
    - Dense: {units: 3, activation: softmax, name: head}
"""
NESTED = """
model:
  style: functional
  inputs: {a: {shape: [4]}}
  layers:
    encoder: {Sequential: {layers: [{Dense: {units: 5, name: low}}, {Dense: {units: 4, name: high}}]}}
    still: {Dense: {units: 4, trainable: false}}
    head: {Dense: {units: 3, activation: softmax}}
  outputs: head
"""
OTHER = """
    model:
      style: sequential
      layers:
        - Input: {shape: [4]}
        - Dense: {units: 5}
        - Dense: {units: 6, name: hidden}
        - Dense: {units: 4, name: old}
"""


class Trainings:
    """Stands in for `fit`: writes down what is trained, and moves its weights by one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import keras

        self.made: list[dict[str, Any]] = []
        monkeypatch.setattr(keras.Model, "fit", lambda model, *args, **given: self.fit(model, **given))
        monkeypatch.setattr(keras.Model, "evaluate", lambda *args, **given: None)

    def fit(self, model: Any, **given: Any) -> None:
        import numpy as np

        before = {each.path: np.asarray(each) for each in model.weights}
        trained = sorted({"/".join(each.path.split("/")[:-1]) for each in model.trainable_weights})
        self.made.append({"trained": trained, "before": before, **given})
        self.made[-1]["rate"] = float(model.optimizer.learning_rate)
        for each in model.trainable_weights:
            each.assign(np.asarray(each) + 1)


def run(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    import keras

    keras.utils.clear_session()
    trainings = Trainings(monkeypatch)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(text, "<program>", "exec"), names)
    return trainings.made, names


def test_layers_are_frozen_and_thawed_and_epochs_count_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text = to_python(
        HEAD
        + NESTED
        + """
phases:
  - {name: top, trainable: head, fit: {epochs: 3}}
  - {name: part, trainable: [encoder/high, head]}
  - {name: rest, frozen: low, fit: {epochs: 2}, compile: {optimizer: {SGD: {learning_rate: 0.01}}}}
  - {fit: {epochs: 4}}
  - {trainable: encoder}
"""
    )
    made, _ = run(text, monkeypatch)
    assert [each["trained"] for each in made] == [
        ["head"],
        ["encoder/high", "head"],
        ["encoder/high", "head"],
        ["encoder/high", "encoder/low", "head"],
        ["encoder/high", "encoder/low"],
    ]
    epochs = [(each.get("initial_epoch", 0), each["epochs"]) for each in made]
    assert epochs == [(0, 3), (3, 4), (4, 6), (6, 10), (10, 11)]
    assert [round(each["rate"], 3) for each in made] == [0.1, 0.1, 0.01, 0.1, 0.1]


def test_weights_go_on_by_the_names_of_layers_and_only_where_they_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import numpy as np

    second = "{name: second, model: {style: sequential, layers: [Flatten]}}"
    phases = f"phases:\n  - name: first{OTHER}  - {second}"
    document = kbuild.load(HEAD + STACK + phases).tree()
    document["phases"][1]["model"] = document["model"]
    made, names = run(to_python(document), monkeypatch)
    first, second = names["first"], made[1]["before"]
    for here, there in (
        ("sequential/dense/kernel", first.layers[0].kernel),
        ("sequential/hidden/bias", first.layers[1].bias),
    ):
        np.testing.assert_array_equal(second[here], np.asarray(there))
    assert names["model"].get_layer("head").units == 3


def test_patterns_of_layers_inside_an_application_are_asked_of_its_names() -> None:
    text = to_python(
        {
            "model": {"ResNet50": {"input_shape": [32, 32, 3], "include_top": False}},
            "compile": {"loss": "mse"},
            "data": {"train": {"Toy": {"name": "digits"}}},
            "phases": [{"trainable": ["conv5_*", "*_bn"]}, {"frozen": "conv1_conv"}],
        }
    )
    assert 'layer.name.startswith("conv5_") or fnmatchcase(' in text
    assert "for layer in model.layers:" in text


def test_callbacks_count_from_the_beginning_of_their_phase() -> None:
    document = kbuild.load(HEAD + STACK)
    stopping = {"EarlyStopping": {"monitor": "loss", "start_from_epoch": 5}}
    schedule = {
        "LearningRateScheduler": {
            "schedule": {
                "ExponentialDecay": {"initial_learning_rate": 0.1, "decay_steps": 2, "decay_rate": 0.9}
            }
        }
    }
    phases = [{"fit": {"epochs": 10}}, {"callbacks": [stopping, schedule]}]
    text = to_python({**document.tree(), "phases": phases})
    assert "start_from_epoch=15" in text
    assert "(epoch - 10)" in text


def test_data_that_stays_is_loaded_once() -> None:
    phases = "phases: [{fit: {epochs: 2}}, {data: {train_size: 20}}, {data: {train_size: 20}}]"
    text = to_python(HEAD + STACK + phases)
    assert text.count("load_iris()") == 1
    assert text.count("train_size=20") == 1
    back = to_python(HEAD + STACK + "phases: [{data: {train_size: 20}}, {fit: {epochs: 2}}]")
    assert back.count("load_iris()") == 2


@pytest.mark.parametrize("name", ["a\nimport os", '"""', "\x0cimport os", "\u2028import os", "*/ ${x}"])
def test_a_hostile_name_of_a_phase_stays_in_its_comment(name: str) -> None:
    tree = kbuild.load(HEAD + STACK).tree()
    document = Document.model_validate(
        {**tree, "phases": [{"name": name, "model": tree["model"]}, {"name": name}]}
    )
    found = ast.walk(ast.parse(to_python(document)))
    imported = [alias.name for each in found if isinstance(each, ast.Import) for alias in each.names]
    assert "os" not in imported
