"""From a Keras model to a diagram: one box a call of a layer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from math import prod
from typing import Any

from kbuild.converting.picture.diagram import Box, Diagram
from kbuild.converting.picture.parts import Opened, opened, placed_inside

_MOST_FOLLOWED = 150
# A batch that is told from anything else.
_BATCH = 1009
_BEFORE_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def of_model(model: Any, *, parts: bool = False) -> Diagram:
    """Return the graph of a model.

    A layer that is called twice has two boxes, and its parameters stand in the first. A nested model is one
    box, unless parts are asked for. A model in the subclass style is followed through its `call`; where that
    cannot be, or the model is not built, its layers stand alone, without shapes and without arrows but for
    those of a `Sequential`.

    Args:
        model: A `keras.Model`.
        parts: Open nested models, each in a frame.
    """
    graph = _graph_of(model)
    boxes, arrows = _of_graph(graph) if graph is not None else _of_layers(model)
    trainable = others = None
    if model.built:
        trainable = sum(prod(weight.shape) for weight in model.trainable_weights)
        others = sum(prod(weight.shape) for weight in model.non_trainable_weights)
    diagram = Diagram(str(model.name), tuple(boxes), tuple(dict.fromkeys(arrows)), trainable, others)
    return _with_parts(diagram, graph) if parts and graph is not None else diagram


def _with_parts(diagram: Diagram, graph: Any) -> Diagram:
    opened_already = set[int]()
    for node in _nodes(graph):
        model, key = node.operation, _key(node)
        if (
            not _is_nested(model)
            or id(model) in opened_already
            or all(key != box.key for box in diagram.boxes)
        ):
            continue
        opened_already.add(id(model))
        inner = _graph_of(model)
        if inner is not None:
            diagram = opened(diagram, key, type(model).__name__, _inside(inner, key))
    return diagram


def _is_nested(operation: Any) -> bool:
    import keras

    return isinstance(operation, keras.Sequential) or (
        isinstance(operation, keras.Model) and bool(getattr(operation, "_nodes_by_depth", None))
    )


def _inside(graph: Any, key: str) -> Opened:
    """What is put in the place of a nested model's box: its inputs are left out."""
    boxes, arrows = _of_graph(graph)
    whole = _with_parts(Diagram("", tuple(boxes), tuple(dict.fromkeys(arrows))), graph)
    makers = {_history(tensor): _key(node) for node in _nodes(graph) for tensor in node.output_tensors}
    import keras

    inputs = [makers[_history(each)] for each in keras.tree.flatten(graph.inputs)]
    outputs = [makers[_history(each)] for each in keras.tree.flatten(graph.outputs)]
    return placed_inside(whole, inputs, _givers(whole, outputs), key)


def _givers(diagram: Diagram, keys: list[str]) -> list[str]:
    """The boxes that make results; of a nested model that was opened, the last of its boxes."""
    own = {box.key for box in diagram.boxes}
    found = []
    for key in keys:
        within = [box.key for box in diagram.boxes if key in diagram.chain(box.part)]
        starts = {start for start, end in diagram.arrows if start in within and end in within}
        found += [key] if key in own else [each for each in within if each not in starts]
    return found


def _nodes(graph: Any) -> Iterator[Any]:
    for depth in sorted(graph._nodes_by_depth, reverse=True):
        yield from graph._nodes_by_depth[depth]


def _graph_of(model: Any) -> Any:
    """The functional model that does what `model` does, or None."""
    import keras

    from kbuild.building.subclass import ProgramModel

    if isinstance(model, keras.Sequential):
        return model._functional if model.built else None
    if getattr(model, "_nodes_by_depth", None):
        return model
    return _followed(model) if isinstance(model, ProgramModel) and model.built else None


def _followed(model: Any) -> Any:
    """The graph of what a program does when it predicts; None where it cannot be followed on symbols."""
    # A program that makes noise in the shape of its input needs a batch of some size.
    return _followed_with(model, None) or _followed_with(model, _BATCH)


def _followed_with(model: Any, batch: int | None) -> Any:
    import keras

    specs = model._called_with.specs
    declared = iter(model._inputs.declared or ())

    def made(spec: Any, name: str | None) -> Any:
        shape = spec.shape if batch is None else (batch, *spec.shape[1:])
        return keras.Input(batch_shape=shape, dtype=spec.dtype, name=name)

    # Keras wants the inputs in a mapping to have the names of its keys.
    named = {name: made(spec, name) for name, spec in specs.items()} if isinstance(specs, dict) else None
    inputs = named or keras.tree.map_structure(lambda spec: made(spec, next(declared, None)), specs)
    try:
        with _without_traces(model):
            graph = keras.Model(inputs, model.call(inputs, training=False))
        # A loop over time makes the same boxes again and again; nobody reads that.
        return graph if sum(1 for _ in _nodes(graph)) <= _MOST_FOLLOWED else None
    except Exception:
        # A loop or a condition on tensors has no graph of layers: the picture then shows the layers alone.
        return None


@contextmanager
def _without_traces(model: Any) -> Iterator[None]:
    """A program may add losses, which Keras refuses of symbols, and draw random numbers in earnest."""
    generator = model.seed_generator
    before = None if generator is None else generator.state.numpy()
    model.__dict__["add_loss"] = lambda loss: None
    try:
        yield
    finally:
        del model.__dict__["add_loss"]
        if before is not None:
            generator.state.assign(before)


def _of_graph(graph: Any) -> tuple[list[Box], list[tuple[str, str]]]:
    boxes, arrows, calls = [], [], set[str]()
    masks = _makers_of_masks(graph)
    for node in _nodes(graph):
        if id(node) in masks:
            continue
        boxes.append(_box(node, node.operation.name in calls))
        calls.add(node.operation.name)
        arrows += [(_key(parent), _key(node)) for parent in node.parent_nodes if id(parent) not in masks]
    return boxes, arrows


def _makers_of_masks(graph: Any) -> set[int]:
    """The operations that only make a mask: Keras puts them into the graph, and nobody wrote them."""
    import keras

    wanted = {_history(each) for each in keras.tree.flatten(graph.outputs)}
    out = set[int]()
    for depth in sorted(graph._nodes_by_depth):
        for node in graph._nodes_by_depth[depth]:
            made = {_history(each) for each in node.output_tensors}
            if not isinstance(node.operation, keras.Layer) and wanted.isdisjoint(made):
                out.add(id(node))
                continue
            said = {
                key: each for key, each in node.arguments.kwargs.items() if not f"_{key}".endswith("_mask")
            }
            taken = keras.tree.flatten([node.arguments.args, said])
            wanted |= {_history(each) for each in taken if isinstance(each, keras.KerasTensor)}
    return out


def _history(tensor: Any) -> tuple[int, int, int]:
    operation, call, result = tensor._keras_history
    return id(operation), call, result


def _key(node: Any) -> str:
    index = node.operation._inbound_nodes.index(node)
    return f"{node.operation.name}/{index}"


def _box(node: Any, again: bool) -> Box:
    operation = node.operation
    name = f"{operation.name} (again)" if again else operation.name
    count = None if again else operation.count_params() if hasattr(operation, "count_params") else 0
    shapes = tuple(_shape(tensor.shape) for tensor in node.output_tensors)
    return Box(_key(node), name, _type_of(operation), shapes, count)


def _shape(shape: Any) -> tuple[int | None, ...]:
    first = tuple(None if size == _BATCH else size for size in shape[:1])
    return (*first, *shape[1:])


def _type_of(operation: Any) -> str:
    import keras

    from kbuild.building.subclass import ProgramModel

    name = "Subclass" if isinstance(operation, ProgramModel) else type(operation).__name__
    if isinstance(operation, keras.layers.Layer):
        return name
    return f"ops.{_BEFORE_CAPITAL.sub('_', name).lower()}"


def _of_layers(model: Any) -> tuple[list[Box], list[tuple[str, str]]]:
    import keras

    boxes = list(_layer_boxes(model))
    # What flows from where to where is known of a chain alone.
    chain = isinstance(model, keras.Sequential)
    return boxes, [(one.key, two.key) for one, two in pairwise(boxes)] if chain else []


def _layer_boxes(model: Any) -> Iterator[Box]:
    for layer in model.layers:
        count = layer.count_params() if layer.built else None
        yield Box(layer.name, layer.name, _type_of(layer), (), count)
