"""Names of the layers that a document leaves unnamed: as Keras's own, counted within each model.

Keras counts in the whole process, so the same model built twice has other names, and its weights, metrics and
seeds would follow. `kbuild.building` takes these names too: a summary or a problem that is made without
Keras speaks of the same layers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


class Names:
    """Gives out names within one model.

    Args:
        taken: Names that the document gives itself.

    Example:
        >>> names = Names(["dense_1"])
        >>> names.for_type("Dense"), names.for_type("Dense"), names.for_type("BatchNormalization")
        ('dense', 'dense_2', 'batch_normalization')
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def for_type(self, type_name: str) -> str:
        """A name that is free for a layer of this type: `dense`, `dense_1`, ..."""
        base = snake_case(type_name)
        number = self._next.get(base, 0)
        name = f"{base}_{number}" if number else base
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._next[base] = number + 1
        self._taken.add(name)
        return name


@lru_cache(maxsize=4096)
def snake_case(name: str) -> str:
    """Write a type's name as Keras does in the names of layers.

    Example:
        >>> snake_case("Conv2DTranspose"), snake_case("LSTM"), snake_case("ReLU")
        ('conv2d_transpose', 'lstm', 're_lu')
    """
    name = re.sub(r"\W+", "", name.rsplit(".", 1)[-1])
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()
