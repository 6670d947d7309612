"""Codes of mistakes in the shapes that go along the wires of a model."""

from __future__ import annotations

from kbuild.checking.codes import Code, graph, stack

_IMAGE = "Input: {shape: [8, 8, 3]}"
_PAIR = "{a: {shape: [4]}, b: {shape: [4]}}"

CODES = (
    Code(
        "axis-out-of-range",
        "A layer is told to work on an axis that its input does not have.",
        "Axes count from 0, which is the batch; -1 is the last.",
        stack(_IMAGE, "BatchNormalization: {axis: 5}"),
        stack(_IMAGE, "BatchNormalization: {axis: -1}"),
    ),
    Code(
        "broadcast",
        "Two inputs fit only because the one feature of one of them is repeated.",
        "Sums over a repeated feature are hardly ever meant, and nothing fails.",
        graph("b: {Dense: {units: 1}, from: a}", "out: {Add, from: [a, b]}"),
        graph("b: {Dense: {units: 4}, from: a}", "out: {Add, from: [a, b]}"),
    ),
    Code(
        "kernel-too-large",
        "A kernel or a pool is larger than what it goes over.",
        "There is no place where it fits; Keras says of it that a dimension is negative.",
        stack(_IMAGE, "Conv2D: {filters: 3, kernel_size: 9}"),
        stack(_IMAGE, "Conv2D: {filters: 3, kernel_size: 3}"),
    ),
    Code(
        "missing-input",
        "A layer is called with fewer results than it takes.",
        "Layers that join or attend take a list of results.",
        stack("Input: {shape: [4]}", "Add"),
        graph("out: {Add, from: [a, b]}", inputs=_PAIR),
    ),
    Code(
        "rank-mismatch",
        "A layer takes an input with another number of axes.",
        "A convolution takes images, a recurrent layer sequences; most often a layer in between is missing.",
        stack("Input: {shape: [8]}", "LSTM: {units: 3}"),
        stack("Input: {shape: [8, 1]}", "LSTM: {units: 3}"),
    ),
    Code(
        "several-inputs",
        "A layer is called with several results and takes one.",
        "`Concatenate`, `Add` and the like make one result of several.",
        graph("out: {Dense: {units: 1}, from: [a, b]}", inputs=_PAIR),
        graph("both: {Concatenate, from: [a, b]}", "out: {Dense: {units: 1}}", inputs=_PAIR),
    ),
    Code(
        "shape-mismatch",
        "Two shapes do not fit each other.",
        "What is added or joined must have equal sizes, and the data must have the shape of the input.",
        graph("b: {Dense: {units: 3}, from: a}", "out: {Add, from: [a, b]}"),
        graph("b: {Dense: {units: 4}, from: a}", "out: {Add, from: [a, b]}"),
    ),
    Code(
        "single-image",
        "A layer for batches of images is given what looks like one image.",
        "Its first axis would be taken for the batch.",
        stack("Input: {shape: [28, 28]}", "RandomFlip"),
        stack("Input: {shape: [28, 28, 1]}", "RandomFlip"),
    ),
    Code(
        "single-result",
        "One of several results is asked for by `[...]`, and the layer gives a single tensor.",
        "It would be one sample of the batch.",
        graph("b: {Dense: {units: 4}, from: a}", "out: {ReLU, from: 'b[0]'}", inputs="{a: {shape: [5, 2]}}"),
        graph("b: {Dense: {units: 4}, from: a}", "out: {ReLU, from: b}", inputs="{a: {shape: [5, 2]}}"),
    ),
    Code(
        "too-many-parameters",
        "The model has more parameters than the limit.",
        "It is refused before anything is allocated; trusted Python code can raise the limit.",
        stack("Input: {shape: [100000]}", "Dense: {units: 100000}"),
        stack("Input: {shape: [100000]}", "Dense: {units: 100}"),
    ),
    Code(
        "unknown-result",
        "A layer gives no result of this number or name.",
        "Recurrent layers give their states as further results with `return_state: true`.",
        graph(
            "b: {LSTM: {units: 4, return_state: true}, from: a}",
            "out: {Dense: {units: 1}, from: 'b[3]'}",
            inputs="{a: {shape: [5, 2]}}",
        ),
        graph(
            "b: {LSTM: {units: 4, return_state: true}, from: a}",
            "out: {Dense: {units: 1}, from: 'b[2]'}",
            inputs="{a: {shape: [5, 2]}}",
        ),
    ),
    Code(
        "unknown-size",
        "A layer must know a size that the input leaves open.",
        "Without it the layer cannot make its weights.",
        stack("Input: {shape: [null]}", "Dense: {units: 3}"),
        stack("Input: {shape: [4]}", "Dense: {units: 3}"),
    ),
)
