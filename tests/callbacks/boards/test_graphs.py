import json
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from tensorboard.plugins.graph import keras_util

from kbuild.callbacks.boards.graphs import conceptual_graph, traced_graph


def edges(model: Any) -> dict[str, list[str]]:
    """Reads the graph as TensorBoard's graph plugin does."""
    config = conceptual_graph(model)
    assert config is not None
    return {
        node.name: list(node.input) for node in keras_util.keras_model_to_graph_def(json.loads(config)).node
    }


def test_a_sequential_model_is_a_chain() -> None:
    layers = [keras.Input((4,), name="in"), keras.layers.Dense(3, name="a"), keras.layers.Dense(2, name="b")]
    assert edges(keras.Sequential(layers, name="m")) == {"m/in": [], "m/a": ["m/in"], "m/b": ["m/a"]}


def test_layers_called_by_keyword_operations_and_branches_are_connected() -> None:
    x, y = keras.Input((4, 6), name="x"), keras.Input((4, 6), name="y")
    attended = keras.layers.MultiHeadAttention(2, 3, name="attend")(query=x, value=y)
    summed = keras.layers.Add(name="sum")([attended, x])
    scaled = keras.ops.multiply(summed, 2.0)
    out = keras.layers.Dense(1, name="out")(scaled)
    found = edges(keras.Model([x, y], {"first": out, "second": summed}, name="m"))
    assert found["m/attend"] == ["m/x", "m/y"]
    assert found["m/sum"] == ["m/attend", "m/x"]
    assert found["m/out"] == [f"m/{scaled._keras_history.operation.name}"]


def test_a_nested_model_is_a_box() -> None:
    inner = keras.Sequential([keras.Input((4,), name="i"), keras.layers.Dense(3, name="d")], name="inner")
    x = keras.Input((4,), name="x")
    found = edges(keras.Model(x, keras.layers.Dense(1, name="out")(inner(x)), name="m"))
    assert found["m/inner/d"]
    assert found["m/out"] == ["m/inner/d"]


class _Named(keras.Model):  # type: ignore[misc]  # Keras has no types
    """A model that keeps its layers under names of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dense = keras.layers.Dense(3)

    def call(self, inputs: Any) -> Any:
        return self.dense(inputs)

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "layers": {"dense": {}}}


def test_a_nested_model_that_keeps_its_layers_under_names_is_one_box() -> None:
    start = keras.Input((4,))
    graph = conceptual_graph(keras.Model(start, _Named(name="inner")(start)))
    assert graph is not None
    assert [each["name"] for each in json.loads(graph)["config"]["layers"]][1:] == ["inner"]


def test_mixed_precision_is_shown_by_its_dtype() -> None:
    layer = keras.layers.Dense(1, dtype="mixed_bfloat16", name="d")
    config = conceptual_graph(keras.Sequential([keras.Input((4,)), layer]))
    assert '"dtype": "bfloat16"' in (config or "")


def test_a_subclassed_model_has_no_conceptual_graph() -> None:
    class Own(keras.Model):
        def call(self, x: Any) -> Any:
            return x

    assert conceptual_graph(Own()) is None


def test_the_traced_graph_is_that_of_the_step(make: Callable[..., Any], data: Any) -> None:
    model = make()
    assert traced_graph(model) is None
    model.fit(*data, verbose=0)
    definition = tf.compat.v1.GraphDef.FromString(traced_graph(model))
    operations = {node.op for function in definition.library.function for node in function.node_def}
    # The step itself is what is seen first, not a loop around it.
    assert {"MatMul", "ResourceApplyAdam", "AssignAddVariableOp"} & {node.op for node in definition.node}
    assert "While" not in operations | {node.op for node in definition.node}
    eager = make(run_eagerly=True)
    eager.fit(data[0][:8], data[1][:8], verbose=0)
    assert traced_graph(eager) is None
    assert np.isfinite(eager.get_weights()[0]).all()


def test_the_trace_is_found_in_what_a_training_function_of_kbuild_s_own_holds() -> None:
    class Loop:
        def __init__(self) -> None:
            self.one = tf.function(lambda x: x + 1)
            self.one(tf.constant(1.0))

        def _list_all_concrete_functions(self) -> Any:
            return self.one._list_all_concrete_functions()

    loop = Loop()

    class Model:
        def train_function(self) -> Any:
            return None

    model = Model()
    model.train_function = lambda: loop  # type: ignore[method-assign]
    assert b"AddV2" in (traced_graph(model) or b"")
