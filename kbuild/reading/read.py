"""The way in: a path, a text or Python objects become a tree, or a `DocumentError` that says why not."""

from __future__ import annotations

import codecs
import difflib
import re
from collections.abc import Mapping as MappingOf
from pathlib import Path

from kbuild.reading.from_python import from_python
from kbuild.reading.garbage import uncollected
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.parse_json import parse_json
from kbuild.reading.parse_yaml import parse_yaml
from kbuild.reading.problems import DocumentError, Problem, has_errors
from kbuild.reading.spans import Source, Span
from kbuild.reading.tree import Node

_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F]")
_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def read(source: str | bytes | Path | MappingOf[str, object], *, limits: Limits = DEFAULT) -> Node:
    """Read a document as it is written, without resolving anything in it.

    Args:
        source: A path; a text (anything with a line break, or that begins with `{` or `[`, or that holds
            a `: `); the bytes of a text; or a mapping of plain Python values. A path that ends in `.json` is
            read as JSON, everything else as YAML, of which JSON is a part.
        limits: How large and how deep it may be.

    Returns:
        The tree.

    Raises:
        DocumentError: With everything that is wrong with the text, or the reason why it cannot be read.

    Example:
        >>> read("fit: {epochs: 3}")
        Mapping([Entry('fit', Mapping([Entry('epochs', Scalar(3))]))])
    """
    node, problems = read_parts(source, limits=limits)
    if node is None or has_errors(problems):
        raise DocumentError(problems)
    return node


@uncollected()
def read_parts(
    source: str | bytes | Path | MappingOf[str, object], *, limits: Limits = DEFAULT
) -> tuple[Node | None, list[Problem]]:
    """Read a document and return what is wrong instead of raising it.

    The tree is there even when something is wrong, if the text could be read to its end; `Scalar.failed`
    marks the values that a problem already speaks of. For checks that want to go on.
    """
    if isinstance(source, MappingOf):
        return from_python(source, limits)
    if isinstance(source, bytes):
        return _parse(source, None, limits)
    if isinstance(source, str) and is_text(source):
        if len(source) > limits.text:
            return None, [_too_large(limits)]
        return _parse_text(Source(source.removeprefix("\ufeff")), limits)
    return read_file(Path(source), limits)


def is_text(source: str) -> bool:
    """Say whether a string is a document itself rather than the path of one.

    Example:
        >>> is_text("model.yaml"), is_text("model: ResNet50"), is_text("{}")
        (False, True, True)
    """
    head = source[:4096].lstrip("\ufeff \t\r\n")
    return "\n" in source or head[:1] in {"{", "["} or ": " in source or head.endswith(":") or not head


def read_file(
    path: Path, limits: Limits = DEFAULT, *, name: str | None = None, order: int = 0
) -> tuple[Node | None, list[Problem]]:
    """Read a file.

    Args:
        path: The file.
        limits: How large and how deep it may be.
        name: What to call it in problems; its path if not given.
        order: Its place among the files of one document.
    """
    shown = str(path) if name is None else name
    try:
        with path.open("rb") as file:
            content = file.read(limits.text + 1)
    except (OSError, ValueError) as error:
        return None, [_unreadable(path, shown, error)]
    return _parse(content, shown, limits, order)


def _parse(
    content: bytes, name: str | None, limits: Limits, order: int = 0
) -> tuple[Node | None, list[Problem]]:
    if len(content) > limits.text:
        return None, [_too_large(limits, name)]
    content = content.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return None, [_not_utf8(f"this is {encoding}, not UTF-8", name)]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_bad_byte(content, error, name)]
    source = Source(text, name, order)
    if name is not None and name.lower().endswith(".json"):
        return parse_json(source, limits)
    return _parse_text(source, limits)


def _parse_text(source: Source, limits: Limits) -> tuple[Node | None, list[Problem]]:
    """Read a text as YAML, and as JSON where it is JSON that YAML's parser does not take.

    JSON writes characters beyond U+FFFF as two escapes, each of which is no character to YAML.
    """
    if _PAIR.search(source.text) and source.text.lstrip()[:1] in {"{", "[", '"'}:
        node, problems = parse_json(source, limits)
        if node is not None and not problems:
            return node, problems
    return parse_yaml(source, limits)


def _bad_byte(content: bytes, error: UnicodeDecodeError, name: str | None) -> Problem:
    # What stands before the byte is valid, so the place can be shown; the line is cut there.
    source = Source(content[: error.start].decode("utf-8") + "\ufffd", name)
    span = source.span(len(source.text) - 1, len(source.text))
    message = f"this is not UTF-8: the byte 0x{content[error.start]:02X}"
    return Problem("encoding", message, span=span, hint="save the file as UTF-8")


def _not_utf8(message: str, name: str | None) -> Problem:
    return Problem("encoding", message, span=_whole(name), hint="save the file as UTF-8")


def _too_large(limits: Limits, name: str | None = None) -> Problem:
    message = f"the text is larger than {limits.text / 1024 / 1024:g} MiB, the limit"
    return Problem("too-large", message, span=_whole(name))


def _whole(name: str | None) -> Span | None:
    return None if name is None else Source("", name).span(0, 0)


def _unreadable(path: Path, shown: str, error: OSError | ValueError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem("file-not-found", f"there is no file {shown}", hint=_near_file(path))
    if isinstance(error, IsADirectoryError):
        return Problem("not-a-file", f"{shown} is a folder", hint="name a .yaml or .json file in it")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem("unreadable-file", f"{shown} cannot be read: {reason}")


def _near_file(path: Path) -> str | None:
    try:
        names = [other.name for other in path.parent.iterdir() if other.suffix in {".yaml", ".yml", ".json"}]
    except OSError:
        return None
    found = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean {path.parent / found[0]}?" if found else None
