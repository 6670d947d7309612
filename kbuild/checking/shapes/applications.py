"""Keras's applications as models and as layers of a model: what they give, and how many weights they have.

Their insides are Keras's own; their shapes and counts follow from a few sizes of each.

Source: https://keras.io/api/applications/
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from math import prod
from typing import Any

from kbuild.checking.shapes.application_sizes import APPLICATIONS, TOGETHER, Application, resized
from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import refuse
from kbuild.checking.shapes.inputs import received
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome, Weight
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Structure, Tensor, shown

# Arguments that make another network, with the value that does not.
_OTHER: Mapping[str, Any] = {"alpha": 1.0, "depth_multiplier": 1, "minimalistic": False}
_LEAST = {"InceptionResNetV2": 75, "InceptionV3": 75, "Xception": 71}
# The units of the layers between the features and the classes.
_HIDDEN = {
    "VGG16": (4096, 4096),
    "VGG19": (4096, 4096),
    "MobileNetV3Large": (1280,),
    "MobileNetV3Small": (1024,),
}


@rule(*APPLICATIONS, kind="application")
def application(layer: Arguments, call: Call) -> Outcome:
    """Classes for each image; without the top its features, on a grid or pooled."""
    found = APPLICATIONS[layer.type_name]
    if any(layer.get(name, usual) != usual for name, usual in _OTHER.items()):
        raise NotKnownError
    declared = _declared(layer, found)
    image = _image(layer, declared, call)
    weights = _weights(layer, found, declared)
    if image.shape is None:
        return Outcome(layer.result((None,)), weights)
    return Outcome(layer.result(_result(layer, found, declared, image.shape)), weights)


def _declared(layer: Arguments, found: Application) -> tuple[Size, Size, int]:
    """The height, width and channels of the images that it is made for."""
    top, given = layer.flag("include_top"), layer.get("input_shape")
    if given is None:
        fixed = top or layer.type_name.startswith("NASNet")
        return (found.size, found.size, 3) if fixed else (None, None, 3)
    if not isinstance(given, tuple) or not all(isinstance(size, int | None) for size in given):
        raise NotKnownError
    if len(given) != 3:
        raise refuse(
            "rank-mismatch",
            f"{layer.type_name} takes images of (height, width, channels), "
            f"but its `input_shape` is {shown(given)}",
            "three sizes without the batch, such as [224, 224, 3]",
            argument="input_shape",
        )
    height, width, channels = given
    if channels is None:
        raise NotKnownError
    least = _LEAST.get(layer.type_name, 32)
    if min(size for size in (height, width, least) if size is not None) < least:
        raise refuse(
            "kernel-too-large",
            f"{layer.type_name} takes images of at least {least}x{least}, "
            f"but its `input_shape` is {shown(given)}",
            f"enlarge the images before it, with a `Resizing` layer to {least} or more",
            argument="input_shape",
        )
    if top and found.size is not None and None in given:
        raise refuse(
            "unknown-size",
            f"{layer.type_name} with its classifying layers must know the size of its images, "
            f"but its `input_shape` is {shown(given)}",
            "give both sizes, or leave the classifying layers out with `include_top: false`",
            argument="input_shape",
        )
    return height, width, channels


def _image(layer: Arguments, declared: tuple[Size, Size, int], call: Call) -> Tensor:
    wanted = Tensor((None, *declared), "float32")
    given: Structure | None = call.get(call.first)
    if given is None:
        return wanted
    if not isinstance(given, Tensor):
        raise NotKnownError
    fitting = received(layer.type_name, {"image": wanted}, given)["image"]
    return fitting if isinstance(fitting, Tensor) else wanted


def _result(
    layer: Arguments, found: Application, declared: tuple[Size, Size, int], image: Shape
) -> tuple[Size, ...]:
    batch, height, width = image[:3]
    sizes = [
        resized(layer.type_name, size, at) for size, at in zip((height, width), declared[:2], strict=True)
    ]
    if 0 in sizes:
        raise refuse(
            "kernel-too-large",
            f"{layer.type_name} halves its images until nothing is left of {shown(image)}",
            "enlarge the images before it, with a `Resizing` layer",
        )
    if layer.flag("include_top"):
        return batch, layer.positive("classes")
    if layer.get("pooling") in ("avg", "max"):
        return batch, found.channels
    return batch, *sizes, found.channels


def _weights(layer: Arguments, found: Application, declared: tuple[Size, Size, int]) -> tuple[Weight, ...]:
    further = declared[2] - 3
    trainable = found.trainable + further * found.each_channel
    # EfficientNet of the first version keeps a mean and a variance for each channel of the images.
    own = 2 if layer.type_name.startswith("EfficientNetB") else 0
    if layer.flag("include_top"):
        trainable += _top(layer, found, declared)
    return (
        layer.weight(TOGETHER, (trainable,)),
        layer.weight(TOGETHER, (found.others + further * own,), trainable=False),
    )


def _top(layer: Arguments, found: Application, declared: tuple[Size, Size, int]) -> int:
    width = found.channels
    if layer.type_name.startswith("VGG"):
        width *= prod(resized(layer.type_name, size, size) or 0 for size in declared[:2])
    units = (width, *_HIDDEN.get(layer.type_name, ()), layer.positive("classes"))
    return sum((one + 1) * following for one, following in pairwise(units))
