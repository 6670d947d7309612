"""Codes of mistakes in how the entries of a functional model are connected and named."""

from __future__ import annotations

from kbuild.checking.codes import Code, graph, stack

_INPUTS = "{a: {shape: [4]}, b: {shape: [4]}}"

CODES = (
    Code(
        "duplicate-name",
        "Two layers, inputs or entries have one name.",
        "Weights, losses and metrics are found by names.",
        stack("Dense: {units: 3, name: hidden}", "Dense: {units: 3, name: hidden}"),
        stack("Dense: {units: 3, name: hidden1}", "Dense: {units: 3, name: hidden2}"),
    ),
    Code(
        "missing-from",
        "The first entry does not say what it takes, and the model has several inputs.",
        "An entry without `from` takes the result of the entry above, and above the first there is none.",
        graph("c: {Dense: {units: 4}}", "out: {Add, from: [c, b]}", inputs=_INPUTS),
        graph("c: {Dense: {units: 4}, from: a}", "out: {Add, from: [c, b]}", inputs=_INPUTS),
    ),
    Code(
        "unknown-name",
        "There is no result, layer, parameter or variable of this name.",
        "Names in `from` and `outputs` are those of inputs and entries; those in `${...}` are parameters.",
        graph("hidden: {Dense: {units: 4}}", "out: {Dense: {units: 1}, from: hiden}"),
        graph("hidden: {Dense: {units: 4}}", "out: {Dense: {units: 1}, from: hidden}"),
    ),
    Code(
        "unused-input",
        "No layer takes this input.",
        "Keras would refuse to build the model, or ignore data that is given for it.",
        graph("out: {Dense: {units: 1}, from: a}", inputs=_INPUTS),
        graph("c: {Add, from: [a, b]}", "out: {Dense: {units: 1}}", inputs=_INPUTS),
    ),
    Code(
        "unused-layer",
        "No output needs this entry.",
        "Keras leaves such a layer out without a word, and its weights are never trained.",
        graph("side: {Dense: {units: 4}, from: a}", "out: {Dense: {units: 1}, from: a}"),
        graph("side: {Dense: {units: 4}, from: a}", "out: {Dense: {units: 1}, from: side}"),
    ),
    Code(
        "wrong-reuse",
        "`reuse` names something that has no weights to share.",
        "Only a layer can be called a second time: write an operation again, and name the layer of a reuse.",
        graph("b: {ops.abs, from: a}", "out: {reuse: b, from: b}"),
        graph("b: {Dense: {units: 4}, from: a}", "out: {reuse: b, from: b}"),
    ),
)
