"""The regularizers of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class L1(Object):
    """A regularizer that applies a L1 regularization penalty."""

    l1: float
    def __init__(self, *, l1: float = ...) -> None: ...
class L1L2(Object):
    """A regularizer that applies both L1 and L2 regularization penalties."""

    l1: float
    l2: float
    def __init__(self, *, l1: float = ..., l2: float = ...) -> None: ...
class L2(Object):
    """A regularizer that applies a L2 regularization penalty."""

    l2: float
    def __init__(self, *, l2: float = ...) -> None: ...
class OrthogonalRegularizer(Object):
    """Regularizer that encourages input vectors to be orthogonal to each other."""

    factor: float
    mode: Literal["rows", "columns"]
    def __init__(self, *, factor: float = ..., mode: Literal["rows", "columns"] = ...) -> None: ...
