"""Read, resolve and hold against the schemas: a text becomes a `Document`, or problems at their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kbuild.reading.allowed import allowed_folders
from kbuild.reading.crowds import too_many
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.problems import Problem
from kbuild.reading.read import read_parts
from kbuild.reading.resolve import resolve_parts
from kbuild.reading.source import DocumentSource
from kbuild.reading.tree import Mapping as Tree
from kbuild.reading.tree import Node, child
from kbuild.reading.validate import validate
from kbuild.schemas.document import Document

Source = str | Path | Mapping[str, Any]

# Past these the tree is not what its author meant, and whatever else were said of it would be a guess.
_HOPELESS = frozenset(
    "syntax syntax-error too-large too-deep too-many-nodes too-many-files too-many-layers "
    "expression-limit unknown-version".split()
)


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What loading came to: a document, or what keeps it from being one.

    Attributes:
        document: The document; None if something is wrong with its form.
        problems: What is wrong.
        source: Where it came from; None if not even a tree could be read.
        error: What the schemas raised, if they did.
    """

    document: Document | None = None
    problems: list[Problem] = field(default_factory=list)
    source: DocumentSource | None = None
    error: ValidationError | None = None


def load_parts(
    source: Source,
    overrides: Mapping[str, Any] | Sequence[str] | None = None,
    *,
    limits: Limits = DEFAULT,
    folders: Sequence[Path] = (),
) -> LoadResult:
    """Load a document and return what is wrong instead of raising it.

    Args:
        source: A path, a text in YAML or JSON, or a mapping.
        overrides: What to change.
        limits: How much the document may ask for.
        folders: Folders outside the document's own that trusted code allows.
    """
    folders = (*folders, *allowed_folders())
    written, problems = read_parts(source, limits=limits)
    if written is None:
        return LoadResult(problems=problems)
    return load_written(written, problems, overrides, limits=limits, folders=folders)


def load_written(
    written: Node,
    problems: Sequence[Problem] = (),
    overrides: Mapping[str, Any] | Sequence[str] | None = None,
    *,
    limits: Limits = DEFAULT,
    folders: Sequence[Path] = (),
) -> LoadResult:
    """Load a document that has been read.

    Args:
        written: The document as it is written.
        problems: What reading has found wrong with it.
        overrides: What to change.
        limits: How much the document may ask for.
        folders: All folders outside the document's own that it may read from.
    """
    resolved, resolve_problems = resolve_parts(written, overrides, limits=limits, allowed=folders)
    before = [*problems, *resolve_problems]
    crowd = too_many(resolved, limits)
    if crowd is not None:
        before.append(crowd)
    if any(each.code in _HOPELESS for each in before):
        return LoadResult(problems=before)
    origin = _source(resolved, written, folders, limits)
    document, refused = validate(resolved, _blocks(written))
    if isinstance(document, ValidationError):
        return LoadResult(None, [*before, *refused], origin, document)
    return LoadResult(document.with_source(origin), [*before, *refused], origin)


def _blocks(written: Node) -> Sequence[str]:
    blocks = child(written, "blocks")
    return tuple(blocks.entries) if isinstance(blocks, Tree) else ()


def _source(root: Node, written: Node, folders: Sequence[Path], limits: Limits) -> DocumentSource:
    span = written.span
    text = None if span is None else span.source.text
    file = None if span is None or span.source.name is None else Path(span.source.name)
    return DocumentSource(root, written, file, text, tuple(folders), limits)
