"""The schedules of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class CosineDecay(Object):
    """A `LearningRateSchedule` that uses a cosine decay with optional warmup."""

    initial_learning_rate: float
    decay_steps: int
    alpha: float
    name: str
    warmup_target: float | None
    warmup_steps: int
    def __init__(self, *, initial_learning_rate: float, decay_steps: int, alpha: float = ..., name: str = ..., warmup_target: float | None = ..., warmup_steps: int = ...) -> None: ...
class CosineDecayRestarts(Object):
    """A `LearningRateSchedule` that uses a cosine decay schedule with restarts."""

    initial_learning_rate: float
    first_decay_steps: int
    t_mul: float
    m_mul: float
    alpha: float
    name: str
    def __init__(self, *, initial_learning_rate: float, first_decay_steps: int, t_mul: float = ..., m_mul: float = ..., alpha: float = ..., name: str = ...) -> None: ...
class ExponentialDecay(Object):
    """A `LearningRateSchedule` that uses an exponential decay schedule."""

    initial_learning_rate: float
    decay_steps: int
    decay_rate: float
    staircase: bool
    name: str
    def __init__(self, *, initial_learning_rate: float, decay_steps: int, decay_rate: float, staircase: bool = ..., name: str = ...) -> None: ...
class InverseTimeDecay(Object):
    """A `LearningRateSchedule` that uses an inverse time decay schedule."""

    initial_learning_rate: float
    decay_steps: int
    decay_rate: float
    staircase: bool
    name: str
    def __init__(self, *, initial_learning_rate: float, decay_steps: int, decay_rate: float, staircase: bool = ..., name: str = ...) -> None: ...
class PiecewiseConstantDecay(Object):
    """A `LearningRateSchedule` that uses a piecewise constant decay schedule."""

    boundaries: Sequence[float]
    values: Sequence[float]
    name: str
    def __init__(self, *, boundaries: Sequence[float], values: Sequence[float], name: str = ...) -> None: ...
class PolynomialDecay(Object):
    """A `LearningRateSchedule` that uses a polynomial decay schedule."""

    initial_learning_rate: float
    decay_steps: int
    end_learning_rate: float
    power: float
    cycle: bool
    name: str
    def __init__(self, *, initial_learning_rate: float, decay_steps: int, end_learning_rate: float = ..., power: float = ..., cycle: bool = ..., name: str = ...) -> None: ...
