"""The activations of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class celu(Object):
    """Continuously Differentiable Exponential Linear Unit."""

    alpha: float
    def __init__(self, *, alpha: float = ...) -> None: ...
class elu(Object):
    """Exponential Linear Unit."""

    alpha: float
    def __init__(self, *, alpha: float = ...) -> None: ...
class exponential(Object):
    """Exponential activation function."""

    def __init__(self) -> None: ...
class gelu(Object):
    """Gaussian error linear unit (GELU) activation function."""

    approximate: bool
    def __init__(self, *, approximate: bool = ...) -> None: ...
class glu(Object):
    """Gated Linear Unit (GLU) activation function."""

    axis: int
    def __init__(self, *, axis: int = ...) -> None: ...
class hard_shrink(Object):
    """Hard Shrink activation function."""

    threshold: float
    def __init__(self, *, threshold: float = ...) -> None: ...
class hard_sigmoid(Object):
    """Hard sigmoid activation function."""

    def __init__(self) -> None: ...
class hard_silu(Object):
    """Hard SiLU activation function, also known as Hard Swish."""

    def __init__(self) -> None: ...
class hard_tanh(Object):
    """HardTanh activation function."""

    def __init__(self) -> None: ...
class leaky_relu(Object):
    """Leaky relu activation function."""

    negative_slope: float
    def __init__(self, *, negative_slope: float = ...) -> None: ...
class linear(Object):
    """Linear activation function (pass-through)."""

    def __init__(self) -> None: ...
class log_sigmoid(Object):
    """Logarithm of the sigmoid activation function."""

    def __init__(self) -> None: ...
class log_softmax(Object):
    """Log-Softmax activation function."""

    axis: int
    def __init__(self, *, axis: int = ...) -> None: ...
class mish(Object):
    """Mish activation function."""

    def __init__(self) -> None: ...
class relu(Object):
    """Applies the rectified linear unit activation function."""

    negative_slope: float
    max_value: float | None
    threshold: float
    def __init__(self, *, negative_slope: float = ..., max_value: float | None = ..., threshold: float = ...) -> None: ...
class relu6(Object):
    """Relu6 activation function."""

    def __init__(self) -> None: ...
class selu(Object):
    """Scaled Exponential Linear Unit (SELU)."""

    def __init__(self) -> None: ...
class sigmoid(Object):
    """Sigmoid activation function."""

    def __init__(self) -> None: ...
class silu(Object):
    """Swish (or Silu) activation function."""

    def __init__(self) -> None: ...
class soft_shrink(Object):
    """Soft Shrink activation function."""

    threshold: float
    def __init__(self, *, threshold: float = ...) -> None: ...
class softmax(Object):
    """Softmax converts a vector of values to a probability distribution."""

    axis: int
    def __init__(self, *, axis: int = ...) -> None: ...
class softplus(Object):
    """Softplus activation function."""

    def __init__(self) -> None: ...
class softsign(Object):
    """Softsign activation function."""

    def __init__(self) -> None: ...
class sparse_plus(Object):
    """SparsePlus activation function."""

    def __init__(self) -> None: ...
class sparse_sigmoid(Object):
    """Sparse sigmoid activation function."""

    def __init__(self) -> None: ...
class sparsemax(Object):
    """Sparsemax activation function."""

    axis: int
    def __init__(self, *, axis: int = ...) -> None: ...
class squareplus(Object):
    """Squareplus activation function."""

    b: float
    def __init__(self, *, b: float = ...) -> None: ...
class tanh(Object):
    """Hyperbolic tangent activation function."""

    def __init__(self) -> None: ...
class tanh_shrink(Object):
    """Tanh shrink activation function."""

    def __init__(self) -> None: ...
class threshold(Object):
    """Threshold activation function."""

    threshold: float
    default_value: float
    def __init__(self, *, threshold: float = ..., default_value: float = ...) -> None: ...
