"""What a generated or bundled set is, before it is cut into inputs and outputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kbuild.data.samples import Array

#: How many samples a generated set has when the document names no number.
USUAL = 1_000


class Generated(NamedTuple):
    """A set.

    Attributes:
        x: Of shape (samples, ...), or such arrays by the names of the inputs.
        y: Of shape (samples,), or (samples, ...) for vectors and sequences.
        features: The names of the last axis of `x`; empty where it has none.
        classes: The names of the classes; empty for numbers.
    """

    x: Array | Mapping[str, Array]
    y: Array
    features: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
