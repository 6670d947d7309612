"""Documents to start from, each a file of this folder: `kbuild train digits`, `kbuild new digits`."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """Return the names of the documents, sorted.

    Example:
        >>> "digits" in names()
        True
    """
    return tuple(sorted(each.stem for each in _FOLDER.glob("*.yaml")))


def path(name: str) -> Path:
    """Return the file of a document.

    Args:
        name: One of `names()`.

    Raises:
        KeyError: If there is none of that name.

    Example:
        >>> path("digits").name
        'digits.yaml'
    """
    if name not in names():
        raise KeyError(name)
    return _FOLDER / f"{name}.yaml"
