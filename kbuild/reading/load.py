"""Read, resolve and hold against the schemas: a text becomes a `Document`, or problems at their lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.problems import DocumentError, Problem
from kbuild.reading.read import read
from kbuild.reading.resolve import resolve
from kbuild.reading.source import DocumentSource
from kbuild.reading.tree import Node
from kbuild.reading.validate import validate
from kbuild.schemas.document import Document

Source = str | Path | Mapping[str, Any]


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
    try:
        written = read(source, limits=limits)
        resolved = resolve(written, overrides, limits=limits)
    except DocumentError as error:
        return LoadResult(problems=list(error.problems))
    origin = _source(resolved, written, folders)
    document, problems = validate(resolved)
    if isinstance(document, ValidationError):
        return LoadResult(None, problems, origin, document)
    return LoadResult(document.with_source(origin), problems, origin)


def _source(root: Node, written: Node, folders: Sequence[Path]) -> DocumentSource:
    span = written.span
    text = None if span is None else span.source.text
    file = None if span is None or span.source.name is None else Path(span.source.name)
    return DocumentSource(root, written, file, text, tuple(folders))
