"""`compile`: the optimizer, losses and metrics of a document, given to Keras's `compile`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.building.construct import construct
from kbuild.building.site import Site
from kbuild.schemas.objects import Object
from kbuild.schemas.training import Compile


def compile_model(model: Any, spec: Compile, site: Site, **overrides: Any) -> None:
    """Compile a model as a document says.

    Args:
        model: A `keras.Model`.
        spec: The document's `compile`.
        site: Where `compile` stands in the document.
        overrides: What the caller decides, such as `steps_per_execution`.
    """
    arguments = {
        name: structure(getattr(spec, name), site.at(name))
        for name in Compile.model_fields
        if name in spec.model_fields_set
    }
    arguments = {name: each for name, each in arguments.items() if each is not None}
    with site.noted():
        model.compile(**(arguments | overrides))


def structure(written: Any, site: Site) -> Any:
    """Losses, metrics and weights by output: each object constructed, lists and mappings kept."""
    if isinstance(written, Object):
        return construct(written, site)
    if isinstance(written, Mapping):
        return {key: structure(each, site.at(key)) for key, each in written.items()}
    if isinstance(written, (list, tuple)):
        return [structure(each, site.at(index)) for index, each in enumerate(written)]
    return written
