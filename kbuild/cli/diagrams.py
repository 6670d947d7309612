"""The graph of a document's model: without Keras where that can be known, by building it otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kbuild.cli.failures import placed

if TYPE_CHECKING:
    from kbuild.converting.picture import Diagram
    from kbuild.schemas.document import Document


def diagram_of(path: Path, changes: list[str], *, parts: bool = False) -> Diagram:
    """Load a document and return its model's graph.

    Args:
        path: The document.
        changes: What to change in it.
        parts: Tell what blocks made, and open nested models, where that is known without Keras.

    Raises:
        DocumentError: If the document is wrong, or Keras refuses what it describes.
    """
    from kbuild.checking.load import load
    from kbuild.converting.picture import of_document

    document = load(path, changes)
    return of_document(document, parts=parts) or _built(document)


def _built(document: Document) -> Diagram:
    from kbuild.building.build import build_model
    from kbuild.converting.picture import of_model
    from kbuild.training.quiet import import_keras

    import_keras()
    with placed(document):
        return of_model(build_model(document), parts=True)
