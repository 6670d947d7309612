from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

BRANCHED = """\
name: branched
model:
  style: functional
  inputs: {x: {shape: [4]}}
  layers:
    a: {Dense: {units: 3}, from: x}
    n: BatchNormalization
    b: {Dense: {units: 3}, from: x}
    sum: {Add, from: [n, b]}
  outputs: sum
"""


@pytest.fixture
def branched(folder: Path) -> Path:
    path = folder / "branched.yaml"
    path.write_text(BRANCHED, encoding="utf-8")
    return path


def test_the_table_has_a_row_for_each_layer_and_the_totals(invoke: Any, branched: Path) -> None:
    lines = invoke("summary", "branched.yaml").stdout.splitlines()
    assert lines[0] == "branched"
    assert ["a", "Dense", "(None,", "3)", "15"] in [line.split()[:5] for line in lines]
    assert lines[-3:] == [
        "total: 42 parameters",
        "trainable: 36 parameters",
        "non-trainable: 6 parameters",
    ]


def test_an_application_is_built_to_be_shown(invoke: Any, folder: Path) -> None:
    (folder / "big.yaml").write_text("model: {MobileNetV2: {weights: null}}\n", encoding="utf-8")
    assert "total: 3,538,984 parameters" in invoke("summary", "big.yaml").stdout


def test_a_model_without_an_input_has_no_parameters_yet(invoke: Any, folder: Path) -> None:
    (folder / "open.yaml").write_text("model: {style: sequential, layers: [Flatten]}\n", encoding="utf-8")
    assert "total: not known before it is built" in invoke("summary", "open.yaml").stdout


def test_a_layer_that_does_not_follow_the_one_above_says_what_it_takes(invoke: Any, branched: Path) -> None:
    rows = {
        line.split()[0]: line.split()
        for line in invoke("summary", "branched.yaml").stdout.splitlines()[2:]
        if line.strip()
    }
    assert rows["b"][-1] == "x" or rows["a"][-1] == "x"
    assert rows["sum"][-2:] == ["n,", "b"]


def test_json_holds_the_same(invoke: Any, branched: Path) -> None:
    found = json.loads(invoke("summary", "branched.yaml", "--json").stdout)
    layers = {layer["name"]: layer for layer in found["layers"]}
    assert found["name"] == "branched"
    assert found["parameters"] == {"total": 42, "trainable": 36, "non_trainable": 6}
    assert layers["a"] == {
        "name": "a",
        "type": "Dense",
        "shapes": [[None, 3]],
        "parameters": 15,
        "from": ["x"],
    }
    assert layers["sum"]["from"] == ["n", "b"]


def test_a_change_changes_the_table(invoke: Any, folder: Path) -> None:
    done = invoke("summary", "digits.yaml", "--set", "model.layers.digit.units=12")
    assert "(None, 12)" in done.stdout


def test_a_wrong_document_has_no_table(invoke: Any, folder: Path) -> None:
    done = invoke("summary", "digits.yaml", "--set", "model.layers.digit.units=0")
    assert (done.exit_code, done.stdout) == (1, "")
