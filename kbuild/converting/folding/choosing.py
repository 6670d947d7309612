"""Which blocks are worth it: the one that saves most, then the one that saves most of the rest, and so on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kbuild.converting.folding.candidates import by_label, by_sequence, by_signature, without_taken
from kbuild.converting.folding.entries import needs_of, reading_order
from kbuild.converting.folding.likeness import Likeness, likeness
from kbuild.converting.folding.parameters import Unlike
from kbuild.converting.folding.shape import Group, Surroundings

_ROUNDS = 24


class Chooser:
    """Chooses the blocks of one model.

    Args:
        around: The model.
        free: The entries that may be part of a block.
        automatic: Those of them that may be called otherwise.
    """

    def __init__(self, around: Surroundings, free: set[str], automatic: set[str]) -> None:
        self.around = around
        self.free = free
        self.automatic = automatic
        self.needs = needs_of(list(around.entries.values()), around.entries)
        self.order = reading_order(self.needs) or []
        self.chosen: list[Likeness] = []
        self._names = set(around.known)
        self._known: dict[tuple[int, ...], list[Likeness]] = {}
        self._kept: list[Group] = []

    def choose(self) -> list[Likeness]:
        """The blocks, none of which shares an entry with another."""
        labelled = by_label(self.around, self.free)
        refused: set[int] = set()
        for _ in range(_ROUNDS):
            found = [
                each for each in self._candidates(labelled) if id(each) not in refused and each.saving > 0
            ]
            if not found:
                break
            best = max(found, key=lambda each: each.saving)
            if self._is_cyclic([*self.chosen, best]):
                refused.add(id(best))
                continue
            self.chosen.append(best)
            self.free -= {name for group in best.groups for name in group.inner}
            for group in best.groups:
                self._names |= group.names
        return self.chosen

    def _candidates(self, labelled: Sequence[Sequence[Group]]) -> Iterator[Likeness]:
        stretches = by_sequence(self.around, self.order, self.free, self.automatic) if self.automatic else []
        for groups in [*labelled, *stretches]:
            apart = without_taken(groups, self.free, self._names)
            if len(apart) > 1:
                for alike in by_signature(apart):
                    yield from self._likenesses(alike)

    def _likenesses(self, groups: list[Group]) -> list[Likeness]:
        key = tuple(map(id, groups))
        if key not in self._known:
            # The groups are kept, since a key is made of what may be used again once they are gone.
            self._kept.extend(groups)
            one = _attempt(groups)
            split = [] if one is not None else [_attempt(each) for each in _by_arguments(groups)]
            self._known[key] = [each for each in [one, *split] if each is not None]
        return self._known[key]

    def _is_cyclic(self, chosen: Sequence[Likeness]) -> bool:
        homes = {name: f"\0{id(group)}" for each in chosen for group in each.groups for name in group.inner}
        needs: dict[str, set[str]] = {}
        for name in self.order:
            home = homes.get(name, name)
            taken = {homes.get(each, each) for each in self.needs[name]}
            needs.setdefault(home, set()).update(taken - {home})
        return reading_order(needs) is None


def _attempt(groups: list[Group]) -> Likeness | None:
    try:
        return likeness(groups)
    except Unlike:
        return None


def _by_arguments(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups apart by what their entries are given."""
    out: dict[str, list[Group]] = {}
    for group in groups:
        given: dict[str, Any] = {
            inner: group.around.entries[name].arguments for name, inner in group.inner.items()
        }
        out.setdefault(json.dumps(given, sort_keys=True), []).append(group)
    return (each for each in out.values() if len(each) > 1)
