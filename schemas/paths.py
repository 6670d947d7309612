"""Which files a document may name: those in its own folder, and those that trusted code allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from kbuild.schemas.clipping import clipped
from kbuild.schemas.errors import DataError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
NOT_A_PATH = "is not a path to a file in the document's folder"
_HINT = "put the file beside the document and name it relative to there, or allow its folder"


def refusal_of(written: str, *, trusted: bool = False) -> str | None:
    """Say why a text cannot be the path of a file in the document's folder, without looking at any file.

    Backslashes and drives are refused everywhere, so that a document means the same on every system.

    Args:
        written: The path as the document has it.
        trusted: Whether trusted code allows further folders; a path may then be absolute or lead up.

    Example:
        >>> refusal_of("houses.csv"), refusal_of("../houses.csv")
        (None, "leads out of the document's folder")
    """
    foreign = written.startswith("~") or _URL.match(written) or "\\" in written
    long = len(written) > 4_000 or any(
        len(part.encode(errors="replace")) > 255 for part in written.split("/")
    )
    if not written.strip() or not written.isprintable() or foreign or long:
        return NOT_A_PATH
    path = Path(written)
    if not trusted and (path.is_absolute() or ".." in path.parts):
        return "leads out of the document's folder"
    return None


def within(folder: Path, written: str, *, allowed: Sequence[Path] = ()) -> Path:
    """The real path of a file that a document names, made sure to lie where the document may reach.

    A document can come from a stranger: it names files relative to its own folder, and neither a way up
    (`..`), an absolute path, a home folder, an address nor a link leads out of it.

    Args:
        folder: The document's folder, or the run's.
        written: The path as the document has it.
        allowed: Further folders that trusted code opens; a path may then be absolute or lead up, as long as
            the file lies in one of the folders.

    Raises:
        DataError: With the code `path-outside`.

    Example:
        >>> within(Path("/data"), "houses.csv").name
        'houses.csv'
    """
    why = refusal_of(written, trusted=bool(allowed))
    if why is not None:
        _refuse(written, why)
    root = folder.resolve()
    try:
        real = (root / written).resolve()
    except (OSError, RuntimeError):
        # A circle of links, or a name longer than the system's.
        _refuse(written, NOT_A_PATH)
    if not any(real.is_relative_to(each) for each in (root, *(each.resolve() for each in allowed))):
        _refuse(written, "leads out of the document's folder")
    return real


def _refuse(path: str, why: str) -> NoReturn:
    raise DataError(f"the path {clipped(repr(path), 200)} {why}", code="path-outside", hint=_HINT)
