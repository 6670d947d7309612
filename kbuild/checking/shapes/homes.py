"""Where each rule is: its module is imported when a document first needs it.

A document uses a few types. Importing the rules of all of them would cost a short command more time than
checking the document does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

#: The modules of the layers' rules, with the types of each.
LAYERS: Mapping[str, tuple[str, ...]] = {
    "attention": ("AdditiveAttention", "Attention", "GroupQueryAttention", "MultiHeadAttention"),
    "cells": ("GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells"),
    "conv_lstm": ("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"),
    "convolution": (
        *("Conv1D", "Conv1DTranspose", "Conv2D", "Conv2DTranspose", "Conv3D", "Conv3DTranspose"),
        *("DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"),
    ),
    "dense": ("Dense", "Embedding", "ReversibleEmbedding"),
    "einsum": ("EinsumDense",),
    "elementwise": (
        *("Activation", "ActivityRegularization", "AlphaDropout", "Dropout", "ELU", "GaussianDropout"),
        *("GaussianNoise", "Identity", "LeakyReLU", "Masking", "PReLU", "ReLU", "Rescaling", "Softmax"),
        *("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D"),
    ),
    "encoding": (
        *("CategoryEncoding", "Discretization", "HashedCrossing", "Hashing", "IntegerLookup"),
        *("StringLookup", "TextVectorization"),
    ),
    "images": (
        *("AugMix", "AutoContrast", "CenterCrop", "ContrastLimitedAdaptiveHistogramEqualization"),
        *("CutMix", "Equalization", "MaxNumBoundingBoxes", "MixUp", "RandAugment", "RandomBrightness"),
        *("RandomColorDegeneration", "RandomColorJitter", "RandomContrast", "RandomCrop"),
        *("RandomElasticTransform", "RandomErasing", "RandomFlip", "RandomGaussianBlur"),
        *("RandomGrayscale", "RandomHue", "RandomInvert", "RandomPerspective", "RandomPosterization"),
        *("RandomRotation", "RandomSaturation", "RandomSharpness", "RandomShear", "RandomTranslation"),
        *("RandomZoom", "Resizing", "Solarization"),
    ),
    "inputs": ("Input",),
    "merging": ("Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"),
    "models": ("Functional", "Sequential", "Subclass"),
    "normalization": (
        *("BatchNormalization", "GroupNormalization", "LayerNormalization", "Normalization"),
        *("RMSNormalization", "UnitNormalization"),
    ),
    "others": ("Lambda",),
    "own": (*("Apply", "Heaviside", "PositionalEncoding", "RestrictedBoltzmannMachine", "Sampling", "Sign"),),
    "pooling": (
        *("AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D"),
        *("AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D", "AveragePooling1D"),
        *("AveragePooling2D", "AveragePooling3D", "GlobalAveragePooling1D", "GlobalAveragePooling2D"),
        *("GlobalAveragePooling3D", "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D"),
        *("MaxPooling1D", "MaxPooling2D", "MaxPooling3D"),
    ),
    "recurrent": ("GRU", "LSTM", "RNN", "SimpleRNN"),
    "reshaping": (
        *("Cropping1D", "Cropping2D", "Cropping3D", "Flatten", "Permute", "RepeatVector", "Reshape"),
        *("UpSampling1D", "UpSampling2D", "UpSampling3D", "ZeroPadding1D", "ZeroPadding2D"),
        *("ZeroPadding3D",),
    ),
    "signals": ("MelSpectrogram", "STFTSpectrogram"),
    "wrappers": ("Bidirectional", "Pipeline", "SpectralNormalization", "TimeDistributed"),
}
#: The modules of the rules of operations, which are few and imported together.
OPS = ("ops_creation", "ops_elementwise", "ops_neural", "ops_products", "ops_reductions", "ops_shaping")

_HOMES = {name: module for module, names in LAYERS.items() for name in names}


def modules_of(name: str, kind: str) -> Iterable[str]:
    """The modules that hold the rule of a type; none for a type that has no rule.

    Example:
        >>> modules_of("Dense", "layer"), modules_of("TFSMLayer", "layer")
        (('dense',), ())
    """
    if kind == "op":
        return OPS
    if kind == "application":
        return ("applications",)
    return (_HOMES[name],) if kind == "layer" and name in _HOMES else ()


def bring_in(modules: Iterable[str]) -> None:
    """Import modules of rules, which registers these."""
    for module in modules:
        import_module(f"{__package__}.{module}")
