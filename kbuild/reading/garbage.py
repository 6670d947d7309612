"""Keeping Python's garbage collector out of the way while a tree is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many objects without the collector going through all of them again and again.

    A tree is tens of thousands of objects that all stay alive and hold no cycles, so every pass of the
    collector over them is for nothing: half of the time of reading a document of 2,000 layers. The limits on
    documents bound what can gather meanwhile. Nested and concurrent uses are fine: whoever found the
    collector running starts it again.

    Example:
        >>> with uncollected():
        ...     gc.isenabled()
        False
        >>> gc.isenabled()
        True
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
