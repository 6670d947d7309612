"""The walk that turns the tree as written into the resolved one.

Each value is visited once for each place where it ends up; what does not change is shared. The parts of the
walk that know more than lists and mappings stand beside it: entries that repeat (`repeat`), types of the
document's own (`blocks`), and models (`models`, `graph`).
"""

from __future__ import annotations

import operator

from kbuild.reading import models, repeat
from kbuild.reading.blocks import Block, nested_block
from kbuild.reading.context import Context
from kbuild.reading.evaluation import Evaluation, charge_copy
from kbuild.reading.scope import Scope
from kbuild.reading.template import has_template
from kbuild.reading.tree import Entry, Mapping, Node, Scalar, Sequence
from kbuild.reading.words import is_entry, type_key


class Expander:
    """Resolves nodes, given what names and types mean.

    Args:
        context: Limits, problems and the place.
        blocks: The document's own types.
    """

    def __init__(self, context: Context, blocks: dict[str, Block]) -> None:
        self.context = context
        self.blocks = blocks
        self.in_model = False
        self.outermost = Scope()
        self.inside: list[str] = []

    def expand(self, node: Node, scope: Scope) -> Node:
        """Return a node without `${...}`, `when`, `repeat`, `for_each` and blocks in it."""
        if isinstance(node, Scalar):
            return self.scalar(node, scope)
        if isinstance(node, Sequence):
            return self.sequence(node, scope)
        return self.mapping(node, scope)

    def evaluate(self, node: Node, scope: Scope) -> Node:
        """Return a parameter's value; it is accounted for where it is used."""
        before = self.context.nodes
        node = self.expand(node, scope)
        self.context.nodes = before
        return node

    def scalar(self, node: Scalar, scope: Scope) -> Node:
        """Return a scalar's value."""
        if not has_template(node.value):
            self.context.charge(1, 0, node)
            return node
        value = Evaluation(self.context, node, scope, self.evaluate).run()
        charge_copy(self.context, value)
        return value

    def sequence(self, node: Sequence, scope: Scope) -> Sequence:
        """Return a list, with entries that repeat in their places."""
        self.context.charge(1, 1, node)
        made = repeat.listed(self, node, scope, lambda item, inner: [self.expand(item, inner)])
        if len(made) == len(node.items) and all(map(operator.is_, made, node.items)):
            return node
        return Sequence(made, node.span, node.origin)

    def mapping(self, node: Mapping, scope: Scope) -> Node:
        """Return a mapping; one that uses a block as its type becomes a nested model."""
        if self.in_model and self.blocks:
            block = self.block_of(node)
            if block is not None:
                return nested_block(self, block, node, scope)
        self.context.charge(1, 1, node)
        entries, changed = dict[str, Entry](), False
        for key, entry in node.entries.items():
            self.context.path.append(key)
            made = self.value(key, entry.value, scope)
            self.context.path.pop()
            if made is entry.value:
                entries[key] = entry
                continue
            changed = True
            if made is not None:
                entries[key] = Entry(key, entry.key_span, made)
        return Mapping(entries, node.span, node.origin) if changed else node

    def value(self, key: str, value: Node, scope: Scope) -> Node | None:
        """Return the value of a key, or `None` when `when` leaves it out."""
        if models.is_model(key, value):
            return models.model(self, key, value, scope)
        if isinstance(value, Scalar):
            return self.scalar_value(key, value, scope)
        if isinstance(value, Mapping) and is_entry(value):
            return repeat.single(self, value, scope)
        return self.expand(value, scope)

    def scalar_value(self, key: str, value: Scalar, scope: Scope) -> Node:
        """Return a scalar, which names a block only where nothing but a layer can stand."""
        if self.in_model and key in models.HOLDS_A_LAYER and value.value in self.blocks:
            return nested_block(self, self.blocks[str(value.value)], value, scope)
        return self.scalar(value, scope)

    def block_of(self, node: Node) -> Block | None:
        """Return the block that an entry uses as its type."""
        if isinstance(node, Scalar):
            return self.blocks.get(node.value) if isinstance(node.value, str) else None
        key = type_key(node) if isinstance(node, Mapping) else None
        return None if key is None else self.blocks.get(key)

    def has_argument(self, kind: str, name: str) -> bool | None:
        """Say whether a type has an argument; `None` for a type that is not known here."""
        block = self.blocks.get(kind)
        if block is not None:
            return name in block.params
        from kbuild.schemas import catalog

        found = (catalog.find(each, kind) for each in catalog.kinds())
        entry = next((each for each in found if each is not None), None)
        return None if entry is None else name in entry.args
