"""Which files a document may read: those in its own folder, and those that trusted code allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kbuild.data.hints import nearest, quoted
from kbuild.schemas.errors import DataError

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


def inside(path: str, *, folder: Path, allowed: Sequence[Path] = (), directory: bool = False) -> Path:
    """The file (or folder) that a document names, made sure to lie where the document may read.

    A document can come from a stranger: it names files relative to its own folder, and neither a way up
    (`..`), an absolute path, a home folder, an address nor a link leads out of it.

    Args:
        path: As the document has it.
        folder: The document's folder.
        allowed: Further folders that trusted code opens; a path may then be absolute or lead up, as long as
            the file lies in one of the folders.
        directory: Whether a folder is meant, and not a file.

    Returns:
        The real path.

    Raises:
        DataError: `path-outside`, `missing-file`, `not-a-file` or `not-a-folder`.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "a.csv").write_text("x")
        >>> inside("a.csv", folder=folder).name
        'a.csv'
    """
    if not path or any(ord(each) < 32 for each in path) or path.startswith("~") or _URL.match(path):
        _refuse(path, "is not a path to a file in the document's folder")
    written = Path(path)
    if not allowed and (written.is_absolute() or ".." in written.parts):
        _refuse(path, "leads out of the document's folder")
    root = folder.resolve()
    real = (root / written).resolve()
    if not any(real.is_relative_to(each) for each in (root, *(each.resolve() for each in allowed))):
        _refuse(path, "leads out of the document's folder")
    if not real.exists():
        _refuse_missing(path, real)
    if not (real.is_dir() if directory else real.is_file()):
        word = "folder" if directory else "file"
        raise DataError(f"{quoted(path, 200)} is not a {word}", code=f"not-a-{word}")
    return real


def _refuse(path: str, why: str) -> None:
    hint = "put the file beside the document and name it relative to there, or allow its folder"
    raise DataError(f"the path {quoted(path, 200)} {why}", code="path-outside", hint=hint)


def _refuse_missing(path: str, real: Path) -> None:
    folder = real.parent
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    found = nearest(real.name, names)
    hint = f"did you mean `{Path(path).parent / found}`?" if found else f"looked for {real}"
    raise DataError(f"there is no file {quoted(path, 200)}", code="missing-file", hint=hint)
