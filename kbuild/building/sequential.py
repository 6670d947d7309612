"""`style: sequential`: a plain stack of layers."""

from __future__ import annotations

from typing import Any

from kbuild.building.construct import construct
from kbuild.building.freezing import as_said
from kbuild.building.layer import make_layer
from kbuild.building.site import Site
from kbuild.building.uninterrupted import depth
from kbuild.checking.naming import Names
from kbuild.checking.shapes.tensors import leaves
from kbuild.checking.walked import walked
from kbuild.schemas.errors import BuildError
from kbuild.schemas.models import Functional, Sequential
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
        if isinstance(spec, Functional) and not has_shapes(spec):
            spec = completed(model, index, spec)  # noqa: PLW2901 - the same layer, with the shapes it gets
        if spec.type_name in ("Input", "InputLayer"):
            layers.append(construct(spec, here))
        else:
            layers.append(make_layer(spec, _given_name(spec) or names.for_type(spec.type_name), here))
    try:
        with depth(len(layers)):
            return as_said(keras.Sequential(layers, name=name), model.trainable)
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


def has_shapes(spec: Functional) -> bool:
    """Whether a model says the shapes of all its inputs."""
    return all({"shape", "batch_shape"} & each.arguments().keys() for each in spec.inputs.values())


def completed(model: Sequential, index: int, spec: Functional) -> Functional:
    """A block that stands in a stack takes the shape of what flows into it there.

    Raises:
        BuildError: If that is not known before the model is built.
    """
    step = next((each for each in walked(model).steps if each.path == ("layers", index)), None)
    tensors = () if step is None else tuple(leaves(step.inputs))
    if len(tensors) != len(spec.inputs) or any(each.shape is None for each in tensors):
        names = ", ".join(spec.inputs)
        text = f"the shape of what this block takes ({names}) is not known here"
        raise BuildError(text, code="unknown-size", hint="begin the stack with an Input")
    given = {
        name: old.model_copy(
            update={"shape": tensor.shape[1:] if tensor.shape else None, "dtype": tensor.dtype}
        )
        for (name, old), tensor in zip(spec.inputs.items(), tensors, strict=True)
    }
    return spec.model_copy(update={"inputs": given})


def _given_name(spec: Object) -> str | None:
    name: str | None = spec.arguments().get("name")
    return name
