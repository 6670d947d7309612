from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kbuild
from kbuild import gallery
from kbuild.converting.diff.diff import diff
from kbuild.converting.diff.text import text_of
from kbuild.schemas.errors import UsageError

ROOT = Path(__file__).parents[3]
STACK = """
model:
  style: sequential
  layers:
    - Input: {shape: [8]}
    - Dense: {units: 16, activation: relu}
    - Dense: {units: 16, activation: relu}
    - Dense: {units: 4, name: out}
compile: {optimizer: adam, loss: mse}
fit: {epochs: 5}
"""
GRAPH = """
model:
  style: functional
  inputs: {a: {shape: [4]}}
  layers:
    one: {Dense: {units: 3}, from: a}
    two: {Dense: {units: 3}, from: one}
    sum: {Add, from: [one, two]}
  outputs: sum
"""


def kinds(found: Any) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, each.before, each.after) for each in found.layers]


def test_a_document_does_not_differ_from_itself_however_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "stack.yaml"
    file.write_text(STACK, encoding="utf-8")
    document = kbuild.load(STACK)
    for each in (document, str(file), file, STACK, document.tree()):
        assert not diff(document, each)


@pytest.mark.parametrize("name", gallery.names())
def test_gallery_documents_do_not_differ_from_themselves(name: str) -> None:
    document = kbuild.load(gallery.path(name))
    assert not diff(document, document)


def test_defaults_that_are_written_out_are_no_difference() -> None:
    written = STACK.replace("units: 4,", "units: 4, use_bias: true, kernel_initializer: GlorotUniform,")
    written = written.replace("optimizer: adam", "optimizer: {Adam: {learning_rate: 0.001}}")
    written = written.replace("epochs: 5", "epochs: 5, shuffle: true")
    assert not diff(STACK, written)


def test_an_inserted_layer_leaves_those_behind_it_as_they_were() -> None:
    layer = "    - Dropout: {rate: 0.5}\n    - Dense: {units: 4"
    found = diff(STACK, STACK.replace("    - Dense: {units: 4", layer))
    assert kinds(found) == [("inserted", None, "dropout")]
    assert not found.totals


def test_a_changed_layer_shows_its_argument_and_what_follows_from_it() -> None:
    found = diff(
        STACK, STACK.replace("16, activation: relu}\n    - Dense: {units: 4", "8}\n    - Dense: {units: 4")
    )
    changed, following = found.layers
    assert [(each.path, each.before, each.after) for each in changed.changes] == [
        ("units", 16, 8),
        ("activation", "relu", None),
    ]
    assert {each.path for each in changed.effects} == {"shape", "parameters"}
    assert (following.after, following.changes) == ("out", ())
    total = found.totals[0]
    assert (total.path, total.before, total.after) == ("total", 484, 316)


def test_a_renamed_layer_is_told_by_its_place() -> None:
    found = diff(GRAPH, GRAPH.replace("two", "deeper"))
    assert kinds(found) == [("changed", "two", "deeper")]
    assert found.layers[0].renamed
    assert not found.layers[0].changes
    graph = GRAPH.replace("Add,", "Concatenate,")
    both = diff(
        graph,
        graph.replace("two: {Dense: {units: 3}", "deeper: {Dense: {units: 5}").replace("two", "deeper"),
    )
    assert ("changed", "two", "deeper") in kinds(both)


def test_a_layer_put_between_two_others_does_not_change_their_wiring() -> None:
    text = GRAPH.replace(
        "    two: {Dense: {units: 3}, from: one}", "    new: {ReLU, from: one}\n    two: {Dense: {units: 3}}"
    )
    assert kinds(diff(GRAPH, text)) == [("inserted", None, "new")]


def test_other_inputs_of_a_layer_are_a_change() -> None:
    found = diff(
        GRAPH,
        GRAPH.replace("from: [one, two]", "from: [two, two]").replace(
            "{units: 3}, from: a", "{units: 3}, from: a"
        ),
    )
    assert [each.path for each in found.layers[0].changes] == ["from"]


def test_settings_are_compared_by_their_paths() -> None:
    other = STACK.replace("optimizer: adam", "optimizer: {Adam: {learning_rate: 0.01}}").replace(
        "epochs: 5", "epochs: 9"
    )
    found = {
        each.path: (each.before, each.after)
        for each in diff(STACK, other + "callbacks: [TerminateOnNaN]\n").settings
    }
    assert found == {
        "compile.optimizer.learning_rate": (0.001, 0.01),
        "fit.epochs": (5, 9),
        "callbacks.TerminateOnNaN": (None, {}),
    }


def test_a_program_that_changed_is_a_change() -> None:
    text = (
        "{model: {style: subclass, inputs: {x: {shape: [2]}}, layers: {one: {Dense: {units: 2}}}, call: %s}}"
    )
    found = diff(text % "return one(x)", text % "return one(one(x))")
    assert [each.path for each in found.settings] == ["model.call"]


def test_a_saved_model_is_compared_without_keras(tmp_path: Path) -> None:
    dense = {"class_name": "Dense", "config": {"name": "out", "units": 3}}
    first = {"class_name": "InputLayer", "config": {"batch_shape": [None, 8], "name": "input_layer"}}
    model = {"class_name": "Sequential", "config": {"name": "sequential", "layers": [first, dense]}}
    (tmp_path / "model.json").write_text(json.dumps(model), encoding="utf-8")
    (tmp_path / "stack.yaml").write_text(STACK, encoding="utf-8")
    code = (
        "import sys, kbuild\n"
        "print(len(kbuild.diff('model.json', 'stack.yaml').layers))\n"
        "print(sorted({'keras', 'tensorflow', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["3", "[]"]


def test_runs_are_compared_with_what_came_of_them(tmp_path: Path) -> None:
    for number, loss in (("1", 0.5), ("2", 0.25)):
        folder = tmp_path / number
        folder.mkdir()
        (folder / "resolved.yaml").write_text(STACK, encoding="utf-8")
        (folder / "state.json").write_text('{"state": "finished", "test": {"loss": 0.3}}', encoding="utf-8")
        (folder / "metrics.jsonl").write_text(
            f'{{"epoch": 0, "step": 1, "loss": {loss}}}\n', encoding="utf-8"
        )
    found = diff(tmp_path / "1", tmp_path / "2")
    assert [(each.path, each.before, each.after) for each in found.results] == [("loss", 0.5, 0.25)]
    assert "loss: 0.5 → 0.25 (-0.25)" in str(found)
    assert diff(tmp_path, tmp_path / "2").results == ()


def test_what_is_not_there_is_the_command_s_fault(tmp_path: Path) -> None:
    for each in (tmp_path / "nothing.yaml", tmp_path):
        with pytest.raises(UsageError):
            diff(each, STACK)


def test_colours_are_only_added_when_they_are_asked_for() -> None:
    found = diff(STACK, STACK.replace("16", "8"))
    assert "\x1b" not in text_of(found)
    assert "\x1b[33m~\x1b[0m" in text_of(found, color=True)


@st.composite
def stacks(draw: Any) -> dict[str, Any]:
    layers: list[Any] = [{"Input": {"shape": [4]}}]
    names = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=6))
    for index in range(draw(st.integers(1, 6))):
        own = {"name": names[index]} if index < len(names) else {}
        kind = draw(st.sampled_from(["Dense", "Dropout", "ReLU"]))
        given_here = {"Dense": {"units": draw(st.integers(1, 3))}, "Dropout": {"rate": 0.5}, "ReLU": {}}[kind]
        layers.append({kind: {**given_here, **own}})
    return {"model": {"style": "sequential", "layers": layers}}


@settings(max_examples=30)
@given(stacks())
def test_law_nothing_differs_from_itself(document: dict[str, Any]) -> None:
    assert not diff(document, document)


@settings(max_examples=30)
@given(stacks(), stacks())
def test_law_the_other_direction_is_the_mirror(one: dict[str, Any], other: dict[str, Any]) -> None:
    there, back = diff(one, other), diff(other, one)
    assert back.layers == there.mirrored().layers
    assert (back.settings, back.totals) == (there.mirrored().settings, there.mirrored().totals)
    assert bool(there) == (kbuild.load(one) != kbuild.load(other)) or not there


@settings(max_examples=30)
@given(stacks(), st.integers(1, 6))
def test_law_one_layer_put_in_is_one_layer_inserted(document: dict[str, Any], place: int) -> None:
    layers = document["model"]["layers"]
    at = min(place, len(layers))
    more = {
        "model": {
            **document["model"],
            "layers": [*layers[:at], {"GaussianNoise": {"stddev": 0.1}}, *layers[at:]],
        }
    }
    found = diff(document, more)
    assert [each.kind for each in found.layers] == ["inserted"]
