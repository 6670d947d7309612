"""The entries of a functional model: rows and blocks become entries of their own, wired as one was.

```
stage: {ResidualUnit: {filters: 64}, repeat: 2, from: x}
```
becomes `stage_1_a`, `stage_1_b`, ..., `stage_2_b`. Whatever takes `stage` takes the result of the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kbuild.reading import repeat
from kbuild.reading.blocks import nested_block
from kbuild.reading.links import chained, options, parts, pick, relink, relinked, with_link, without_link
from kbuild.reading.problems import Related
from kbuild.reading.scope import Scope
from kbuild.reading.spans import Span
from kbuild.reading.templates import Template, template_of
from kbuild.reading.tree import Entry, Mapping, Node, Scalar, measure, with_origin
from kbuild.reading.words import LINKS, is_entry, text_of, type_key, without

if TYPE_CHECKING:
    from kbuild.reading.expand import Expander


class Unit(NamedTuple):
    """One of the copies of an entry: a layer, or the layers of a block."""

    node: Node
    template: Template | None = None


class Group(NamedTuple):
    """An entry that became several, and what its name stands for."""

    label: str
    units: tuple[Unit, ...]
    result: Node
    numbered: bool


class Graph:
    """The entries of one functional model.

    Args:
        expander: The walk.
        scope: What names mean in the model.
        inputs: The names of the model's inputs.
        prefix: What a block's entries are prefixed with; problems show the names as they will be.
        explicit: Give every entry its `from`, since the entries will stand among others.
    """

    def __init__(
        self, expander: Expander, scope: Scope, inputs: list[str], prefix: str = "", *, explicit: bool = False
    ) -> None:
        self.expander = expander
        self.scope = scope
        self.inputs = inputs
        self.prefix = prefix
        self.explicit = explicit
        self.flat: dict[str, Entry] = {}
        self.groups: dict[str, Group] = {}
        self.left_out: dict[str, Span | None] = {}
        self.previous: str | None = None
        self.above: str | None = None
        self.visiting: set[str] = set()

    def layers(self, layers: Mapping) -> Mapping:
        """Return the entries, each a layer of Keras, a nested model, an operation or a reuse."""
        path = self.expander.context.path
        self.expander.context.charge(1, 1, layers)
        for name, entry in layers.entries.items():
            path.append(self.prefix + name)
            self.take(name, entry)
            path.pop()
        self.place_reused_groups()
        for name, entry in self.flat.items():
            path.append(self.prefix + name)
            value = relinked(entry.value, self.replaced)
            if value is not entry.value:
                self.flat[name] = Entry(name, entry.key_span, value)
            path.pop()
        return Mapping(self.flat, layers.span, layers.origin)

    def take(self, name: str, entry: Entry) -> None:
        """Take one entry as written."""
        value = entry.value
        if not (isinstance(value, Mapping) and is_entry(value)):
            self.place(name, entry.key_span, [self.unit(value, self.scope)], value, self.scope)
            return
        found = repeat.rows(self.expander, value, self.scope)
        if found and all(row.left_out for row in found):
            self.left_out[name] = entry.key_span
            return
        units: list[Unit] = []
        for row in found:
            if row.count:
                units.extend(self.copies(self.unit(row.entry, row.scope), row.count))
        numbered = "repeat" in value or "for_each" in value
        scope = found[0].scope if found else self.scope
        self.place(name, entry.key_span, units, value, scope, numbered=numbered)

    def unit(self, value: Node, scope: Scope) -> Unit:
        """Return an entry without words, resolved."""
        block = self.expander.block_of(value)
        if block is None:
            return Unit(self.expander.expand(value, scope))
        has_call = isinstance(value, Mapping) and "call" in value
        if block.style != "subclass" and not has_call:
            template = template_of(self.expander, block, value, scope, self.prefix)
            if template is not None:
                return Unit(value, template)
        links = _links(value)
        bare = without(value, LINKS) if isinstance(value, Mapping) else value
        made = nested_block(self.expander, block, bare, scope)
        if links and isinstance(made, Mapping):
            resolved = self.expander.expand(Mapping(links), scope)
            assert isinstance(resolved, Mapping)  # noqa: S101 - a mapping of words has no type
            made = Mapping({**made.entries, **resolved.entries}, made.span, made.origin)
        return Unit(made)

    def copies(self, unit: Unit, count: int) -> list[Unit]:
        """Return copies, which share all that they have in common."""
        nodes = [unit.node] if unit.template is None else [e.value for e in unit.template.flat.values()]
        for node in nodes:
            size, levels = measure(node)
            self.expander.context.charge(size * (count - 1), levels, node)
        return [unit] * count

    def place(  # noqa: PLR0913 - an entry in its parts
        self,
        name: str,
        key_span: Span | None,
        units: list[Unit],
        value: Node,
        scope: Scope,
        *,
        numbered: bool = False,
    ) -> None:
        """Add the entries that one entry became."""
        if len(units) == 1 and not numbered and units[0].template is None:
            self.add(name, key_span, self.linked(units[0].node))
            self.previous = name
            self.above = None if _is_reuse(value) else name
            return
        link = self.link_of(value, scope)
        result = self.row(name, key_span, units, link, numbered=numbered)
        self.groups[name] = Group(name, tuple(units), result, numbered)
        self.previous = name

    def row(  # noqa: PLR0913 - an entry in its parts
        self,
        name: str,
        key_span: Span | None,
        units: list[Unit],
        link: Node | None,
        *,
        numbered: bool,
        reuse_of: str | None = None,
    ) -> Node:
        """Add copies one after the other, each called with the result of the one before."""
        source = link if link is not None else self.source(key_span)
        result: Node = Scalar(self.previous) if source is None else source
        for index, unit in enumerate(units, 1):
            suffix = f"_{index}" if numbered else ""
            label, original = name + suffix, None if reuse_of is None else reuse_of + suffix
            if index > 1 and not isinstance(result, Scalar):
                message = f"`{name}` has several results, so its copies cannot follow one another"
                self.expander.context.report("wrong-inputs", message, key_span)
                break
            taken = source if index == 1 else chained(source, result)
            if unit.template is None:
                node = unit.node if original is None else reused(unit.node, original)
                self.add(label, key_span, with_link(node, taken))
                result = Scalar(label, key_span)
            else:
                result = self.put(label, key_span, unit.template, taken, original)
        return result

    def put(
        self, label: str, key_span: Span | None, template: Template, link: Node | None, original: str | None
    ) -> Node:
        """Add the entries of a block."""
        bound = template.bind(self.expander.context, link, key_span)

        def replace(scalar: Scalar) -> Node | None:
            name, item = parts(str(scalar.value))
            if name in bound:
                return pick(bound[name], item, scalar) or scalar
            if name in template.flat:
                return pick(Scalar(f"{label}_{name}"), item, scalar)
            return None

        for inner, entry in template.flat.items():
            node = relinked(entry.value, replace)
            if original is not None:
                node = reused(node, f"{original}_{inner}")
            if not self.explicit:
                node = without_link(node, self.above)
            if template.origin is not None:
                node = with_origin(node, template.origin.after(node.origin, label))
            self.add(f"{label}_{inner}", entry.key_span, node)
        return relink(template.outputs, replace)

    def add(self, name: str, key_span: Span | None, node: Node) -> None:
        """Add one entry of the resolved model."""
        earlier = self.flat.get(name)
        if earlier is not None:
            related = (Related("the other one is here", earlier.key_span),)
            message = f"two entries are named `{name}`"
            self.expander.context.report("duplicate-name", message, key_span, related=related)
            return
        self.flat[name] = Entry(name, key_span, node)
        self.above = name

    def link_of(self, value: Node, scope: Scope) -> Node | None:
        """Return an entry's `from`, resolved."""
        written = value.get("from") if isinstance(value, Mapping) else None
        return None if written is None else self.expander.evaluate(written, scope)

    def linked(self, node: Node) -> Node:
        """Return a layer with its `from`, where it needs one because the entry above is another now."""
        if isinstance(node, Mapping) and "from" in node:
            return node
        group = self.groups.get(self.previous or "")
        result = self.previous if group is None else text_of(group.result)
        if result == self.above and not self.explicit and not _is_reuse(node):
            return node
        return with_link(node, self.source(node.span))

    def source(self, span: Span | None) -> Node | None:
        """Return what an entry without `from` is called with."""
        if self.previous is not None:
            return Scalar(self.previous, span)
        if len(self.inputs) == 1:
            return Scalar(self.inputs[0], span)
        if self.explicit:
            message = "this is the first entry and the block has several inputs: say which it takes"
            hint = f"write from: {self.inputs[0]}" if self.inputs else "add an input to the block"
            self.expander.context.report("missing-from", message, span, hint)
        return None

    def place_reused_groups(self) -> None:
        """Add the entries of rows and blocks that are called once more."""
        if not self.groups:
            return
        written, self.flat = self.flat, {}
        for name, entry in written.items():
            target = text_of(entry.value.get("reuse")) if isinstance(entry.value, Mapping) else None
            group = self.groups.get(target) if target is not None else None
            if group is None:
                self.add(name, entry.key_span, entry.value)
                continue
            self.place_again(name, entry, group)

    def place_again(self, name: str, entry: Entry, group: Group) -> None:
        """Add the entries of a row or block that is called once more."""
        value = entry.value if isinstance(entry.value, Mapping) else Mapping()
        call = value.entries.get("call")
        if call is not None:
            message = f"`call` has no place beside a reuse of `{group.label}`, which is several layers"
            self.expander.context.report("misplaced-word", message, call.key_span)
        result = self.row(
            name,
            entry.key_span,
            list(group.units),
            value.get("from"),
            numbered=group.numbered,
            reuse_of=group.label,
        )
        self.groups[name] = Group(group.label, group.units, result, group.numbered)

    def reference(self, node: Node) -> Node:
        """Return `outputs` with the names that are in the resolved model."""
        return relink(node, self.replaced)

    def replaced(self, scalar: Scalar) -> Node | None:
        """Return what a reference stands for, or `None` when it stands for itself."""
        text = str(scalar.value)
        if " or " in text:
            return self.first_of(scalar, options(text))
        name, item = parts(text)
        if name in self.left_out and name not in self.flat:
            related = (Related("it is left out here", self.left_out[name]),)
            message = f"`{name}` is left out by its `when`"
            hint = f"write `{name} or ...` with the result that takes its place"
            self.expander.context.report("left-out", message, scalar.span, hint, related)
            return None
        group = self.groups.get(name)
        return None if group is None else self.of_group(group, item, scalar)

    def of_group(self, group: Group, item: str | None, scalar: Scalar) -> Node | None:
        """Return the result that the name of a row or block stands for."""
        if group.label in self.visiting:
            message = f"`{group.label}` takes its own result"
            self.expander.context.report("cycle", message, scalar.span)
            return None
        # A row of no copies stands for what it would have been called with, which may be a row itself.
        self.visiting.add(group.label)
        result = pick(relink(group.result, self.replaced), item, scalar)
        self.visiting.discard(group.label)
        if result is None:
            missing = "has several results: say which" if item is None else f"has no result `{item}`"
            self.expander.context.report("unknown-name", f"`{group.label}` {missing}", scalar.span)
        return result

    def first_of(self, scalar: Scalar, names: list[str]) -> Node | None:
        """Return the first of `a or b` that is in the model."""
        known = [name for name in names if self.has(parts(name)[0])]
        if known:
            chosen = Scalar(known[0], scalar.span, origin=scalar.origin)
            return self.replaced(chosen) or chosen
        if any(parts(name)[0] in self.left_out for name in names):
            message = f"none of `{scalar.value}` is in the model"
            self.expander.context.report("unknown-name", message, scalar.span)
        return None

    def has(self, name: str) -> bool:
        """Say whether a name is a result of the resolved model."""
        return name in self.flat or name in self.groups or name in self.inputs


def reused(node: Node, original: str) -> Node:
    """Return the entry that calls the layer of another one once more; operations have none and are copied."""
    if isinstance(node, Mapping):
        if "reuse" in node or (type_key(node) or "").startswith("ops."):
            return node
        entries = {word: node.entries[word] for word in ("from", "call") if word in node}
    else:
        entries = {}
    reuse = Entry("reuse", node.span, Scalar(original, node.span))
    return Mapping({"reuse": reuse, **entries}, node.span, node.origin)


def _links(value: Node) -> dict[str, Entry]:
    if not isinstance(value, Mapping):
        return {}
    return {word: entry for word, entry in value.entries.items() if word in LINKS}


def _is_reuse(node: Node) -> bool:
    return isinstance(node, Mapping) and "reuse" in node
