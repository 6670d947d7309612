from __future__ import annotations

from typing import Any

import pytest

import kbuild
from kbuild import gallery

#: Gallery documents that are there to show a mistake, with the advice that they earn.
SHOWN = {"deep-feed-forward-sigmoid": ["vanishing-gradients"]}


@pytest.mark.parametrize("name", gallery.names())
def test_the_gallery_needs_no_advice_but_where_it_shows_a_mistake(name: str) -> None:
    assert [each.code for each in kbuild.advise(gallery.path(name))] == SHOWN.get(name, [])


STACK = """\
model:
  style: sequential
  layers:
    - Input: {shape: [4]}
    - Dense: {units: 8}%s
    - Dense: {units: 3, activation: softmax}
"""


def test_advice_stands_at_its_line_with_a_remedy() -> None:
    (found,) = kbuild.advise(STACK % "")
    assert (found.code, found.severity, found.line, found.column) == ("linear-stack", "advice", 5, 7)
    assert found.hint is not None
    assert found.related[0].span is not None
    assert found.related[0].span.line == 6


@pytest.mark.parametrize(
    "text",
    [
        STACK % "    # kbuild: ignore[linear-stack]",
        STACK % "  # bottleneck  # kbuild: ignore[raw-inputs, linear-stack]",
        (STACK % "").replace(
            "    - Dense: {units: 8}", "    # kbuild: ignore[linear-stack]\n    - Dense: {units: 8}"
        ),
    ],
)
def test_a_comment_on_the_line_or_above_it_silences(text: str) -> None:
    assert kbuild.advise(text) == []


@pytest.mark.parametrize(
    "text",
    [
        STACK % "  # kbuild: ignore[raw-inputs]",
        STACK % "\n    # kbuild: ignore[linear-stack]",
        (STACK % "").replace("[4]}", "[4]}  # kbuild: ignore[linear-stack]"),
    ],
)
def test_another_code_or_another_line_does_not(text: str) -> None:
    assert [each.code for each in kbuild.advise(text)] == ["linear-stack"]


def test_a_comment_silences_warnings_but_no_error() -> None:
    text = "model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 3}}]}\n"
    loss = "compile: {loss: categorical_crossentropy}"
    assert [each.severity for each in kbuild.check(text + loss)] == ["warning"]
    assert kbuild.check(text + loss + "  # kbuild: ignore[wrong-logits]") == []
    wrong = text + "compile: {los: mse}  # kbuild: ignore[unknown-key]"
    assert [each.code for each in kbuild.check(wrong)] == ["unknown-key"]


def test_a_document_with_errors_is_told_these_first() -> None:
    found = kbuild.advise((STACK % "").replace("units: 8", "unit: 8"))
    assert {each.severity for each in found} == {"error"}


def _model(*layers: Any) -> dict[str, Any]:
    return {"model": {"style": "sequential", "layers": list(layers)}}


def test_what_lies_between_counts_and_models_within_models_are_gone_through() -> None:
    inner = {
        "Sequential": {
            "layers": [{"Dense": {"units": 4}}, {"Dropout": {"rate": 0.1}}, {"Dense": {"units": 2}}]
        }
    }
    found = kbuild.advise(_model({"Input": {"shape": [4]}}, inner))
    assert [(each.code, each.path) for each in found] == [
        ("linear-stack", "model.layers.1.Sequential.layers.0.Dense")
    ]


def test_a_linear_code_that_is_an_output_or_has_two_users_is_left_alone() -> None:
    layers = {
        "code": {"Dense": {"units": 2}, "from": "x"},
        "a": {"Dense": {"units": 4}, "from": "code"},
        "b": {"Dense": {"units": 4}, "from": "code"},
    }
    model = {"style": "functional", "inputs": {"x": {"shape": [4]}}, "layers": layers, "outputs": ["a", "b"]}
    assert kbuild.advise({"model": model}) == []


def test_recurrent_layers_within_wrappers_are_seen() -> None:
    rnn = {"Bidirectional": {"layer": {"SimpleRNN": {"units": 4}}}}
    found = kbuild.advise(_model({"Input": {"shape": [80, 2]}}, rnn, {"Dense": {"units": 1}}))
    assert [each.path for each in found] == ["model.layers.1.Bidirectional.layer.SimpleRNN"]


def test_what_a_program_scales_is_not_raw() -> None:
    model = {
        "style": "subclass",
        "inputs": {"x": {"shape": [8, 8]}},
        "layers": {"flat": "Flatten", "dense": {"Dense": {"units": 10, "activation": "softmax"}}},
    }
    rest = {
        "compile": {"loss": "sparse_categorical_crossentropy"},
        "data": {"train": {"Toy": {"name": "digits"}}, "validation": 0.1},
    }
    scaled = {**rest, "model": {**model, "call": "return dense(flat(x / 16))"}}
    raw = {**rest, "model": {**model, "call": "return dense(flat(x))"}}
    assert kbuild.advise(scaled) == []
    assert [each.code for each in kbuild.advise(raw)] == ["raw-inputs"]
