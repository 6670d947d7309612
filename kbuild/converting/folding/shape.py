"""A group of entries as a block: what flows in and out, and which groups differ in arguments alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kbuild.converting.folding.entries import Entry, reading_order, references, relinked
from kbuild.reading.links import parts


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The model that groups are taken from.

    Attributes:
        entries: Its entries by their names.
        known: The names of entries and inputs.
        takers: Who takes the results of an entry; an empty name stands for the model's outputs.
        used: The references by which the results of an entry are taken, with who takes them.
    """

    entries: Mapping[str, Entry]
    known: frozenset[str]
    takers: Mapping[str, list[tuple[str, str]]]


def surroundings(entries: list[Entry], inputs: list[str], outputs: Any) -> Surroundings:
    """Look up once who takes what."""
    by_name = {each.name: each for each in entries}
    known = frozenset(by_name) | frozenset(inputs)
    takers: dict[str, list[tuple[str, str]]] = {}
    for taker, value in [*((each.name, [each.links, each.call]) for each in entries), ("", outputs)]:
        for text in references(value, known):
            takers.setdefault(parts(text)[0], []).append((text, taker))
    return Surroundings(by_name, known, takers)


@dataclass(eq=False)
class Group:
    """Some entries of a model that could be one use of a block.

    Attributes:
        around: The model.
        inner: The name within the block of each entry, by the entry's name.
        label: What the use is called where names are kept; None where it may be called anything.
    """

    around: Surroundings
    inner: Mapping[str, str]
    label: str | None = None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that come into the model with this group: its label, and what is renamed."""
        if self.label is None:
            return frozenset()
        made = {f"{self.label}_{inner}" for inner in self.inner.values()}
        return frozenset({self.label, *made} - self.inner.keys())

    @cached_property
    def order(self) -> list[str]:
        """The entries' names, each after what it takes."""
        needs = {
            name: {
                parts(text)[0]
                for text in references([entry.links, entry.call], self.around.known)
                if parts(text)[0] in self.inner
            }
            for name, entry in ((name, self.around.entries[name]) for name in self.inner)
        }
        return reading_order(needs) or list(self.inner)

    @cached_property
    def inputs(self) -> list[str]:
        """The references that come from outside, in the order of the entries by their inner names."""
        out: dict[str, None] = {}
        for name in sorted(self.inner, key=self.inner.__getitem__):
            entry = self.around.entries[name]
            for text in references([entry.links, entry.call], self.around.known):
                if parts(text)[0] not in self.inner:
                    out[text] = None
        return list(out)

    @cached_property
    def outputs(self) -> list[str]:
        """The references by which others take results, in inner names."""
        out: dict[str, None] = {}
        for name in sorted(self.inner, key=self.inner.__getitem__):
            for text, taker in self.around.takers.get(name, ()):
                if taker not in self.inner:
                    out[self._inside(text)] = None
        return sorted(out)

    def _inside(self, text: str) -> str:
        name, item = parts(text)
        inner = self.inner[name]
        return inner if item is None else f"{inner}[{item}]"

    def link(self, text: str) -> str | None:
        """A reference as the block says it: an inner name, or `<0>` for an input; None if it is none."""
        name = parts(text)[0]
        if name in self.inner:
            return self._inside(text)
        return f"<{self.inputs.index(text)}>" if name in self.around.known else None

    @cached_property
    def signature(self) -> str:
        """What groups that can be one block have in common: all but the values of arguments."""
        rows = []
        for name in sorted(self.inner, key=self.inner.__getitem__):
            entry = self.around.entries[name]
            links, call = (relinked(each, self.link) for each in (entry.links, entry.call))
            rows.append([self.inner[name], entry.kind, links, call])
        return json.dumps([rows, self.outputs, len(self.inputs)], sort_keys=True)
