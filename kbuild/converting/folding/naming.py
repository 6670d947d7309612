"""What a block is called: by the names of its uses, or by what is in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from kbuild.converting.folding.entries import references
from kbuild.converting.folding.likeness import Likeness, is_input
from kbuild.schemas import catalog

_SUMS = ("Add", "ops.add")
_WORD = re.compile(r"[A-Za-z]+")


def block_names(chosen: Sequence[Likeness], taken: Collection[str] = ()) -> list[str]:
    """A name for each block, none of them a type of Keras or of the document's own.

    Args:
        chosen: The blocks.
        taken: Names that are given already.
    """
    bases = [_base(each) for each in chosen]
    out: list[str] = []
    for index, (each, base) in enumerate(zip(chosen, bases, strict=True)):
        others = [other for place, other in enumerate(chosen) if place != index and bases[place] == base]
        name = base if not others else _apart(each, base, others)
        number, free = 2, name
        while free in out or free in taken or _is_known(free):
            free, number = f"{name}{number}", number + 1
        out.append(free)
    return out


def _is_known(name: str) -> bool:
    kinds = ("layer", "application")
    return name in ("Sequential", "Functional", "Subclass") or any(catalog.find(each, name) for each in kinds)


def _base(likeness: Likeness) -> str:
    label = likeness.groups[0].label
    # A number or a letter counts the uses: `block1a`, `stage_0_block_2`.
    words = [each for each in _WORD.findall(re.sub(r"\d+[a-z]?(?=_|$)", " ", label or "")) if len(each) > 1]
    if words:
        name = "".join(each[:1].upper() + each[1:] for each in words[-2:])
        return name if name.lower().endswith(("block", "layer", "unit", "cell", "module")) else f"{name}Block"
    first = likeness.groups[0]
    kinds = [first.around.entries[name].kind for name in first.order]
    if any("Attention" in kind for kind in kinds):
        return "AttentionBlock"
    if any(kind in _SUMS for kind in kinds):
        return "ResidualBlock"
    kind = next((each for each in kinds if each.startswith(("Conv", "Separable", "Depthwise"))), kinds[0])
    if kind.startswith("Conv"):
        return "ConvBlock"
    last = kind.rpartition(".")[2]
    return f"{last[:1].upper()}{last[1:]}Block"


def _apart(likeness: Likeness, base: str, others: Sequence[Likeness]) -> str:
    """A name that tells a block from others of its name by what only it has."""
    if _adds_input(likeness) and not any(map(_adds_input, others)):
        return f"Identity{base}"
    if any(map(_adds_input, others)) and not _adds_input(likeness) and len(others) == 1:
        return base
    held = {each for other in others for each in other.groups[0].inner.values()}
    own = [each for each in likeness.groups[0].inner.values() if each not in held]
    words = _WORD.findall(own[0]) if own else []
    return f"{base}With{words[0].title()}" if words else base


def _adds_input(likeness: Likeness) -> bool:
    """Whether a block's input is added to its result as it is."""
    first = likeness.groups[0]
    return any(
        any(is_input(text, first) for text in references(entry.links, first.around.known))
        for entry in (first.around.entries[name] for name in first.inner)
        if entry.kind in _SUMS
    )
