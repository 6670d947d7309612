"""The document in a run's folder: as it was written, and as it was understood."""

from __future__ import annotations

from kbuild.reading.write import write_yaml
from kbuild.schemas.document import Document


def written_bytes(document: Document) -> bytes:
    """The document as it was written: a file's bytes, a text, or what Python made as YAML."""
    source = document.source
    if source is not None and source.file is not None and source.file.is_file():
        content: bytes = source.file.read_bytes()
        return content
    return written_text(document).encode()


def written_text(document: Document) -> str:
    """The document as it was written, as text."""
    source = document.source
    if source is not None and source.text is not None:
        text: str = source.text
        return text
    return resolved_text(document)


def resolved_text(document: Document) -> str:
    """The document with its overrides, parameters and seed in it, as YAML."""
    return write_yaml(document.tree())
