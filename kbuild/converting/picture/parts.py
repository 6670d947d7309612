"""The parts of a model: uses of blocks, by where the resolved layers came from, and nested models, opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kbuild.checking.shapes.graph import Graph, Step
from kbuild.checking.shapes.tensors import leaves
from kbuild.converting.picture.diagram import Box, Diagram, Part
from kbuild.reading.spans import Span
from kbuild.reading.tree import Mapping, Node, Origin, child
from kbuild.reading.tree import Sequence as List
from kbuild.schemas.models import Model

Arrow = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A nested model in place of its box.

    Attributes:
        boxes: The boxes of its layers.
        arrows: What flows between them.
        takes: For each of its inputs, the keys of what takes it.
        gives: The keys of what makes its results.
        parts: The parts within it.
    """

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    takes: tuple[tuple[str, ...], ...]
    gives: tuple[str, ...]
    parts: tuple[Part, ...]


def opened(diagram: Diagram, key: str, type_name: str, inner: Opened) -> Diagram:
    """Put a nested model's boxes in the place of its box, which becomes a part.

    Args:
        diagram: What the box is in.
        key: The box.
        type_name: The nested model's type.
        inner: What is put there.
    """
    whole = next(box for box in diagram.boxes if box.key == key)
    boxes = [each for box in diagram.boxes for each in (inner.boxes if box.key == key else (box,))]
    sources = [start for start, end in diagram.arrows if end == key]
    kept = [arrow for arrow in diagram.arrows if key not in arrow]
    if len(sources) == len(inner.takes):
        pairs = zip(sources, inner.takes, strict=True)
        coming = [(start, end) for start, ends in pairs for end in ends]
    else:
        coming = list(product(sources, [end for ends in inner.takes for end in ends]))
    going = [(start, end) for source, end in diagram.arrows if source == key for start in inner.gives]
    parts = (*diagram.parts, Part(key, whole.name, type_name, whole.part), *inner.parts)
    arrows = tuple(dict.fromkeys([*kept, *coming, *inner.arrows, *going]))
    return replace(diagram, boxes=tuple(boxes), arrows=arrows, parts=parts)


def inside_of(graph: Graph, diagram: Diagram, inputs_of: Iterable[str], key: str) -> Opened:
    """Make of a nested model's own diagram what is put in the place of its box: its inputs are left out.

    Args:
        graph: The nested model, as it was gone through.
        diagram: Its diagram.
        inputs_of: The keys of the boxes of its inputs.
        key: The key of its box.
    """
    made = [tensor.origin.name for tensor in leaves(graph.outputs) if tensor.origin is not None]
    names = {step.name for step in graph.steps}
    return placed_inside(diagram, inputs_of, [name for name in made if name in names], key)


def placed_inside(diagram: Diagram, inputs_of: Iterable[str], outputs_of: Iterable[str], key: str) -> Opened:
    """Make of a nested model's diagram what is put in the place of its box: its inputs are left out.

    Args:
        diagram: Of the nested model.
        inputs_of: The keys of the boxes of its inputs.
        outputs_of: The keys of the boxes that make its results.
        key: The key of its box.
    """
    links = [(f"{key}/{start}", f"{key}/{end}") for start, end in diagram.arrows]
    inputs = [f"{key}/{each}" for each in inputs_of]
    own = [_within(box, key) for box in diagram.boxes if f"{key}/{box.key}" not in inputs]
    gives = [f"{key}/{each}" for each in dict.fromkeys(outputs_of)]
    takes = tuple(tuple(end for start, end in links if start == each) for each in inputs)
    return Opened(
        tuple(own),
        tuple(link for link in links if link[0] not in inputs),
        # A sequential model may have no box for its input.
        takes or ((own[0].key,),),
        tuple(gives or [own[-1].key]),
        tuple(_moved(part, key) for part in diagram.parts),
    )


def _within(box: Box, key: str) -> Box:
    return replace(box, key=f"{key}/{box.key}", part=f"{key}/{box.part}" if box.part else key)


def _moved(part: Part, key: str) -> Part:
    return replace(part, key=f"{key}/{part.key}", within=f"{key}/{part.within}" if part.within else key)


def framed(diagram: Diagram, steps: Sequence[Step], model: Node | None) -> Diagram:
    """Tell which boxes are in which use of a block; uses with a single layer have no frame.

    Args:
        diagram: The model's diagram, with a box for each step.
        steps: The steps of the model.
        model: The model in the resolved tree, which knows where each layer came from.
    """
    found: dict[str, Part] = {}
    inner: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    turns = _turns(model, steps)
    for step in steps:
        within: str | None = None
        prefix = ""
        for use in _uses(model, step):
            key = _key(within, use, turns[step.name, use.number])
            found.setdefault(key, Part(key, use.use or use.block, use.block, within))
            prefix += f"{use.use}_" if use.use else ""
            prefixes[key] = prefix
            within = key
        if within is not None:
            inner[step.name] = within
    places, parts = _worth_while(inner, found)
    boxes = (_shortened(box, places.get(box.key), prefixes) for box in diagram.boxes)
    return replace(diagram, boxes=tuple(boxes), parts=parts)


def _shortened(box: Box, part: str | None, prefixes: dict[str, str]) -> Box:
    return box if part is None else replace(box, part=part, name=box.name.removeprefix(prefixes[part]))


def _uses(model: Node | None, step: Step) -> list[Origin]:
    """The uses of blocks that a layer is in; a use that is the layer, a nested model, is none of them."""
    uses = [each for each in _origin(model, step) if each.kind == "block"]
    return uses[:-1] if isinstance(step.spec, Model) else uses


def kind_of(model: Node | None, step: Step) -> str:
    """Return what a nested model is: a block by its name, or a model of a style.

    Args:
        model: The model that it is in.
        step: Its call.
    """
    uses = [each for each in _origin(model, step) if each.kind == "block"]
    return uses[-1].block if uses else step.spec.type_name if step.spec is not None else ""


def _key(within: str | None, use: Origin, turn: int) -> str:
    return "\0".join(each for each in (within, use.use or f"{use.block}@{use.number}#{turn}") if each)


def _turns(model: Node | None, steps: Sequence[Step]) -> dict[tuple[str, int], int]:
    """For each layer and use of a block, which repetition it is: repetitions stand in the same place."""
    members: dict[int, list[tuple[str, Span | None]]] = {}
    for step in steps:
        for use in _uses(model, step):
            members.setdefault(use.number, []).append((step.name, _place(model, step)))
    found: dict[tuple[str, int], int] = {}
    for number, layers in members.items():
        period = _period([place for _, place in layers])
        found |= {(name, number): place // period for place, (name, _) in enumerate(layers)}
    return found


def _place(model: Node | None, step: Step) -> Span | None:
    node = _at(model, step)
    return node.span if node is not None else None


def _period(values: Sequence[Span | None]) -> int:
    """The length of the shortest part that the values are a repetition of."""
    count = len(values)
    sizes = (size for size in range(1, count + 1) if count % size == 0)
    return next(
        size for size in sizes if all(one == two for one, two in zip(values, values[size:], strict=False))
    )


def _origin(model: Node | None, step: Step) -> Iterable[Origin]:
    node = _at(model, step)
    return node.origin if node is not None and node.origin is not None else ()


def _at(node: Node | None, step: Step) -> Node | None:
    for key in step.path:
        node = None if node is None else child(node, key)
    return node


def _worth_while(inner: dict[str, str], found: dict[str, Part]) -> tuple[dict[str, str], tuple[Part, ...]]:
    """Leave out parts with a single box, or with a single part that holds all of theirs."""
    counts: Counter[str] = Counter()
    for key in inner.values():
        at: str | None = key
        while at is not None:
            counts[at] += 1
            at = found[at].within
    kept = {key for key, count in counts.items() if count > 1}

    def nearest(key: str | None) -> str | None:
        while key is not None and key not in kept:
            key = found[key].within
        return key

    places = {name: nearest(key) for name, key in inner.items()}
    parts = tuple(replace(part, within=nearest(part.within)) for part in found.values() if part.key in kept)
    return {name: key for name, key in places.items() if key is not None}, parts


def model_node(root: Node | None) -> Node | None:
    """Return the model in a resolved document: its keys stand below `model`, or below the style's type."""
    return _keys_of(child(root, "model") if root is not None else None)


def inner_model(model: Node | None, step: Step) -> Node | None:
    """Return a nested model in the resolved tree.

    Args:
        model: The model that it is in.
        step: Its call.
    """
    return _keys_of(_at(model, step))


def _keys_of(model: Node | None) -> Node | None:
    if isinstance(model, Mapping) and "layers" not in model.entries:
        inner = (entry.value for entry in model.entries.values())
        return next((each for each in inner if _has_layers(each)), model)
    return model


def _has_layers(node: Node) -> bool:
    return isinstance(node, Mapping) and isinstance(child(node, "layers"), Mapping | List)
