"""Documents to start from: each is short, trains as it is, and says in comments what it shows."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of the gallery's documents, in alphabetical order.

    Example:
        >>> "digits" in names()
        True
    """
    return tuple(sorted(each.stem for each in _FOLDER.glob("*.yaml")))


def path(name: str) -> Path:
    """The file of a document.

    Args:
        name: One of `names()`.

    Raises:
        KeyError: If the gallery has no such document.
    """
    if name not in names():
        raise KeyError(name)
    return _FOLDER / f"{name}.yaml"


def read(name: str) -> str:
    """The text of a document, comments and all.

    Args:
        name: One of `names()`.

    Raises:
        KeyError: If the gallery has no such document.

    Example:
        >>> read("digits").startswith("# ")
        True
    """
    return path(name).read_text("utf-8")
