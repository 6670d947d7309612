"""The initializers of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class Constant(Object):
    """Initializer that generates tensors with constant values."""

    value: float
    def __init__(self, *, value: float = ...) -> None: ...
class GlorotNormal(Object):
    """The Glorot normal initializer, also called Xavier normal initializer."""

    seed: int | None
    input_axes: Sequence[int] | None
    output_axes: Sequence[int] | None
    def __init__(self, *, seed: int | None = ..., input_axes: Sequence[int] | None = ..., output_axes: Sequence[int] | None = ...) -> None: ...
class GlorotUniform(Object):
    """The Glorot uniform initializer, also called Xavier uniform initializer."""

    seed: int | None
    input_axes: Sequence[int] | None
    output_axes: Sequence[int] | None
    def __init__(self, *, seed: int | None = ..., input_axes: Sequence[int] | None = ..., output_axes: Sequence[int] | None = ...) -> None: ...
class HeNormal(Object):
    """He normal initializer."""

    seed: int | None
    input_axes: Sequence[int] | None
    output_axes: Sequence[int] | None
    def __init__(self, *, seed: int | None = ..., input_axes: Sequence[int] | None = ..., output_axes: Sequence[int] | None = ...) -> None: ...
class HeUniform(Object):
    """He uniform variance scaling initializer."""

    seed: int | None
    input_axes: Sequence[int] | None
    output_axes: Sequence[int] | None
    def __init__(self, *, seed: int | None = ..., input_axes: Sequence[int] | None = ..., output_axes: Sequence[int] | None = ...) -> None: ...
class Identity(Object):
    """Initializer that generates the identity matrix."""

    gain: float
    def __init__(self, *, gain: float = ...) -> None: ...

IdentityInitializer = Identity
class LecunNormal(Object):
    """Lecun normal initializer."""

    seed: int | None
    input_axes: Sequence[int] | None
    output_axes: Sequence[int] | None
    def __init__(self, *, seed: int | None = ..., input_axes: Sequence[int] | None = ..., output_axes: Sequence[int] | None = ...) -> None: ...
class LecunUniform(Object):
    """Lecun uniform initializer."""

    seed: int | None
    input_axes: Sequence[int] | None
    output_axes: Sequence[int] | None
    def __init__(self, *, seed: int | None = ..., input_axes: Sequence[int] | None = ..., output_axes: Sequence[int] | None = ...) -> None: ...
class Ones(Object):
    """Initializer that generates tensors initialized to 1."""

    def __init__(self) -> None: ...
class Orthogonal(Object):
    """Initializer that generates an orthogonal matrix."""

    gain: float
    seed: int | None
    def __init__(self, *, gain: float = ..., seed: int | None = ...) -> None: ...

OrthogonalInitializer = Orthogonal
class RandomNormal(Object):
    """Random normal initializer."""

    mean: float
    stddev: float
    seed: int | None
    def __init__(self, *, mean: float = ..., stddev: float = ..., seed: int | None = ...) -> None: ...
class RandomUniform(Object):
    """Random uniform initializer."""

    minval: float
    maxval: float
    seed: int | None
    def __init__(self, *, minval: float = ..., maxval: float = ..., seed: int | None = ...) -> None: ...
class STFT(Object):
    """Initializer of Conv kernels for Short-term Fourier Transformation (STFT)."""

    side: Literal["real", "imag"]
    window: str | Sequence[Any] | None
    scaling: Literal["density", "spectrum"] | None
    periodic: bool
    def __init__(self, *, side: Literal["real", "imag"] = ..., window: str | Sequence[Any] | None = ..., scaling: Literal["density", "spectrum"] | None = ..., periodic: bool = ...) -> None: ...

STFTInitializer = STFT
class TruncatedNormal(Object):
    """Initializer that generates a truncated normal distribution."""

    mean: float
    stddev: float
    seed: int | None
    def __init__(self, *, mean: float = ..., stddev: float = ..., seed: int | None = ...) -> None: ...
class VarianceScaling(Object):
    """Initializer that adapts its scale to the shape of its input tensors."""

    scale: float
    mode: Literal["fan_in", "fan_out", "fan_avg"]
    distribution: Literal["uniform", "truncated_normal", "untruncated_normal"]
    seed: int | None
    input_axes: Sequence[int] | None
    output_axes: Sequence[int] | None
    def __init__(self, *, scale: float = ..., mode: Literal["fan_in", "fan_out", "fan_avg"] = ..., distribution: Literal["uniform", "truncated_normal", "untruncated_normal"] = ..., seed: int | None = ..., input_axes: Sequence[int] | None = ..., output_axes: Sequence[int] | None = ...) -> None: ...
class Zeros(Object):
    """Initializer that generates tensors initialized to 0."""

    def __init__(self) -> None: ...
