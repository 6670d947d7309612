"""Each form of `from`, `call`, `reuse` and `outputs` calls the layer as the language says."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

from kbuild.schemas.errors import BuildError


def functional(layers: dict[str, Any], outputs: Any, **inputs: Any) -> dict[str, Any]:
    shapes = {name: {"shape": shape} for name, shape in (inputs or {"x": [4]}).items()}
    return {"style": "functional", "inputs": shapes, "layers": layers, "outputs": outputs}


def test_entries_may_stand_in_any_order(build: Callable[..., Any]) -> None:
    forward = {"a": {"Dense": {"units": 3}, "from": "x"}, "b": {"Dense": {"units": 2}, "from": "a"}}
    backward = dict(reversed(forward.items()))
    one, other = build(functional(forward, "b"), seed=1), build(functional(backward, "b"), seed=1)
    for mine, theirs in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_every_layer_and_operation_has_the_documents_name(build: Callable[..., Any]) -> None:
    layers = {
        "a": {"Dense": {"units": 3}},
        "b": {"ops.multiply": {"x2": 2.0}},
        "c": {"ops.add": None, "from": ["a", "b"]},
    }
    model = build(functional(layers, "c"), name="mine")
    assert [each.name for each in model.operations] == ["x", "a", "b", "c"]
    assert model.name == "mine"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"ops.multiply": {"x2": 2.0}, "from": "x"}, [2.0, 4.0]),
        ({"ops.subtract": None, "from": ["y", "x"]}, [9.0, 18.0]),
        ({"ops.concatenate": {"axis": -1}, "from": ["x", "y"]}, [1.0, 2.0, 10.0, 20.0]),
        ({"ops.stack": {"axis": -1}, "from": ["x", "y"]}, [[1.0, 10.0], [2.0, 20.0]]),
        ({"ops.where": None, "from": {"condition": "x", "x1": "y", "x2": "x"}}, [10.0, 20.0]),
        ({"ops.einsum": {"subscripts": "ab,ab->ab"}, "from": ["x", "y"]}, [10.0, 40.0]),
        ({"ops.sum": {"axis": -1}, "from": "x"}, 3.0),
        ({"Concatenate": None, "from": ["x", "y"]}, [1.0, 2.0, 10.0, 20.0]),
    ],
)
def test_operations_and_layers_take_results_as_written(
    build: Callable[..., Any], entry: Any, expected: Any
) -> None:
    model = build(
        functional({"z": entry, "w": {"Concatenate": None, "from": ["x", "y"]}}, ["z", "w"], x=[2], y=[2])
    )
    x, y = np.array([[1.0, 2.0]], "float32"), np.array([[10.0, 20.0]], "float32")
    np.testing.assert_allclose(np.asarray(model([x, y])[0])[0], expected)


def test_outputs_may_be_a_name_a_list_or_a_mapping(build: Callable[..., Any]) -> None:
    layers = {"a": {"Dense": {"units": 3}}, "b": {"Dense": {"units": 2}}}
    x = np.ones((1, 4), "float32")
    assert build(functional(layers, "b"))(x).shape == (1, 2)
    assert [each.shape for each in build(functional(layers, ["a", "b"]))(x)] == [(1, 3), (1, 2)]
    named = build(functional(layers, {"first": "a", "second": "b"}))(x)
    assert {name: tuple(each.shape) for name, each in named.items()} == {"first": (1, 3), "second": (1, 2)}


def test_a_pinned_training_flag_holds_in_predict(build: Callable[..., Any]) -> None:
    model = build(
        functional({"noise": {"Dropout": {"rate": 0.5}, "call": {"training": True}}}, "noise", x=[400]),
        seed=1,
    )
    dropped = float(np.mean(model.predict(np.ones((4, 400), "float32"), verbose=0) == 0))
    assert 0.3 < dropped < 0.7


def test_a_nested_model_takes_several_inputs_by_name_or_in_order(build: Callable[..., Any]) -> None:
    inner = {
        "Functional": {
            "inputs": {"p": {"shape": [2]}, "q": {"shape": [2]}},
            "layers": {"d": {"Subtract": None, "from": ["p", "q"]}},
            "outputs": "d",
        }
    }
    by_name = {"n": {**inner, "from": {"q": "y", "p": "x"}}}
    in_order = {"n": {**inner, "from": ["x", "y"]}}
    x, y = np.array([[5.0, 5.0]], "float32"), np.array([[1.0, 2.0]], "float32")
    for layers in (by_name, in_order):
        np.testing.assert_allclose(
            np.asarray(build(functional(layers, "n", x=[2], y=[2]))([x, y])), [[4.0, 3.0]]
        )


def test_wrong_wiring_is_refused_before_keras_sees_it(build: Callable[..., Any]) -> None:
    with pytest.raises(BuildError, match="there is no input or layer `c`"):
        build(functional({"a": {"Dense": {"units": 3}, "from": "c"}}, "a"))


def test_what_keras_refuses_goes_on_with_a_note_that_names_the_place(build: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="total size") as caught:
        build(functional({"r": {"Reshape": {"target_shape": [3, 3]}}}, "r"))
    assert caught.value.__notes__ == ["while building model.layers.r"]
    with pytest.raises(ValueError, match="total size") as caught:
        build(
            {
                "style": "sequential",
                "layers": [{"Input": {"shape": [4]}}, "ReLU", {"Reshape": {"target_shape": [3, 3]}}],
            }
        )
    assert caught.value.__notes__ == ["while building model.layers.2"]


def test_a_graph_deeper_than_pythons_recursion_limit_is_built(build: Callable[..., Any]) -> None:
    layers = {f"a{i}": "ReLU" for i in range(1200)}
    assert len(build(functional(layers, "a1199")).layers) == 1201


def test_the_weights_of_an_application_are_never_downloaded(build: Callable[..., Any]) -> None:
    with pytest.raises(BuildError, match="downloads nothing"):
        build({"MobileNetV2": {"classes": 1000}})


def test_models_load_without_kbuild(build: Callable[..., Any], tmp_path: Any) -> None:
    model = build(functional({"a": {"Dense": {"units": 3}}, "b": {"ops.multiply": {"x2": 2.0}}}, "b"), seed=1)
    model.save(tmp_path / "m.keras")
    x = np.ones((2, 4), "float32")
    np.testing.assert_array_equal(
        np.asarray(keras.models.load_model(tmp_path / "m.keras")(x)), np.asarray(model(x))
    )


def test_a_block_in_a_stack_takes_the_shape_of_what_flows_into_it(build: Callable[..., Any]) -> None:
    block = {
        "inputs": {"x": {}},
        "layers": {"a": {"Dense": {"units": 4}}, "s": {"Add": None, "from": ["a", "x"]}},
    }
    stack = [{"Input": {"shape": [4]}}, "ReLU", {"Functional": {**block, "outputs": "s"}}]
    model = build({"style": "sequential", "layers": stack})
    assert model(np.ones((2, 4), "float32")).shape == (2, 4)
    with pytest.raises(BuildError, match="is not known here"):
        build({"style": "sequential", "layers": stack[1:]})
