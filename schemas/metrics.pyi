"""The metrics of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class AUC(Object):
    """Approximates the AUC (Area under the curve) of the ROC or PR curves."""

    num_thresholds: int
    curve: Literal["ROC", "PR"]
    summation_method: Literal["interpolation", "minoring", "majoring"]
    name: str | None
    dtype: _Written | None
    thresholds: Sequence[float] | None
    multi_label: bool
    num_labels: int | None
    label_weights: Sequence[float] | None
    from_logits: bool
    def __init__(self, *, num_thresholds: int = ..., curve: Literal["ROC", "PR"] = ..., summation_method: Literal["interpolation", "minoring", "majoring"] = ..., name: str | None = ..., dtype: _Written | None = ..., thresholds: Sequence[float] | None = ..., multi_label: bool = ..., num_labels: int | None = ..., label_weights: Sequence[float] | None = ..., from_logits: bool = ...) -> None: ...
class Accuracy(Object):
    """Calculates how often predictions equal labels."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class BinaryAccuracy(Object):
    """Calculates how often predictions match binary labels."""

    name: str
    dtype: _Written | None
    threshold: float
    def __init__(self, *, name: str = ..., dtype: _Written | None = ..., threshold: float = ...) -> None: ...
class BinaryCrossentropy(Object):
    """Computes the crossentropy metric between the labels and predictions."""

    name: str
    dtype: _Written | None
    from_logits: bool
    label_smoothing: float
    def __init__(self, *, name: str = ..., dtype: _Written | None = ..., from_logits: bool = ..., label_smoothing: float = ...) -> None: ...
class BinaryIoU(Object):
    """Computes the Intersection-Over-Union metric for class 0 and/or 1."""

    target_class_ids: Sequence[int]
    threshold: float
    name: str | None
    dtype: _Written | None
    def __init__(self, *, target_class_ids: Sequence[int] = ..., threshold: float = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class CategoricalAccuracy(Object):
    """Calculates how often predictions match one-hot labels."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class CategoricalCrossentropy(Object):
    """Computes the crossentropy metric between the labels and predictions."""

    name: str
    dtype: _Written | None
    from_logits: bool
    label_smoothing: float
    axis: int
    def __init__(self, *, name: str = ..., dtype: _Written | None = ..., from_logits: bool = ..., label_smoothing: float = ..., axis: int = ...) -> None: ...
class CategoricalHinge(Object):
    """Computes the categorical hinge metric between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class ConcordanceCorrelation(Object):
    """Calculates the Concordance Correlation Coefficient (CCC)."""

    name: str
    dtype: _Written | None
    axis: int | Sequence[int]
    def __init__(self, *, name: str = ..., dtype: _Written | None = ..., axis: int | Sequence[int] = ...) -> None: ...
class CosineSimilarity(Object):
    """Computes the cosine similarity between the labels and predictions."""

    name: str
    dtype: _Written | None
    axis: int
    def __init__(self, *, name: str = ..., dtype: _Written | None = ..., axis: int = ...) -> None: ...
class F1Score(Object):
    """Computes F-1 Score."""

    average: Literal["micro", "macro", "weighted"] | None
    threshold: float | None
    name: str
    dtype: _Written | None
    def __init__(self, *, average: Literal["micro", "macro", "weighted"] | None = ..., threshold: float | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class FBetaScore(Object):
    """Computes F-Beta score."""

    average: Literal["micro", "macro", "weighted"] | None
    beta: float
    threshold: float | None
    name: str
    dtype: _Written | None
    def __init__(self, *, average: Literal["micro", "macro", "weighted"] | None = ..., beta: float = ..., threshold: float | None = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class FalseNegatives(Object):
    """Calculates the number of false negatives."""

    thresholds: float | Sequence[float] | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, thresholds: float | Sequence[float] | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class FalsePositives(Object):
    """Calculates the number of false positives."""

    thresholds: float | Sequence[float] | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, thresholds: float | Sequence[float] | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class Hinge(Object):
    """Computes the hinge metric between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class IoU(Object):
    """Computes the Intersection-Over-Union metric for specific target classes."""

    num_classes: int
    target_class_ids: Sequence[int]
    name: str | None
    dtype: _Written | None
    ignore_class: int | None
    sparse_y_true: bool
    sparse_y_pred: bool
    axis: int
    def __init__(self, *, num_classes: int, target_class_ids: Sequence[int], name: str | None = ..., dtype: _Written | None = ..., ignore_class: int | None = ..., sparse_y_true: bool = ..., sparse_y_pred: bool = ..., axis: int = ...) -> None: ...
class KLDivergence(Object):
    """Computes Kullback-Leibler divergence metric between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class LogCoshError(Object):
    """Computes the logarithm of the hyperbolic cosine of the prediction error."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class Mean(Object):
    """Compute the (weighted) mean of the given values."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanAbsoluteError(Object):
    """Computes the mean absolute error between the labels and predictions."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanAbsolutePercentageError(Object):
    """Computes mean absolute percentage error between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanIoU(Object):
    """Computes the mean Intersection-Over-Union metric."""

    num_classes: int
    name: str | None
    dtype: _Written | None
    ignore_class: int | None
    sparse_y_true: bool
    sparse_y_pred: bool
    axis: int
    def __init__(self, *, num_classes: int, name: str | None = ..., dtype: _Written | None = ..., ignore_class: int | None = ..., sparse_y_true: bool = ..., sparse_y_pred: bool = ..., axis: int = ...) -> None: ...
class MeanSquaredError(Object):
    """Computes the mean squared error between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class MeanSquaredLogarithmicError(Object):
    """Computes mean squared logarithmic error between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class OneHotIoU(Object):
    """Computes the Intersection-Over-Union metric for one-hot encoded labels."""

    num_classes: int
    target_class_ids: Sequence[int]
    name: str | None
    dtype: _Written | None
    ignore_class: int | None
    sparse_y_pred: bool
    axis: int
    def __init__(self, *, num_classes: int, target_class_ids: Sequence[int], name: str | None = ..., dtype: _Written | None = ..., ignore_class: int | None = ..., sparse_y_pred: bool = ..., axis: int = ...) -> None: ...
class OneHotMeanIoU(Object):
    """Computes mean Intersection-Over-Union metric for one-hot encoded labels."""

    num_classes: int
    name: str | None
    dtype: _Written | None
    ignore_class: int | None
    sparse_y_pred: bool
    axis: int
    def __init__(self, *, num_classes: int, name: str | None = ..., dtype: _Written | None = ..., ignore_class: int | None = ..., sparse_y_pred: bool = ..., axis: int = ...) -> None: ...
class PearsonCorrelation(Object):
    """Calculates the Pearson Correlation Coefficient (PCC)."""

    name: str
    dtype: _Written | None
    axis: int | Sequence[int]
    def __init__(self, *, name: str = ..., dtype: _Written | None = ..., axis: int | Sequence[int] = ...) -> None: ...
class Poisson(Object):
    """Computes the Poisson metric between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class Precision(Object):
    """Computes the precision of the predictions with respect to the labels."""

    thresholds: float | Sequence[float] | None
    top_k: int | None
    class_id: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, thresholds: float | Sequence[float] | None = ..., top_k: int | None = ..., class_id: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class PrecisionAtRecall(Object):
    """Computes best precision where recall is >= specified value."""

    recall: float
    num_thresholds: int
    class_id: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, recall: float, num_thresholds: int = ..., class_id: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class R2Score(Object):
    """Computes R2 score."""

    class_aggregation: Literal["uniform_average", "variance_weighted_average"] | None
    num_regressors: int
    name: str
    dtype: _Written | None
    def __init__(self, *, class_aggregation: Literal["uniform_average", "variance_weighted_average"] | None = ..., num_regressors: int = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class Recall(Object):
    """Computes the recall of the predictions with respect to the labels."""

    thresholds: float | Sequence[float] | None
    top_k: int | None
    class_id: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, thresholds: float | Sequence[float] | None = ..., top_k: int | None = ..., class_id: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class RecallAtPrecision(Object):
    """Computes best recall where precision is >= specified value."""

    precision: float
    num_thresholds: int
    class_id: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, precision: float, num_thresholds: int = ..., class_id: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class RootMeanSquaredError(Object):
    """Computes root mean squared error metric between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class SensitivityAtSpecificity(Object):
    """Computes best sensitivity where specificity is >= specified value."""

    specificity: float
    num_thresholds: int
    class_id: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, specificity: float, num_thresholds: int = ..., class_id: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class SparseCategoricalAccuracy(Object):
    """Calculates how often predictions match integer labels."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class SparseCategoricalCrossentropy(Object):
    """Computes the crossentropy metric between the labels and predictions."""

    name: str
    dtype: _Written | None
    from_logits: bool
    ignore_class: int | None
    axis: int
    def __init__(self, *, name: str = ..., dtype: _Written | None = ..., from_logits: bool = ..., ignore_class: int | None = ..., axis: int = ...) -> None: ...
class SparseTopKCategoricalAccuracy(Object):
    """Computes how often integer targets are in the top `K` predictions."""

    k: int
    name: str
    dtype: _Written | None
    from_sorted_ids: bool
    def __init__(self, *, k: int = ..., name: str = ..., dtype: _Written | None = ..., from_sorted_ids: bool = ...) -> None: ...
class SpecificityAtSensitivity(Object):
    """Computes best specificity where sensitivity is >= specified value."""

    sensitivity: float
    num_thresholds: int
    class_id: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, sensitivity: float, num_thresholds: int = ..., class_id: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class SquaredHinge(Object):
    """Computes the hinge metric between `y_true` and `y_pred`."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class Sum(Object):
    """Compute the (weighted) sum of the given values."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
class TopKCategoricalAccuracy(Object):
    """Computes how often targets are in the top `K` predictions."""

    k: int
    name: str
    dtype: _Written | None
    def __init__(self, *, k: int = ..., name: str = ..., dtype: _Written | None = ...) -> None: ...
class TrueNegatives(Object):
    """Calculates the number of true negatives."""

    thresholds: float | Sequence[float] | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, thresholds: float | Sequence[float] | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class TruePositives(Object):
    """Calculates the number of true positives."""

    thresholds: float | Sequence[float] | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, thresholds: float | Sequence[float] | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class WholeSequenceAccuracy(Object):
    """The share of sequences that are right at every step, such as words right to the last letter."""

    name: str
    dtype: _Written | None
    def __init__(self, *, name: str = ..., dtype: _Written | None = ...) -> None: ...
