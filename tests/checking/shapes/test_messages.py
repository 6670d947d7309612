"""What a person reads when shapes do not fit: what was expected, what was received, and what to do."""

from __future__ import annotations

from typing import Any

import pytest

from kbuild.checking.shapes import walk
from kbuild.schemas import Document

_A_TO_B = {"a": [4], "b": [5]}


def _stack(*layers: Any) -> dict[str, Any]:
    return {"style": "sequential", "layers": list(layers)}


def _input(*sizes: int | None) -> dict[str, Any]:
    return {"Input": {"shape": list(sizes)}}


def _graph(inputs: dict[str, list[int]], entry: dict[str, Any]) -> dict[str, Any]:
    declared = {name: {"shape": sizes} for name, sizes in inputs.items()}
    return {"style": "functional", "inputs": declared, "layers": {"out": entry}, "outputs": "out"}


_HEADS = {"MultiHeadAttention": {"num_heads": 2, "key_dim": 3}}

#: A model, and what is said of it: code, message and hint.
SAID: dict[str, tuple[dict[str, Any], str, str, str]] = {
    "images without channels": (
        _stack(_input(28, 28), {"Conv2D": {"filters": 8, "kernel_size": 3}}),
        "rank-mismatch",
        "Conv2D takes an input of 4 axes, (batch, height, width, channels), "
        "received (batch, 28, 28) from the input",
        "if there is one channel, put `Reshape: {target_shape: [28, 28, 1]}` before it; "
        "`Conv1D` is for sequences",
    ),
    "flat images": (
        _stack(_input(784), {"Conv2D": {"filters": 8, "kernel_size": 3}}),
        "rank-mismatch",
        "Conv2D takes an input of 4 axes, (batch, height, width, channels), "
        "received (batch, 784) from the input",
        "if these are images of 28 by 28, put `Reshape: {target_shape: [28, 28, 1]}` before it",
    ),
    "a kernel larger than its input": (
        _stack(_input(5, 5, 3), {"Conv2D": {"filters": 8, "kernel_size": 9, "name": "eyes"}}),
        "kernel-too-large",
        "Conv2D has a kernel with a reach of 9 x 9, "
        "which is larger than its input (batch, 5, 5, 3) from the input",
        "take a smaller `kernel_size`, `padding: same`, or shrink the input less before it",
    ),
    "pooling what is small already": (
        _stack(_input(1, 1, 3), "MaxPooling2D"),
        "kernel-too-large",
        "MaxPooling2D has a window of 2 x 2, which is larger than its input (batch, 1, 1, 3) from the input",
        "take a smaller `pool_size`, `padding: same`, or shrink the input less before it",
    ),
    "one recurrent layer after another": (
        _stack(_input(10, 4), {"LSTM": {"units": 8, "name": "reader"}}, {"LSTM": {"units": 8}}),
        "rank-mismatch",
        "LSTM takes an input of 3 axes, (batch, time, features), received (batch, 8) from `reader`",
        "set `return_sequences: true` on `reader`, so that it keeps the time axis",
    ),
    "numbers in a row for a recurrent layer": (
        _stack(_input(10), {"GRU": {"units": 8}}),
        "rank-mismatch",
        "GRU takes an input of 3 axes, (batch, time, features), received (batch, 10) from the input",
        "if each step is one number, put `Reshape: {target_shape: [10, 1]}` before it; "
        "words by their numbers need an `Embedding`",
    ),
    "sequences where one vector is meant": (
        _stack(_input(10, 4), {"GRU": {"units": 8, "return_sequences": True}}, {"RepeatVector": {"n": 3}}),
        "rank-mismatch",
        "RepeatVector takes an input of 2 axes, (batch, features), received (batch, 10, 8) from `gru`",
        "to get there, leave out `return_sequences`, or put `Flatten` or a `Global...Pooling` "
        "layer before it",
    ),
    "the layer of another dimension": (
        _stack(_input(8, 8, 3), "GlobalAveragePooling1D"),
        "rank-mismatch",
        "GlobalAveragePooling1D takes an input of 3 axes, (batch, steps, channels), "
        "received (batch, 8, 8, 3) from the input",
        "`GlobalAveragePooling2D` is for images",
    ),
    "an input's shape with the batch": (
        _stack(_input(None, 28, 28, 1), {"Conv2D": {"filters": 8, "kernel_size": 3}}),
        "rank-mismatch",
        "Conv2D takes an input of 4 axes, (batch, height, width, channels), "
        "received (batch, ?, 28, 28, 1) from the input",
        "an input's `shape` is that of one sample, without the batch: `shape: [28, 28, 1]`",
    ),
    "states where one result is meant": (
        _stack(_input(10, 4), {"LSTM": {"units": 8, "return_state": True}}, {"Dense": {"units": 3}}),
        "several-inputs",
        "Dense takes one tensor, received a list of 3 from `lstm`",
        "leave out `return_state` on `lstm`, or take one of them: `from: lstm[0]`",
    ),
    "sizes that a weight needs": (
        _stack(_input(None, None, 3), "Flatten", {"Dense": {"units": 3}}),
        "unknown-size",
        "Dense must know the size of its input's last axis to make its weights, received (batch, ?)",
        "give that size in the `shape` of the input, instead of null; "
        "a `Global...Pooling` layer in place of `Flatten` does without it",
    ),
    "values that do not fill a form": (
        _stack(_input(8), {"Reshape": {"target_shape": [3, 3]}}),
        "shape-mismatch",
        "Reshape cannot give (batch, 8) from the input the form [3, 3]: there are 8 values, the form holds 9",
        "the sizes of `target_shape` must multiply to 8; one of them may be -1, for what is left",
    ),
    "groups that do not divide": (
        _stack(_input(8, 8, 3), {"Conv2D": {"filters": 8, "kernel_size": 3, "groups": 2}}),
        "shape-mismatch",
        "Conv2D splits its input's channels into 2 groups, but (batch, 8, 8, 3) from the input has "
        "3 channels, "
        "which 2 does not divide",
        "take a number of `groups` that divides 3",
    ),
    "an axis that there is not": (
        _stack(_input(4), {"BatchNormalization": {"axis": 2}}),
        "axis-out-of-range",
        "BatchNormalization has `axis: 2`, but its input (batch, 4) has only the axes -2 to 1",
        "axes count from 0, which is the batch; -1 is the last",
    ),
    "sums of other sizes": (
        _graph(_A_TO_B, {"Add": None, "from": ["a", "b"]}),
        "shape-mismatch",
        "Add takes inputs of one shape, received (batch, 4) from `a` and (batch, 5) from `b`",
        "`Dense` brings one to the other's size; `Concatenate` joins inputs of different sizes",
    ),
    "a feature that is repeated": (
        _graph({"a": [4], "b": [1]}, {"Add": None, "from": ["a", "b"]}),
        "broadcast",
        "Add repeats the one feature of an input to fit the other: "
        "(batch, 4) from `a` and (batch, 1) from `b`",
        "if that is not meant, give both the same size",
    ),
    "the other axis": (
        _graph({"a": [4, 3], "b": [4, 5]}, {"Concatenate": {"axis": 1}, "from": ["a", "b"]}),
        "shape-mismatch",
        "Concatenate with `axis: 1` joins inputs that are equal on all other axes, "
        "received (batch, 4, 3) from `a` and (batch, 4, 5) from `b`, which differ on axis 2: 3 and 5",
        "they can be joined along the axis on which they differ: `axis: 2`",
    ),
    "attention without values": (
        _graph({"a": [4, 3]}, {**_HEADS, "from": "a"}),
        "missing-input",
        "MultiHeadAttention is called without `value`",
        "name each input: `from: {query: a, value: b}`",
    ),
    "grey images for an augmentation": (
        _stack(_input(8, 8), "RandomFlip"),
        "single-image",
        "RandomFlip takes (batch, 8, 8) from the input for a single image, with the batch for its height: "
        "a batch of images has 4 axes, (batch, height, width, channels)",
        "give grey images one channel before it: `Reshape: {target_shape: [8, 8, 1]}`",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_a_mismatch_says_what_was_expected_what_was_received_and_what_to_do(name: str) -> None:
    model, code, message, hint = SAID[name]
    ((_, problem),) = walk(Document.model_validate({"model": model}).model).problems  # type: ignore[arg-type]
    assert (problem.code, problem.message, problem.hint) == (code, message, hint)


def test_what_people_write_on_purpose_is_not_warned_of() -> None:
    gate = {"gate": {"Multiply": None, "from": ["a", "b"]}}
    model = {
        "style": "functional",
        "inputs": {"a": {"shape": [8, 8, 3]}, "b": {"shape": [1, 1, 3]}},
        "layers": gate,
        "outputs": "gate",
    }
    assert not walk(Document.model_validate({"model": model}).model).problems  # type: ignore[arg-type]
    bias = {"sum": {"Add": None, "from": ["a", "b"]}}
    model = {
        "style": "functional",
        "inputs": {"a": {"shape": [6, 3]}, "b": {"shape": [1, 3]}},
        "layers": bias,
        "outputs": "sum",
    }
    assert not walk(Document.model_validate({"model": model}).model).problems  # type: ignore[arg-type]
