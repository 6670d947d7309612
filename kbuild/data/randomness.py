"""Random numbers that follow from the document's seed and from what they are for.

Each use has a stream of its own, so that a share more, or another generated set, shifts no other numbers.
"""

from __future__ import annotations

import hashlib

import numpy as np


def derived_seed(seed: int, *words: object) -> int:
    """A seed of 63 bits for one use.

    Args:
        seed: The document's.
        words: What it is for, such as `"split"`.

    Example:
        >>> derived_seed(0, "split") == derived_seed(0, "split")
        True
        >>> derived_seed(0, "split") == derived_seed(0, "order")
        False
    """
    text = "\x1f".join(map(str, (seed, *words)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def generator(seed: int, *words: object) -> np.random.Generator:
    """NumPy's generator for one use; see `derived_seed`."""
    return np.random.default_rng(derived_seed(seed, *words))
