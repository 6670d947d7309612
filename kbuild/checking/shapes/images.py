"""Image preprocessing: what augments images and what gives them another size.

These layers take one image, `(height, width, channels)`, or a batch of them.

Source: https://keras.io/api/layers/preprocessing_layers/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import refuse, said
from kbuild.checking.shapes.outcomes import Mismatch, NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Tensor


@rule(
    *("AugMix", "AutoContrast", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix", "MixUp"),
    *("RandAugment", "RandomBrightness", "RandomColorJitter", "RandomContrast", "RandomElasticTransform"),
    *("RandomErasing", "RandomFlip", "RandomGaussianBlur", "RandomHue", "RandomInvert"),
    *("RandomPerspective", "RandomPosterization", "RandomRotation", "RandomSaturation"),
    *("RandomSharpness", "RandomShear", "RandomTranslation", "RandomZoom", "Solarization"),
)
def augmented(layer: Arguments, call: Call) -> Outcome:
    """Images of the same shape."""
    return Outcome(layer.result(_images(layer, call)), (), _alone(layer, call))


@rule("Equalization", "RandomGrayscale")
def recoloured(layer: Arguments, call: Call) -> Outcome:
    """Images of the same shape and dtype."""
    return Outcome(Tensor(_images(layer, call), call.tensor().dtype), (), _alone(layer, call))


@rule("RandomColorDegeneration")
def degenerated(layer: Arguments, call: Call) -> Outcome:
    """Images of the same shape, which must have the three channels of colours."""
    shape = _images(layer, call)
    depth = shape[-3] if layer.channels_first else shape[-1]
    if depth not in (3, None):
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} takes images with 3 channels, received {said(call.tensor())}",
            "colours are red, green and blue; grey images have none to lose",
        )
    return Outcome(layer.result(shape), (), _alone(layer, call))


@rule("Resizing", "CenterCrop", "RandomCrop")
def sized(layer: Arguments, call: Call) -> Outcome:
    """Images of `height` and `width`."""
    shape = _images(layer, call)
    size = (layer.positive("height"), layer.positive("width"))
    image: Shape = (shape[-3], *size) if layer.channels_first else (*size, shape[-1])
    return Outcome(layer.result((*shape[:-3], *image)), (), _alone(layer, call))


@rule("MaxNumBoundingBoxes")
def boxes(layer: Arguments, call: Call) -> Outcome:
    """Images of the same shape; only a mapping with boxes is changed."""
    return Outcome(layer.result(_images(layer, call)))


def _images(layer: Arguments, call: Call) -> Shape:
    """The shape of images; a mapping, as data pipelines hand it over, is left to Keras."""
    if isinstance(call.structure(), dict):
        raise NotKnownError
    shape = call.shape()
    if len(shape) in (3, 4):
        return shape
    raise refuse(
        "rank-mismatch",
        f"{layer.type_name} takes images, (batch, height, width, channels), received {said(call.tensor())}",
        "put it before what flattens the images, and give grey images one channel by `Reshape`",
    )


def _alone(layer: Arguments, call: Call) -> tuple[Mismatch, ...]:
    """Warn when a batch of images without channels is taken for one image."""
    shape = call.shape()
    if len(shape) != 3 or shape[0] is not None:
        return ()
    message = (
        f"{layer.type_name} takes {said(call.tensor())} for a single image, with the batch for its height: "
        "a batch of images has 4 axes, (batch, height, width, channels)"
    )
    sizes = "" if None in shape[1:] else f": `Reshape: {{target_shape: {[*shape[1:], 1]}}}`"
    hint = f"give grey images one channel before it{sizes}"
    return (Mismatch("single-image", message, hint, inputs=(call.first,), severity="warning"),)
