"""From a document to a diagram without Keras, where everything is known before the model is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from kbuild.checking.shapes import walk
from kbuild.checking.shapes.graph import Graph, Step
from kbuild.checking.shapes.outcomes import count
from kbuild.checking.shapes.tensors import Structure, leaves
from kbuild.checking.summary import summarize
from kbuild.checking.wiring import wire
from kbuild.converting.picture.diagram import Box, Diagram, Shape
from kbuild.converting.picture.parts import framed, inner_model, inside_of, kind_of, model_node, opened
from kbuild.reading.tree import Node
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Sequential
from kbuild.schemas.wiring import references

#: What stands behind the name of a layer that is called once more.
AGAIN = " (again)"


def of_document(document: Document, *, parts: bool = False) -> Diagram | None:
    """Return the graph of a document's model, the same as that of the model that is built from it.

    Args:
        document: A checked document.
        parts: Tell which boxes a block made, with names as they are in the block, and open nested models.

    Returns:
        The diagram; None where only Keras knows: for applications, for programs, and where the shape of a
        result or the parameters of a layer are not known.

    Example:
        >>> from kbuild.schemas import layers
        >>> model = Sequential(layers=[layers.Input(shape=[4]), layers.Dense(units=3)], name="m")
        >>> diagram = of_document(Document(model=model))
        >>> diagram.title, [box.name for box in diagram.boxes]
        ('m: 15 parameters', ['input', 'dense'])
    """
    model = document.model
    if not isinstance(model, Sequential | Functional):
        return None
    graph = walk(model)
    name = summarize(document).name
    if not parts:
        return _of_graph(graph, model, name)
    root = document.source.root if document.source is not None else None
    return _with_parts(graph, model, name, model_node(root))


def _of_graph(graph: Graph, model: Sequential | Functional, name: str) -> Diagram | None:
    boxes = _boxes(graph)
    trainable, others = count(graph.weights, trainable=True), count(graph.weights, trainable=False)
    if boxes is None or trainable is None or others is None:
        return None
    arrows = _chain(graph) if isinstance(model, Sequential) else list(_links(model))
    return Diagram(name, tuple(boxes), tuple(dict.fromkeys(arrows)), trainable, others)


def _with_parts(graph: Graph, model: Sequential | Functional, name: str, node: Node | None) -> Diagram | None:
    diagram = _of_graph(graph, model, name)
    if diagram is None:
        return None
    diagram = framed(diagram, graph.steps, node)
    for step in graph.steps:
        spec, inside = step.spec, step.outcome.inside
        again = any(box.key == step.name and box.name.endswith(AGAIN) for box in diagram.boxes)
        if again or inside is None or not isinstance(spec, Sequential | Functional):
            continue
        inner = _with_parts(inside, spec, step.name, inner_model(node, step))
        if inner is not None:
            inputs = [each.name for each in inside.steps if _is_input(each)]
            whole = inside_of(inside, inner, inputs, step.name)
            diagram = opened(diagram, step.name, kind_of(node, step), whole)
    return diagram


def _is_input(step: Step) -> bool:
    return step.spec is None or step.spec.type_name == "Input"


def _boxes(graph: Graph) -> list[Box] | None:
    boxes: list[Box] = []
    called: set[str] = set()
    for step in graph.steps:
        shapes = _shapes(step.outcome.outputs)
        if shapes is None or step.outcome.parameters is None:
            return None
        boxes.append(_box(step, shapes, step.layer in called))
        called.add(step.layer)
    return boxes


def _box(step: Step, shapes: tuple[Shape, ...], again: bool) -> Box:
    name = f"{step.layer}{AGAIN}" if again else step.layer
    type_name = "InputLayer" if step.spec is None else step.spec.type_name
    return Box(step.name, name, type_name, shapes, None if again else step.outcome.parameters)


def _shapes(outputs: Structure) -> tuple[Shape, ...] | None:
    found = [tensor.shape for tensor in leaves(outputs)]
    known = [shape for shape in found if shape is not None]
    return tuple(known) if len(known) == len(found) else None


def _chain(graph: Graph) -> list[tuple[str, str]]:
    return [(one.name, two.name) for one, two in pairwise(graph.steps)]


def _links(model: Functional) -> Iterator[tuple[str, str]]:
    sources = wire(model).sources
    for name, node in model.layers.items():
        taken = node.from_ if node.from_ is not None else sources[name]
        yield from ((each.name, name) for _, each in references(taken))
        for text in _texts(node.call or {}):
            source = text.partition("[")[0].strip()
            if source in model.inputs or source in model.layers:
                yield source, name


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in _texts(each))
