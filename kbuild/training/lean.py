"""Importing Keras in half the time, by leaving out what no training needs.

Of the 5 seconds that `import keras` takes, 1.3 go to scikit-learn and matplotlib, which Keras imports for its
wrappers and galleries, and does without where they are not installed. Another second is Python's collector,
which looks through a million new objects again and again and finds nothing to free.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_EXTRAS = ("sklearn", "matplotlib")


class _Process:
    """What is known of the process: whether it is kbuild's own."""

    own = False


def own_process() -> None:
    """Say that this process is a command of kbuild's, in which nobody uses Keras but kbuild.

    `keras.wrappers` and the galleries of `keras.visualization` are then as if scikit-learn and matplotlib
    were not installed; both can still be imported by themselves. In an app's process nothing is left out.
    """
    _Process.own = True


@contextmanager
def lean_import() -> Iterator[None]:
    """Import the large packages within this block, with less work."""
    enabled = gc.isenabled()
    gc.disable()
    left_out = [each for each in _EXTRAS if _Process.own and each not in sys.modules]
    for each in left_out:
        # Importing it raises ModuleNotFoundError from now on.
        sys.modules[each] = None  # type: ignore[assignment]  # as the import system documents it
    try:
        yield
    finally:
        for each in left_out:
            del sys.modules[each]
        if _Process.own:
            # What is there now stays to the end: no later collection need look at it.
            gc.freeze()
        if enabled:
            gc.enable()
