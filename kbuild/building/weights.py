"""The weights that a document's `weights` names, read into the model that was built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kbuild.building.hdf5 import refuse_foreign
from kbuild.building.site import Site
from kbuild.schemas.document import Document
from kbuild.schemas.errors import BuildError

ENDINGS = (".weights.h5", ".h5", ".keras")


def load_weights(model: Any, document: Document, site: Site) -> None:
    """Read the weights into a model.

    Args:
        model: The model that was built from the document.
        document: The document; its `weights` is relative to its folder and may not lead out of it.
        site: Where `weights` stands in the document.

    Raises:
        BuildError: If the file is of another kind, or leads to other files, or the model has no weights
            yet to read them into.
        DataError: If the file is missing or lies outside the document's folder.
        Exception: What Keras raises where the file's weights are not the model's.
    """
    named = document.weights or ""
    if not named.endswith(ENDINGS):
        text = f"`weights` is a file that ends in {', '.join(ENDINGS)}, received {named}"
        raise BuildError(text, code="weights", hint="model.save_weights('NAME.weights.h5') writes one")
    if not model.built:
        text = "the model has no weights before its first call, so none can be read into it"
        raise BuildError(text, code="weights", hint="say the shape of its inputs")
    source = document.source
    path = Path(named) if source is None else source.file_within(named)
    with site.noted():
        if not path.is_file():
            raise BuildError(
                f"there is no file {path}", code="weights", hint="it belongs beside the document"
            )
        refuse_foreign(path)
        model.load_weights(path)
