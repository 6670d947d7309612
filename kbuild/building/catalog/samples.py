"""Values to construct Keras's types with: what each needs at the least, and a few of every sort of type.

They serve the extractor, which tries what a constructor accepts, and the tests, which hold the catalog
against Keras.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import keras

from kbuild.building.catalog.signatures import MISSING, constructor_parameters

#: What a required argument of this name is given.
_BY_NAME: dict[str, Any] = {
    "activation": "relu",
    "axes": 1,
    "backup_dir": "backup",
    "bin_boundaries": [0.0, 1.0],
    "boundaries": [10],
    "call_fn": keras.ops.abs,
    "decay_rate": 0.9,
    "decay_steps": 10,
    "dims": [1],
    "directory": "checkpoints",
    "equation": "ab,bc->ac",
    "factor": 0.2,
    "filename": "log.csv",
    "filepath": "model.keras",
    "filters": 4,
    "first_decay_steps": 10,
    "function": keras.ops.abs,
    "head_dim": 4,
    "height": 8,
    "height_factor": 0.2,
    "initial_learning_rate": 0.1,
    "input_dim": 10,
    "kernel_size": 3,
    "key_dim": 4,
    "learning_rate": 0.01,
    "max_number": 5,
    "mode": "int8",
    "n": 3,
    "num_bins": 4,
    "num_classes": 3,
    "num_heads": 2,
    "num_key_value_heads": 2,
    "num_query_heads": 4,
    "num_tokens": 4,
    "output_dim": 4,
    "output_shape": [4],
    "output_size": 2,
    "pool_size": 2,
    "precision": 0.5,
    "rate": 0.3,
    "recall": 0.5,
    "scale": 0.5,
    "sensitivity": 0.5,
    "shape": [4],
    "specificity": 0.5,
    "stddev": 0.1,
    "target_class_ids": [0],
    "target_shape": [4],
    "units": 4,
    "expression": "x + 1",
    "values": [0.1, 0.01],
    "width": 8,
    "width_factor": 0.2,
}
#: What must be made anew each time, since it keeps state.
_MADE: dict[str, Callable[[], Any]] = {
    "cell": lambda: keras.layers.SimpleRNNCell(4),
    "cells": lambda: [keras.layers.SimpleRNNCell(4)],
    "default_optimizer": keras.optimizers.SGD,
    "inner_optimizer": keras.optimizers.SGD,
    "layer": lambda: keras.layers.Dense(4),
    "layers": lambda: [keras.layers.Rescaling(1.0)],
    "optimizer_map": lambda: keras.optimizers.OptimizerMap(keras.optimizers.SGD()),
    "schedule": lambda: keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9),
}
#: What certain types need besides, or otherwise; optional arguments among them where Keras asks for one.
_BY_TYPE: dict[str, dict[str, Any]] = {
    "AWQDTypePolicy": {"mode": "awq/4/128"},
    "CategoryEncoding": {"num_tokens": 4},
    "Discretization": {"bin_boundaries": [0.0, 1.0]},
    "GPTQDTypePolicy": {"mode": "gptq/4/128"},
    "Input": {"shape": [4]},
    "Int4DTypePolicy": {"mode": "int4/128"},
    "QuantizedFloat8DTypePolicy": {"mode": "float8"},
    "RandomPosterization": {"factor": 2},
}


#: What an argument is tried together with, where Keras takes it in company only.
_BESIDE: dict[str, dict[str, Any]] = {
    "AUC.num_labels": {"multi_label": True},
    "Conv1D.groups": {"filters": 2520},
    "Conv1DTranspose.output_padding": {"strides": 1001},
    "Conv2D.groups": {"filters": 2520},
    "Conv2DTranspose.output_padding": {"strides": 1001},
    "Conv3D.groups": {"filters": 2520},
    "Conv3DTranspose.output_padding": {"strides": 1001},
    "Discretization.num_bins": {"bin_boundaries": None},
    "Discretization.sparse": {"output_mode": "one_hot"},
    "GroupQueryAttention.num_key_value_heads": {"num_query_heads": 2520},
    "GroupQueryAttention.num_query_heads": {"num_key_value_heads": 1},
    "Hashing.sparse": {"output_mode": "one_hot"},
    "IntegerLookup.idf_weights": {"output_mode": "tf_idf", "vocabulary": [7, 8]},
    "IntegerLookup.pad_to_max_tokens": {"max_tokens": 9, "output_mode": "multi_hot"},
    "IntegerLookup.salt": {"num_oov_indices": 2, "oov_method": "farmhash"},
    "IntegerLookup.sparse": {"output_mode": "multi_hot"},
    "ModelCheckpoint.save_weights_only": {"filepath": "model.weights.h5"},
    "Normalization.mean": {"variance": 1.0},
    "Normalization.variance": {"mean": 0.0},
    "STFTSpectrogram.fft_length": {"frame_length": 1, "frame_step": 1},
    "STFTSpectrogram.frame_step": {"frame_length": 1000},
    "StringLookup.idf_weights": {"output_mode": "tf_idf", "vocabulary": ["a", "b"]},
    "StringLookup.pad_to_max_tokens": {"max_tokens": 9, "output_mode": "multi_hot"},
    "StringLookup.salt": {"num_oov_indices": 2, "oov_method": "farmhash"},
    "StringLookup.sparse": {"output_mode": "multi_hot"},
    "TextVectorization.idf_weights": {"output_mode": "tf_idf", "vocabulary": ["a", "b"]},
    "TextVectorization.pad_to_max_tokens": {"max_tokens": 9, "output_mode": "multi_hot"},
    "TextVectorization.sparse": {"output_mode": "multi_hot"},
}


def beside(name: str, argument: str) -> dict[str, Any]:
    """Give the other arguments that an argument is tried together with; most need none.

    Example:
        >>> beside("AUC", "num_labels")
        {'multi_label': True}
    """
    return dict(_BESIDE.get(f"{name}.{argument}", {}))


def as_tuple(value: Any) -> Any:
    """Return a list of numbers as the tuple that Keras documents; anything else as it is.

    Example:
        >>> as_tuple([[1, 2], [3, 4]]), as_tuple(["a"])
        (((1, 2), (3, 4)), ['a'])
    """
    if not isinstance(value, list):
        return value
    items = [as_tuple(each) for each in value]
    numbers = all(each is None or isinstance(each, (int, float, tuple)) for each in items)
    return tuple(items) if numbers else items


def needed(cls: type, name: str) -> dict[str, Any] | None:
    """Give the least that a type must be constructed with.

    Args:
        cls: The class.
        name: Its name in the catalog.

    Returns:
        Fresh arguments; None when a required one has no sample.

    Example:
        >>> needed(keras.layers.Dense, "Dense")
        {'units': 4}
    """
    special = _BY_TYPE.get(name, {})
    names = [each.name for each in constructor_parameters(cls) if each.default is MISSING]
    if not all(each in special or each in _BY_NAME or each in _MADE for each in names):
        return None
    made = {each: _MADE[each]() for each in names if each in _MADE}
    if name == "Bidirectional":
        made["layer"] = keras.layers.LSTM(4)
    return {each: _BY_NAME[each] for each in names if each in _BY_NAME} | made | special


def type_samples(word: str, enum: tuple[str, ...] = (), length: int | None = None) -> list[Any]:
    """Give values of one of the catalog's types.

    Args:
        word: The type.
        enum: The texts, for `enum`.
        length: The length of a list, where it is fixed; otherwise several are tried.

    Returns:
        A few values; none for a type that has no sample (`tensor`, `any`, `op`).

    Example:
        >>> type_samples("list[int]", length=2)
        [[1, 2], [1, 1]]
    """
    if word == "enum":
        return list(enum)
    if word.startswith("list["):
        return [
            each for count in ([length] if length else [1, 2, 3]) for each in _lists(word[5:-1], enum, count)
        ]
    made = _INSTANCES.get(word)
    return [made()] if made else list(_VALUES.get(word, ()))


def _lists(item: str, enum: tuple[str, ...], count: int) -> list[list[Any]]:
    """Lists of one length: of different items, and of the same item."""
    items = type_samples(item, enum, 2) or [1]
    return [
        [items[each % len(items)] for each in range(count)],
        [items[-1 if item.startswith("list[") else 0]] * count,
    ]


_VALUES: Mapping[str, tuple[Any, ...]] = {
    "null": (None,),
    "bool": (True, False),
    "int": (1, 2, 3, 4, 5),
    "float": (0.5, 0.75, 1.5, 2.5),
    "str": ("word",),
    "path": ("file.txt", "model.keras"),
    "dtype": ("float32",),
    "shape": ((4,),),
    "dict": ({},),
    "array": ([0.5, 1.5],),
    "callable": (keras.ops.abs,),
    "initializer": ("zeros",),
    "regularizer": ("l2",),
    "constraint": ("non_neg",),
    "activation": ("relu",),
}
_INSTANCES: Mapping[str, Callable[[], Any]] = {
    "layer": lambda: keras.layers.Dense(4),
    "cell": lambda: keras.layers.SimpleRNNCell(4),
    "optimizer": keras.optimizers.SGD,
    "schedule": lambda: keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9),
    "loss": keras.losses.MeanSquaredError,
    "metric": keras.metrics.MeanSquaredError,
    "callback": keras.callbacks.TerminateOnNaN,
}
