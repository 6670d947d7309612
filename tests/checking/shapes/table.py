"""A wide table of layers: each type with the arguments it must have and further ones worth trying.

From it and the catalog, `variants` makes a spec for every value of every enum and flag.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kbuild.schemas import catalog
from tests.checking.shapes.oracle import Stub, stub

#: What a type is first constructed with; types that need nothing are not listed.
BASE: dict[str, dict[str, Any]] = {
    "Activation": {"activation": "relu"},
    **{f"Adaptive{kind}Pooling{n}D": {"output_size": 2} for kind in ("Max", "Average") for n in (1, 2, 3)},
    **{f"{name}Dropout": {"rate": 0.5} for name in ("", "Alpha", "Gaussian")},
    **{f"SpatialDropout{n}D": {"rate": 0.5} for n in (1, 2, 3)},
    "Bidirectional": {"layer": stub("LSTM", units=3)},
    "CategoryEncoding": {"num_tokens": 5},
    "CenterCrop": {"height": 4, "width": 5},
    **{f"Conv{n}D": {"filters": 4, "kernel_size": 3} for n in (1, 2, 3)},
    **{f"Conv{n}DTranspose": {"filters": 4, "kernel_size": 3} for n in (1, 2, 3)},
    **{f"ConvLSTM{n}D": {"filters": 2, "kernel_size": 3} for n in (1, 2, 3)},
    "Dense": {"units": 5},
    **{f"DepthwiseConv{n}D": {"kernel_size": 3} for n in (1, 2)},
    "Discretization": {"bin_boundaries": (0.0, 1.0, 2.0)},
    "Dot": {"axes": 1},
    "EinsumDense": {"equation": "abc,cd->abd", "output_shape": (None, 7)},
    "Embedding": {"input_dim": 10, "output_dim": 3},
    "GRU": {"units": 3},
    "GRUCell": {"units": 3},
    "GaussianNoise": {"stddev": 0.1},
    "GroupNormalization": {"groups": 2},
    "GroupQueryAttention": {"head_dim": 2, "num_query_heads": 4, "num_key_value_heads": 2},
    "HashedCrossing": {"num_bins": 4},
    "Hashing": {"num_bins": 4},
    "IntegerLookup": {"vocabulary": (3, 5, 7)},
    "LSTM": {"units": 3},
    "LSTMCell": {"units": 3},
    "Lambda": {"function": abs, "output_shape": (2,)},
    "MaxNumBoundingBoxes": {"max_number": 5},
    "MelSpectrogram": {"fft_length": 8, "sequence_stride": 2, "num_mel_bins": 4},
    "MultiHeadAttention": {"num_heads": 2, "key_dim": 3},
    "Permute": {"dims": (2, 1)},
    "Pipeline": {"layers": (stub("Rescaling", scale=2.0), stub("RandomFlip"))},
    "RNN": {"cell": stub("GRUCell", units=3)},
    "RandomBrightness": {"factor": 0.1},
    "RandomColorDegeneration": {"factor": 0.1},
    "RandomContrast": {"factor": 0.1},
    "RandomCrop": {"height": 4, "width": 5},
    "RandomHue": {"factor": 0.1},
    "RandomPosterization": {"factor": 4},
    "RandomRotation": {"factor": 0.1},
    "RandomSaturation": {"factor": 0.1},
    "RandomSharpness": {"factor": 0.1},
    "RandomTranslation": {"height_factor": 0.1, "width_factor": 0.1},
    "RandomZoom": {"height_factor": 0.1},
    "RepeatVector": {"n": 3},
    "Rescaling": {"scale": 2.0},
    "Reshape": {"target_shape": (-1,)},
    "Resizing": {"height": 4, "width": 5},
    "ReversibleEmbedding": {"input_dim": 10, "output_dim": 3},
    "STFTSpectrogram": {"frame_length": 4},
    **{f"SeparableConv{n}D": {"filters": 4, "kernel_size": 3} for n in (1, 2)},
    "SimpleRNN": {"units": 3},
    "SimpleRNNCell": {"units": 3},
    "SpectralNormalization": {"layer": stub("Dense", units=3)},
    "StackedRNNCells": {"cells": (stub("LSTMCell", units=3), stub("GRUCell", units=2))},
    "StringLookup": {"vocabulary": ("a", "b", "c")},
    "TextVectorization": {"vocabulary": ("a", "b", "c")},
    "TimeDistributed": {"layer": stub("Dense", units=3)},
}

_CELLS = (stub("LSTMCell", units=3), stub("SimpleRNNCell", units=4))
_LORA = {"lora_rank": 2}

#: Arguments to try beside those of `BASE`, one mapping for each construction.
FURTHER: dict[str, list[dict[str, Any]]] = {
    **{f"Adaptive{kind}Pooling2D": [{"output_size": (3, 1)}] for kind in ("Max", "Average")},
    "AdditiveAttention": [{"dropout": 0.1}],
    "BatchNormalization": [{"axis": 1}, {"axis": 3}, {"axis": -3}],
    "Bidirectional": [
        {"layer": stub("LSTM", units=3, return_sequences=True)},
        {"layer": stub("GRU", units=3, return_state=True)},
        {"layer": stub("LSTM", units=3, return_state=True), "merge_mode": None},
        {"layer": stub("SimpleRNN", units=3, return_sequences=True), "merge_mode": "sum"},
        {"layer": stub("RNN", cell=stub("LSTMCell", units=2))},
        {"layer": stub("ConvLSTM1D", filters=2, kernel_size=3, return_sequences=True)},
        {"layer": stub("LSTM", units=3), "backward_layer": stub("LSTM", units=3, go_backwards=True)},
        {"layer": stub("LSTM", units=3), "backward_layer": stub("GRU", units=3, go_backwards=True)},
        {"layer": stub("LSTM", units=3, trainable=False)},
    ],
    **{
        f"Conv{n}D": [
            {"strides": 2},
            {"dilation_rate": 2},
            {"kernel_size": 9},
            {"groups": 2},
            _LORA,
            {"kernel_size": 1},
        ]
        for n in (1, 2, 3)
    },
    **{
        f"Conv{n}DTranspose": [
            {"strides": 2},
            {"strides": 3, "output_padding": 1},
            {"strides": 2, "padding": "same"},
            {"strides": 2, "padding": "same", "output_padding": 0},
            {"dilation_rate": 2},
            {"kernel_size": 2, "strides": 3},
        ]
        for n in (1, 2, 3)
    },
    **{
        f"ConvLSTM{n}D": [
            {"strides": 2},
            {"dilation_rate": 2},
            {"return_sequences": True, "return_state": True},
        ]
        for n in (1, 2, 3)
    },
    "Cropping1D": [{"cropping": 2}, {"cropping": (0, 3)}, {"cropping": 9}],
    "Cropping2D": [{"cropping": 1}, {"cropping": (2, 1)}, {"cropping": ((1, 2), (0, 3))}, {"cropping": 4}],
    "Cropping3D": [{"cropping": 2}, {"cropping": (1, 2, 1)}, {"cropping": ((1, 2), (0, 3), (1, 1))}],
    "Dense": [_LORA, {"use_bias": False, **_LORA}, {"dtype": "mixed_float16"}, {"dtype": "float64"}],
    **{f"DepthwiseConv{n}D": [{"strides": 2}, {"dilation_rate": 2}, {"depth_multiplier": 3}] for n in (1, 2)},
    "Discretization": [{"bin_boundaries": None, "num_bins": 4}],
    "EinsumDense": [
        {"bias_axes": "d"},
        {"equation": "ab,bc->ac", "output_shape": 7, "bias_axes": "c"},
        {"equation": "...b,bc->...c", "output_shape": 7, "bias_axes": "c"},
        {"equation": "...x,xy->...y", "output_shape": (None, 7), "bias_axes": "y"},
        {"equation": "ab...,bc->ac...", "output_shape": (9,), "bias_axes": "c"},
        {"equation": "abc,cde->abde", "output_shape": (None, 3, 4), "bias_axes": "de"},
        {"equation": "abc,cde->abde", "output_shape": (None, 3, 4), "bias_axes": "d"},
        {"equation": "abc,bcd->ad", "output_shape": (5,)},
        {"equation": "abc,bd->adc", "output_shape": (5, 4)},
        {"equation": "abc,bd->adc", "output_shape": (5, None)},
        _LORA,
    ],
    "Embedding": [_LORA, {"mask_zero": True}, {"dtype": "mixed_bfloat16"}],
    "GRU": [{"return_sequences": True, "return_state": True}],
    "GroupNormalization": [{"groups": -1}, {"groups": 3}, {"groups": 32}, {"groups": 1, "axis": 1}],
    "IntegerLookup": [
        {"vocabulary": None, "max_tokens": 9, "pad_to_max_tokens": True},
        {"num_oov_indices": 3},
        {"num_oov_indices": 0},
        {"vocabulary": (-1, 3, 5)},
    ],
    "LSTM": [
        {"return_sequences": True, "return_state": True},
        {"trainable": False},
        {"dtype": "mixed_float16"},
    ],
    "Lambda": [{"output_shape": (None, 3)}],
    "LayerNormalization": [{"axis": 1}, {"axis": (1, 2)}, {"axis": (-1, -2)}, {"axis": 5}],
    "MelSpectrogram": [{"sequence_stride": 3}, {"num_mel_bins": 7}],
    "MultiHeadAttention": [
        {"value_dim": 5},
        {"output_shape": 7},
        {"output_shape": (2, 3)},
        {"use_gate": True, "value_dim": 4},
        {"attention_axes": (1,)},
    ],
    "Normalization": [{"axis": None}, {"axis": 1}, {"axis": (1, 2)}, {"mean": 0.0, "variance": 1.0}],
    "PReLU": [{"shared_axes": (1,)}, {"shared_axes": (1, 2)}, {"shared_axes": (3,)}],
    "Permute": [{"dims": (1,)}, {"dims": (3, 1, 2)}],
    "Pipeline": [{"layers": (stub("Resizing", height=4, width=4), stub("CenterCrop", height=2, width=2))}],
    "RMSNormalization": [{"axis": 1}, {"axis": (1, 2)}],
    "RNN": [
        {"cell": _CELLS},
        {"cell": _CELLS, "return_state": True},
        {"cell": stub("StackedRNNCells", cells=_CELLS), "return_sequences": True, "return_state": True},
        {"cell": stub("LSTMCell", units=3, use_bias=False), "return_state": True},
        {"cell": stub("LSTMCell", units=3, trainable=False)},
    ],
    "Reshape": [
        {"target_shape": (4,)},
        {"target_shape": (2, -1)},
        {"target_shape": (3, 8)},
        {"target_shape": (None, 2)},
        {"target_shape": (8, 8, 3)},
        {"target_shape": (1, 2, 2, 1)},
    ],
    "ReversibleEmbedding": [{"tie_weights": False}, _LORA],
    "STFTSpectrogram": [{"frame_step": 1}, {"frame_length": 5}, {"fft_length": 16}, {"frame_length": 64}],
    **{f"SeparableConv{n}D": [{"strides": 2}, {"depth_multiplier": 3}, {"kernel_size": 9}] for n in (1, 2)},
    "Softmax": [{"axis": 1}, {"axis": (1, 2)}, {"axis": 7}],
    "SpectralNormalization": [
        {"layer": stub("Conv2D", filters=4, kernel_size=3)},
        {"layer": stub("Embedding", input_dim=9, output_dim=3)},
        {"layer": stub("EinsumDense", equation="abc,cd->abd", output_shape=(None, 7))},
        {"layer": stub("Flatten")},
        {"layer": stub("SeparableConv2D", filters=4, kernel_size=3)},
    ],
    "StringLookup": [
        {"vocabulary": None, "max_tokens": 9, "pad_to_max_tokens": True},
        {"num_oov_indices": 2, "output_mode": "multi_hot"},
        {"vocabulary": ("[UNK]", "a"), "output_mode": "count"},
        {"mask_token": "", "output_mode": "one_hot"},
        {"mask_token": "a", "output_mode": "one_hot", "vocabulary": ("b", "c")},
    ],
    "TextVectorization": [
        {"output_sequence_length": 6},
        {"output_mode": "multi_hot"},
        {"output_mode": "multi_hot", "split": None},
        {"output_mode": "count", "pad_to_max_tokens": True, "max_tokens": 10, "vocabulary": None},
    ],
    "TimeDistributed": [
        {"layer": stub("Conv2D", filters=4, kernel_size=3)},
        {"layer": stub("Flatten")},
        {"layer": stub("Dropout", rate=0.5)},
        {"layer": stub("LSTM", units=2)},
        {"layer": stub("MaxPooling2D")},
        {"layer": stub("BatchNormalization")},
        {"layer": stub("Dense", units=2, trainable=False)},
    ],
    "UnitNormalization": [{"axis": 1}, {"axis": (1, 2)}, {"axis": 9}],
    "UpSampling1D": [{"size": 3}],
    "UpSampling2D": [{"size": (2, 3)}],
    "UpSampling3D": [{"size": (1, 2, 3)}],
    "ZeroPadding1D": [{"padding": (0, 3)}],
    "ZeroPadding2D": [{"padding": 2}, {"padding": (1, 2)}, {"padding": ((1, 2), (0, 3))}],
    "ZeroPadding3D": [{"padding": 2}, {"padding": ((1, 2), (0, 3), (1, 1))}],
    **{
        f"{kind}Pooling{n}D": [{"strides": 1}, {"pool_size": 3, "strides": 2}, {"pool_size": 9}]
        for kind in ("Max", "Average")
        for n in (1, 2, 3)
    },
}
# Arguments whose other values need something that is not at hand, or change nothing that is looked at.
_LEFT = {
    "name",
    "autocast",
    "trainable",
    "use_cudnn",
    "flash_attention",
    "synchronized",
    "sparse",
    "ragged",
    "scaling",
}
# Augmentations with a flag for each thing they may do, none of which changes a shape.
_ALIKE = ("AugMix", "RandAugment")


def variants(name: str) -> Iterator[Stub]:
    """Specs of one type: the base, one for each value of an enum or flag, and those of `FURTHER`."""
    base = BASE.get(name, {})
    yield Stub(name, base)
    for argument in catalog.types("layer")[name].args.values():
        if argument.name in _LEFT:
            continue
        for value in argument.enum:
            if value != argument.default:
                yield Stub(name, {**base, argument.name: value})
        if argument.types == ("bool",) and name not in _ALIKE:
            yield Stub(name, {**base, argument.name: not argument.default})
    for more in FURTHER.get(name, ()):
        yield Stub(name, {**base, **more})
    if base or FURTHER.get(name):
        yield Stub(name, {**base, "trainable": False})
