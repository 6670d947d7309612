"""A functional model with its blocks taken out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from kbuild.checking.naming import snake_case
from kbuild.converting.config.objects import is_automatic
from kbuild.converting.folding.choosing import Chooser
from kbuild.converting.folding.entries import (
    Entry,
    needs_of,
    read_entries,
    reading_order,
    references,
    relinked,
    shortened,
)
from kbuild.converting.folding.likeness import Likeness
from kbuild.converting.folding.naming import block_names
from kbuild.converting.folding.shape import Group, Surroundings, surroundings
from kbuild.reading.links import parts


def folded_functional(
    model: Mapping[str, Any], blocks: dict[str, Any], *, keep_names: bool
) -> dict[str, Any]:
    """Fold a functional model.

    Args:
        model: Its resolved tree: `inputs`, `layers`, `outputs`.
        blocks: The document's blocks, to which those of the model are added.
        keep_names: Rename nothing, not even what Keras has named by counting.

    Returns:
        The tree with uses of the blocks; the same tree where nothing repeats.
    """
    entries, inputs = read_entries(model), list(model["inputs"])
    around = surroundings(entries, inputs, model["outputs"])
    fixed = {parts(each.reuse)[0] for each in entries if each.reuse} | {
        each.name for each in entries if each.reuse
    }
    free = {each.name for each in entries if each.name not in fixed and each.links}
    results = {parts(text)[0] for text in references(model["outputs"], around.known)}
    automatic = (
        set() if keep_names else {name for name in free - results if _is_automatic(around.entries[name])}
    )
    chosen = Chooser(around, free, automatic).choose()
    if not chosen:
        return {**model, "layers": shortened([(each.name, each.tree()) for each in entries], inputs)}
    names = block_names(chosen, blocks)
    blocks.update((name, each.block) for name, each in zip(names, chosen, strict=True))
    uses = _Uses(around, inputs, list(zip(names, chosen, strict=True)))
    return {**model, "layers": uses.layers(), "outputs": relinked(model["outputs"], uses.replaced)}


def _is_automatic(entry: Entry) -> bool:
    kinds = (entry.kind, "CustomScaleLayer", "GetItem") if entry.kind == "Subclass" else (entry.kind,)
    return any(is_automatic(entry.name, each) for each in kinds)


class _Uses:
    """The entries of a model, with uses in the place of groups."""

    def __init__(
        self, around: Surroundings, inputs: list[str], chosen: Sequence[tuple[str, Likeness]]
    ) -> None:
        self.around = around
        self.inputs = inputs
        self.homes: dict[str, tuple[Group, Likeness]] = {}
        self.labels: dict[int, str] = {}
        self.made: dict[str, Entry] = {}
        self.counts: dict[str, int] = {}
        taken = set(around.known)
        for block, each in chosen:
            self.homes.update({name: (group, each) for group in each.groups for name in group.inner})
            rows = _rows(each)
            for number, row in enumerate(rows, start=1):
                self._use(block, each, row, _label(block, row[0], number, len(rows), taken))
        for entry in around.entries.values():
            if entry.name not in self.homes:
                links, call = (relinked(value, self.replaced) for value in (entry.links, entry.call))
                self.made[entry.name] = Entry(
                    entry.name, entry.kind, entry.arguments, links, call, entry.reuse
                )
        for label, entry in self.made.items():
            if entry.kind in {block for block, _ in chosen}:
                entry.links = relinked(entry.links, self.replaced)
                self.made[label] = entry

    def _use(self, block: str, likeness: Likeness, row: list[Group], label: str) -> None:
        for group in row:
            self.labels[id(group)] = label
        first = row[0]
        links: Any = first.inputs if len(first.inputs) > 1 else first.inputs[0]
        given = likeness.given(likeness.groups.index(first))
        self.made[label] = Entry(label, block, given, links)
        self.counts[label] = len(row)

    def replaced(self, text: str) -> str | None:
        """A reference to what has become part of a use."""
        home = self.homes.get(parts(text)[0])
        if home is None:
            return None
        group, likeness = home
        return likeness.result(self.labels[id(group)], text, group)

    def layers(self) -> dict[str, Any]:
        """The entries in the order in which they read well."""
        needs = needs_of(list(self.made.values()), self.made)
        rows = []
        for name in reading_order(needs) or list(self.made):
            tree = self.made[name].tree()
            if self.counts.get(name, 1) > 1:
                kind = self.made[name].kind
                tree = {kind: tree.pop(kind), "repeat": self.counts[name], **tree}
            rows.append((name, tree))
        return shortened(rows, self.inputs)


def _rows(likeness: Likeness) -> list[list[Group]]:
    """The uses, those in one that follow each other with the same arguments and may be called anything."""
    rows: list[list[Group]] = []
    for index, group in enumerate(likeness.groups):
        if rows and index and _follows(likeness, rows[-1][-1], group, index):
            rows[-1].append(group)
        else:
            rows.append([group])
    return rows


def _follows(likeness: Likeness, before: Group, group: Group, index: int) -> bool:
    if group.label is not None or before.label is not None:
        return False
    if len(group.inputs) != 1 or len(before.outputs) != 1:
        return False
    result = group.inputs[0]
    if parts(result)[0] not in before.inner:
        return False
    takers = {taker for text, taker in group.around.takers[parts(result)[0]] if taker not in before.inner}
    linked = before.link(result) == before.outputs[0] and takers <= group.inner.keys()
    return linked and json.dumps(likeness.given(index - 1)) == json.dumps(likeness.given(index))


def _label(block: str, group: Group, number: int, count: int, taken: set[str]) -> str:
    if group.label is not None:
        return group.label
    base = snake_case(block)
    label = base if count == 1 else f"{base}_{number}"
    inner = group.inner.values()
    while label in taken or any(f"{label}_{each}" in taken for each in inner):
        label += "_"
    taken |= {label, *(f"{label}_{each}" for each in inner)}
    return label
