"""What a picture shows: boxes for the layers' calls, and arrows for what flows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Shape: TypeAlias = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One call of a layer.

    Attributes:
        key: Names the box within its diagram.
        name: The layer's name.
        type_name: The layer's type.
        shapes: The shape of each of its results; empty when they are not known.
        parameters: How many parameters the layer has; None when that is not known, or said in another box.
    """

    key: str
    name: str
    type_name: str
    shapes: tuple[Shape, ...] = ()
    parameters: int | None = None

    @property
    def shape(self) -> str:
        """The shapes as Keras's table shows them.

        Example:
            >>> Box("a", "a", "Dense", ((None, 10),)).shape
            '(None, 10)'
        """
        return ", ".join(map(str, self.shapes))


@dataclass(frozen=True, slots=True)
class Diagram:
    """A directed graph without cycles.

    Attributes:
        name: The model's name.
        boxes: The boxes.
        arrows: Pairs of keys, from a box to one that takes its result.
        trainable: How many parameters are trained; None while the model is not built.
        non_trainable: How many are not.
    """

    name: str
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]
    trainable: int | None = None
    non_trainable: int | None = None

    @property
    def parameters(self) -> int | None:
        """How many parameters there are; None while the model is not built."""
        if self.trainable is None or self.non_trainable is None:
            return None
        return self.trainable + self.non_trainable

    @property
    def title(self) -> str:
        """What stands above the picture."""
        count = self.parameters
        return f"{self.name}: not built" if count is None else f"{self.name}: {count:,} parameters"
