"""A block whose layers are put among the entries of a functional model."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kbuild.reading.blocks import Block, using
from kbuild.reading.context import Context
from kbuild.reading.links import with_link
from kbuild.reading.scope import Scope
from kbuild.reading.spans import Span
from kbuild.reading.suggest import did_you_mean
from kbuild.reading.tree import Entry, Mapping, Node, Origin, Scalar, Sequence
from kbuild.reading.words import arguments, is_type, text_of, type_key, with_arguments, without

if TYPE_CHECKING:
    from kbuild.reading.expand import Expander

_INPUT = "inputs"


class Template(NamedTuple):
    """The entries of a block, with the names that they have inside it.

    Args:
        inputs: The names of the block's inputs.
        flat: Its entries; each has a `from`.
        outputs: Its results, in these names.
        origin: That it is used, and where.
    """

    inputs: list[str]
    flat: dict[str, Entry]
    outputs: Node
    origin: Origin | None

    def bind(self, context: Context, link: Node | None, span: Span | None) -> dict[str, Node]:
        """Return what each input stands for where the block is used.

        Args:
            context: Where problems go.
            link: What the block is called with: a name, a list in the order of the inputs, or a mapping.
            span: The use, to point at.
        """
        if isinstance(link, Mapping):
            return self._by_name(context, link)
        if len(self.inputs) == 1 and link is not None:
            return {self.inputs[0]: link}
        items = link.items if isinstance(link, Sequence) else [] if link is None else [link]
        if len(items) != len(self.inputs):
            wanted = ", ".join(f"`{name}`" for name in self.inputs)
            message = f"the block takes {len(self.inputs)} inputs ({wanted}), received {len(items)}"
            hint = f"write from: {{{', '.join(f'{name}: ...' for name in self.inputs)}}}"
            context.report("wrong-inputs", message, span if link is None else link.span, hint)
        return dict(zip(self.inputs, items, strict=False))

    def _by_name(self, context: Context, link: Mapping) -> dict[str, Node]:
        unknown = [entry for name, entry in link.entries.items() if name not in self.inputs]
        missing = [name for name in self.inputs if name not in link]
        for entry in unknown:
            hint = did_you_mean(entry.key, missing or self.inputs)
            context.report("unknown-name", f"the block has no input `{entry.key}`", entry.key_span, hint)
        for name in missing[len(unknown) :]:
            context.report("wrong-inputs", f"the block's input `{name}` is not given", link.span)
        return {name: entry.value for name, entry in link.entries.items()}


def template_of(expander: Expander, block: Block, use: Node, scope: Scope, prefix: str) -> Template | None:
    """Return a use of a block as entries; `None` when it cannot be used, which is reported.

    Args:
        expander: The walk.
        block: A functional or sequential block.
        use: The entry that uses it.
        scope: What names mean where it is used.
        prefix: The prefix of the entry's own name.
    """
    from kbuild.reading.graph import Graph

    path = expander.context.path
    label = str(path.pop()) if path else ""
    with using(expander, block, use, scope) as inner:
        made: Template | None = None
        if inner is not None:
            inputs = block.body.get("inputs")
            names = list(inputs.entries) if isinstance(inputs, Mapping) else [_INPUT]
            graph = Graph(expander, inner, names, f"{label}_", explicit=True)
            made = _made(expander, block, inner, graph)
    path.append(label)
    return made


def _made(expander: Expander, block: Block, scope: Scope, graph: object) -> Template | None:
    from kbuild.reading.graph import Graph
    from kbuild.reading.models import layer_list

    assert isinstance(graph, Graph)  # noqa: S101 - imported late, since each of the two needs the other
    layers, origin = block.body.get("layers"), expander.context.uses[-1]
    if isinstance(layers, Sequence):
        items = layer_list(expander, layers, scope, inline=True).items
        flat = chain(items, graph.inputs[0])
    elif isinstance(layers, Mapping):
        flat = graph.layers(layers).entries
    else:
        return None
    written = block.body.get("outputs")
    if written is not None and isinstance(layers, Mapping):
        outputs = graph.reference(expander.evaluate(written, scope))
    else:
        outputs = Scalar(next(reversed(flat), graph.inputs[0]))
    return Template(graph.inputs, flat, outputs, origin)


def chain(layers: list[Node], source: str) -> dict[str, Entry]:
    """Return a list of layers as entries, each called with the one before.

    A layer's `name` becomes its entry's; one without is named after its type, as Keras does: `dense`,
    `conv2d_1`, `conv2d_2`.
    """
    named = [text_of(arguments(node).get("name")) for node in layers]
    types = [_snake(_type(node)) for node in layers]
    counts, seen = Counter(types), Counter[str]()
    flat: dict[str, Entry] = {}
    previous = source
    for node, own, kind in zip(layers, named, types, strict=True):
        seen[kind] += 1
        name = own or (f"{kind}_{seen[kind]}" if counts[kind] > 1 else kind)
        flat[name] = Entry(name, node.span, with_link(_nameless(node), Scalar(previous, node.span)))
        previous = name
    return flat


def _nameless(node: Node) -> Node:
    if isinstance(node, Mapping) and "name" in arguments(node):
        return with_arguments(node, without(arguments(node), frozenset({"name"})))
    return node


def _type(node: Node) -> str:
    if isinstance(node, Mapping):
        return type_key(node) or next(filter(is_type, node.entries), "layer")
    return text_of(node) or "layer"


def _snake(name: str) -> str:
    name = re.sub(r"(.)([A-Z][a-z])", r"\1_\2", name.replace(".", "_"))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
