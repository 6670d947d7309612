"""What a picture shows: boxes for the layers' calls, and arrows for what flows between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """One call of a layer.

    Attributes:
        key: Names the box within its diagram.
        name: The layer's name.
        type_name: The layer's type.
        shape: The shape of its result as text, such as `(None, 10)`; empty when it is not known.
        parameters: How many parameters the layer has; None to leave them out.
    """

    key: str
    name: str
    type_name: str
    shape: str = ""
    parameters: int | None = None


@dataclass(frozen=True, slots=True)
class Diagram:
    """A directed graph without cycles.

    Attributes:
        title: Stands above the picture.
        boxes: The boxes.
        arrows: Pairs of keys, from a box to one that takes its result.
    """

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[tuple[str, str], ...]
