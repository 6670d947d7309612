"""Which file a command's FILE means."""

from __future__ import annotations

from pathlib import Path

from kbuild.schemas.errors import UsageError

_SUFFIXES = (".yaml", ".yml", ".json")


def find(name: str) -> Path:
    """Return the file that a command's FILE means: a path, or a document of the gallery by its name.

    Raises:
        UsageError: If there is neither.
    """
    path = Path(name)
    if path.is_file():
        return path
    from kbuild import gallery

    if name in gallery.names():
        return gallery.path(name)
    raise UsageError(f"there is no document {name!r}", code="no-such-document", hint=_hint(path))


def _hint(path: Path) -> str:
    from difflib import get_close_matches

    from kbuild import gallery

    folder = path.parent
    nearby = [str(each) for each in folder.iterdir() if each.suffix in _SUFFIXES] if folder.is_dir() else []
    found = get_close_matches(str(path), [*nearby, *gallery.names()], 1)
    if found:
        return f"did you mean `{found[0]}`?"
    return "give a path, or one of the gallery's names: " + ", ".join(gallery.names())
