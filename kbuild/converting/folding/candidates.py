"""Which entries could be one use of a block: those whose names begin alike, and those that follow alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from kbuild.checking.naming import snake_case
from kbuild.converting.folding.shape import Group, Surroundings

_LONGEST = 48
_MOST = 16
_TRIED = 600
_PROBED = 4
_LONG_MODEL = 3_000


def by_label(around: Surroundings, free: AbstractSet[str]) -> list[list[Group]]:
    """Groups whose names are a label and what stands behind it: `conv2_block1` of `conv2_block1_1_conv`.

    Args:
        around: The model.
        free: The entries that may be part of a block.

    Returns:
        Lists of groups that have their inner names in common.
    """
    members: dict[str, dict[str, str]] = {}
    for name in (each for each in around.entries if each in free):
        at = name.find("_", 1)
        while 0 < at < len(name) - 1:
            members.setdefault(name[:at], {})[name] = name[at + 1 :]
            at = name.find("_", at + 1)
    alike: dict[tuple[tuple[str, str], ...], list[Group]] = {}
    for label, inner in members.items():
        # A name that stands beside its own group would be taken for the group's result.
        if len(inner) < 2 or label in around.known or not all(map(_is_name, inner.values())):
            continue
        key = tuple(sorted((each, around.entries[name].kind) for name, each in inner.items()))
        alike.setdefault(key, []).append(Group(around, inner, label))
    return [groups for groups in alike.values() if len(groups) > 1]


def _is_name(text: str) -> bool:
    return text.isidentifier() or (text[:1].isdigit() and "." not in text)


def by_sequence(
    around: Surroundings, order: Sequence[str], free: AbstractSet[str], automatic: AbstractSet[str]
) -> list[list[Group]]:
    """Groups that follow each other alike, of entries whose names nobody chose.

    Args:
        around: The model.
        order: All entries in the order in which they read well.
        free: The entries that may be part of a block.
        automatic: Those of them that may be called otherwise.

    Returns:
        Lists of groups of the same types in the same order, the most promising first.
    """
    kinds = [around.entries[name].kind if name in free else f"\0{name}" for name in order]
    out: list[list[Group]] = []
    for start, length in _promising(kinds):
        places = _apart(kinds, kinds[start : start + length])
        few = [_group(around, order[at : at + length], automatic) for at in islice(places, _PROBED)]
        if len({each.signature for each in few if each is not None}) in (0, len(few)):
            continue
        more = (_group(around, order[at : at + length], automatic) for at in places)
        out.append([each for each in [*few, *more] if each is not None])
        if len(out) == _MOST:
            break
    return out


def _promising(kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Where the stretches begin that come again, with their lengths: those first that save most lines."""
    numbers = {kind: number for number, kind in enumerate(dict.fromkeys(kinds), start=1)}
    codes = [numbers[kind] for kind in kinds]
    barriers = [index for index, kind in enumerate(kinds) if kind.startswith("\0")]
    ahead = _distances(len(codes), barriers)
    found: list[tuple[int, int, int]] = []
    rolling = [0] * len(codes)
    for length in range(1, min(_LONGEST if len(codes) < _LONG_MODEL else _LONGEST // 2, len(codes) // 2) + 1):
        for index in range(len(codes) - length + 1):
            rolling[index] = (rolling[index] * 1_000_003 + codes[index + length - 1]) & 0xFFFFFFFFFFFF
        if length == 1:
            continue
        firsts: dict[int, list[int]] = {}
        for index in range(len(codes) - length + 1):
            if ahead[index] >= length:
                # The first place of a stretch, the end of the last one counted, and how many there are.
                seen = firsts.setdefault(rolling[index], [index, 0, 0])
                if index >= seen[1]:
                    seen[1], seen[2] = index + length, seen[2] + 1
        if not firsts:
            break
        found.extend(
            ((seen[2] - 1) * (length - 1), seen[0], length) for seen in firsts.values() if seen[2] > 1
        )
    found.sort(key=lambda each: (-each[0], each[1], each[2]))
    return [(start, length) for _, start, length in found[:_TRIED]]


def _distances(count: int, barriers: Sequence[int]) -> list[int]:
    """How many entries follow each other from each place on, up to the next that may not be taken."""
    out, end = [0] * count, count
    blocked = set(barriers)
    for index in reversed(range(count)):
        end = index if index in blocked else end
        out[index] = end - index
    return out


def _apart(kinds: Sequence[str], stretch: Sequence[str]) -> Iterator[int]:
    """The places of a stretch, none of which reaches into another."""
    first, length, index = stretch[0], len(stretch), 0
    while index <= len(kinds) - length:
        if kinds[index] == first and kinds[index : index + length] == stretch:
            yield index
            index += length
        else:
            index += 1


def _group(around: Surroundings, names: Sequence[str], automatic: AbstractSet[str]) -> Group | None:
    """A stretch as a group: what has a chosen name keeps it, so that all such names begin alike."""
    chosen = [name for name in names if name not in automatic]
    if len(chosen) == len(names):
        return None
    label = _common(chosen) if chosen else None
    if chosen and (not label or label in around.known):
        return None
    inner = {name: name[len(label) + 1 :] for name in chosen} if label else {}
    bases = {name: snake_case(around.entries[name].kind) for name in names if name in automatic}
    counts, seen = Counter(bases.values()), Counter[str]()
    for name, base in bases.items():
        seen[base] += 1
        inner[name] = f"{base}_{seen[base]}" if counts[base] > 1 else base
    if len(set(inner.values())) < len(names):
        return None
    return Group(around, {name: inner[name] for name in names}, label)


def _common(names: Sequence[str]) -> str | None:
    """The longest label that names have in common, with something left behind it in each."""
    label = names[0].rpartition("_")[0]
    while label and not all(name.startswith(f"{label}_") for name in names):
        label = label.rpartition("_")[0]
    return label or None


def without_taken(groups: Sequence[Group], free: AbstractSet[str], names: AbstractSet[str]) -> list[Group]:
    """The groups all of whose entries are free, none of which holds an entry or a name of another.

    Args:
        groups: The groups.
        free: The entries that may still be part of a block.
        names: The names that are given already.
    """
    taken: set[str] = set()
    given = set(names)
    out = []
    for group in groups:
        if group.inner.keys() <= free and not (group.inner.keys() & taken) and not (group.names & given):
            out.append(group)
            taken |= group.inner.keys()
            given |= group.names
    return out


def by_signature(groups: Sequence[Group]) -> list[list[Group]]:
    """The groups apart by how they are wired."""
    out: dict[str, list[Group]] = {}
    for group in groups:
        out.setdefault(group.signature, []).append(group)
    return [each for each in out.values() if len(each) > 1]
