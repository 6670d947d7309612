"""What a large model needs while it is built: no pauses, and room to recurse."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold the garbage collector back.

    Building makes many objects and drops few; each full collection would walk all of TensorFlow's, which
    takes a tenth of the time that ResNet50 takes to build (`tests/benchmarks/building.py`).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def depth(layers: int) -> Iterator[None]:
    """Give Keras room to recurse through a graph of this many layers; by hand, 1,000 in a row fail."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, 1000 + 20 * layers))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
