"""Arrays of weights as TensorBoard shows them: histograms and pictures."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import tensorflow as tf

_BUCKETS = 30


def histogram(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
    """Counts values in buckets of equal width.

    Args:
        values: Numbers of any shape; NaN and infinities are left out, since no bucket holds them.

    Returns:
        Rows of left edge, right edge and count, `(30, 3)`; None when none is finite, or their range isn't.
    """
    flat = np.asarray(values).reshape(-1)
    if flat.dtype.kind not in "fiub" or flat.dtype.itemsize < 4:
        flat = flat.astype(np.float32)
    finite = np.isfinite(flat)
    flat = flat if finite.all() else flat[finite]
    if not flat.size:
        return None
    low, high = float(flat.min()), float(flat.max())
    # Wide enough that the buckets' edges differ, whatever the size of the values.
    least = max(1e-9 * max(abs(low), abs(high)), 1e-30)
    if high - low < least:
        low, high = low - least, high + least
    if not math.isfinite(high - low):
        return None
    counts, edges = np.histogram(flat, _BUCKETS, (np.float64(low), np.float64(high)))
    return np.stack([edges[:-1], edges[1:], counts], axis=1).astype(np.float64)


def weight_pictures(values: np.ndarray[Any, Any]) -> tuple[list[bytes], tuple[int, int]] | None:
    """Draws a weight in shades of grey, its smallest value black, its largest white.

    A vector becomes a row, a matrix one picture, wider than high, a convolution's kernel a picture for
    each filter and channel.

    Args:
        values: The weight.

    Returns:
        PNG files (the first 16), and their width and height; None for a weight of more than 4 dimensions
        or of none.
    """
    array = np.squeeze(np.asarray(values, np.float32))
    if array.ndim not in (1, 2, 3, 4) or not array.size or not np.isfinite(array).all():
        return None
    planes = _planes(array)[:16]
    low, high = float(planes.min()), float(planes.max())
    shades = ((planes - low) * (255.0 / ((high - low) or 1.0))).astype(np.uint8)
    pictures = [tf.io.encode_png(plane[:, :, None]).numpy() for plane in shades]
    return pictures, (shades.shape[2], shades.shape[1])


def _planes(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    if array.ndim == 1:
        return array[None, None, :]
    if array.ndim == 2:
        return (array.T if array.shape[0] > array.shape[1] else array)[None]
    return np.moveaxis(array.reshape(*array.shape[:2], -1), -1, 0)
