from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis.extra import numpy as hnp

from kbuild.callbacks.boards.pictures import histogram, weight_pictures

arrays = hnp.arrays("float32", hnp.array_shapes(max_dims=3, max_side=6))


@given(arrays)
def test_a_histogram_counts_every_finite_value_once(values: np.ndarray[Any, Any]) -> None:
    buckets = histogram(values)
    finite = values[np.isfinite(values)].astype("float64")
    if not finite.size:
        assert buckets is None
        return
    assert buckets is not None
    assert buckets.shape == (30, 3)
    assert buckets[:, 2].sum() == finite.size
    assert buckets[0, 0] <= finite.min()
    assert finite.max() <= buckets[-1, 1]
    assert np.array_equal(buckets[1:, 0], buckets[:-1, 1])


@pytest.mark.parametrize("dtype", ["int32", "bool", "float16", "float64"])
def test_a_histogram_is_made_of_any_numbers(dtype: str) -> None:
    buckets = histogram(np.array([0, 1, 1], dtype))
    assert buckets is not None
    assert buckets[:, 2].sum() == 3


@pytest.mark.parametrize(
    "values", [[524288.0], [1e30, 1e30], [1.0, 1.0 + 2e-16], [0.0], [1e-40, 2e-40], [-3e38, 3e38]]
)
def test_a_histogram_is_made_of_any_range(values: list[float]) -> None:
    for dtype in ("float32", "float64"):
        buckets = histogram(np.array(values, dtype))
        assert buckets is not None
        assert buckets[:, 2].sum() == len(values)
        assert (buckets[:, 0] < buckets[:, 1]).all()
    assert histogram(np.array([-1.7e308, 1.7e308])) is None


@pytest.mark.parametrize(
    ("shape", "count", "size"),
    [
        ((5,), 1, (5, 1)),
        ((8, 3), 1, (8, 3)),
        ((3, 8), 1, (8, 3)),
        ((3, 3, 2, 4), 8, (3, 3)),
        ((5, 4, 20), 16, (4, 5)),
        ((3, 1), 1, (3, 1)),
    ],
)
def test_weights_become_pictures(shape: tuple[int, ...], count: int, size: tuple[int, int]) -> None:
    drawn = weight_pictures(np.random.default_rng(0).normal(size=shape))
    assert drawn is not None
    pictures, found = drawn
    assert (len(pictures), found) == (count, size)
    decoded = [tf.io.decode_png(picture).numpy() for picture in pictures]
    assert all(array.shape == (size[1], size[0], 1) for array in decoded)
    assert max(array.max() for array in decoded) == 255 or count == 16


def test_what_cannot_be_drawn_is_left_out() -> None:
    assert weight_pictures(np.zeros((2, 2, 2, 2, 2))) is None
    assert weight_pictures(np.array([np.nan, 1.0])) is None
    assert weight_pictures(np.zeros((0, 3))) is None
    assert weight_pictures(np.array(3.0)) is None
    assert weight_pictures(np.ones((2, 2))) is not None
