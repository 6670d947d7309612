"""What a picture shows: boxes for the layers' calls, and arrows for what flows between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

_TIMES = "\N{MULTIPLICATION SIGN}"

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
        part: The key of the innermost part that it is in, if it is in one.
    """

    key: str
    name: str
    type_name: str
    shapes: tuple[Shape, ...] = ()
    parameters: int | None = None
    part: str | None = None

    @property
    def flow(self) -> str:
        """The shapes as they stand beside an arrow: without the batch.

        Example:
            >>> len(Box("a", "a", "Conv2D", ((None, 28, 28, 64),)).flow)
            8
        """
        return ", ".join(_TIMES.join(str(size or "?") for size in shape[1:]) or "1" for shape in self.shapes)

    @property
    def shape(self) -> str:
        """The shapes as Keras's table shows them.

        Example:
            >>> Box("a", "a", "Dense", ((None, 10),)).shape
            '(None, 10)'
        """
        return ", ".join(map(str, self.shapes))


@dataclass(frozen=True, slots=True)
class Part:
    """What is drawn as a frame around boxes: the use of a block, or a nested model.

    Attributes:
        key: Names the part within its diagram.
        name: What the document calls it.
        type_name: The block's name, or the nested model's type.
        within: The key of the part that it is in, if it is in one.
    """

    key: str
    name: str
    type_name: str
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """A directed graph without cycles.

    Attributes:
        name: The model's name.
        boxes: The boxes.
        arrows: Pairs of keys, from a box to one that takes its result.
        trainable: How many parameters are trained; None while the model is not built.
        non_trainable: How many are not.
        parts: The parts of the model, each after the one that it is in.
    """

    name: str
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]
    trainable: int | None = None
    non_trainable: int | None = None
    parts: tuple[Part, ...] = ()

    def chain(self, part: str | None) -> tuple[str, ...]:
        """The keys of a part and of those that it is in, the outermost first.

        Args:
            part: The key of a part, or None.
        """
        within = {each.key: each.within for each in self.parts}
        found: list[str] = []
        while part is not None:
            found.append(part)
            part = within[part]
        return tuple(reversed(found))

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
