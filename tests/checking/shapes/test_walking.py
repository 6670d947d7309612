"""Shapes through whole models: what is shared, nested, taken apart, and what does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from kbuild.checking.shapes import Graph, Mismatch, Tensor, walk
from kbuild.checking.shapes.findings import shape_findings
from kbuild.schemas import Document


def gone_through(model: dict[str, Any]) -> Graph:
    return walk(Document.model_validate({"model": model}).model)  # type: ignore[arg-type]


def functional(layers: dict[str, Any], outputs: Any, **inputs: Any) -> Graph:
    shapes = {name: {"shape": shape} for name, shape in inputs.items()}
    return gone_through({"style": "functional", "inputs": shapes, "layers": layers, "outputs": outputs})


def only(graph: Graph) -> Mismatch:
    ((_, problem),) = graph.problems
    return problem


def test_a_stack_hands_shapes_on() -> None:
    graph = gone_through(
        {"style": "sequential", "layers": [{"Input": {"shape": [4]}}, {"Dense": {"units": 3}}, "Flatten"]}
    )
    assert [step.name for step in graph.steps] == ["input", "dense", "flatten"]
    assert graph.outputs == Tensor((None, 3), "float32")
    assert graph.parameters == 15


def test_a_stack_without_an_input_is_unknown_and_gives_no_problem() -> None:
    graph = gone_through(
        {
            "style": "sequential",
            "layers": [{"Dense": {"units": 3}}, {"Conv2D": {"filters": 1, "kernel_size": 3}}],
        }
    )
    assert graph.outputs == Tensor(None)
    assert graph.parameters is None
    assert graph.problems == ()


def test_one_mistake_gives_one_problem() -> None:
    layers = [
        {"Input": {"shape": [4]}},
        {"LSTM": {"units": 3}},
        {"Dense": {"units": 3}},
        {"Conv2D": {"filters": 1, "kernel_size": 3}},
    ]
    graph = gone_through({"style": "sequential", "layers": layers})
    assert only(graph).code == "rank-mismatch"
    assert graph.outputs == Tensor(None)


def test_entries_may_stand_in_any_order() -> None:
    layers = {
        "out": {"Dense": {"units": 2}, "from": "hidden"},
        "hidden": {"Dense": {"units": 3}, "from": "x"},
    }
    graph = functional(layers, "out", x=[4])
    assert [step.name for step in graph.steps] == ["x", "hidden", "out"]
    assert graph.parameters == 15 + 8


def test_a_layer_that_is_called_again_makes_its_weights_once() -> None:
    layers = {
        "tower": {"Dense": {"units": 3}, "from": "a"},
        "again": {"reuse": "tower", "from": "b"},
        "sum": {"Add": None, "from": ["tower", "again"]},
    }
    graph = functional(layers, "sum", a=[4], b=[4])
    assert graph.parameters == 15
    assert graph.layers.keys() == {"a", "b", "tower", "sum"}


def test_a_layer_that_is_called_again_must_fit_its_weights() -> None:
    layers = {
        "tower": {"Dense": {"units": 3}, "from": "a"},
        "again": {"reuse": "tower", "from": "b"},
        "sum": {"Add": None, "from": ["tower", "again"]},
    }
    problem = only(functional(layers, "sum", a=[4], b=[5]))
    assert problem.message == (
        "`tower` (Dense) has weights for (batch, 4), as it is first called, "
        "and is called again with (batch, 5)"
    )


def test_a_result_of_several_is_taken_by_its_place() -> None:
    layers = {
        "encoder": {"LSTM": {"units": 3, "return_state": True}, "from": "x"},
        "out": {"Dense": {"units": 2}, "from": "encoder[1]"},
    }
    graph = functional(layers, "out", x=[7, 4])
    assert graph.outputs == Tensor((None, 2), "float32")
    assert graph.problems == ()


def test_a_result_that_there_is_not_is_told() -> None:
    layers = {
        "encoder": {"LSTM": {"units": 3, "return_state": True}, "from": "x"},
        "out": {"Dense": {"units": 2}, "from": "encoder[3]"},
    }
    problem = only(functional(layers, "out", x=[7, 4]))
    assert problem.code == "unknown-result"
    assert problem.message == "`encoder` gives 3 results, [0] to [2]; there is no `encoder[3]`"


def test_a_single_result_is_a_sample_of_the_batch_under_an_index() -> None:
    layers = {
        "hidden": {"Dense": {"units": 3}, "from": "x"},
        "out": {"Dense": {"units": 2}, "from": "hidden[0]"},
    }
    problems = functional(layers, "out", x=[7, 4]).problems
    assert [(problem.code, problem.severity) for _, problem in problems] == [("single-result", "warning")]


def test_states_are_handed_to_another_layer() -> None:
    layers = {
        "encoder": {"LSTM": {"units": 3, "return_state": True}, "from": "x"},
        "decoder": {
            "LSTM": {"units": 5},
            "from": "x",
            "call": {"initial_state": ["encoder[1]", "encoder[2]"]},
        },
    }
    problem = only(functional(layers, "decoder", x=[7, 4]))
    assert problem.message == (
        "LSTM starts from states of the shape (batch, 5), "
        "received (batch, 3) from `encoder` in `initial_state`"
    )


@pytest.mark.parametrize("given", [[4], [4, 1]])
def test_a_model_within_takes_what_its_input_declares(given: list[int]) -> None:
    inner = {
        "Functional": {
            "inputs": {"z": {"shape": [4]}},
            "layers": {"d": {"Dense": {"units": 3}}},
            "outputs": "d",
        }
    }
    graph = functional({"inner": {**inner, "from": "x"}}, "inner", x=given)
    assert graph.outputs == Tensor((None, 3), "float32")
    assert graph.parameters == 15


def test_a_model_within_refuses_another_shape() -> None:
    inner = {
        "Functional": {
            "inputs": {"z": {"shape": [4]}},
            "layers": {"d": {"Dense": {"units": 3}}},
            "outputs": "d",
            "name": "decoder",
        }
    }
    problem = only(functional({"inner": {**inner, "from": "x"}}, "inner", x=[5]))
    assert problem.message == "decoder takes (batch, 4) as its input `z`, received (batch, 5) from `x`"


def test_a_model_within_takes_its_inputs_by_name_or_in_order() -> None:
    inner = {
        "Functional": {
            "inputs": {"a": {"shape": [4]}, "b": {"shape": [5]}},
            "layers": {"both": {"Concatenate": None, "from": ["a", "b"]}},
            "outputs": "both",
        }
    }
    for links in (["x", "y"], {"b": "y", "a": "x"}):
        graph = functional({"inner": {**inner, "from": links}}, "inner", x=[4], y=[5])
        assert graph.outputs == Tensor((None, 9), "float32")
    problem = only(functional({"inner": {**inner, "from": ["x"]}}, "inner", x=[4]))
    assert problem.message == "Functional takes 2 inputs (a, b), received 1"


def test_a_frozen_model_within_has_no_trainable_weights() -> None:
    inner = {"Sequential": {"layers": [{"Dense": {"units": 3}}], "trainable": False}}
    graph = functional({"inner": {**inner, "from": "x"}, "out": {"Dense": {"units": 1}}}, "out", x=[4])
    assert graph.weights is not None
    assert [weight.trainable for weight in graph.weights] == [False, False, True, True]


def test_wiring_that_is_wrong_is_left_to_its_own_check() -> None:
    layers = {"a": {"Dense": {"units": 3}, "from": "nothing"}, "b": {"Add": None, "from": ["a", "x"]}}
    assert functional(layers, "b", x=[4]).problems == ()


def test_a_loop_in_the_wiring_is_left_to_its_own_check() -> None:
    layers = {
        "a": {"Dense": {"units": 3}, "from": "b"},
        "b": {"Dense": {"units": 3}, "from": "a"},
        "c": {"Dense": {"units": 2}, "from": "x"},
    }
    graph = functional(layers, ["b", "c"], x=[4])
    assert graph.problems == ()


def test_findings_stand_at_the_argument_that_is_to_blame() -> None:
    inner = {"Sequential": {"layers": [{"Dense": {"units": 4}}, {"Reshape": {"target_shape": [3, 3]}}]}}
    model = {
        "style": "functional",
        "inputs": {"x": {"shape": [4]}},
        "layers": {"inner": {**inner, "from": "x"}},
        "outputs": "inner",
    }
    (finding,) = shape_findings(Document.model_validate({"model": model}))
    assert finding.path == ("model", "layers", "inner", "Sequential", "layers", 1, "Reshape", "target_shape")
    assert not finding.key
    assert finding.related == ((("model", "inputs", "x"), "this gives (batch, 4)"),)


def test_findings_stand_at_the_type_where_no_argument_is_set() -> None:
    model = {"style": "sequential", "layers": [{"Input": {"shape": [1, 1, 3]}}, "MaxPooling2D"]}
    (finding,) = shape_findings(Document.model_validate({"model": model}))
    assert (finding.path, finding.key, finding.code) == (
        ("model", "layers", 1, "MaxPooling2D"),
        True,
        "kernel-too-large",
    )


def test_a_model_past_the_limit_is_told_at_its_largest_layer() -> None:
    layers = [
        {"Input": {"shape": [100_000]}},
        {"Dense": {"units": 100_000, "name": "wide"}},
        {"Dense": {"units": 1}},
    ]
    (finding,) = shape_findings(Document.model_validate({"model": {"style": "sequential", "layers": layers}}))
    assert (finding.code, finding.path) == ("too-many-parameters", ("model", "layers", 1, "Dense"))
    assert (
        finding.message == "the model has 10,000,200,001 parameters or more, and the limit is 2,000,000,000"
    )
    assert finding.hint == "`wide` alone has 10,000,100,000; trusted Python code can raise the limit"


def test_findings_inside_a_wrapper_name_the_inner_layer() -> None:
    wrapper = {"TimeDistributed": {"layer": {"Conv2D": {"filters": 2, "kernel_size": 9}}}}
    model = {"style": "sequential", "layers": [{"Input": {"shape": [5, 8, 8, 3]}}, wrapper]}
    (finding,) = shape_findings(Document.model_validate({"model": model}))
    assert finding.path == ("model", "layers", 1, "TimeDistributed", "layer", "Conv2D", "kernel_size")


def test_findings_in_a_program_stand_at_the_call() -> None:
    model = {
        "style": "subclass",
        "inputs": {"x": {"shape": [4]}},
        "layers": {"heed": {"LSTM": {"units": 3}}},
        "call": "y = x * 2.0\nreturn heed(y)\n",
    }
    (finding,) = shape_findings(Document.model_validate({"model": model}))
    assert (finding.path, finding.within) == (("model", "call"), (2, 8, 7))
