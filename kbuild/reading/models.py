"""The models in a document: their layers, by the style."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from kbuild.reading import repeat
from kbuild.reading.blocks import TYPES, Block, nested_block, style_of, use_name, using
from kbuild.reading.graph import Graph
from kbuild.reading.scope import Scope
from kbuild.reading.tree import Entry, Mapping, Node, Scalar, Sequence, with_origin
from kbuild.reading.words import WORDS, arguments, is_entry, is_type, text_of, type_key

if TYPE_CHECKING:
    from kbuild.reading.expand import Expander

HOLDS_A_LAYER = frozenset({"layer", "forward_layer", "backward_layer", "cell"})
"""Arguments of wrappers, in which a text can only be a layer's type."""

_STYLES = {name: style for style, name in TYPES.items()}


def is_model(key: str, value: Node) -> bool:
    """Say whether the value of a key is a model: `model: {layers: ...}` or `Functional: {layers: ...}`."""
    return key == "model" or (isinstance(value, Mapping) and "layers" in value.entries and is_type(key))


def model(expander: Expander, key: str, value: Node, scope: Scope) -> Node:
    """Return the value of `model`, or the arguments of a nested model."""
    outside, expander.in_model = expander.in_model, True
    block = expander.block_of(value) if key == "model" else None
    if block is not None:
        made: Node = _block_as_model(expander, block, value, scope)
    elif isinstance(value, Mapping) and "layers" in value.entries:
        made = body_of(expander, value, _STYLES.get(key) or style_of(value), scope)
    else:
        made = expander.expand(value, scope)
    expander.in_model = outside
    return made


def body_of(expander: Expander, body: Mapping, style: str, scope: Scope) -> Mapping:
    """Return the keys of a model, resolved."""
    expander.context.charge(1, 1, body)
    graph = Graph(expander, scope, _names(body.get("inputs")))
    entries: dict[str, Entry] = {}
    for key in sorted(body.entries, key=lambda each: each == "outputs"):
        entry = body.entries[key]
        expander.context.path.append(key)
        if key == "layers":
            made: Node | None = layers_of(expander, entry.value, style, scope, graph)
        elif key == "inputs" and isinstance(entry.value, Mapping):
            made = _each_value(expander, entry.value, scope)
        elif key == "outputs" and style == "functional":
            made = graph.reference(expander.expand(entry.value, scope))
        else:
            made = expander.value(key, entry.value, scope)
        expander.context.path.pop()
        if made is not None:
            entries[key] = Entry(key, entry.key_span, made)
    return Mapping({key: entries[key] for key in body.entries if key in entries}, body.span, body.origin)


def layers_of(expander: Expander, layers: Node, style: str, scope: Scope, graph: Graph) -> Node:
    """Return the layers of a model of a style."""
    if isinstance(layers, Sequence):
        return layer_list(expander, layers, scope, inline=style == "sequential")
    if isinstance(layers, Mapping) and style == "functional":
        return graph.layers(layers)
    if isinstance(layers, Mapping) and style == "subclass":
        return declared(expander, layers, scope)
    return expander.expand(layers, scope)


def layer_list(expander: Expander, layers: Sequence, scope: Scope, *, inline: bool) -> Sequence:
    """Return a list of layers.

    Args:
        expander: The walk.
        layers: The list as written.
        scope: What names mean.
        inline: Put the layers of sequential blocks into the list itself; otherwise a block is one model.
    """

    def make(item: Node, inner: Scope) -> list[Node]:
        block = expander.block_of(item)
        if block is None:
            return [expander.expand(item, inner)]
        if inline and block.style == "sequential" and not _has_words(item):
            return inlined(expander, block, item, inner)
        return [nested_block(expander, block, item, inner)]

    expander.context.charge(1, 1, layers)
    made = repeat.listed(expander, layers, scope, make)
    return Sequence(distinct(made) if inline and expander.blocks else made, layers.span, layers.origin)


def inlined(expander: Expander, block: Block, use: Node, scope: Scope) -> list[Node]:
    """Return the layers of a sequential block, for the list in which it is used."""
    name = use_name(expander, block, use, scope)
    with using(expander, block, use, scope) as inner:
        body = block.body.get("layers")
        if inner is None or not isinstance(body, Sequence):
            return []
        made = layer_list(expander, body, inner, inline=True).items
        origin = expander.context.uses[-1]
    called = "" if name is None else str(name.value)
    made = [with_origin(node, origin.after(node.origin, called)) for node in made]
    return made if name is None else [_prefixed(node, f"{name.value}_") for node in made]


def declared(expander: Expander, layers: Mapping, scope: Scope) -> Mapping:
    """Return the layers of a subclass-style model: one each, lists of them, or mappings of them."""
    expander.context.charge(1, 1, layers)
    entries: dict[str, Entry] = {}
    for name, entry in layers.entries.items():
        expander.context.path.append(name)
        made = _declared_value(expander, entry.value, scope)
        expander.context.path.pop()
        if made is not None:
            entries[name] = Entry(name, entry.key_span, made)
    return Mapping(entries, layers.span, layers.origin)


def _declared_value(expander: Expander, value: Node, scope: Scope) -> Node | None:
    block = expander.block_of(value)
    if isinstance(value, Mapping) and is_entry(value):
        if "repeat" in value or "for_each" in value:
            return layer_list(expander, Sequence([value], value.span, value.origin), scope, inline=False)
        return next(iter(layer_list(expander, Sequence([value]), scope, inline=False).items), None)
    if block is not None:
        return nested_block(expander, block, value, scope)
    if isinstance(value, Sequence):
        return layer_list(expander, value, scope, inline=False)
    if isinstance(value, Mapping) and type_key(value) is None and not any(map(is_type, value.entries)):
        return declared(expander, value, scope)
    return expander.expand(value, scope)


def distinct(layers: list[Node]) -> list[Node]:
    """Give later layers of one name, which came from a block that is used again, a number: `conv_2`, ..."""
    names = [text_of(arguments(node).get("name")) for node in layers]
    taken, seen, made = set(names), set[str](), list[Node]()
    for node, name in zip(layers, names, strict=True):
        again = name in seen and node.origin is not None and node.origin.kind == "block"
        if name is None or not again:
            made.append(node)
            seen.add(name or "")
            continue
        number = next(n for n in count(2) if f"{name}_{n}" not in taken)
        taken.add(f"{name}_{number}")
        made.append(repeat.renamed(node, f"{name}_{number}"))
    return made


def _block_as_model(expander: Expander, block: Block, use: Node, scope: Scope) -> Node:
    """Return a block that is the whole model, as a model with its style."""
    made = nested_block(expander, block, use, scope)
    body = made.get(TYPES[block.style]) if isinstance(made, Mapping) else None
    if not isinstance(body, Mapping):
        return made
    style = Entry("style", None, Scalar(block.style, made.span))
    return Mapping({"style": style, **body.entries}, made.span, made.origin)


def _each_value(expander: Expander, mapping: Mapping, scope: Scope) -> Mapping:
    """Return a mapping of names, which are never types, to values."""
    expander.context.charge(1, 1, mapping)
    entries: dict[str, Entry] = {}
    for name, entry in mapping.entries.items():
        expander.context.path.append(name)
        entries[name] = Entry(name, entry.key_span, expander.expand(entry.value, scope))
        expander.context.path.pop()
    return Mapping(entries, mapping.span, mapping.origin)


def _names(node: Node | None) -> list[str]:
    return list(node.entries) if isinstance(node, Mapping) else []


def _has_words(item: Node) -> bool:
    return isinstance(item, Mapping) and any(word in item for word in WORDS)


def _prefixed(node: Node, prefix: str) -> Node:
    name = text_of(arguments(node).get("name"))
    return node if name is None else repeat.renamed(node, prefix + name)
