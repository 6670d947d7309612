"""The layers of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

_Activation: TypeAlias = Literal["celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink", "threshold"] | _Written
_Cell: TypeAlias = _Written
_Constraint: TypeAlias = Literal["max_norm", "min_max_norm", "non_neg", "unit_norm"] | _Written
_Initializer: TypeAlias = Literal["glorot_normal", "glorot_uniform", "he_normal", "he_uniform", "identity", "lecun_normal", "lecun_uniform", "normal", "one", "ones", "orthogonal", "random_normal", "random_uniform", "stft", "truncated_normal", "uniform", "variance_scaling", "zero", "zeros"] | _Written
_Layer: TypeAlias = _Written
_Regularizer: TypeAlias = Literal["l1", "l1l2", "l2", "orthogonal_regularizer"] | _Written
class Activation(Object):
    """Applies an activation function to an output."""

    activation: _Activation
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activation: _Activation, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ActivityRegularization(Object):
    """Layer that applies an update to the cost function based input activity."""

    l1: float
    l2: float
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, l1: float = ..., l2: float = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AdaptiveAveragePooling1D(Object):
    """Adaptive average pooling operation for 1D temporal or spatial data."""

    output_size: int
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, output_size: int, data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AdaptiveAveragePooling2D(Object):
    """Adaptive average pooling operation for 2D spatial data."""

    output_size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, output_size: int | Sequence[int], data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AdaptiveAveragePooling3D(Object):
    """Adaptive average pooling operation for 3D volumetric data."""

    output_size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, output_size: int | Sequence[int], data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AdaptiveMaxPooling1D(Object):
    """Adaptive max pooling operation for 1D temporal or spatial data."""

    output_size: int
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, output_size: int, data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AdaptiveMaxPooling2D(Object):
    """Adaptive max pooling operation for 2D spatial data."""

    output_size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, output_size: int | Sequence[int], data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AdaptiveMaxPooling3D(Object):
    """Adaptive max pooling operation for 3D volumetric data."""

    output_size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, output_size: int | Sequence[int], data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Add(Object):
    """Performs elementwise addition operation."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AdditiveAttention(Object):
    """Additive attention layer, a.k.a. Bahdanau-style attention."""

    use_scale: bool
    dropout: float
    score_mode: Literal["dot", "concat"]
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, use_scale: bool = ..., dropout: float = ..., score_mode: Literal["dot", "concat"] = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AlphaDropout(Object):
    """Applies Alpha Dropout to the input."""

    rate: float
    noise_shape: Sequence[int | None] | None
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, rate: float, noise_shape: Sequence[int | None] | None = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Apply(Object):
    """Applies a formula to its input, in place of a Lambda layer, which holds Python code."""

    expression: str
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, expression: str, seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Attention(Object):
    """Dot-product attention layer, a.k.a. Luong-style attention."""

    use_scale: bool
    score_mode: Literal["dot", "concat"]
    dropout: float
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, use_scale: bool = ..., score_mode: Literal["dot", "concat"] = ..., dropout: float = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AugMix(Object):
    """Performs the AugMix data augmentation technique."""

    value_range: Sequence[float]
    num_chains: int
    chain_depth: int
    factor: float | Sequence[float]
    alpha: float
    all_ops: bool
    interpolation: Literal["nearest", "bilinear"]
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, value_range: Sequence[float] = ..., num_chains: int = ..., chain_depth: int = ..., factor: float | Sequence[float] = ..., alpha: float = ..., all_ops: bool = ..., interpolation: Literal["nearest", "bilinear"] = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AutoContrast(Object):
    """Performs the auto-contrast operation on an image."""

    value_range: Sequence[float]
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, value_range: Sequence[float] = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Average(Object):
    """Averages a list of inputs element-wise.."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class AveragePooling1D(Object):
    """Average pooling for temporal data."""

    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    name: str | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, pool_size: int | Sequence[int], strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., name: str | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

AvgPool1D = AveragePooling1D
class AveragePooling2D(Object):
    """Average pooling operation for 2D spatial data."""

    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    name: str | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, pool_size: int | Sequence[int], strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., name: str | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

AvgPool2D = AveragePooling2D
class AveragePooling3D(Object):
    """Average pooling operation for 3D data (spatial or spatio-temporal)."""

    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    name: str | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, pool_size: int | Sequence[int], strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., name: str | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

AvgPool3D = AveragePooling3D
class BatchNormalization(Object):
    """Layer that normalizes its inputs."""

    axis: int
    momentum: float
    epsilon: float
    center: bool
    scale: bool
    beta_initializer: _Initializer
    gamma_initializer: _Initializer
    moving_mean_initializer: _Initializer
    moving_variance_initializer: _Initializer
    beta_regularizer: _Regularizer | None
    gamma_regularizer: _Regularizer | None
    beta_constraint: _Constraint | None
    gamma_constraint: _Constraint | None
    renorm: bool
    renorm_clipping: Mapping[str, float] | None
    renorm_momentum: float
    synchronized: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axis: int = ..., momentum: float = ..., epsilon: float = ..., center: bool = ..., scale: bool = ..., beta_initializer: _Initializer = ..., gamma_initializer: _Initializer = ..., moving_mean_initializer: _Initializer = ..., moving_variance_initializer: _Initializer = ..., beta_regularizer: _Regularizer | None = ..., gamma_regularizer: _Regularizer | None = ..., beta_constraint: _Constraint | None = ..., gamma_constraint: _Constraint | None = ..., renorm: bool = ..., renorm_clipping: Mapping[str, float] | None = ..., renorm_momentum: float = ..., synchronized: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Bidirectional(Object):
    """Bidirectional wrapper for RNNs."""

    layer: _Layer
    merge_mode: Literal["sum", "mul", "ave", "concat"] | None
    weights: Sequence[Sequence[Any]] | None
    backward_layer: _Layer | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, layer: _Layer, merge_mode: Literal["sum", "mul", "ave", "concat"] | None = ..., weights: Sequence[Sequence[Any]] | None = ..., backward_layer: _Layer | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class CategoryEncoding(Object):
    """A preprocessing layer which encodes integer features."""

    num_tokens: int
    output_mode: Literal["count", "one_hot", "multi_hot"]
    sparse: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, num_tokens: int, output_mode: Literal["count", "one_hot", "multi_hot"] = ..., sparse: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class CenterCrop(Object):
    """A preprocessing layer which crops images."""

    height: int
    width: int
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, height: int, width: int, data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Concatenate(Object):
    """Concatenates a list of inputs."""

    axis: int
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axis: int = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ContrastLimitedAdaptiveHistogramEqualization(Object):
    """Contrast Limited Adaptive Histogram Equalization (CLAHE) layer."""

    value_range: Sequence[float]
    clip_limit: float
    tile_grid_size: Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    factor: float | Sequence[float] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, value_range: Sequence[float] = ..., clip_limit: float = ..., tile_grid_size: Sequence[int] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., factor: float | Sequence[float] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Conv1D(Object):
    """1D convolution layer (e.g. temporal convolution)."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same", "causal"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    groups: int
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    lora_rank: int | None
    lora_alpha: int | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same", "causal"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., groups: int = ..., activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., lora_rank: int | None = ..., lora_alpha: int | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

Convolution1D = Conv1D
class Conv1DTranspose(Object):
    """1D transposed convolution layer."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    output_padding: int | Sequence[int] | None
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., output_padding: int | Sequence[int] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

Convolution1DTranspose = Conv1DTranspose
class Conv2D(Object):
    """2D convolution layer."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    groups: int
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    lora_rank: int | None
    lora_alpha: int | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., groups: int = ..., activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., lora_rank: int | None = ..., lora_alpha: int | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

Convolution2D = Conv2D
class Conv2DTranspose(Object):
    """2D transposed convolution layer."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    output_padding: int | Sequence[int] | None
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., output_padding: int | Sequence[int] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

Convolution2DTranspose = Conv2DTranspose
class Conv3D(Object):
    """3D convolution layer."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    groups: int
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    lora_rank: int | None
    lora_alpha: int | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., groups: int = ..., activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., lora_rank: int | None = ..., lora_alpha: int | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

Convolution3D = Conv3D
class Conv3DTranspose(Object):
    """3D transposed convolution layer."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    output_padding: int | Sequence[int] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., output_padding: int | Sequence[int] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

Convolution3DTranspose = Conv3DTranspose
class ConvLSTM1D(Object):
    """1D Convolutional LSTM."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    recurrent_activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    unit_forget_bias: bool
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    seed: int | None
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    unroll: bool
    zero_output_for_mask: bool
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., recurrent_activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., unit_forget_bias: bool = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., seed: int | None = ..., return_sequences: bool = ..., return_state: bool = ..., go_backwards: bool = ..., stateful: bool = ..., unroll: bool = ..., zero_output_for_mask: bool = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ConvLSTM2D(Object):
    """2D Convolutional LSTM."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    recurrent_activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    unit_forget_bias: bool
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    seed: int | None
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    unroll: bool
    zero_output_for_mask: bool
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., recurrent_activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., unit_forget_bias: bool = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., seed: int | None = ..., return_sequences: bool = ..., return_state: bool = ..., go_backwards: bool = ..., stateful: bool = ..., unroll: bool = ..., zero_output_for_mask: bool = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ConvLSTM3D(Object):
    """3D Convolutional LSTM."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    recurrent_activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    unit_forget_bias: bool
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    seed: int | None
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    unroll: bool
    zero_output_for_mask: bool
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., recurrent_activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., unit_forget_bias: bool = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., seed: int | None = ..., return_sequences: bool = ..., return_state: bool = ..., go_backwards: bool = ..., stateful: bool = ..., unroll: bool = ..., zero_output_for_mask: bool = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Cropping1D(Object):
    """Cropping layer for 1D input (e.g. temporal sequence)."""

    cropping: int | Sequence[int]
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, cropping: int | Sequence[int] = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Cropping2D(Object):
    """Cropping layer for 2D input (e.g. picture)."""

    cropping: int | Sequence[int] | Sequence[Sequence[int]]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, cropping: int | Sequence[int] | Sequence[Sequence[int]] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Cropping3D(Object):
    """Cropping layer for 3D data (e.g. spatial or spatio-temporal)."""

    cropping: int | Sequence[int] | Sequence[Sequence[int]]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, cropping: int | Sequence[int] | Sequence[Sequence[int]] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class CutMix(Object):
    """CutMix data augmentation technique."""

    factor: float | Sequence[float]
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float] = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Dense(Object):
    """Just your regular densely-connected NN layer."""

    units: int
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    lora_rank: int | None
    lora_alpha: int | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., lora_rank: int | None = ..., lora_alpha: int | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class DepthwiseConv1D(Object):
    """1D depthwise convolution layer."""

    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    depth_multiplier: int
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    use_bias: bool
    depthwise_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    depthwise_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    depthwise_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., depth_multiplier: int = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., use_bias: bool = ..., depthwise_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., depthwise_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., depthwise_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...
class DepthwiseConv2D(Object):
    """2D depthwise convolution layer."""

    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    depth_multiplier: int
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    activation: _Activation | None
    use_bias: bool
    depthwise_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    depthwise_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    depthwise_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., depth_multiplier: int = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., activation: _Activation | None = ..., use_bias: bool = ..., depthwise_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., depthwise_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., depthwise_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...
class Discretization(Object):
    """A preprocessing layer which buckets continuous features by ranges."""

    bin_boundaries: Sequence[float] | None
    num_bins: int | None
    epsilon: float
    output_mode: Literal["int", "one_hot", "multi_hot", "count"]
    sparse: bool
    dtype: _Written | None
    name: str | None
    def __init__(self, *, bin_boundaries: Sequence[float] | None = ..., num_bins: int | None = ..., epsilon: float = ..., output_mode: Literal["int", "one_hot", "multi_hot", "count"] = ..., sparse: bool = ..., dtype: _Written | None = ..., name: str | None = ...) -> None: ...
class Dot(Object):
    """Computes element-wise dot product of two tensors."""

    axes: int | Sequence[int]
    normalize: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axes: int | Sequence[int], normalize: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Dropout(Object):
    """Applies dropout to the input."""

    rate: float
    noise_shape: Sequence[int | None] | None
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, rate: float, noise_shape: Sequence[int | None] | None = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ELU(Object):
    """Applies an Exponential Linear Unit function to an output."""

    alpha: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, alpha: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class EinsumDense(Object):
    """A layer that uses `einsum` as the backing computation."""

    equation: str
    output_shape: int | Sequence[int | None]
    activation: _Activation | None
    bias_axes: str | None
    kernel_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    lora_rank: int | None
    lora_alpha: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, equation: str, output_shape: int | Sequence[int | None], activation: _Activation | None = ..., bias_axes: str | None = ..., kernel_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., lora_rank: int | None = ..., lora_alpha: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Embedding(Object):
    """Turns nonnegative integers (indexes) into dense vectors of fixed size."""

    input_dim: int
    output_dim: int
    embeddings_initializer: _Initializer
    embeddings_regularizer: _Regularizer | None
    embeddings_constraint: _Constraint | None
    mask_zero: bool
    weights: Sequence[Any] | None
    lora_rank: int | None
    lora_alpha: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, input_dim: int, output_dim: int, embeddings_initializer: _Initializer = ..., embeddings_regularizer: _Regularizer | None = ..., embeddings_constraint: _Constraint | None = ..., mask_zero: bool = ..., weights: Sequence[Any] | None = ..., lora_rank: int | None = ..., lora_alpha: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Equalization(Object):
    """Preprocessing layer for histogram equalization on image channels."""

    value_range: Sequence[float]
    bins: int
    data_format: Literal["channels_last", "channels_first"] | None
    factor: float | Sequence[float] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, value_range: Sequence[float] = ..., bins: int = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., factor: float | Sequence[float] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Flatten(Object):
    """Flattens the input. Does not affect the batch size."""

    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class FlaxLayer(Object):
    """Keras Layer that wraps a [Flax](https://flax.readthedocs.io) module."""

    module: Any
    method: str | _Written | None
    variables: Mapping[str, Any] | None
    seed: int | None
    native_serialization_platforms: Sequence[str] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, module: Any, method: str | _Written | None = ..., variables: Mapping[str, Any] | None = ..., seed: int | None = ..., native_serialization_platforms: Sequence[str] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class GRU(Object):
    """Gated Recurrent Unit - Cho et al. 2014."""

    units: int
    activation: _Activation | None
    recurrent_activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    seed: int | None
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    unroll: bool
    reset_after: bool
    use_cudnn: Literal["auto"] | bool
    zero_output_for_mask: bool
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, activation: _Activation | None = ..., recurrent_activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., seed: int | None = ..., return_sequences: bool = ..., return_state: bool = ..., go_backwards: bool = ..., stateful: bool = ..., unroll: bool = ..., reset_after: bool = ..., use_cudnn: Literal["auto"] | bool = ..., zero_output_for_mask: bool = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class GRUCell(Object):
    """Cell class for the GRU layer."""

    units: int
    activation: _Activation | None
    recurrent_activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    reset_after: bool
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, activation: _Activation | None = ..., recurrent_activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., reset_after: bool = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class GaussianDropout(Object):
    """Apply multiplicative 1-centered Gaussian noise."""

    rate: float
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, rate: float, seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class GaussianNoise(Object):
    """Apply additive zero-centered Gaussian noise."""

    stddev: float
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, stddev: float, seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class GlobalAveragePooling1D(Object):
    """Global average pooling operation for temporal data."""

    data_format: Literal["channels_last", "channels_first"] | None
    keepdims: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, data_format: Literal["channels_last", "channels_first"] | None = ..., keepdims: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

GlobalAvgPool1D = GlobalAveragePooling1D
class GlobalAveragePooling2D(Object):
    """Global average pooling operation for 2D data."""

    data_format: Literal["channels_last", "channels_first"] | None
    keepdims: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, data_format: Literal["channels_last", "channels_first"] | None = ..., keepdims: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

GlobalAvgPool2D = GlobalAveragePooling2D
class GlobalAveragePooling3D(Object):
    """Global average pooling operation for 3D data."""

    data_format: Literal["channels_last", "channels_first"] | None
    keepdims: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, data_format: Literal["channels_last", "channels_first"] | None = ..., keepdims: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

GlobalAvgPool3D = GlobalAveragePooling3D
class GlobalMaxPooling1D(Object):
    """Global max pooling operation for temporal data."""

    data_format: Literal["channels_last", "channels_first"] | None
    keepdims: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, data_format: Literal["channels_last", "channels_first"] | None = ..., keepdims: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

GlobalMaxPool1D = GlobalMaxPooling1D
class GlobalMaxPooling2D(Object):
    """Global max pooling operation for 2D data."""

    data_format: Literal["channels_last", "channels_first"] | None
    keepdims: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, data_format: Literal["channels_last", "channels_first"] | None = ..., keepdims: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

GlobalMaxPool2D = GlobalMaxPooling2D
class GlobalMaxPooling3D(Object):
    """Global max pooling operation for 3D data."""

    data_format: Literal["channels_last", "channels_first"] | None
    keepdims: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, data_format: Literal["channels_last", "channels_first"] | None = ..., keepdims: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...

GlobalMaxPool3D = GlobalMaxPooling3D
class GroupNormalization(Object):
    """Group normalization layer."""

    groups: int
    axis: int | Sequence[int]
    epsilon: float
    center: bool
    scale: bool
    beta_initializer: _Initializer
    gamma_initializer: _Initializer
    beta_regularizer: _Regularizer | None
    gamma_regularizer: _Regularizer | None
    beta_constraint: _Constraint | None
    gamma_constraint: _Constraint | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, groups: int = ..., axis: int | Sequence[int] = ..., epsilon: float = ..., center: bool = ..., scale: bool = ..., beta_initializer: _Initializer = ..., gamma_initializer: _Initializer = ..., beta_regularizer: _Regularizer | None = ..., gamma_regularizer: _Regularizer | None = ..., beta_constraint: _Constraint | None = ..., gamma_constraint: _Constraint | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class GroupQueryAttention(Object):
    """Grouped Query Attention layer."""

    head_dim: int
    num_query_heads: int
    num_key_value_heads: int
    dropout: float
    use_bias: bool
    sliding_window: int | None
    flash_attention: bool | None
    kernel_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    use_gate: bool
    seed: int | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, head_dim: int, num_query_heads: int, num_key_value_heads: int, dropout: float = ..., use_bias: bool = ..., sliding_window: int | None = ..., flash_attention: bool | None = ..., kernel_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., use_gate: bool = ..., seed: int | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class HashedCrossing(Object):
    """A preprocessing layer which crosses features using the "hashing trick"."""

    num_bins: int
    output_mode: Literal["int", "one_hot"]
    sparse: bool
    name: str | None
    dtype: _Written | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    autocast: bool
    def __init__(self, *, num_bins: int, output_mode: Literal["int", "one_hot"] = ..., sparse: bool = ..., name: str | None = ..., dtype: _Written | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., autocast: bool = ...) -> None: ...
class Hashing(Object):
    """A preprocessing layer which hashes and bins categorical features."""

    num_bins: int
    mask_value: int | str | None
    salt: int | Sequence[int] | None
    output_mode: Literal["int", "one_hot", "multi_hot", "count"]
    sparse: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    autocast: bool
    name: str | None
    def __init__(self, *, num_bins: int, mask_value: int | str | None = ..., salt: int | Sequence[int] | None = ..., output_mode: Literal["int", "one_hot", "multi_hot", "count"] = ..., sparse: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Heaviside(Object):
    """The step function: 1 where its input is at least 0, and 0 elsewhere."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Identity(Object):
    """Identity layer."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Input(Object):
    """Used to instantiate a Keras tensor."""

    shape: Sequence[int | None] | None
    batch_size: int | None
    dtype: _Written | None
    sparse: bool | None
    ragged: bool | None
    batch_shape: Sequence[int | None] | None
    name: str | None
    optional: bool
    def __init__(self, *, shape: Sequence[int | None] | None = ..., batch_size: int | None = ..., dtype: _Written | None = ..., sparse: bool | None = ..., ragged: bool | None = ..., batch_shape: Sequence[int | None] | None = ..., name: str | None = ..., optional: bool = ...) -> None: ...

InputLayer = Input
class IntegerLookup(Object):
    """A preprocessing layer that maps integers to (possibly encoded) indices."""

    max_tokens: int | None
    num_oov_indices: int
    mask_token: int | None
    oov_token: int
    vocabulary: str | Sequence[int] | None
    vocabulary_dtype: Literal["int64"]
    idf_weights: Sequence[float] | None
    invert: bool
    output_mode: Literal["int", "one_hot", "multi_hot", "count", "tf_idf"]
    sparse: bool
    pad_to_max_tokens: bool
    oov_method: Literal["floormod", "farmhash"]
    salt: int | Sequence[int] | None
    name: str | None
    trainable: bool
    dtype: _Written | None
    def __init__(self, *, max_tokens: int | None = ..., num_oov_indices: int = ..., mask_token: int | None = ..., oov_token: int = ..., vocabulary: str | Sequence[int] | None = ..., vocabulary_dtype: Literal["int64"] = ..., idf_weights: Sequence[float] | None = ..., invert: bool = ..., output_mode: Literal["int", "one_hot", "multi_hot", "count", "tf_idf"] = ..., sparse: bool = ..., pad_to_max_tokens: bool = ..., oov_method: Literal["floormod", "farmhash"] = ..., salt: int | Sequence[int] | None = ..., name: str | None = ..., trainable: bool = ..., dtype: _Written | None = ...) -> None: ...
class JaxLayer(Object):
    """Keras Layer that wraps a JAX model."""

    call_fn: _Written
    init_fn: _Written | None
    params: Any
    state: Any
    seed: int | None
    native_serialization_platforms: Sequence[str] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, call_fn: _Written, init_fn: _Written | None = ..., params: Any = ..., state: Any = ..., seed: int | None = ..., native_serialization_platforms: Sequence[str] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class LSTM(Object):
    """Long Short-Term Memory layer - Hochreiter 1997."""

    units: int
    activation: _Activation | None
    recurrent_activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    unit_forget_bias: bool
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    seed: int | None
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    unroll: bool
    use_cudnn: Literal["auto"] | bool
    zero_output_for_mask: bool
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, activation: _Activation | None = ..., recurrent_activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., unit_forget_bias: bool = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., seed: int | None = ..., return_sequences: bool = ..., return_state: bool = ..., go_backwards: bool = ..., stateful: bool = ..., unroll: bool = ..., use_cudnn: Literal["auto"] | bool = ..., zero_output_for_mask: bool = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class LSTMCell(Object):
    """Cell class for the LSTM layer."""

    units: int
    activation: _Activation | None
    recurrent_activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    unit_forget_bias: bool
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, activation: _Activation | None = ..., recurrent_activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., unit_forget_bias: bool = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Lambda(Object):
    """Wraps arbitrary expressions as a `Layer` object."""

    function: _Written
    output_shape: Sequence[int | None] | _Written | None
    mask: _Written | Sequence[Any] | None
    arguments_: Mapping[str, Any] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, function: _Written, output_shape: Sequence[int | None] | _Written | None = ..., mask: _Written | Sequence[Any] | None = ..., arguments: Mapping[str, Any] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class LayerNormalization(Object):
    """Layer normalization layer (Ba et al., 2016)."""

    axis: int | Sequence[int]
    epsilon: float
    center: bool
    scale: bool
    beta_initializer: _Initializer
    gamma_initializer: _Initializer
    beta_regularizer: _Regularizer | None
    gamma_regularizer: _Regularizer | None
    beta_constraint: _Constraint | None
    gamma_constraint: _Constraint | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axis: int | Sequence[int] = ..., epsilon: float = ..., center: bool = ..., scale: bool = ..., beta_initializer: _Initializer = ..., gamma_initializer: _Initializer = ..., beta_regularizer: _Regularizer | None = ..., gamma_regularizer: _Regularizer | None = ..., beta_constraint: _Constraint | None = ..., gamma_constraint: _Constraint | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class LeakyReLU(Object):
    """Leaky version of a Rectified Linear Unit activation layer."""

    negative_slope: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, negative_slope: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Masking(Object):
    """Masks a sequence by using a mask value to skip timesteps."""

    mask_value: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, mask_value: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class MaxNumBoundingBoxes(Object):
    """Ensure the maximum number of bounding boxes."""

    max_number: int
    fill_value: int
    factor: float | Sequence[float] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, max_number: int, fill_value: int = ..., factor: float | Sequence[float] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class MaxPooling1D(Object):
    """Max pooling operation for 1D temporal data."""

    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    name: str | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, pool_size: int | Sequence[int] = ..., strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., name: str | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

MaxPool1D = MaxPooling1D
class MaxPooling2D(Object):
    """Max pooling operation for 2D spatial data."""

    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    name: str | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, pool_size: int | Sequence[int] = ..., strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., name: str | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

MaxPool2D = MaxPooling2D
class MaxPooling3D(Object):
    """Max pooling operation for 3D data (spatial or spatio-temporal)."""

    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    name: str | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, pool_size: int | Sequence[int] = ..., strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., name: str | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

MaxPool3D = MaxPooling3D
class Maximum(Object):
    """Computes element-wise maximum on a list of inputs."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class MelSpectrogram(Object):
    """A preprocessing layer to convert raw audio signals to Mel spectrograms."""

    fft_length: int
    sequence_stride: int
    sequence_length: int | None
    window: Literal["hann", "hamming"] | Sequence[Any] | None
    sampling_rate: int
    num_mel_bins: int
    min_freq: float
    max_freq: float | None
    power_to_db: bool
    top_db: float
    mag_exp: float
    min_power: float
    ref_power: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, fft_length: int = ..., sequence_stride: int = ..., sequence_length: int | None = ..., window: Literal["hann", "hamming"] | Sequence[Any] | None = ..., sampling_rate: int = ..., num_mel_bins: int = ..., min_freq: float = ..., max_freq: float | None = ..., power_to_db: bool = ..., top_db: float = ..., mag_exp: float = ..., min_power: float = ..., ref_power: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Minimum(Object):
    """Computes elementwise minimum on a list of inputs."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class MixUp(Object):
    """MixUp implements the MixUp data augmentation technique."""

    alpha: float
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    factor: float | Sequence[float] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, alpha: float = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., factor: float | Sequence[float] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class MultiHeadAttention(Object):
    """MultiHeadAttention layer."""

    num_heads: int
    key_dim: int
    value_dim: int | None
    dropout: float
    use_bias: bool
    output_shape: int | Sequence[int | None] | None
    attention_axes: int | Sequence[int] | None
    sliding_window: int | None
    flash_attention: bool | None
    kernel_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    use_gate: bool
    seed: int | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, num_heads: int, key_dim: int, value_dim: int | None = ..., dropout: float = ..., use_bias: bool = ..., output_shape: int | Sequence[int | None] | None = ..., attention_axes: int | Sequence[int] | None = ..., sliding_window: int | None = ..., flash_attention: bool | None = ..., kernel_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., use_gate: bool = ..., seed: int | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Multiply(Object):
    """Performs elementwise multiplication."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Normalization(Object):
    """A preprocessing layer that normalizes continuous features."""

    axis: int | Sequence[int] | None
    mean: float | Sequence[Any] | None
    variance: float | Sequence[Any] | None
    invert: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axis: int | Sequence[int] | None = ..., mean: float | Sequence[Any] | None = ..., variance: float | Sequence[Any] | None = ..., invert: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class PReLU(Object):
    """Parametric Rectified Linear Unit activation layer."""

    alpha_initializer: _Initializer
    alpha_regularizer: _Regularizer | None
    alpha_constraint: _Constraint | None
    shared_axes: int | Sequence[int] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, alpha_initializer: _Initializer = ..., alpha_regularizer: _Regularizer | None = ..., alpha_constraint: _Constraint | None = ..., shared_axes: int | Sequence[int] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Permute(Object):
    """Permutes the dimensions of the input according to a given pattern."""

    dims: Sequence[int]
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, dims: Sequence[int], activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Pipeline(Object):
    """Applies a series of layers to an input."""

    layers: Sequence[_Layer]
    name: str | None
    def __init__(self, *, layers: Sequence[_Layer], name: str | None = ...) -> None: ...
class PositionalEncoding(Object):
    """Adds to each step of a sequence a vector that tells its position, as attention does not know it."""

    max_wavelength: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, max_wavelength: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RMSNormalization(Object):
    """Root Mean Square (RMS) Normalization layer."""

    axis: int
    epsilon: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axis: int = ..., epsilon: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RNN(Object):
    """Base class for recurrent layers."""

    cell: _Cell | Sequence[_Cell]
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    unroll: bool
    zero_output_for_mask: bool
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, cell: _Cell | Sequence[_Cell], return_sequences: bool = ..., return_state: bool = ..., go_backwards: bool = ..., stateful: bool = ..., unroll: bool = ..., zero_output_for_mask: bool = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandAugment(Object):
    """RandAugment performs the Rand Augment operation on input images."""

    value_range: Sequence[float]
    num_ops: int
    factor: float | Sequence[float]
    interpolation: Literal["nearest", "bilinear"]
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, value_range: Sequence[float] = ..., num_ops: int = ..., factor: float | Sequence[float] = ..., interpolation: Literal["nearest", "bilinear"] = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomBrightness(Object):
    """A preprocessing layer which randomly adjusts brightness during training."""

    factor: float | Sequence[float]
    value_range: Sequence[float]
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float], value_range: Sequence[float] = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomColorDegeneration(Object):
    """Randomly performs the color degeneration operation on given images."""

    factor: float | Sequence[float]
    value_range: Sequence[float]
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float], value_range: Sequence[float] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomColorJitter(Object):
    """RandomColorJitter class randomly apply brightness, contrast, saturation     and hue image processing operation sequentially and randomly on the     input."""

    value_range: Sequence[float]
    brightness_factor: float | Sequence[float] | None
    contrast_factor: float | Sequence[float] | None
    saturation_factor: float | Sequence[float] | None
    hue_factor: float | Sequence[float] | None
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    factor: float | Sequence[float] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, value_range: Sequence[float] = ..., brightness_factor: float | Sequence[float] | None = ..., contrast_factor: float | Sequence[float] | None = ..., saturation_factor: float | Sequence[float] | None = ..., hue_factor: float | Sequence[float] | None = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., factor: float | Sequence[float] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomContrast(Object):
    """A preprocessing layer which randomly adjusts contrast during training."""

    factor: float | Sequence[float]
    value_range: Sequence[float]
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float], value_range: Sequence[float] = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomCrop(Object):
    """A preprocessing layer which randomly crops images during training."""

    height: int
    width: int
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    name: str | None
    factor: float | Sequence[float] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, height: int, width: int, seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., name: str | None = ..., factor: float | Sequence[float] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...
class RandomElasticTransform(Object):
    """A preprocessing layer that applies random elastic transformations."""

    factor: float | Sequence[float]
    scale: float | Sequence[float]
    interpolation: Literal["nearest", "bilinear"]
    fill_mode: Literal["constant", "mirror", "nearest", "reflect", "wrap"]
    fill_value: float
    value_range: Sequence[float]
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float] = ..., scale: float | Sequence[float] = ..., interpolation: Literal["nearest", "bilinear"] = ..., fill_mode: Literal["constant", "mirror", "nearest", "reflect", "wrap"] = ..., fill_value: float = ..., value_range: Sequence[float] = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomErasing(Object):
    """Random Erasing data augmentation technique."""

    factor: float | Sequence[float]
    scale: Sequence[float]
    fill_value: float | None
    value_range: Sequence[float]
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float] = ..., scale: Sequence[float] = ..., fill_value: float | None = ..., value_range: Sequence[float] = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomFlip(Object):
    """A preprocessing layer which randomly flips images during training."""

    mode: Literal["horizontal", "vertical", "horizontal_and_vertical"]
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, mode: Literal["horizontal", "vertical", "horizontal_and_vertical"] = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomGaussianBlur(Object):
    """Applies random Gaussian blur to images for data augmentation."""

    factor: float | Sequence[float]
    kernel_size: int
    sigma: float | Sequence[float]
    value_range: Sequence[float]
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float] = ..., kernel_size: int = ..., sigma: float | Sequence[float] = ..., value_range: Sequence[float] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomGrayscale(Object):
    """Preprocessing layer for random conversion of RGB images to grayscale."""

    factor: float
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomHue(Object):
    """Randomly adjusts the hue on given images."""

    factor: float | Sequence[float]
    value_range: Sequence[float]
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float], value_range: Sequence[float] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomInvert(Object):
    """Preprocessing layer for random inversion of image colors."""

    factor: float | Sequence[float]
    value_range: Sequence[float]
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float] = ..., value_range: Sequence[float] = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomPerspective(Object):
    """A preprocessing layer that applies random perspective transformations."""

    factor: float | Sequence[float]
    scale: float
    interpolation: Literal["nearest", "bilinear"]
    fill_value: float
    seed: int | None
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float] = ..., scale: float = ..., interpolation: Literal["nearest", "bilinear"] = ..., fill_value: float = ..., seed: int | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomPosterization(Object):
    """Reduces the number of bits for each color channel."""

    factor: int
    value_range: Sequence[float]
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: int, value_range: Sequence[float] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomRotation(Object):
    """A preprocessing layer which randomly rotates images during training."""

    factor: float | Sequence[float]
    fill_mode: Literal["reflect", "wrap", "constant", "nearest"]
    interpolation: Literal["nearest", "bilinear"]
    seed: int | None
    fill_value: float
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float], fill_mode: Literal["reflect", "wrap", "constant", "nearest"] = ..., interpolation: Literal["nearest", "bilinear"] = ..., seed: int | None = ..., fill_value: float = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomSaturation(Object):
    """Randomly adjusts the saturation on given images."""

    factor: float | Sequence[float]
    value_range: Sequence[float]
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float], value_range: Sequence[float] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomSharpness(Object):
    """Randomly performs the sharpness operation on given images."""

    factor: float | Sequence[float]
    value_range: Sequence[float]
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, factor: float | Sequence[float], value_range: Sequence[float] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomShear(Object):
    """A preprocessing layer that randomly applies shear transformations to     images."""

    x_factor: float | Sequence[float]
    y_factor: float | Sequence[float]
    interpolation: Literal["nearest", "bilinear"]
    fill_mode: Literal["reflect", "wrap", "constant", "nearest"]
    fill_value: float
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, x_factor: float | Sequence[float] = ..., y_factor: float | Sequence[float] = ..., interpolation: Literal["nearest", "bilinear"] = ..., fill_mode: Literal["reflect", "wrap", "constant", "nearest"] = ..., fill_value: float = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomTranslation(Object):
    """A preprocessing layer which randomly translates images during training."""

    height_factor: float | Sequence[float]
    width_factor: float | Sequence[float]
    fill_mode: Literal["reflect", "wrap", "constant", "nearest"]
    interpolation: Literal["nearest", "bilinear"]
    seed: int | None
    fill_value: float
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, height_factor: float | Sequence[float], width_factor: float | Sequence[float], fill_mode: Literal["reflect", "wrap", "constant", "nearest"] = ..., interpolation: Literal["nearest", "bilinear"] = ..., seed: int | None = ..., fill_value: float = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RandomZoom(Object):
    """A preprocessing layer which randomly zooms images during training."""

    height_factor: float | Sequence[float]
    width_factor: float | Sequence[float] | None
    fill_mode: Literal["reflect", "wrap", "constant", "nearest"]
    interpolation: Literal["nearest", "bilinear"]
    seed: int | None
    fill_value: float
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, height_factor: float | Sequence[float], width_factor: float | Sequence[float] | None = ..., fill_mode: Literal["reflect", "wrap", "constant", "nearest"] = ..., interpolation: Literal["nearest", "bilinear"] = ..., seed: int | None = ..., fill_value: float = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ReLU(Object):
    """Rectified Linear Unit activation function layer."""

    max_value: float | None
    negative_slope: float
    threshold: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, max_value: float | None = ..., negative_slope: float = ..., threshold: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RepeatVector(Object):
    """Repeats the input n times."""

    n: int
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, n: int, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Rescaling(Object):
    """A preprocessing layer which rescales input values to a new range."""

    scale: float
    offset: float
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, scale: float, offset: float = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Reshape(Object):
    """Layer that reshapes inputs into the given shape."""

    target_shape: Sequence[int | None]
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, target_shape: Sequence[int | None], activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Resizing(Object):
    """A preprocessing layer which resizes images."""

    height: int
    width: int
    interpolation: Literal["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"]
    crop_to_aspect_ratio: bool
    pad_to_aspect_ratio: bool
    fill_mode: Literal["constant"]
    fill_value: float
    antialias: bool
    data_format: Literal["channels_last", "channels_first"] | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, height: int, width: int, interpolation: Literal["bilinear", "nearest", "bicubic", "lanczos3", "lanczos5"] = ..., crop_to_aspect_ratio: bool = ..., pad_to_aspect_ratio: bool = ..., fill_mode: Literal["constant"] = ..., fill_value: float = ..., antialias: bool = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class RestrictedBoltzmannMachine(Object):
    """Binary units of two kinds, visible and hidden, with weights between the kinds and none within."""

    units: int
    chains: int | None
    kernel_initializer: _Initializer
    visible_initializer: _Initializer
    hidden_initializer: _Initializer
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, chains: int | None = ..., kernel_initializer: _Initializer = ..., visible_initializer: _Initializer = ..., hidden_initializer: _Initializer = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ReversibleEmbedding(Object):
    """An embedding layer which can project backwards to the input dim."""

    input_dim: int
    output_dim: int
    tie_weights: bool
    embeddings_initializer: _Initializer
    embeddings_regularizer: _Regularizer | None
    embeddings_constraint: _Constraint | None
    mask_zero: bool
    reverse_dtype: _Written | None
    logit_soft_cap: float | None
    lora_rank: int | None
    lora_alpha: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, input_dim: int, output_dim: int, tie_weights: bool = ..., embeddings_initializer: _Initializer = ..., embeddings_regularizer: _Regularizer | None = ..., embeddings_constraint: _Constraint | None = ..., mask_zero: bool = ..., reverse_dtype: _Written | None = ..., logit_soft_cap: float | None = ..., lora_rank: int | None = ..., lora_alpha: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class STFTSpectrogram(Object):
    """Layer to compute the Short-Time Fourier Transform (STFT) on a 1D signal."""

    mode: Literal["log", "magnitude", "psd", "real", "imag", "angle", "stft"]
    frame_length: int
    frame_step: int | None
    fft_length: int | None
    window: str | Sequence[Any]
    periodic: bool
    scaling: Literal["density", "spectrum"] | None
    padding: Literal["valid", "same"]
    expand_dims: bool
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, mode: Literal["log", "magnitude", "psd", "real", "imag", "angle", "stft"] = ..., frame_length: int = ..., frame_step: int | None = ..., fft_length: int | None = ..., window: str | Sequence[Any] = ..., periodic: bool = ..., scaling: Literal["density", "spectrum"] | None = ..., padding: Literal["valid", "same"] = ..., expand_dims: bool = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Sampling(Object):
    """Draws from normal distributions that are given by their means and the logarithms of their variances."""

    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class SeparableConv1D(Object):
    """1D separable convolution layer."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    depth_multiplier: int
    activation: _Activation | None
    use_bias: bool
    depthwise_initializer: _Initializer | None
    pointwise_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    depthwise_regularizer: _Regularizer | None
    pointwise_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    depthwise_constraint: _Constraint | None
    pointwise_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., depth_multiplier: int = ..., activation: _Activation | None = ..., use_bias: bool = ..., depthwise_initializer: _Initializer | None = ..., pointwise_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., depthwise_regularizer: _Regularizer | None = ..., pointwise_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., depthwise_constraint: _Constraint | None = ..., pointwise_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

SeparableConvolution1D = SeparableConv1D
class SeparableConv2D(Object):
    """2D separable convolution layer."""

    filters: int
    kernel_size: int | Sequence[int]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    depth_multiplier: int
    activation: _Activation | None
    use_bias: bool
    depthwise_initializer: _Initializer | None
    pointwise_initializer: _Initializer | None
    bias_initializer: _Initializer | None
    depthwise_regularizer: _Regularizer | None
    pointwise_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    depthwise_constraint: _Constraint | None
    pointwise_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, filters: int, kernel_size: int | Sequence[int], strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ..., depth_multiplier: int = ..., activation: _Activation | None = ..., use_bias: bool = ..., depthwise_initializer: _Initializer | None = ..., pointwise_initializer: _Initializer | None = ..., bias_initializer: _Initializer | None = ..., depthwise_regularizer: _Regularizer | None = ..., pointwise_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., depthwise_constraint: _Constraint | None = ..., pointwise_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...

SeparableConvolution2D = SeparableConv2D
class Sign(Object):
    """The sign of its input: -1 below 0, 0 at 0, and 1 above."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class SimpleRNN(Object):
    """Fully-connected RNN where the output is to be fed back as the new input."""

    units: int
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    activity_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    return_sequences: bool
    return_state: bool
    go_backwards: bool
    stateful: bool
    unroll: bool
    seed: int | None
    zero_output_for_mask: bool
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., activity_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., return_sequences: bool = ..., return_state: bool = ..., go_backwards: bool = ..., stateful: bool = ..., unroll: bool = ..., seed: int | None = ..., zero_output_for_mask: bool = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class SimpleRNNCell(Object):
    """Cell class for SimpleRNN."""

    units: int
    activation: _Activation | None
    use_bias: bool
    kernel_initializer: _Initializer
    recurrent_initializer: _Initializer
    bias_initializer: _Initializer
    kernel_regularizer: _Regularizer | None
    recurrent_regularizer: _Regularizer | None
    bias_regularizer: _Regularizer | None
    kernel_constraint: _Constraint | None
    recurrent_constraint: _Constraint | None
    bias_constraint: _Constraint | None
    dropout: float
    recurrent_dropout: float
    seed: int | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, units: int, activation: _Activation | None = ..., use_bias: bool = ..., kernel_initializer: _Initializer = ..., recurrent_initializer: _Initializer = ..., bias_initializer: _Initializer = ..., kernel_regularizer: _Regularizer | None = ..., recurrent_regularizer: _Regularizer | None = ..., bias_regularizer: _Regularizer | None = ..., kernel_constraint: _Constraint | None = ..., recurrent_constraint: _Constraint | None = ..., bias_constraint: _Constraint | None = ..., dropout: float = ..., recurrent_dropout: float = ..., seed: int | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Softmax(Object):
    """Softmax activation layer."""

    axis: int | Sequence[int]
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axis: int | Sequence[int] = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class Solarization(Object):
    """Applies `(max_value - pixel + min_value)` for each pixel in the image."""

    addition_factor: float | Sequence[float]
    threshold_factor: float | Sequence[float]
    value_range: Sequence[float]
    seed: int | None
    bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, addition_factor: float | Sequence[float] = ..., threshold_factor: float | Sequence[float] = ..., value_range: Sequence[float] = ..., seed: int | None = ..., bounding_box_format: Literal["xyxy", "yxyx", "xywh", "center_xywh", "center_yxhw", "rel_xyxy", "rel_yxyx", "rel_xywh", "rel_center_xywh"] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class SpatialDropout1D(Object):
    """Spatial 1D version of Dropout."""

    rate: float
    seed: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, rate: float, seed: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class SpatialDropout2D(Object):
    """Spatial 2D version of Dropout."""

    rate: float
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, rate: float, data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class SpatialDropout3D(Object):
    """Spatial 3D version of Dropout."""

    rate: float
    data_format: Literal["channels_last", "channels_first"] | None
    seed: int | None
    name: str | None
    dtype: _Written | None
    def __init__(self, *, rate: float, data_format: Literal["channels_last", "channels_first"] | None = ..., seed: int | None = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class SpectralNormalization(Object):
    """Performs spectral normalization on the weights of a target layer."""

    layer: _Layer
    power_iterations: int
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, layer: _Layer, power_iterations: int = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class StackedRNNCells(Object):
    """Wrapper allowing a stack of RNN cells to behave as a single cell."""

    cells: Sequence[_Cell]
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, cells: Sequence[_Cell], activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class StringLookup(Object):
    """A preprocessing layer that maps strings to (possibly encoded) indices."""

    max_tokens: int | None
    num_oov_indices: int
    mask_token: str | None
    oov_token: str
    vocabulary: str | Sequence[str] | None
    idf_weights: Sequence[float] | None
    invert: bool
    output_mode: Literal["int", "one_hot", "multi_hot", "count", "tf_idf"]
    pad_to_max_tokens: bool
    sparse: bool
    encoding: str
    name: str | None
    salt: int | Sequence[int] | None
    oov_method: Literal["floormod", "farmhash"]
    trainable: bool
    dtype: _Written | None
    def __init__(self, *, max_tokens: int | None = ..., num_oov_indices: int = ..., mask_token: str | None = ..., oov_token: str = ..., vocabulary: str | Sequence[str] | None = ..., idf_weights: Sequence[float] | None = ..., invert: bool = ..., output_mode: Literal["int", "one_hot", "multi_hot", "count", "tf_idf"] = ..., pad_to_max_tokens: bool = ..., sparse: bool = ..., encoding: str = ..., name: str | None = ..., salt: int | Sequence[int] | None = ..., oov_method: Literal["floormod", "farmhash"] = ..., trainable: bool = ..., dtype: _Written | None = ...) -> None: ...
class Subtract(Object):
    """Performs elementwise subtraction."""

    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class TFSMLayer(Object):
    """Reload a Keras model/layer that was saved via SavedModel / ExportArchive."""

    filepath: str
    call_endpoint: str
    call_training_endpoint: str | None
    trainable: bool
    name: str | None
    dtype: _Written | None
    def __init__(self, *, filepath: str, call_endpoint: str = ..., call_training_endpoint: str | None = ..., trainable: bool = ..., name: str | None = ..., dtype: _Written | None = ...) -> None: ...
class TextVectorization(Object):
    """A preprocessing layer which maps text features to integer sequences."""

    max_tokens: int | None
    standardize: Literal["lower_and_strip_punctuation", "lower", "strip_punctuation"] | _Written | None
    split: Literal["whitespace", "character"] | _Written | None
    ngrams: int | Sequence[int] | None
    output_mode: Literal["int", "one_hot", "multi_hot", "count", "tf_idf"]
    output_sequence_length: int | None
    pad_to_max_tokens: bool
    vocabulary: str | Sequence[str] | None
    idf_weights: Sequence[float] | None
    sparse: bool
    ragged: bool
    encoding: str
    name: str | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, max_tokens: int | None = ..., standardize: Literal["lower_and_strip_punctuation", "lower", "strip_punctuation"] | _Written | None = ..., split: Literal["whitespace", "character"] | _Written | None = ..., ngrams: int | Sequence[int] | None = ..., output_mode: Literal["int", "one_hot", "multi_hot", "count", "tf_idf"] = ..., output_sequence_length: int | None = ..., pad_to_max_tokens: bool = ..., vocabulary: str | Sequence[str] | None = ..., idf_weights: Sequence[float] | None = ..., sparse: bool = ..., ragged: bool = ..., encoding: str = ..., name: str | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...
class TimeDistributed(Object):
    """This wrapper allows to apply a layer to every temporal slice of an input."""

    layer: _Layer
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, layer: _Layer, activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class TorchModuleWrapper(Object):
    """Torch module wrapper layer."""

    module: Any
    name: str | None
    output_shape: Sequence[int | None] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    def __init__(self, *, module: Any, name: str | None = ..., output_shape: Sequence[int | None] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ...) -> None: ...
class UnitNormalization(Object):
    """Unit normalization layer."""

    axis: int | Sequence[int]
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, axis: int | Sequence[int] = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class UpSampling1D(Object):
    """Upsampling layer for 1D inputs."""

    size: int
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, size: int = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class UpSampling2D(Object):
    """Upsampling layer for 2D inputs."""

    size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    interpolation: Literal["bicubic", "bilinear", "lanczos3", "lanczos5", "nearest"]
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, size: int | Sequence[int] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., interpolation: Literal["bicubic", "bilinear", "lanczos3", "lanczos5", "nearest"] = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class UpSampling3D(Object):
    """Upsampling layer for 3D inputs."""

    size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, size: int | Sequence[int] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ZeroPadding1D(Object):
    """Zero-padding layer for 1D input (e.g. temporal sequence)."""

    padding: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, padding: int | Sequence[int] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ZeroPadding2D(Object):
    """Zero-padding layer for 2D input (e.g. picture)."""

    padding: int | Sequence[int] | Sequence[Sequence[int]]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, padding: int | Sequence[int] | Sequence[Sequence[int]] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
class ZeroPadding3D(Object):
    """Zero-padding layer for 3D data (spatial or spatio-temporal)."""

    padding: int | Sequence[int] | Sequence[Sequence[int]]
    data_format: Literal["channels_last", "channels_first"] | None
    activity_regularizer: _Regularizer | None
    trainable: bool
    dtype: _Written | None
    autocast: bool
    name: str | None
    def __init__(self, *, padding: int | Sequence[int] | Sequence[Sequence[int]] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., activity_regularizer: _Regularizer | None = ..., trainable: bool = ..., dtype: _Written | None = ..., autocast: bool = ..., name: str | None = ...) -> None: ...
