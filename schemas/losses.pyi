"""The losses of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class BinaryCrossentropy(Object):
    """Computes the cross-entropy loss between true labels and predicted labels."""

    from_logits: bool
    label_smoothing: float
    axis: int
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, from_logits: bool = ..., label_smoothing: float = ..., axis: int = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class BinaryFocalCrossentropy(Object):
    """Computes focal cross-entropy loss between true labels and predictions."""

    apply_class_balancing: bool
    alpha: float
    gamma: float
    from_logits: bool
    label_smoothing: float
    axis: int
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, apply_class_balancing: bool = ..., alpha: float = ..., gamma: float = ..., from_logits: bool = ..., label_smoothing: float = ..., axis: int = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class CTC(Object):
    """CTC (Connectionist Temporal Classification) loss."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class CategoricalCrossentropy(Object):
    """Computes the crossentropy loss between the labels and predictions."""

    from_logits: bool
    label_smoothing: float
    axis: int
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, from_logits: bool = ..., label_smoothing: float = ..., axis: int = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class CategoricalFocalCrossentropy(Object):
    """Computes the alpha balanced focal crossentropy loss."""

    alpha: float | Sequence[float]
    gamma: float
    from_logits: bool
    label_smoothing: float
    axis: int
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, alpha: float | Sequence[float] = ..., gamma: float = ..., from_logits: bool = ..., label_smoothing: float = ..., axis: int = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class CategoricalGeneralizedCrossEntropy(Object):
    """Computes the Generalized Cross Entropy loss between `y_true` & `y_pred`."""

    q: float
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, q: float = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class CategoricalHinge(Object):
    """Computes the categorical hinge loss between `y_true` & `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class Circle(Object):
    """Computes Circle Loss between integer labels and L2-normalized embeddings."""

    gamma: float
    margin: float
    remove_diagonal: bool
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, gamma: float = ..., margin: float = ..., remove_diagonal: bool = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class CosineSimilarity(Object):
    """Computes the cosine similarity between `y_true` & `y_pred`."""

    axis: int
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, axis: int = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class Dice(Object):
    """Computes the Dice loss value between `y_true` and `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    axis: Sequence[int] | None
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., axis: Sequence[int] | None = ..., dtype: _Written | None = ...) -> None: ...
class Hinge(Object):
    """Computes the hinge loss between `y_true` & `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class Huber(Object):
    """Computes the Huber loss between `y_true` & `y_pred`."""

    delta: float
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, delta: float = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class KLDivergence(Object):
    """Computes Kullback-Leibler divergence loss between `y_true` & `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class LogCosh(Object):
    """Computes the logarithm of the hyperbolic cosine of the prediction error."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanAbsoluteError(Object):
    """Computes the mean of absolute difference between labels and predictions."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanAbsolutePercentageError(Object):
    """Computes the mean absolute percentage error between `y_true` & `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanSquaredError(Object):
    """Computes the mean of squares of errors between labels and predictions."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanSquaredLogarithmicError(Object):
    """Computes the mean squared logarithmic error between `y_true` & `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class Poisson(Object):
    """Computes the Poisson loss between `y_true` & `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class SparseCategoricalCrossentropy(Object):
    """Computes the crossentropy loss between the labels and predictions."""

    from_logits: bool
    ignore_class: int | None
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    axis: int
    name: str
    dtype: _Written | None
    def __init__(self, *, from_logits: bool = ..., ignore_class: int | None = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., axis: int = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class SquaredHinge(Object):
    """Computes the squared hinge loss between `y_true` & `y_pred`."""

    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    dtype: _Written | None
    def __init__(self, *, reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class Tversky(Object):
    """Computes the Tversky loss value between `y_true` and `y_pred`."""

    alpha: float
    beta: float
    reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None
    name: str
    axis: Sequence[int] | None
    dtype: _Written | None
    def __init__(self, *, alpha: float = ..., beta: float = ..., reduction: Literal["sum", "sum_over_batch_size", "mean", "mean_with_sample_weight", "none"] | None = ..., name: str = ..., axis: Sequence[int] | None = ..., dtype: _Written | None = ...) -> None: ...
