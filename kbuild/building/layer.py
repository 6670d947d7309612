"""A layer of a model: constructed under its name, seeded by it, and built so too."""

from __future__ import annotations

import functools
from typing import Any

from kbuild.building.construct import construct
from kbuild.building.site import Site
from kbuild.schemas.objects import Object


def make_layer(spec: Object, name: str, site: Site) -> Any:
    """Make one layer, application or nested model under a name.

    Args:
        spec: What the document says; its own `name`, if set, is what the caller passed on.
        name: The layer's name within its model.
        site: Where it stands in the document.

    Returns:
        A `keras.Layer` whose random choices follow from the seed and the name, whenever it is built.
    """
    with site.seeded(name):
        layer = construct(spec, site, name=name)
    if site.seed is not None and not getattr(layer, "built", True):
        _seed_build(layer, name, site)
    return layer


def _seed_build(layer: Any, name: str, site: Site) -> None:
    """Seed the layer's `build` as well: some layers make inner layers there, each with initializers."""
    # Past Keras's own `__setattr__`, which would look for things to track: that costs more than the seeding.
    attributes = vars(layer)
    build = attributes["build"]

    @functools.wraps(build)
    def seeded_build(*args: Any, **kwargs: Any) -> Any:
        attributes["build"] = build
        with site.seeded(f"{name}:build"):
            return build(*args, **kwargs)

    attributes["build"] = seeded_build
