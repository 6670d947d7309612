"""Laws over generated documents: what a document builds gives the document back, and the same numbers."""

from __future__ import annotations

import json
from typing import Any

import keras
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import kbuild
from kbuild.converting.written import written_yaml
from kbuild.schemas import Document

SIZES = st.integers(1, 6)
LAYERS = st.one_of(
    st.builds(
        lambda units, activation, bias: {
            "Dense": {"units": units, "activation": activation, "use_bias": bias}
        },
        SIZES,
        st.sampled_from(["relu", "tanh", {"LeakyReLU": {"negative_slope": 0.2}}, None]),
        st.booleans(),
    ),
    st.sampled_from(
        [
            "ReLU",
            {"LayerNormalization": {"epsilon": 0.01}},
            {"BatchNormalization": {"momentum": 0.9}},
            {"Dropout": {"rate": 0.25}},
            {"Dense": {"units": 3, "kernel_initializer": {"VarianceScaling": {"scale": 2.0}}}},
            {"Sequential": {"layers": [{"Dense": {"units": 4}}, "ReLU"]}},
        ]
    ),
)


@st.composite
def sequential(draw: st.DrawFn) -> dict[str, Any]:
    """A stack, with names for some of its layers."""
    made: list[Any] = [{"Input": {"shape": [draw(SIZES)]}}]
    for index, layer in enumerate(draw(st.lists(LAYERS, min_size=1, max_size=5))):
        named = draw(st.booleans()) and isinstance(layer, dict) and "Sequential" not in layer
        made.append(
            {key: {**value, "name": f"own_{index}"} for key, value in layer.items()} if named else layer
        )
    return {"style": "sequential", "layers": made}


@st.composite
def functional(draw: st.DrawFn) -> dict[str, Any]:
    """A graph with sums, layers called twice, pinned `training`, operations and several outputs."""
    entries: dict[str, Any] = {"first": {"Dense": {"units": 4}, "from": "x"}}
    results, layers = ["first"], ["first"]
    for index in range(draw(st.integers(0, 6))):
        name, source = f"n{index}", draw(st.sampled_from(results))
        kind = draw(st.sampled_from(["layer", "again", "sum", "op", "pin", "slice"]))
        if kind == "layer":
            entries[name] = {"Dense": {"units": 4, "activation": "relu"}, "from": source}
            layers.append(name)
        elif kind == "again" and (known := [each for each in layers if each != "first"]):
            entries[name] = {"reuse": draw(st.sampled_from(known)), "from": source}
        elif kind == "sum":
            entries[name] = {"Add": None, "from": [source, draw(st.sampled_from(results))]}
        elif kind == "op":
            entries[name] = {"ops.multiply": {"x2": 0.5}, "from": source}
        elif kind == "pin":
            training = draw(st.booleans())
            entries[name] = {"BatchNormalization": None, "from": source, "call": {"training": training}}
        else:
            entries[name] = {"ops.concatenate": {"axis": -1}, "from": [source, source]}
            entries[f"{name}_down"] = {"Dense": {"units": 4}}
            name = f"{name}_down"
        results.append(name)
    used = json.dumps(entries)
    ends = [each for each in results if used.count(f'"{each}"') == 1]
    outputs: Any = ends[0] if len(ends) == 1 else ends
    inputs = {"x": {"shape": [draw(SIZES)]}}
    return {"style": "functional", "inputs": inputs, "layers": entries, "outputs": outputs}


@st.composite
def subclass(draw: st.DrawFn) -> dict[str, Any]:
    """A program over a list of layers and a head."""
    count = draw(st.integers(1, 3))
    inner = [
        {"Dense": {"units": 4, "activation": draw(st.sampled_from(["relu", "tanh"]))}} for _ in range(count)
    ]
    call = "for block in blocks:\n    x = x + block(x)\nreturn head(x)\n"
    members = {"blocks": inner, "head": {"Dense": {"units": draw(SIZES)}}}
    return {"style": "subclass", "inputs": {"x": {"shape": [4]}}, "layers": members, "call": call}


def hold(model_tree: dict[str, Any]) -> None:
    document = Document.model_validate({"model": model_tree, "seed": 3})
    model = kbuild.build(document)
    back = kbuild.from_keras(model)
    again = kbuild.build(written_yaml(back, keep_names=True))
    assert kbuild.from_keras(again) == back
    assert [each.name for each in again.layers] == [each.name for each in model.layers]
    again.set_weights(model.get_weights())
    shape = model.inputs[0].shape if model_tree["style"] != "subclass" else (None, 4)
    data = np.random.default_rng(0).normal(size=(2, *shape[1:])).astype("float32")
    for one, other in zip(keras.tree.flatten(model(data)), keras.tree.flatten(again(data)), strict=True):
        np.testing.assert_array_equal(np.asarray(one), np.asarray(other))


@settings(max_examples=15)
@given(sequential())
def test_a_stack_comes_back(tree: dict[str, Any]) -> None:
    hold(tree)


@settings(max_examples=25)
@given(functional())
def test_a_graph_comes_back(tree: dict[str, Any]) -> None:
    hold(tree)


@settings(max_examples=5)
@given(subclass())
def test_a_program_comes_back(tree: dict[str, Any]) -> None:
    hold(tree)
