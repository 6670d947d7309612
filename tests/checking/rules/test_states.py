"""Stateful layers and chunks: what does not fit is said without reading a sample."""

from __future__ import annotations

from typing import Any

import pytest

import kbuild
from kbuild.reading.problems import Problem

STATEFUL: dict[str, Any] = {"GRU": {"units": 3, "stateful": True, "return_sequences": True}}
WAVES: dict[str, Any] = {"Toy": {"name": "sine_waves", "steps": 100, "every_step": True}}


def found(
    layer: Any = STATEFUL, *, shape: int = 20, size: int | None = 10, fit: Any = None, **data: Any
) -> list[Problem]:
    given: dict[str, Any] = {"shape": [shape, 1]} | ({"batch_size": size} if size else {})
    tree: dict[str, Any] = {
        "model": {"style": "sequential", "layers": [{"Input": given}, layer, {"Dense": {"units": 1}}]},
        "compile": {"loss": "mse"},
        "data": {"train": WAVES, "validation": 0.1, "batch_size": 10, "chunk_length": 20} | data,
    }
    return kbuild.check(tree | ({"fit": fit} if fit else {}))


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in problems]


def test_nothing_is_wrong_with_chunks_that_fit() -> None:
    assert found() == []


@pytest.mark.parametrize("length", [30, 101])
def test_chunks_that_do_not_add_up_are_the_only_problem(length: int) -> None:
    problems = found(shape=length, chunk_length=length)
    assert codes(problems) == [("wrong-chunk", "data.chunk_length")]
    assert problems[0].hint is not None
    assert problems[0].hint.startswith("lengths that divide 100: ")


def test_an_input_must_have_the_length_of_a_chunk() -> None:
    problems = found(shape=100)
    assert ("shape-mismatch", "model.layers.0.Input.shape") in codes(problems)
    assert any("[20, 1]" in each.message for each in problems)


def test_texts_without_a_time_have_no_chunks() -> None:
    source = {"Toy": {"name": "reber"}}
    assert ("wrong-chunk", "data.chunk_length") in codes(found(train=source))


@pytest.mark.parametrize(
    "layer",
    [{"GRU": {"units": 3, "return_sequences": True}}, {"Conv1D": {"filters": 2, "kernel_size": 3}}],
)
def test_chunks_without_a_state_have_no_effect(layer: Any) -> None:
    assert ("no-effect", "data.chunk_length") in codes(found(layer))


def test_a_state_within_a_wrapper_or_a_model_counts() -> None:
    inner = {"Bidirectional": {"layer": STATEFUL}}
    assert [each.code for each in found(inner)] == ["backward-state"]
    assert found({"Sequential": {"layers": [STATEFUL]}}) == []


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"batch_size": 20}, "data.batch_size"),
        ({"fit": {"validation_batch_size": 5}}, "fit.validation_batch_size"),
    ],
)
def test_batches_have_the_size_that_the_states_are_made_for(given: Any, place: str) -> None:
    problems = found(**given)
    assert codes(problems) == [("two-batch-sizes", place)]
    assert problems[0].hint == f"write {place.split('.')[1]}: 10"


def test_a_state_that_nothing_resets_is_warned_of() -> None:
    problems = found(shape=100, chunk_length=None)
    assert codes(problems) == [("endless-state", "model.layers.1.GRU.stateful")]
    assert problems[0].severity == "warning"
    assert problems[0].message.endswith("the samples are shuffled")
    calm = found(shape=100, chunk_length=None, fit={"shuffle": False})
    assert [each.code for each in calm] == ["endless-state"]
    assert "shuffled" not in calm[0].message


def test_each_phase_is_looked_at_by_itself() -> None:
    tree: dict[str, Any] = {
        "model": {
            "style": "sequential",
            "layers": [{"Input": {"shape": [20, 1], "batch_size": 10}}, STATEFUL, {"Dense": {"units": 1}}],
        },
        "compile": {"loss": "mse"},
        "data": {"train": WAVES, "validation": 0.1, "batch_size": 10, "chunk_length": 20},
        "phases": [{"name": "one"}, {"name": "two", "data": {"chunk_length": 30}}],
    }
    assert ("wrong-chunk", "phases.1.data.chunk_length") in codes(kbuild.check(tree))
