import json
from typing import Any

import keras
import ml_dtypes
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from kbuild.callbacks.errors import CheckpointError
from kbuild.callbacks.tensors import as_array, decode, encode

dtypes = st.sampled_from([np.dtype(d) for d in ("f2", "f4", "f8", "i1", "i4", "i8", "u1", "u8", "?")])
arrays = dtypes.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0)))


def stored(tensors: Any) -> bytes:
    return b"".join(bytes(part) for part in encode(tensors))


@given(st.dictionaries(st.text(max_size=10).filter(lambda name: name != "__metadata__"), arrays, max_size=4))
def test_what_is_read_is_what_was_written_bit_by_bit(tensors: dict[str, np.ndarray[Any, Any]]) -> None:
    found = decode(stored(tensors))
    assert list(found) == list(tensors)
    for name, array in tensors.items():
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
        assert found[name].tobytes() == array.tobytes()


@pytest.mark.parametrize("dtype", ["bfloat16", "float16", "float8_e4m3fn", "float8_e5m2"])
def test_the_small_floats_of_keras_are_kept(dtype: str) -> None:
    array = np.array([1.5, -2.0, 0.0]).astype(getattr(ml_dtypes, dtype, dtype))
    assert decode(stored({"a": array}))["a"].tobytes() == array.tobytes()


def test_tensors_of_the_backend_are_seen_without_a_copy() -> None:
    tensor = keras.ops.ones((3, 2))
    assert np.shares_memory(as_array(tensor), as_array(tensor))
    half = keras.ops.cast(tensor, "bfloat16")
    assert as_array(half).dtype == ml_dtypes.bfloat16
    assert decode(stored({"half": half}))["half"].shape == (3, 2)


def test_the_file_is_laid_out_as_the_format_says() -> None:
    content = stored({"a": np.arange(3, dtype="int16"), "b": np.float32(1)})
    length = int.from_bytes(content[:8], "little")
    assert json.loads(content[8 : 8 + length]) == {
        "__metadata__": {"format": "keras"},
        "a": {"dtype": "I16", "shape": [3], "data_offsets": [0, 6]},
        "b": {"dtype": "F32", "shape": [], "data_offsets": [6, 10]},
    }
    assert length % 8 == 0
    assert content[8 + length :] == b"\0\0\1\0\2\0" + np.float32(1).tobytes()


def test_arrays_in_any_order_in_memory_are_written_in_c_order() -> None:
    array = np.arange(6.0).reshape(2, 3).T
    assert np.array_equal(decode(stored({"a": array}))["a"], array)


def test_a_dtype_without_a_code_is_refused() -> None:
    with pytest.raises(CheckpointError, match="a has the dtype complex64"):
        stored({"a": np.zeros(2, "complex64")})


@given(st.binary(max_size=60))
def test_any_other_bytes_are_refused(content: bytes) -> None:
    try:
        decode(content)
    except CheckpointError:
        return
    assert json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")]) is not None
