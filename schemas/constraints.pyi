"""The constraints of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class MaxNorm(Object):
    """MaxNorm weight constraint."""

    max_value: float
    axis: int | Sequence[int]
    def __init__(self, *, max_value: float = ..., axis: int | Sequence[int] = ...) -> None: ...
class MinMaxNorm(Object):
    """MinMaxNorm weight constraint."""

    min_value: float
    max_value: float
    rate: float
    axis: int | Sequence[int]
    def __init__(self, *, min_value: float = ..., max_value: float = ..., rate: float = ..., axis: int | Sequence[int] = ...) -> None: ...
class NonNeg(Object):
    """Constrains the weights to be non-negative."""

    def __init__(self) -> None: ...
class UnitNorm(Object):
    """Constrains the weights incident to each hidden unit to have unit norm."""

    axis: int | Sequence[int]
    def __init__(self, *, axis: int | Sequence[int] = ...) -> None: ...
