"""The colour of a box: layers that do alike work look alike."""

from __future__ import annotations

import re

# The first row that fits decides.
_FAMILIES: tuple[tuple[str, str], ...] = (
    (r"^Input", "#e8eaed"),
    (r" of \d+$", "#e2e2f8"),
    (r"Pool", "#fde0c8"),
    (r"LSTM|GRU|RNN|Bidirectional|TimeDistributed", "#d9d2f0"),
    (r"Attention", "#f5cfe0"),
    (r"Conv", "#cfe2fb"),
    (r"Normalization", "#d3eee0"),
    (r"Dropout|Noise|Regularization", "#eeeeee"),
    (r"ReLU|ELU|Softmax|Activation", "#fdf0bf"),
    (r"Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot", "#f9d3d3"),
    (r"Flatten|Reshape|Permute|Repeat|Cropping|Padding|UpSampling|Resizing", "#e6e0d8"),
    (r"Embedding|Lookup|Hashing|Encoding|Discretization|Vectorization", "#cdeaf0"),
    (r"Functional|Sequential|Model", "#e2e2f8"),
    (r"Dense", "#c9dcf3"),
)
_OTHER = "#f2f2f2"


def color_of(type_name: str) -> str:
    """Return the fill colour of a type's boxes.

    Example:
        >>> color_of("Conv2D") == color_of("SeparableConv2D")
        True
    """
    return next((color for pattern, color in _FAMILIES if re.search(pattern, type_name)), _OTHER)
