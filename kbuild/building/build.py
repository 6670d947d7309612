"""A document becomes a `keras.Model`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kbuild.building.compile import compile_model
from kbuild.building.construct import construct
from kbuild.building.site import Site
from kbuild.building.uninterrupted import uninterrupted
from kbuild.building.weights import load_weights
from kbuild.reading.allowed import allowing, widened
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model


def build(document: Document | str | Path | Mapping[str, Any], *, folders: Sequence[str | Path] = ()) -> Any:
    """Build the model that a document describes, compiled if the document says how.

    What comes out is plain Keras: the model that a person would have written by hand, its layers under the
    document's names. With a `seed`, each layer's initial weights follow from the seed and the layer's name.

    Args:
        document: A document, or the path, text or mapping of one.
        folders: Folders outside the document's own from which it may read files.

    Returns:
        A `keras.Model`.

    Raises:
        DocumentError: If the document is wrong.
        Exception: What Keras raises, with a note that names the document's path and line.

    Example:
        >>> import kbuild
        >>> model = kbuild.build({"model": {"style": "sequential", "layers": [
        ...     {"Input": {"shape": [4]}}, {"Dense": {"units": 1}}]}})
        >>> model.count_params()
        5
    """
    with allowing(folders):
        if isinstance(document, Document):
            document = widened(document)
        else:
            from kbuild.checking.load import load

            document = load(document)
    model = build_model(document)
    if document.compile is not None:
        compile_model(model, document.compile, Site(document.seed, document.source, ("compile",)))
    return model


def build_model(document: Document) -> Any:
    """Build a document's model, with its `weights` if it names some, without compiling it."""
    with uninterrupted():
        model = _build_model(document)
    if document.weights is not None:
        load_weights(model, document, Site(document.seed, document.source, ("weights",)))
    return model


def _build_model(document: Document) -> Any:
    site = Site(document.seed, document.source, ("model",))
    spec = document.model
    if not isinstance(spec, Model):
        name = spec.arguments().get("name") or document.name
        with site.seeded(spec.type_name):
            return construct(spec, site, **({"name": name} if name else {}))
    name = getattr(spec, "name", None) or _plain_name(document.name) or spec.style
    return _build_style(spec, site, name)


def _build_style(spec: Model, site: Site, name: str) -> Any:
    if spec.style == "sequential":
        from kbuild.building.sequential import build_sequential

        return build_sequential(spec, site, name)  # type: ignore[arg-type]  # told by the style
    if spec.style == "functional":
        from kbuild.building.functional import build_functional

        return build_functional(spec, site, name)  # type: ignore[arg-type]  # told by the style
    from kbuild.building.subclass_style import build_subclass

    return build_subclass(spec, site, name)  # type: ignore[arg-type]  # told by the style


def _plain_name(name: str | None) -> str | None:
    """The document's name as Keras allows it for a model."""
    return name.replace("/", "_") if name else None
