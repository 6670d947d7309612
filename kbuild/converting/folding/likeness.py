"""Groups of entries that are alike, as one block and its uses."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kbuild.converting.folding.entries import relinked, shortened
from kbuild.converting.folding.parameters import Parameters, put
from kbuild.converting.folding.shape import Group
from kbuild.reading.links import parts

_MOST_PARAMETERS = 6
_MOST_INPUTS = 4
# A line's indent, the quotes that JSON has and YAML has not.
_LINE = 4


@dataclass(eq=False)
class Likeness:
    """Groups with one signature, and what a block of them is.

    Attributes:
        groups: The groups, in the order of the model.
        bodies: The entries' arguments with expressions in the place of what differs, by inner names.
        columns: Each parameter's values in the groups.
    """

    groups: list[Group]
    bodies: dict[str, Any]
    columns: dict[str, list[Any]]

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The parameters with the values that most uses give them."""
        return {name: column[0] if usual is None else usual[0] for name, column, usual in self._usual}

    @cached_property
    def _usual(self) -> list[tuple[str, list[Any], tuple[Any] | None]]:
        """Each parameter's usual value; none where there are many, so that each use says its own."""
        out: list[tuple[str, list[Any], tuple[Any] | None]] = []
        for name, column in self.columns.items():
            counts = Counter(json.dumps(each, sort_keys=True) for each in column)
            text, most = counts.most_common(1)[0]
            out.append((name, column, (json.loads(text),) if len(counts) == 2 and most > 1 else None))
        return out

    def given(self, index: int) -> dict[str, Any]:
        """The arguments of one use."""
        return {
            name: column[index]
            for name, column, usual in self._usual
            if usual is None or json.dumps(column[index]) != json.dumps(usual[0])
        }

    @cached_property
    def inputs(self) -> list[str]:
        """The names of the block's inputs."""
        count = len(self.groups[0].inputs)
        names = ["x"] if count == 1 else [f"x{index + 1}" for index in range(count)]
        taken = set(self.groups[0].inner.values())
        while taken & set(names):
            names = [f"{each}_in" for each in names]
        return names

    @cached_property
    def block(self) -> dict[str, Any]:
        """The block, as `blocks` holds it."""
        params = {"params": self.defaults} if self.columns else {}
        if (items := self._stack()) is not None:
            return {**params, "style": "sequential", "layers": items}
        outputs: Any = self.groups[0].outputs
        return {
            **params,
            "style": "functional",
            "inputs": {name: {} for name in self.inputs},
            "layers": shortened(self._rows(), self.inputs),
            "outputs": outputs[0] if len(outputs) == 1 else outputs,
        }

    def _rows(self) -> list[tuple[str, dict[str, Any]]]:
        first = self.groups[0]
        marks = {f"<{index}>": name for index, name in enumerate(self.inputs)}

        def link(text: str) -> str | None:
            inside = first.link(text)
            return None if inside is None else marks.get(inside, inside)

        rows = []
        for name in first.order:
            entry, inner = first.around.entries[name], first.inner[name]
            tree: dict[str, Any] = {
                entry.kind: self.bodies[inner] or None,
                "from": relinked(entry.links, link),
            }
            if entry.call:
                tree["call"] = relinked(entry.call, link)
            rows.append((inner, tree))
        return rows

    def _stack(self) -> list[Any] | None:
        """The layers of a block that is a plain stack with names as they come; None if it is not one."""
        first = self.groups[0]
        rows = self._rows()
        kinds = [first.around.entries[name].kind for name in first.order]
        if first.label is not None or len(self.inputs) != 1 or any("." in kind for kind in kinds):
            return None
        sources = [self.inputs[0], *(inner for inner, _ in rows)]
        chained = all(tree["from"] == source for (_, tree), source in zip(rows, sources, strict=False))
        if not chained or first.outputs != [rows[-1][0]] or any("call" in tree for _, tree in rows):
            return None
        return [
            {kind: tree[kind]} if tree[kind] else kind for kind, (_, tree) in zip(kinds, rows, strict=True)
        ]

    def result(self, label: str, text: str, group: Group) -> str:
        """A reference to a result of a group, as the model says it once the group is a use named `label`."""
        inside, outputs = group.link(text) or "", group.outputs
        return label if len(outputs) == 1 else f"{label}[{outputs.index(inside)}]"

    @cached_property
    def saving(self) -> int:
        """How many characters the block saves, roughly; nothing if it saves too few lines to be worth it."""
        first = self.groups[0]
        lines = (len(self.groups) - 1) * (len(first.inner) - 1) - 5
        if lines < 0:
            return 0
        before = sum(
            _size(group.around.entries[name].tree()) for group in self.groups for name in group.inner
        )
        uses = sum(
            _size({"Block": self.given(index), "from": group.inputs})
            for index, group in enumerate(self.groups)
        )
        return before - uses - _size(self.block) - 3 * _LINE * (len(first.inner) + 5)


def _size(tree: Any) -> int:
    return len(json.dumps(tree)) + 2 * _LINE


def likeness(groups: list[Group]) -> Likeness | None:
    """What groups of one signature are as a block; None if they have too little in common.

    Args:
        groups: At least two, none of which holds an entry of another.
    """
    first = groups[0]
    if not (1 <= len(first.inputs) <= _MOST_INPUTS and first.outputs):
        return None
    parameters = Parameters(len(groups))
    own = {group: {inner: name for name, inner in group.inner.items()} for group in groups}
    bodies = {}
    for name in first.order:
        inner, kind = first.inner[name], first.around.entries[name].kind
        values = [group.around.entries[own[group][inner]].arguments or {} for group in groups]
        bodies[inner] = parameters.merged_arguments(values, (inner, kind))
    expressions, columns = parameters.named()
    if len(columns) > _MOST_PARAMETERS:
        return None
    return Likeness(groups, put(bodies, expressions), columns)


def is_input(text: str, group: Group) -> bool:
    """Whether a reference comes from outside a group."""
    return parts(text)[0] not in group.inner
