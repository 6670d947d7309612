"""The nearest valid name: what a misspelt, older or foreign name most likely means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from kbuild.reading.aliases import ALIASES

# A hint is not worth more time than that: hostile documents hold thousands of names that are nearly alike.
_LONGEST_NAME = 200
_MOST = 10_000
_MOST_NEAR = 300
# In names looked at, a third of a microsecond each; to compare how two are spelt takes as long as thirty.
_RATION = 200_000
_SPELLING = 30
_PREFIXES = ("val_", "test_", "train_")
_left: ContextVar[list[int] | None] = ContextVar("_left", default=None)
_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_MODULES = re.compile(r"^(?:[A-Za-z_]\w*\.)+(?=[A-Za-z_]\w*$)")


@contextmanager
def rationed(names: int = _RATION) -> Iterator[None]:
    """Bound the time of all suggestions made inside: later ones are not given, so problems lack a hint.

    Args:
        names: How many names may be looked at altogether.

    Example:
        >>> with rationed(2):
        ...     suggest("unit", ["units"]), suggest("unit", ["units"])
        ('units', None)
    """
    token = _left.set([names])
    try:
        yield
    finally:
        _left.reset(token)


def _spent(names: int) -> bool:
    left = _left.get()
    if left is None:
        return False
    left[0] -= names
    return left[0] < -names


def suggest(
    name: str, candidates: Iterable[str], aliases: Mapping[str, Sequence[str]] = ALIASES
) -> str | None:
    """Return the candidate that `name` most likely means, or `None` when none is near.

    Case and underscores first, then what other frameworks and older versions call it, then the spelling. A
    name of another framework counts only if what it means here is among the candidates.

    Args:
        name: What was written.
        candidates: The names that are valid in its place.
        aliases: Folded foreign names (lower case, letters and digits only) with their meanings here.

    Example:
        >>> suggest("lr", ["learning_rate", "momentum"])
        'learning_rate'
        >>> suggest("Lineer", ["Dense", "linear"])
        'linear'
        >>> suggest("val_acc", ["loss", "val_accuracy"])
        'val_accuracy'
    """
    if len(name) > _LONGEST_NAME or _spent(0):
        return None
    names = [candidate for candidate in dict.fromkeys(islice(candidates, _MOST)) if candidate != name]
    _spent(len(names))
    bare = _MODULES.sub("", name)
    return (
        _same_letters(bare, names)
        or _known_alias(bare, names, aliases)
        or _of_prefixed(bare, names, aliases)
        or _near_spelling(bare, names)
    )


def meant(hint: str | None) -> str | None:
    """Return the name that a hint of `did_you_mean` asks for, or `None` for any other hint.

    Example:
        >>> meant(did_you_mean("unit", ["units"]))
        'units'
        >>> meant("valid here: `inputs`")
    """
    found = _MEANT.fullmatch(hint) if hint is not None else None
    return None if found is None else found[1]


def alike(name: str, other: str) -> bool:
    """Say whether two names are spelt nearly alike, so that one may be the other with a mistake in it.

    Example:
        >>> alike("Densee", "Dense"), alike("Linear", "Dense")
        (True, False)
    """
    return _near_spelling(name, [other]) is not None


def did_you_mean(name: str, candidates: Iterable[str], *, listed: int = 8) -> str | None:
    """Return a hint: the nearest name, or all valid names when there are few.

    Example:
        >>> did_you_mean("unit", ["units", "activation"])
        'did you mean `units`?'
        >>> did_you_mean("zzz", ["inputs", "outputs"])
        'valid here: `inputs`, `outputs`'
    """
    if _spent(0):
        return None
    names = list(dict.fromkeys(islice(candidates, _MOST)))
    found = suggest(name, names)
    if found is not None:
        return f"did you mean `{found}`?"
    if 0 < len(names) <= listed:
        return "valid here: " + ", ".join(f"`{candidate}`" for candidate in names)
    return None


@lru_cache(16_384)
def fold(name: str) -> str:
    """Return a name without case, underscores and everything else but letters and digits."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _same_letters(name: str, names: list[str]) -> str | None:
    folded = fold(name)
    return next((candidate for candidate in names if folded and fold(candidate) == folded), None)


def _known_alias(name: str, names: list[str], aliases: Mapping[str, Sequence[str]]) -> str | None:
    return next((meaning for meaning in aliases.get(fold(name), ()) if meaning in names), None)


def _of_prefixed(name: str, names: list[str], aliases: Mapping[str, Sequence[str]]) -> str | None:
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            inner = [other.removeprefix(prefix) for other in names if other.startswith(prefix)]
            bare = name.removeprefix(prefix)
            found = _same_letters(bare, inner) or _known_alias(bare, inner, aliases)
            return None if found is None else prefix + found
    return None


def _near_spelling(name: str, names: list[str], least: float = 0.65) -> str | None:
    folded = fold(name)[:100]
    if len(names) > _MOST_NEAR:
        names = [each for each in names if each[:1] == name[:1] and abs(len(each) - len(name)) < 3]
        names = names[:_MOST_NEAR]
    if _spent(len(names) * _SPELLING):
        return None
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    best, best_ratio = None, least
    for candidate in names:
        matcher.set_seq1(fold(candidate)[:100])
        if matcher.real_quick_ratio() < best_ratio or matcher.quick_ratio() < best_ratio:
            continue
        ratio = matcher.ratio()
        if ratio > best_ratio:
            best, best_ratio = candidate, ratio
    return best
