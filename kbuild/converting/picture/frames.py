"""Frames around the parts of a model: how much room they need, and where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from kbuild.converting.picture.diagram import Diagram, Part
from kbuild.converting.picture.scene import Rectangle, Words
from kbuild.converting.picture.text import width_of

#: Left, top, right, bottom.
Area: TypeAlias = tuple[float, float, float, float]

SIDE, HEAD, FOOT = 9.0, 19.0, 17.0
_SIZE = 10.0
_FILLS = ("#f8f9fb", "#f1f3f6")
_WORDS = "#3c4043"


def room(diagram: Diagram, rows: Mapping[str, int]) -> dict[int, tuple[float, float]]:
    """Return how much more room the rows of a column need, above and below, for what begins and ends there.

    Args:
        diagram: Its parts get frames.
        rows: The row of each box of the column.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for box in diagram.boxes:
        for key in diagram.chain(box.part) if box.key in rows else ():
            first[key] = min(first.get(key, rows[box.key]), rows[box.key])
            last[key] = max(last.get(key, rows[box.key]), rows[box.key])
    above: dict[int, int] = defaultdict(int)
    below: dict[int, int] = defaultdict(int)
    for part in diagram.parts:
        chain = [key for key in diagram.chain(part.key) if key in first]
        if part.key in first:
            begin, end = first[part.key], last[part.key]
            above[begin] = max(above[begin], sum(first[key] == begin for key in chain))
            below[end] = max(below[end], sum(last[key] == end for key in chain))
    return {row: (above[row] * HEAD, below[row] * FOOT) for row in {*above, *below}}


def crossed(diagram: Diagram, rows: Mapping[str, int]) -> dict[int, int]:
    """Return how many frames, one in the other, go on from each row to the next.

    Args:
        diagram: Its parts get frames.
        rows: The row of each box.
    """
    spans: dict[str, list[int]] = defaultdict(list)
    for box in diagram.boxes:
        for key in diagram.chain(box.part):
            spans[key].append(rows[box.key])
    found = dict.fromkeys(rows.values(), 0)
    for key, within in spans.items():
        for row in range(min(within), max(within)):
            found[row] = max(found.get(row, 0), len(diagram.chain(key)))
    return found


def depth(diagram: Diagram) -> int:
    """Return how many frames there are around the innermost box."""
    return max((len(diagram.chain(part.key)) for part in diagram.parts), default=0)


def frames(
    diagram: Diagram, areas: Mapping[str, Area], columns: Mapping[str, int]
) -> Iterator[tuple[Rectangle, Words]]:
    """Draw the parts' frames, the outer ones first; a part that is broken into columns has one in each.

    A frame that would hold what is not in the part is left out.

    Args:
        diagram: Its parts are drawn.
        areas: Where each box is.
        columns: Which column each box is in.
    """
    drawn: dict[tuple[str, int], Area] = {}
    inside: dict[tuple[str, int], set[str]] = defaultdict(set)
    for box in diagram.boxes:
        for key in diagram.chain(box.part):
            inside[key, columns[box.key]].add(box.key)
    # An inner part comes after the one that it is in.
    for part in reversed(diagram.parts):
        for column in sorted(column for key, column in inside if key == part.key):
            members = inside[part.key, column]
            within = [
                drawn[each.key, column]
                for each in diagram.parts
                if each.within == part.key and (each.key, column) in drawn
            ]
            area = _around([*(areas[key] for key in members), *within])
            if not any(_overlap(area, areas[key]) for key in areas if key not in members):
                drawn[part.key, column] = area
    parts = {part.key: part for part in diagram.parts}
    order = sorted(drawn, key=lambda place: len(diagram.chain(place[0])))
    for key, column in order:
        level = len(diagram.chain(key)) - 1
        yield _frame(drawn[key, column], level), _title(drawn[key, column], parts[key])


def _around(areas: Iterable[Area]) -> Area:
    lefts, tops, rights, bottoms = zip(*areas, strict=True)
    return min(lefts) - SIDE, min(tops) - HEAD, max(rights) + SIDE, max(bottoms) + FOOT


def _overlap(one: Area, two: Area) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _frame(area: Area, level: int) -> Rectangle:
    left, top, right, bottom = area
    fill = _FILLS[level % len(_FILLS)]
    return Rectangle(left, top, right - left, bottom - top, fill, dashed=True)


def _title(area: Area, part: Part) -> Words:
    name = part.name if part.name == part.type_name else f"{part.name}  {part.type_name}"
    if width_of(name, _SIZE, bold=True) > (area[2] - area[0]) / 2 - SIDE:
        name = part.name
    return Words(area[0] + SIDE, area[1] + 13, name, _SIZE, bold=True, color=_WORDS, halo=True)
