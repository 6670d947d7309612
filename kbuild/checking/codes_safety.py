"""Codes of what a document from a stranger must not do: run code, reach other files, take the machine."""

from __future__ import annotations

from kbuild.checking.codes import Code, stack

_INPUT = "Input: {shape: [4]}"

CODES = (
    Code(
        "needs-trust",
        "A type runs code that is not Keras's, or opens connections.",
        "What it does cannot be known from the document, so no document can ask for it; Python code can.",
        stack(_INPUT, "TFSMLayer: {filepath: saved_model}"),
        stack(_INPUT, "Dense: {units: 3}"),
    ),
    Code(
        "too-many-entries",
        "A vocabulary or a table of codes would have more entries than the limit.",
        "Each entry takes memory; trusted Python code can raise the limit.",
        stack(_INPUT, "CategoryEncoding: {num_tokens: 200000000}"),
        stack(_INPUT, "CategoryEncoding: {num_tokens: 1000}"),
    ),
    Code(
        "too-many-values",
        "The layers of the model, or a generated set of data, would hold more values than the limit.",
        "A few numbers in a document could ask for more memory than any machine has.",
        stack(_INPUT, "RepeatVector: {n: 1000000000}"),
        stack(_INPUT, "RepeatVector: {n: 10}"),
    ),
)
