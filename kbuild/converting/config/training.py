"""What layers take for `training` when nobody says, which Keras writes down as if somebody had."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FALSE = frozenset(
    "AdditiveAttention AlphaDropout Attention ConvLSTM1D ConvLSTM2D ConvLSTM3D Dropout FlaxLayer GRU GRUCell "
    "GaussianDropout GaussianNoise JaxLayer LSTM LSTMCell RNN SimpleRNN SimpleRNNCell SpatialDropout1D "
    "SpatialDropout2D SpatialDropout3D SpectralNormalization StackedRNNCells TFSMLayer".split()
)
_TRUE = frozenset(
    "AugMix AutoContrast CenterCrop ContrastLimitedAdaptiveHistogramEqualization CutMix Equalization "
    "MaxNumBoundingBoxes MixUp Pipeline RandAugment RandomBrightness RandomColorDegeneration "
    "RandomColorJitter RandomContrast RandomCrop RandomElasticTransform RandomErasing RandomFlip "
    "RandomGaussianBlur "
    "RandomGrayscale RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation "
    "RandomSaturation RandomSharpness RandomShear RandomTranslation RandomZoom Resizing Solarization".split()
)


def is_default_training(layer: Mapping[str, Any], training: Any) -> bool:
    """Whether a call's `training` is only what the layer's `call` has for its default.

    Example:
        >>> is_default_training({"class_name": "LSTM"}, False)
        True
    """
    name = layer["class_name"]
    return (training is False and name in _FALSE) or (training is True and name in _TRUE)
