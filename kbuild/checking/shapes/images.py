"""Image preprocessing: what augments images and what gives them another size.

These layers take one image, `(height, width, channels)`, a batch of them, or a mapping with the keys
`images`, `labels`, `bounding_boxes` and `segmentation_masks`.

Source: https://keras.io/api/layers/preprocessing_layers/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import channels, refuse, said
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Structure, Tensor, mapped


@rule(
    *("AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "MixUp"),
    *("RandAugment", "RandomBrightness", "RandomColorJitter", "RandomContrast", "RandomElasticTransform"),
    *("RandomErasing", "RandomFlip", "RandomGaussianBlur", "RandomHue", "RandomInvert"),
    *("RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation"),
    *("RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Solarization"),
)
def augmented(layer: Arguments, call: Call) -> Outcome:
    """Images of the same shape."""
    given = call.structure()
    _check_images(layer, given)
    return Outcome(mapped(lambda tensor: Tensor(tensor.shape, layer.policy.compute), given))


@rule("Equalization", "RandomGrayscale")
def recoloured(layer: Arguments, call: Call) -> Outcome:
    """Images of the same shape and dtype."""
    given = call.structure()
    _check_images(layer, given)
    return Outcome(mapped(lambda tensor: Tensor(tensor.shape, tensor.dtype), given))


@rule("RandomColorDegeneration")
def degenerated(layer: Arguments, call: Call) -> Outcome:
    """Images of the same shape, which must have the three channels of colours."""
    given = call.structure()
    _check_images(layer, given)
    if isinstance(given, Tensor) and given.shape is not None:
        depth = given.shape[-3] if layer.channels_first else given.shape[-1]
        if depth not in (3, None):
            raise refuse(
                "shape-mismatch",
                f"{layer.type_name} takes images with 3 channels, received {said(given)}",
                "Colours are red, green and blue; grey images have none to lose.",
            )
    return Outcome(mapped(lambda tensor: Tensor(tensor.shape, layer.policy.compute), given))


@rule("Resizing", "CenterCrop", "RandomCrop")
def sized(layer: Arguments, call: Call) -> Outcome:
    """Images of `height` and `width`."""
    given = call.structure()
    if not isinstance(given, Tensor):
        raise NotKnownError
    _check_images(layer, given)
    shape = call.shape()
    height, width = layer.positive("height"), layer.positive("width")
    batch = shape[:-3]
    depth = shape[-3] if layer.channels_first else channels(layer, shape)
    image: Shape = (depth, height, width) if layer.channels_first else (height, width, depth)
    return Outcome(layer.result((*batch, *image)))


@rule("MaxNumBoundingBoxes")
def boxes(layer: Arguments, call: Call) -> Outcome:
    """The boxes and their labels of each image, filled up or cut to `max_number`."""
    given = call.structure()
    limit = layer.positive("max_number")

    def cut(tensor: Tensor) -> Tensor:
        if tensor.shape is None or len(tensor.shape) < 2:
            return Tensor(None, layer.policy.compute)
        return layer.result((tensor.shape[0], limit, *tensor.shape[2:]))

    result = mapped(lambda tensor: Tensor(tensor.shape, layer.policy.compute), given)
    if isinstance(given, dict) and isinstance(result, dict) and "bounding_boxes" in given:
        result["bounding_boxes"] = mapped(cut, given["bounding_boxes"])
    return Outcome(result)


def _check_images(layer: Arguments, given: Structure) -> None:
    tensor = given.get("images") if isinstance(given, dict) else given
    if not isinstance(tensor, Tensor) or tensor.rank in (3, 4, None):
        return
    raise refuse(
        "rank-mismatch",
        f"{layer.type_name} takes images, (batch, height, width, channels), received {said(tensor)}",
        "Put it before the layer that flattens the images, and give grey images one channel by `Reshape`.",
    )
