"""`style: subclass`: the declared layers, and the program that calls them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kbuild.building.construct import value
from kbuild.building.freezing import as_said
from kbuild.building.layer import make_layer
from kbuild.building.site import Site
from kbuild.schemas.models import Subclass
from kbuild.schemas.objects import Object


def build_subclass(model: Subclass, site: Site, name: str) -> Any:
    """Build a `keras.Model` subclass whose `call` is the document's program.

    With `inputs` the weights are made at once; without, at the first call, as in Keras.

    Args:
        model: The layers and the program.
        site: Where the model's keys stand in the document, with the scope that its layers are seeded under.
        name: The model's name.
    """
    from kbuild.building.subclass import ProgramModel

    layers = {each: _member(spec, each, site.at("layers", each)) for each, spec in model.layers.items()}
    inputs = None if model.inputs is None else _inputs(model.inputs, site.at("inputs"))
    with site.at("call").noted(), site.seeded(f"{name}:call"):
        return as_said(ProgramModel(layers, model.call, inputs=inputs, name=name), model.trainable)


def _member(spec: Any, name: str, site: Site) -> Any:
    """A layer, or a list or mapping of layers, whose members are named after it."""
    if isinstance(spec, Mapping):
        return {key: _member(each, f"{name}_{key}", site.at(key)) for key, each in spec.items()}
    if isinstance(spec, tuple):
        return [_member(each, f"{name}_{index + 1}", site.at(index)) for index, each in enumerate(spec)]
    return make_layer(spec, spec.arguments().get("name") or name, site)


def _inputs(inputs: Mapping[str, Object], site: Site) -> dict[str, dict[str, Any]]:
    return {
        name: {key: value(each, site.at(name, key)) for key, each in spec.arguments().items()}
        for name, spec in inputs.items()
    }
