"""Which layer of one model is which of the other: by name, by what it is, and by its place in the graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher

from kbuild.converting.diff.layers import Layer

_ROUNDS = 20


class Match:
    """The pairs found so far.

    Args:
        first: The layers of the one model.
        second: The layers of the other.
    """

    def __init__(self, first: Sequence[Layer], second: Sequence[Layer]) -> None:
        self.first, self.second = first, second
        self.pairs: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.names: dict[str, str] = {}

    def add(self, one: int, other: int) -> None:
        """Take two layers for the same."""
        self.pairs[one], self.back[other] = other, one
        self.names[self.first[one].name] = self.second[other].name

    def left(self) -> tuple[list[int], list[int]]:
        """The layers on each side that have no partner."""
        return (
            [each for each in range(len(self.first)) if each not in self.pairs],
            [each for each in range(len(self.second)) if each not in self.back],
        )


def matched(first: Sequence[Layer], second: Sequence[Layer]) -> dict[int, int]:
    """Pair the layers of two models.

    Args:
        first: The layers of the one.
        second: The layers of the other.

    Returns:
        The index of each layer of the first that is in the second too, with its index there.
    """
    match = Match(first, second)
    _by_name(match)
    _in_order(match, lambda each: (_group(each), each.type_name, _said(each.arguments)))
    for _ in range(_ROUNDS):
        before = len(match.pairs)
        _by_place(match, lambda each: (each.type_name, _said(each.arguments)))
        _by_place(match, lambda each: (each.type_name,))
        if len(match.pairs) == before:
            break
    _between(match)
    return match.pairs


def _group(layer: Layer) -> str:
    return layer.name.rpartition("/")[0]


def _said(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _by_name(match: Match) -> None:
    places = {each.name: index for index, each in enumerate(match.second) if each.given}
    for index, each in enumerate(match.first):
        if each.given and each.name in places:
            match.add(index, places[each.name])


def _in_order(match: Match, key: Callable[[Layer], Hashable]) -> None:
    """Pair what is alike and stands in one order on both sides, with nothing matched in between crossed."""
    for one, other in _gaps(match):
        if not one or not other:
            continue
        keys = [key(match.first[each]) for each in one], [key(match.second[each]) for each in other]
        for start, begin, size in SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks():
            for offset in range(size):
                match.add(one[start + offset], other[begin + offset])


def _gaps(match: Match) -> list[tuple[list[int], list[int]]]:
    """What has no partner, cut at the pairs that keep their order."""
    made: list[tuple[list[int], list[int]]] = []
    one, other, place = list[int](), list[int](), 0
    for index in range(len(match.first)):
        partner = match.pairs.get(index)
        if partner is None:
            one.append(index)
        elif partner >= place:
            other += [each for each in range(place, partner) if each not in match.back]
            made.append((one, other))
            one, other, place = [], [], partner + 1
    other += [each for each in range(place, len(match.second)) if each not in match.back]
    return [*made, (one, other)]


def _by_place(match: Match, key: Callable[[Layer], Hashable]) -> None:
    """Pair what takes the same results and is alike, where there is just one such on each side."""
    left = match.left()
    found = {name: name for name in match.names.values()}
    firsts = _unique(left[0], lambda at: _place(match.first[at], key, match.names))
    seconds = _unique(left[1], lambda at: _place(match.second[at], key, found))
    for where, one in firsts.items():
        if where in seconds:
            match.add(one, seconds[where])


def _place(layer: Layer, key: Callable[[Layer], Hashable], names: dict[str, str]) -> Hashable:
    if not layer.sources or any(each not in names for each in layer.sources):
        return None
    return tuple(names[each] for each in layer.sources), key(layer)


def _unique(indexes: Iterable[int], place: Callable[[int], Hashable]) -> dict[Hashable, int]:
    found: dict[Hashable, int | None] = {}
    for each in indexes:
        where = place(each)
        if where is not None:
            found[where] = None if where in found else each
    return {where: each for where, each in found.items() if each is not None}


def _between(match: Match) -> None:
    """Pair what is left of one type between two layers that are matched, in order."""
    _in_order(match, lambda each: (_group(each), each.type_name))
