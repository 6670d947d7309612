"""`style: sequential`: a plain stack of layers."""

from __future__ import annotations

from typing import Any

from kbuild.building.construct import construct
from kbuild.building.layer import make_layer
from kbuild.building.naming import Names
from kbuild.building.site import Site
from kbuild.building.uninterrupted import depth
from kbuild.schemas.models import Sequential
from kbuild.schemas.objects import Object


def build_sequential(model: Sequential, site: Site, name: str) -> Any:
    """Build a `keras.Sequential`.

    The layers are handed over at once: adding them one by one makes Keras build the model anew each time.

    Args:
        model: The layers.
        site: Where the model's keys stand in the document, with the scope that its layers are seeded under.
        name: The model's name.
    """
    import keras

    names = Names(given for each in model.layers if (given := _given_name(each)))
    layers = []
    for index, spec in enumerate(model.layers):
        here = site.at("layers", index)
        if spec.type_name in ("Input", "InputLayer"):
            layers.append(construct(spec, here))
        else:
            layers.append(make_layer(spec, _given_name(spec) or names.for_type(spec.type_name), here))
    try:
        with depth(len(layers)):
            return keras.Sequential(layers, trainable=model.trainable, name=name)
    except Exception:
        with site.at("layers", *_culprit(layers)).noted():
            raise


def _culprit(layers: list[Any]) -> tuple[int, ...]:
    """The index of the layer that Keras refuses, which its exception does not tell."""
    import keras

    result = layers[0].output if isinstance(layers[0], keras.layers.InputLayer) else layers[0]
    if not isinstance(result, keras.KerasTensor):
        return ()
    for index, layer in enumerate(layers[1:], start=1):
        try:
            result = layer(result)
        except Exception:
            return (index,)
    return ()


def _given_name(spec: Object) -> str | None:
    name: str | None = spec.arguments().get("name")
    return name
