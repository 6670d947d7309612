"""What a program is called with has the dtypes that its inputs declare, as in a functional model."""

from __future__ import annotations

import numpy as np

import kbuild

LOOP = """
model:
  inputs: {x: {shape: [2]}, n: {shape: [], dtype: int32}}
  layers:
    scale: {Rescaling: {scale: 2.0}}
  call: |
    total = x
    for i in range(ops.max(n)):
        total = scale(total)
    return total
"""


def test_int64_of_numpy_bounds_a_loop_as_int32_does() -> None:
    model = kbuild.build(LOOP)
    x = np.ones((3, 2), "float32")
    for dtype in ("int64", "int32"):
        assert model.predict([x, np.array([1, 3, 2], dtype)], verbose=0).tolist() == [[8.0, 8.0]] * 3


def test_whole_numbers_become_floats_where_an_input_is_of_floats() -> None:
    text = "model: {inputs: {x: {shape: [2]}}, layers: {}, call: 'return x / 2'}"
    assert kbuild.build(text).predict(np.array([[1, 2]]), verbose=0).dtype == np.float32
