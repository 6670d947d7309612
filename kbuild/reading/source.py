"""What a document was read from: its tree with positions, its folder and its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path as FilePath

from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.tree import Node, Path, Span, locate
from kbuild.schemas.paths import within


@dataclass(frozen=True, slots=True, eq=False)
class DocumentSource:
    """Where a document came from; later rooms ask it for places and for files beside the document.

    Attributes:
        root: The resolved tree.
        written: The tree as it was written, before parameters, blocks and overrides.
        file: The document's file; None for a text or for Python objects.
        text: The text as written; None for Python objects.
        folders: Folders outside the document's own from which trusted code allows files.
        limits: How much the document may ask for.
    """

    root: Node
    written: Node
    file: FilePath | None = None
    text: str | None = None
    folders: tuple[FilePath, ...] = ()
    limits: Limits = DEFAULT

    @property
    def folder(self) -> FilePath:
        """The folder that paths in the document are relative to."""
        return self.file.parent if self.file is not None else FilePath()

    def locate(self, path: Path, *, key: bool = False) -> Span | None:
        """The place of a value, or of a key, in the text."""
        return locate(self.root, path, key=key)

    def file_within(self, written: str) -> FilePath:
        """A file that the document names; it must lie in the document's folder.

        Raises:
            DataError: If it lies outside, with the code `path-outside`.
        """
        return within(self.folder, written, allowed=self.folders)
