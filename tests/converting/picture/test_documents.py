"""The graph that is known without Keras is the graph of the model that Keras builds."""

from __future__ import annotations

from typing import Any

import pytest

import kbuild
from kbuild import gallery
from kbuild.converting.picture import Diagram, of_document, of_model

WIDE_AND_DEEP = """
model:
  style: functional
  inputs: {wide: {shape: [5]}, deep: {shape: [6]}}
  layers:
    output: {Dense: {units: 1}, from: joined}
    hidden: {Dense: {units: 30}, from: deep}
    norm: BatchNormalization
    joined: {Concatenate, from: [wide, norm]}
    aux: {Dense: {units: 1}, from: norm}
  outputs: [output, aux]
"""
SIAMESE = """
model:
  style: functional
  inputs: {left: {shape: [4]}, right: {shape: [4]}}
  layers:
    tower: {Dense: {units: 3}, from: left}
    other: {reuse: tower, from: right}
    apart: {Subtract, from: [tower, other]}
  outputs: apart
"""
STATES = """
model:
  style: functional
  inputs: {words: {shape: [7, 2]}, said: {shape: [5, 3]}}
  layers:
    encoder: {LSTM: {units: 4, return_state: true}, from: words}
    decoder: {LSTM: {units: 4}, from: said, call: {initial_state: ["encoder[1]", "encoder[2]"]}}
  outputs: decoder
"""
OPEN = "model: {style: sequential, layers: [{Dense: {units: 3}}]}"
APPLICATION = "model: {MobileNetV2: {weights: null}}"


def links(diagram: Diagram) -> set[tuple[str, str]]:
    names = {box.key: box.name for box in diagram.boxes}
    return {(names[start], names[end]) for start, end in diagram.arrows}


def rows(diagram: Diagram) -> dict[str, tuple[Any, ...]]:
    return {box.name: (box.type_name, box.shapes, box.parameters) for box in diagram.boxes}


@pytest.mark.parametrize("source", [WIDE_AND_DEEP, SIAMESE, STATES, *map(gallery.path, gallery.names())])
def test_it_is_the_graph_of_the_built_model(source: Any) -> None:
    document = kbuild.load(source)
    known = of_document(document)
    if document.model.type_name == "Subclass":  # a program is left to Keras
        assert known is None
        return
    built = of_model(kbuild.build(document))
    assert known is not None
    assert (known.name, known.trainable, known.non_trainable) == (
        built.name,
        built.trainable,
        built.non_trainable,
    )
    if document.model.type_name == "Functional":
        assert rows(known) == rows(built)
        assert links(known) == links(built)
    else:  # Keras counts the names of inputs through the whole process
        assert [row for name, row in rows(known).items()] == [row for name, row in rows(built).items()]
        assert len(links(known)) == len(links(built))


@pytest.mark.parametrize("text", [OPEN, APPLICATION])
def test_what_only_keras_knows_is_left_to_keras(text: str) -> None:
    assert of_document(kbuild.load(text)) is None
