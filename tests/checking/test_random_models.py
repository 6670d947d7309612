"""Models that nobody thought of: what is accepted, Keras builds, with the shapes and counts that are said."""

from __future__ import annotations

import warnings
from typing import Any

import keras
import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbuild.building.build import build_model
from kbuild.checking.load import check
from kbuild.checking.shapes import infer, leaves, walk
from kbuild.checking.summary import summarize
from kbuild.schemas import Document
from kbuild.schemas.models import read_node

_LAYERS: list[Any] = [
    {"Dense": {"units": 3}},
    {"Dense": {"units": 4, "use_bias": False}},
    {"Dropout": {"rate": 0.5}},
    {"Activation": {"activation": "relu"}},
    "BatchNormalization",
    "LayerNormalization",
    {"PReLU": {"shared_axes": [1]}},
    "Flatten",
    {"Reshape": {"target_shape": [4, -1]}},
    {"Reshape": {"target_shape": [2, 2, -1]}},
    {"RepeatVector": {"n": 3}},
    {"Permute": {"dims": [2, 1]}},
    {"LSTM": {"units": 4}},
    {"LSTM": {"units": 4, "return_sequences": True}},
    {"GRU": {"units": 3, "return_sequences": True, "reset_after": False}},
    {"Bidirectional": {"layer": {"SimpleRNN": {"units": 2, "return_sequences": True}}}},
    {"TimeDistributed": {"layer": {"Dense": {"units": 3}}}},
    {"Conv1D": {"filters": 4, "kernel_size": 2, "padding": "causal"}},
    {"MaxPooling1D": {"pool_size": 2}},
    "GlobalAveragePooling1D",
    {"ZeroPadding1D": {"padding": 1}},
    {"Conv2D": {"filters": 4, "kernel_size": 3}},
    {"Conv2D": {"filters": 4, "kernel_size": 3, "strides": 2, "padding": "same"}},
    {"SeparableConv2D": {"filters": 3, "kernel_size": 2}},
    {"DepthwiseConv2D": {"kernel_size": 2, "depth_multiplier": 2}},
    {"Conv2DTranspose": {"filters": 2, "kernel_size": 3, "strides": 2}},
    "MaxPooling2D",
    {"AveragePooling2D": {"pool_size": 3, "strides": 1}},
    "GlobalMaxPooling2D",
    {"UpSampling2D": {"size": 2}},
    {"Cropping2D": {"cropping": 1}},
    {"Resizing": {"height": 6, "width": 6}},
    {"GroupNormalization": {"groups": 2}},
    {"Sequential": {"layers": [{"Dense": {"units": 3}}, "LayerNormalization"]}},
]
_MERGES: list[Any] = ["Add", "Multiply", "Subtract", "Concatenate", {"Concatenate": {"axis": 1}}]
_OPS: list[Any] = [
    {"ops.multiply": {"x2": 2.0}},
    "ops.relu",
    {"ops.mean": {"axis": 1}},
    {"ops.expand_dims": {"axis": -1}},
    {"ops.max": {"axis": -1, "keepdims": True}},
]
_SHAPES = st.sampled_from(([4], [8], [6, 4], [8, 8, 3], [None, 4], [None, None, 3], [5, 8, 8, 2]))
_SETTINGS = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


@st.composite
def _stacks(draw: Any) -> dict[str, Any]:
    stack: list[Any] = [{"Input": {"shape": draw(_SHAPES)}}]
    for _ in range(draw(st.integers(1, 6))):
        fitting = [each for each in _LAYERS if _fits([*stack, each])]
        # Mostly what fits, so that models grow; now and then anything at all.
        stack.append(draw(st.sampled_from(fitting if fitting and draw(st.integers(0, 5)) else _LAYERS)))
    return {"style": "sequential", "layers": stack}


@st.composite
def _graphs(draw: Any) -> dict[str, Any]:
    inputs = {"a": {"shape": draw(_SHAPES)}, "b": {"shape": draw(_SHAPES)}}
    layers: dict[str, Any] = {}
    for index in range(draw(st.integers(2, 8))):
        earlier = [*inputs, *layers]
        named = [name for name, entry in layers.items() if "reuse" not in entry and not _is_op(entry)]
        kind = draw(st.integers(0, 9))
        if kind < 2:
            entry = {
                **_entry(draw(st.sampled_from(_MERGES))),
                "from": draw(st.lists(st.sampled_from(earlier), min_size=2, max_size=2)),
            }
        elif kind < 3 and named:
            entry = {"reuse": draw(st.sampled_from(named)), "from": draw(st.sampled_from(earlier))}
        else:
            entry = {
                **_entry(draw(st.sampled_from(_OPS if kind < 4 else _LAYERS))),
                "from": draw(st.sampled_from(earlier)),
            }
        if kind == 9 or _grows(inputs, layers, f"n{index}", entry):
            layers[f"n{index}"] = entry
    layers = layers or {"n0": {"Dense": {"units": 2}, "from": "a"}}
    taken = {
        name
        for entry in layers.values()
        for name in (entry["from"] if isinstance(entry["from"], list) else [entry["from"]])
    }
    taken |= {str(entry["reuse"]) for entry in layers.values() if "reuse" in entry}
    outputs = [name for name in (*inputs, *layers) if name not in taken]
    return {"style": "functional", "inputs": inputs, "layers": layers, "outputs": outputs}


def _entry(layer: Any) -> dict[str, Any]:
    return {layer: None} if isinstance(layer, str) else dict(layer)


def _is_op(entry: dict[str, Any]) -> bool:
    return getattr(read_node(entry).layer, "kind", "") == "op"


def _document(model: dict[str, Any]) -> Document:
    return Document.model_validate({"model": model})


def _fits(stack: list[Any]) -> bool:
    return not walk(_document({"style": "sequential", "layers": stack}).model).problems  # type: ignore[arg-type]


def _grows(inputs: dict[str, Any], layers: dict[str, Any], name: str, entry: dict[str, Any]) -> bool:
    model = {"style": "functional", "inputs": inputs, "layers": {**layers, name: entry}, "outputs": name}
    return not walk(_document(model).model).problems  # type: ignore[arg-type]


def _held_to_keras(model: dict[str, Any]) -> None:
    document = _document(model)
    summary = summarize(document)
    errors = [problem for _, problem in summary.problems if problem.severity == "error"]
    # All other checks agree: no rule refuses what Keras builds.
    refused = [problem for problem in check({"model": model}) if problem.severity == "error"]
    assert bool(refused) == bool(errors), refused
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            built = build_model(document)
        except Exception as error:  # Keras refuses with errors of all kinds.
            assert errors, f"accepted, but Keras refuses: {error}"
            return
    if errors:
        # Some layers of Keras say a shape for any input, and fail when data comes.
        assert _fails(built), f"refused, but Keras builds and runs it: {errors}"
        return
    assert summary.total == built.count_params()
    said = [tuple(each.shape) for each in keras.tree.flatten(built.outputs)]
    assert [each.shape for each in leaves(summary.outputs)] == said


def _fails(built: keras.Model) -> bool:
    batch = [np.zeros([2, *(size or 3 for size in each.shape[1:])], "float32") for each in built.inputs]
    try:
        built(batch if len(batch) > 1 else batch[0])
    except Exception:  # of all kinds
        return True
    return False


@given(_stacks())
@_SETTINGS
def test_random_stacks_are_as_keras_builds_them(model: dict[str, Any]) -> None:
    _held_to_keras(model)


@given(_graphs())
@_SETTINGS
def test_random_graphs_are_as_keras_builds_them(model: dict[str, Any]) -> None:
    _held_to_keras(model)


def test_the_layers_to_choose_from_are_known() -> None:
    for layer in (*_LAYERS, *_MERGES, *_OPS):
        spec = read_node(_entry(layer)).layer
        assert spec is not None
        assert infer(spec) is not None
