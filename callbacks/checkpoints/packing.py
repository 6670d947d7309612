"""States of callbacks as JSON and arrays, and back: no pickle, so reading a checkpoint runs no code.

What JSON lacks is written as a dictionary with one word as its only key: `{"array": name}`,
`{"float": "nan"}`, `{"tuple": [...]}`, `{"scalar": [dtype, value]}`, `{"pairs": [[key, value], ...]}` for a
dictionary whose keys are no texts (or that looks like one of these), `{"generator": state}` for NumPy's
generators of random numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

_ARRAY, _FLOAT, _TUPLE, _SCALAR, _PAIRS, _GENERATOR = (
    "array",
    "float",
    "tuple",
    "scalar",
    "pairs",
    "generator",
)
_WORDS = {_ARRAY, _FLOAT, _TUPLE, _SCALAR, _PAIRS, _GENERATOR}
_BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def pack(value: Any, arrays: dict[str, Any], prefix: str) -> Any:
    """Takes the arrays out of a state, so that what is left can be written as JSON.

    Args:
        value: Dictionaries, lists, tuples, plain values, NumPy's generators, arrays and tensors.
        arrays: Where arrays are put.
        prefix: Begins their names.

    Returns:
        Plain data, as this module says.
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return float(value) if np.isfinite(value) else {_FLOAT: str(float(value))}
    if isinstance(value, Mapping):
        return _packed_mapping(value, arrays, prefix)
    if isinstance(value, (list, tuple)):
        items = [pack(each, arrays, f"{prefix}/{index}") for index, each in enumerate(value)]
        return {_TUPLE: items} if isinstance(value, tuple) else items
    if isinstance(value, np.generic) and value.dtype.kind in "biuf":
        return {_SCALAR: [value.dtype.name, pack(value.item(), arrays, prefix)]}
    if isinstance(value, np.random.Generator):
        return {_GENERATOR: pack(value.bit_generator.state, arrays, prefix)}
    arrays[prefix] = _copied(value)
    return {_ARRAY: prefix}


def unpack(value: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Any:
    """Puts the arrays back: the reverse of `pack`."""
    if isinstance(value, list):
        return [unpack(each, arrays) for each in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1 and (word := next(iter(value))) in _WORDS:
        return _special(word, value[word], arrays)
    return {key: unpack(each, arrays) for key, each in value.items()}


def is_plain(value: Any) -> bool:
    """Says whether a value is data that `pack` keeps as it is, and nothing that does something."""
    if isinstance(value, Mapping):
        return type(value) is dict and all(is_plain(k) and is_plain(v) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return type(value) in (list, tuple) and all(is_plain(each) for each in value)
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biuf"
    if isinstance(value, np.random.Generator):
        return type(value.bit_generator).__name__ in _BIT_GENERATORS
    known = (bool, int, float, str, np.generic)
    return value is None or (
        isinstance(value, known) and not isinstance(value, (np.void, np.complexfloating))
    )


def _packed_mapping(value: Mapping[Any, Any], arrays: dict[str, Any], prefix: str) -> Any:
    texts = all(isinstance(key, str) for key in value)
    if texts and not (len(value) == 1 and next(iter(value)) in _WORDS):
        return {key: pack(each, arrays, f"{prefix}/{key}") for key, each in value.items()}
    pairs = enumerate(value.items())
    return {
        _PAIRS: [
            [pack(key, arrays, f"{prefix}/{index}k"), pack(each, arrays, f"{prefix}/{index}v")]
            for index, (key, each) in pairs
        ]
    }


def _special(word: str, content: Any, arrays: Mapping[str, np.ndarray[Any, Any]]) -> Any:
    if word == _ARRAY:
        # A copy: the array lies in the content of a whole file, which it would keep in memory.
        return np.array(arrays[content])
    if word == _FLOAT:
        return float(content)
    if word == _TUPLE:
        return tuple(unpack(each, arrays) for each in content)
    if word == _SCALAR:
        return np.dtype(content[0]).type(unpack(content[1], arrays))
    if word == _PAIRS:
        return {unpack(key, arrays): unpack(each, arrays) for key, each in content}
    state = unpack(content, arrays)
    if state["bit_generator"] not in _BIT_GENERATORS:
        raise ValueError(f"{state['bit_generator']!r} is no generator of random numbers")
    bits = getattr(np.random, state["bit_generator"])()
    bits.state = state
    return np.random.Generator(bits)


def _copied(value: Any) -> Any:
    """A copy of what may be written to while it waits to be written down; tensors never change."""
    if isinstance(value, keras.Variable):
        return tf.identity(tf.convert_to_tensor(value.value))
    return np.array(value) if isinstance(value, np.ndarray) else value
