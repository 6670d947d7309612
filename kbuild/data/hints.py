"""What to say beside an error: the nearest name, and lists that stay short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant, or None when nothing is near.

    Example:
        >>> nearest("prise", ["price", "rooms"])
        'price'
    """
    candidates = list(names)
    by_folded = {each.casefold(): each for each in candidates}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def suggestion(name: str, names: Sequence[str], what: str) -> str:
    """A hint for a name that is not there: the nearest one, or else what there is.

    Args:
        name: What was asked for.
        names: What there is.
        what: What the names are, in the plural, such as `columns`.

    Example:
        >>> suggestion("prise", ["price", "rooms"], "columns")
        'did you mean `price`?'
        >>> suggestion("height", ["price", "rooms"], "columns")
        'the columns are `price`, `rooms`'
    """
    found = nearest(name, names)
    if found is not None:
        return f"did you mean `{found}`?"
    return f"the {what} are {listed([f'`{each}`' for each in names])}" if names else f"there are no {what}"


def listed(items: Sequence[str], limit: int = 8) -> str:
    """The items with commas between them, the last ones counted when there are many.

    Example:
        >>> listed(["a", "b", "c"], limit=2)
        'a, b and 1 more'
    """
    shown = ", ".join(items[:limit])
    return shown if len(items) <= limit else f"{shown} and {len(items) - limit:,} more"


def quoted(value: object, limit: int = 40) -> str:
    """A value from a file as a message shows it: quoted, on one line, shortened."""
    text = repr(str(value))
    return text if len(text) <= limit else text[: limit - 2] + "…'"
