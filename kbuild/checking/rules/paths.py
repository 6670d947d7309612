"""Paths, wherever one can stand: none leads out of the document's folder, or of the run's for callbacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path as FilePath

from kbuild.checking.finding import Finding, Path
from kbuild.checking.rules.registry import for_document, objects_of
from kbuild.schemas.document import Document
from kbuild.schemas.errors import DataError
from kbuild.schemas.objects import Object, Spec
from kbuild.schemas.path_arguments import paths_of
from kbuild.schemas.paths import refusal_of, within
from kbuild.schemas.refusal import shown


@for_document
def paths_stay_inside(document: Document) -> Iterator[Finding]:
    """Every text that the catalog calls a path, of layers, sources, callbacks and applications alike."""
    source = document.source
    parts: list[tuple[Spec, Path]] = [(document, ())]
    parts += [(placed.spec, placed.path) for placed in objects_of(document)]
    for part, path in parts:
        for at, written in paths_of(part):
            # Callbacks write into the run's folder, which no allowed folder widens.
            writes = isinstance(part, Object) and part.kind == "callback"
            folders = () if source is None or writes else source.folders
            why = refusal_of(written, trusted=bool(folders))
            if why is None and source is not None and source.file is not None and not writes:
                why = _followed(source.folder, written, folders)
            if why is not None:
                text = f"the path {shown(written, 200)} {why}"
                hint = "put the file beside the document and name it relative to there"
                if writes:
                    hint = "write a name relative to the run's folder"
                yield Finding("path-outside", text, (*path, *at), hint=hint)


def _followed(folder: FilePath, written: str, allowed: Sequence[FilePath]) -> str | None:
    """The same for what links make of the path."""
    try:
        within(folder, written, allowed=allowed)
    except DataError:
        return "leads out of the document's folder"
    return None
