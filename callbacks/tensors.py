"""Named arrays in one file, in the safetensors format: a JSON header, then the bytes.

Why this format: its files are written and read at the speed of the disk straight from memory, without
holding Python's lock (writing HDF5 stops training for as long as it takes), and many tools read it
(`safetensors.numpy.load_file`, `safetensors.torch`, Hugging Face, Rust, JavaScript).

Source: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import keras
import ml_dtypes
import numpy as np

from kbuild.callbacks.errors import CheckpointError

_CODES = {
    "bool": "BOOL",
    "uint8": "U8",
    "int8": "I8",
    "uint16": "U16",
    "int16": "I16",
    "uint32": "U32",
    "int32": "I32",
    "uint64": "U64",
    "int64": "I64",
    "float16": "F16",
    "bfloat16": "BF16",
    "float32": "F32",
    "float64": "F64",
    "float8_e4m3fn": "F8_E4M3",
    "float8_e5m2": "F8_E5M2",
}
_DTYPES = {
    code: np.dtype(getattr(ml_dtypes, name) if hasattr(ml_dtypes, name) else name)
    for name, code in _CODES.items()
}


def as_array(tensor: Any) -> np.ndarray[Any, Any]:
    """Gives a tensor's values as an array, without copying them where the tensor lies in memory.

    Args:
        tensor: A tensor of Keras's backend, or an array.

    Returns:
        The values; not to be written to.
    """
    try:
        # TensorFlow's own `numpy()` copies.
        return np.asarray(memoryview(tensor))
    except (TypeError, ValueError, BufferError):
        copied = tensor.numpy() if hasattr(tensor, "numpy") else keras.ops.convert_to_numpy(tensor)
        return np.asarray(copied)


def encode(tensors: Mapping[str, Any]) -> Iterator[memoryview | bytes]:
    """Yields a safetensors file, part by part, so that no second copy is made.

    Args:
        tensors: Names and tensors or arrays; the file keeps their order.

    Yields:
        The header, then each tensor's bytes, little-endian, in C order.

    Raises:
        CheckpointError: A dtype has no code in the format.
    """
    arrays = {name: as_array(tensor) for name, tensor in tensors.items()}
    header: dict[str, Any] = {"__metadata__": {"format": "keras"}}
    start = 0
    for name, array in arrays.items():
        if array.dtype.name not in _CODES:
            raise CheckpointError(f"{name} has the dtype {array.dtype.name}, which can't be stored.")
        end = start + array.nbytes
        header[name] = {
            "dtype": _CODES[array.dtype.name],
            "shape": list(array.shape),
            "data_offsets": [start, end],
        }
        start = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    yield len(text).to_bytes(8, "little") + text
    for array in arrays.values():
        yield np.ascontiguousarray(array).reshape(-1).view(np.uint8).data


def decode(content: bytes) -> dict[str, np.ndarray[Any, Any]]:
    """Reads a safetensors file.

    Args:
        content: The whole file, its checksum already compared.

    Returns:
        Names and arrays, in the file's order; they share the content's memory.

    Raises:
        CheckpointError: The content is no such file.
    """
    try:
        length = int.from_bytes(content[:8], "little")
        header = json.loads(content[8 : 8 + length])
        header.pop("__metadata__", None)
        data = memoryview(content)[8 + length :]
        return {name: _array(entry, data) for name, entry in header.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CheckpointError(f"This is no safetensors file: {error}") from error


def _array(entry: Mapping[str, Any], data: memoryview) -> np.ndarray[Any, Any]:
    start, end = entry["data_offsets"]
    return np.frombuffer(data[start:end], dtype=_DTYPES[entry["dtype"]]).reshape(entry["shape"])
