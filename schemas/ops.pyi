"""The ops of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

class abs(Object):
    """Shorthand for `keras.ops.absolute`."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class absolute(Object):
    """Compute the absolute value element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class adaptive_average_pool(Object):
    """Adaptive average pooling operation."""

    inputs: float | Sequence[Any]
    output_size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    def __init__(self, *, inputs: float | Sequence[Any] = ..., output_size: int | Sequence[int] = ..., data_format: Literal["channels_last", "channels_first"] | None = ...) -> None: ...
class adaptive_max_pool(Object):
    """Adaptive max pooling operation."""

    inputs: float | Sequence[Any]
    output_size: int | Sequence[int]
    data_format: Literal["channels_last", "channels_first"] | None
    def __init__(self, *, inputs: float | Sequence[Any] = ..., output_size: int | Sequence[int] = ..., data_format: Literal["channels_last", "channels_first"] | None = ...) -> None: ...
class add(Object):
    """Add arguments element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class all(Object):
    """Test whether all array elements along a given axis evaluate to `True`."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class allclose(Object):
    """Returns True if two arrays are element-wise equal within a tolerance."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    rtol: float
    atol: float
    equal_nan: bool
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., rtol: float = ..., atol: float = ..., equal_nan: bool = ...) -> None: ...
class amax(Object):
    """Returns the maximum of an array or maximum value along an axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class amin(Object):
    """Returns the minimum of an array or minimum value along an axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class angle(Object):
    """Element-wise angle of a complex tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class any(Object):
    """Test whether any array element along a given axis evaluates to `True`."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class append(Object):
    """Append tensor `x2` to the end of tensor `x1`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    axis: int | None
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., axis: int | None = ...) -> None: ...
class arange(Object):
    """Return evenly spaced values within a given interval."""

    start: float
    stop: float | None
    step: float | None
    dtype: _Written | None
    def __init__(self, *, start: float = ..., stop: float | None = ..., step: float | None = ..., dtype: _Written | None = ...) -> None: ...
class arccos(Object):
    """Trigonometric inverse cosine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class arccosh(Object):
    """Inverse hyperbolic cosine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class arcsin(Object):
    """Inverse sine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class arcsinh(Object):
    """Inverse hyperbolic sine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class arctan(Object):
    """Trigonometric inverse tangent, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class arctan2(Object):
    """Element-wise arc tangent of `x1/x2` choosing the quadrant correctly."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class arctanh(Object):
    """Inverse hyperbolic tangent, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class argmax(Object):
    """Returns the indices of the maximum values along an axis."""

    x: float | Sequence[Any]
    axis: int | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., keepdims: bool = ...) -> None: ...
class argmin(Object):
    """Returns the indices of the minimum values along an axis."""

    x: float | Sequence[Any]
    axis: int | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., keepdims: bool = ...) -> None: ...
class argpartition(Object):
    """Performs an indirect partition along the given axis."""

    x: float | Sequence[Any]
    kth: int
    axis: int | None
    def __init__(self, *, x: float | Sequence[Any] = ..., kth: int = ..., axis: int | None = ...) -> None: ...
class argsort(Object):
    """Returns the indices that would sort a tensor."""

    x: float | Sequence[Any]
    axis: int | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ...) -> None: ...
class array(Object):
    """Create a tensor."""

    x: float | Sequence[Any]
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written | None = ...) -> None: ...
class array_split(Object):
    """Splits an array into multiple sub-arrays (unevenly)."""

    x: float | Sequence[Any]
    indices_or_sections: int | Sequence[int]
    axis: int
    def __init__(self, *, x: float | Sequence[Any] = ..., indices_or_sections: int | Sequence[int] = ..., axis: int = ...) -> None: ...
class associative_scan(Object):
    """Performs a scan with an associative binary operation, in parallel."""

    f: _Written
    elems: float | Sequence[Any]
    reverse: bool
    axis: int
    def __init__(self, *, f: _Written = ..., elems: float | Sequence[Any] = ..., reverse: bool = ..., axis: int = ...) -> None: ...
class average(Object):
    """Compute the weighted average along the specified axis."""

    x: float | Sequence[Any]
    axis: int | None
    weights: float | Sequence[Any] | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., weights: float | Sequence[Any] | None = ...) -> None: ...
class average_pool(Object):
    """Average pooling operation."""

    inputs: float | Sequence[Any]
    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    def __init__(self, *, inputs: float | Sequence[Any] = ..., pool_size: int | Sequence[int] = ..., strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ...) -> None: ...
class bartlett(Object):
    """Bartlett window function. The Bartlett window is a triangular window that rises then falls linearly."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class batch_normalization(Object):
    """Normalizes `x` by `mean` and `variance`."""

    x: float | Sequence[Any]
    mean: float | Sequence[Any]
    variance: float | Sequence[Any]
    axis: int | Sequence[int]
    offset: float | Sequence[Any] | None
    scale: float | Sequence[Any] | None
    epsilon: float
    def __init__(self, *, x: float | Sequence[Any] = ..., mean: float | Sequence[Any] = ..., variance: float | Sequence[Any] = ..., axis: int | Sequence[int] = ..., offset: float | Sequence[Any] | None = ..., scale: float | Sequence[Any] | None = ..., epsilon: float = ...) -> None: ...
class binary_crossentropy(Object):
    """Computes binary cross-entropy loss between target and output tensor."""

    target: float | Sequence[Any]
    output: float | Sequence[Any]
    from_logits: bool
    def __init__(self, *, target: float | Sequence[Any] = ..., output: float | Sequence[Any] = ..., from_logits: bool = ...) -> None: ...
class bincount(Object):
    """Count the number of occurrences of each value in a tensor of integers."""

    x: float | Sequence[Any]
    weights: float | Sequence[Any] | None
    minlength: int
    sparse: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., weights: float | Sequence[Any] | None = ..., minlength: int = ..., sparse: bool = ...) -> None: ...
class bitwise_and(Object):
    """Compute the bit-wise AND of two arrays element-wise."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class bitwise_invert(Object):
    """Compute bit-wise inversion, or bit-wise NOT, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class bitwise_left_shift(Object):
    """Shift the bits of an integer to the left."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class bitwise_not(Object):
    """Compute bit-wise inversion, or bit-wise NOT, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class bitwise_or(Object):
    """Compute the bit-wise OR of two arrays element-wise."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class bitwise_right_shift(Object):
    """Shift the bits of an integer to the right."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class bitwise_xor(Object):
    """Compute the bit-wise XOR of two arrays element-wise."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class blackman(Object):
    """Blackman window function. The Blackman window is a taper formed by using a weighted cosine."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class broadcast_to(Object):
    """Broadcast a tensor to a new shape."""

    x: float | Sequence[Any]
    shape: Sequence[int | None]
    def __init__(self, *, x: float | Sequence[Any] = ..., shape: Sequence[int | None] = ...) -> None: ...
class cast(Object):
    """Cast a tensor to the desired dtype."""

    x: float | Sequence[Any]
    dtype: _Written
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written = ...) -> None: ...
class categorical_crossentropy(Object):
    """Computes categorical cross-entropy loss between target and output tensor."""

    target: float | Sequence[Any]
    output: float | Sequence[Any]
    from_logits: bool
    axis: int
    def __init__(self, *, target: float | Sequence[Any] = ..., output: float | Sequence[Any] = ..., from_logits: bool = ..., axis: int = ...) -> None: ...
class cbrt(Object):
    """Computes the cube root of the input tensor, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class cdist(Object):
    """Computes pairwise distances between two collections of vectors."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class ceil(Object):
    """Return the ceiling of the input, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class celu(Object):
    """Continuously-differentiable exponential linear unit."""

    x: float | Sequence[Any]
    alpha: float
    def __init__(self, *, x: float | Sequence[Any] = ..., alpha: float = ...) -> None: ...
class cholesky(Object):
    """Computes the Cholesky decomposition of a positive semi-definite matrix."""

    x: float | Sequence[Any]
    upper: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., upper: bool = ...) -> None: ...
class cholesky_inverse(Object):
    """Computes the inverse of a symmetric positive-definite matrix."""

    x: float | Sequence[Any]
    upper: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., upper: bool = ...) -> None: ...
class clip(Object):
    """Clip (limit) the values in a tensor."""

    x: float | Sequence[Any]
    x_min: float | float | Sequence[Any]
    x_max: float | float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., x_min: float | float | Sequence[Any] = ..., x_max: float | float | Sequence[Any] = ...) -> None: ...
class concatenate(Object):
    """Join a sequence of tensors along an existing axis."""

    xs: Sequence[float | Sequence[Any]] | float | Sequence[Any]
    axis: int
    def __init__(self, *, xs: Sequence[float | Sequence[Any]] | float | Sequence[Any] = ..., axis: int = ...) -> None: ...
class cond(Object):
    """Conditionally applies `true_fn` or `false_fn`."""

    pred: float | Sequence[Any]
    true_fn: _Written
    false_fn: _Written
    def __init__(self, *, pred: float | Sequence[Any] = ..., true_fn: _Written = ..., false_fn: _Written = ...) -> None: ...
class conj(Object):
    """Shorthand for `keras.ops.conjugate`."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class conjugate(Object):
    """Returns the complex conjugate, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class conv(Object):
    """General N-D convolution."""

    inputs: float | Sequence[Any]
    kernel: float | Sequence[Any]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    def __init__(self, *, inputs: float | Sequence[Any] = ..., kernel: float | Sequence[Any] = ..., strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ...) -> None: ...
class conv_transpose(Object):
    """General N-D convolution transpose."""

    inputs: float | Sequence[Any]
    kernel: float | Sequence[Any]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    output_padding: int | Sequence[int] | None
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    def __init__(self, *, inputs: float | Sequence[Any] = ..., kernel: float | Sequence[Any] = ..., strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., output_padding: int | Sequence[int] | None = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ...) -> None: ...
class convert_to_numpy(Object):
    """Convert a tensor to a NumPy array."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class convert_to_tensor(Object):
    """Convert a NumPy array or Python array to a tensor."""

    x: float | Sequence[Any]
    dtype: _Written | None
    sparse: bool | None
    ragged: bool | None
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written | None = ..., sparse: bool | None = ..., ragged: bool | None = ...) -> None: ...
class copy(Object):
    """Returns a copy of `x`."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class corrcoef(Object):
    """Compute the Pearson correlation coefficient matrix."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class correlate(Object):
    """Compute the cross-correlation of two 1-dimensional tensors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    mode: Literal["valid", "same", "full"]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., mode: Literal["valid", "same", "full"] = ...) -> None: ...
class cos(Object):
    """Cosine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class cosh(Object):
    """Hyperbolic cosine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class count_nonzero(Object):
    """Counts the number of non-zero values in `x` along the given `axis`."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ...) -> None: ...
class cross(Object):
    """Returns the cross product of two (arrays of) vectors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    axisa: int
    axisb: int
    axisc: int
    axis: int | None
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., axisa: int = ..., axisb: int = ..., axisc: int = ..., axis: int | None = ...) -> None: ...
class ctc_decode(Object):
    """Decodes the output of a CTC model."""

    inputs: float | Sequence[Any]
    sequence_lengths: float | Sequence[Any]
    strategy: Literal["greedy", "beam_search"]
    beam_width: int
    top_paths: int
    merge_repeated: bool
    mask_index: int
    def __init__(self, *, inputs: float | Sequence[Any] = ..., sequence_lengths: float | Sequence[Any] = ..., strategy: Literal["greedy", "beam_search"] = ..., beam_width: int = ..., top_paths: int = ..., merge_repeated: bool = ..., mask_index: int = ...) -> None: ...
class ctc_loss(Object):
    """CTC (Connectionist Temporal Classification) loss."""

    target: float | Sequence[Any]
    output: float | Sequence[Any]
    target_length: float | Sequence[Any]
    output_length: float | Sequence[Any]
    mask_index: int
    def __init__(self, *, target: float | Sequence[Any] = ..., output: float | Sequence[Any] = ..., target_length: float | Sequence[Any] = ..., output_length: float | Sequence[Any] = ..., mask_index: int = ...) -> None: ...
class cumprod(Object):
    """Return the cumulative product of elements along a given axis."""

    x: float | Sequence[Any]
    axis: int | None
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., dtype: _Written | None = ...) -> None: ...
class cumsum(Object):
    """Returns the cumulative sum of elements along a given axis."""

    x: float | Sequence[Any]
    axis: int | None
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., dtype: _Written | None = ...) -> None: ...
class custom_gradient(Object):
    """Decorator to define a function with a custom gradient."""

    f: _Written
    def __init__(self, *, f: _Written = ...) -> None: ...
class deg2rad(Object):
    """Convert angles from degrees to radians."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class depth_to_space(Object):
    """Rearranges data from depth into blocks of spatial data."""

    x: float | Sequence[Any]
    block_size: int
    data_format: Literal["channels_last", "channels_first"]
    def __init__(self, *, x: float | Sequence[Any] = ..., block_size: int = ..., data_format: Literal["channels_last", "channels_first"] = ...) -> None: ...
class depthwise_conv(Object):
    """General N-D depthwise convolution."""

    inputs: float | Sequence[Any]
    kernel: float | Sequence[Any]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    def __init__(self, *, inputs: float | Sequence[Any] = ..., kernel: float | Sequence[Any] = ..., strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ...) -> None: ...
class det(Object):
    """Computes the determinant of a square tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class diag(Object):
    """Extract a diagonal or construct a diagonal array."""

    x: float | Sequence[Any]
    k: int
    def __init__(self, *, x: float | Sequence[Any] = ..., k: int = ...) -> None: ...
class diagflat(Object):
    """Create a two-dimensional array with the flattened input on    the k-th diagonal."""

    x: float | Sequence[Any]
    k: int
    def __init__(self, *, x: float | Sequence[Any] = ..., k: int = ...) -> None: ...
class diagonal(Object):
    """Return specified diagonals."""

    x: float | Sequence[Any]
    offset: int
    axis1: int
    axis2: int
    def __init__(self, *, x: float | Sequence[Any] = ..., offset: int = ..., axis1: int = ..., axis2: int = ...) -> None: ...
class diff(Object):
    """Calculate the n-th discrete difference along the given axis."""

    a: float | Sequence[Any]
    n: int
    axis: int
    def __init__(self, *, a: float | Sequence[Any] = ..., n: int = ..., axis: int = ...) -> None: ...
class digitize(Object):
    """Returns the indices of the bins to which each value in `x` belongs."""

    x: float | Sequence[Any]
    bins: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., bins: float | Sequence[Any] = ...) -> None: ...
class divide(Object):
    """Divide arguments element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class divide_no_nan(Object):
    """Safe element-wise division which returns 0 where the denominator is 0."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class dot(Object):
    """Dot product of two tensors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class dot_product_attention(Object):
    """Scaled dot product attention function."""

    query: float | Sequence[Any]
    key: float | Sequence[Any]
    value: float | Sequence[Any]
    bias: float | Sequence[Any] | None
    mask: float | Sequence[Any] | None
    scale: float | None
    is_causal: bool
    flash_attention: bool | None
    attn_logits_soft_cap: float | None
    def __init__(self, *, query: float | Sequence[Any] = ..., key: float | Sequence[Any] = ..., value: float | Sequence[Any] = ..., bias: float | Sequence[Any] | None = ..., mask: float | Sequence[Any] | None = ..., scale: float | None = ..., is_causal: bool = ..., flash_attention: bool | None = ..., attn_logits_soft_cap: float | None = ...) -> None: ...
class dsplit(Object):
    """Split an array into multiple sub-arrays depth-wise."""

    x: float | Sequence[Any]
    indices_or_sections: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., indices_or_sections: int | Sequence[int] = ...) -> None: ...
class dstack(Object):
    """Stack tensors in sequence depth wise (along third axis)."""

    xs: Sequence[float | Sequence[Any]] | float | Sequence[Any]
    def __init__(self, *, xs: Sequence[float | Sequence[Any]] | float | Sequence[Any] = ...) -> None: ...
class dtype(Object):
    """Return the dtype of the tensor input as a standardized string."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class eig(Object):
    """Computes the eigenvalues and eigenvectors of a square matrix."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class eigh(Object):
    """Computes the eigenvalues and eigenvectors of a complex Hermitian."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class einsum(Object):
    """Evaluates the Einstein summation convention on the operands."""

    subscripts: str
    operands: float | Sequence[Any]
    def __init__(self, *, subscripts: str = ..., operands: float | Sequence[Any] = ...) -> None: ...
class elu(Object):
    """Exponential Linear Unit activation function."""

    x: float | Sequence[Any]
    alpha: float
    def __init__(self, *, x: float | Sequence[Any] = ..., alpha: float = ...) -> None: ...
class empty(Object):
    """Return a tensor of given shape and type filled with uninitialized data."""

    shape: Sequence[int | None]
    dtype: _Written | None
    def __init__(self, *, shape: Sequence[int | None] = ..., dtype: _Written | None = ...) -> None: ...
class empty_like(Object):
    """Return a new uninitialized tensor with the same shape and dtype as `x`."""

    x: float | Sequence[Any]
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written | None = ...) -> None: ...
class equal(Object):
    """Returns `(x1 == x2)` element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class erf(Object):
    """Computes the error function of `x`, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class erfc(Object):
    """Computes the complementary error function of `x`, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class erfinv(Object):
    """Computes the inverse error function of `x`, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class exp(Object):
    """Calculate the exponential of all elements in the input tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class exp2(Object):
    """Calculate the base-2 exponential of all elements in the input tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class expand_dims(Object):
    """Expand the shape of a tensor."""

    x: float | Sequence[Any]
    axis: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] = ...) -> None: ...
class expm1(Object):
    """Calculate `exp(x) - 1` for all elements in the tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class extract_sequences(Object):
    """Expands the dimension of last axis into sequences of `sequence_length`."""

    x: float | Sequence[Any]
    sequence_length: int
    sequence_stride: int
    def __init__(self, *, x: float | Sequence[Any] = ..., sequence_length: int = ..., sequence_stride: int = ...) -> None: ...
class eye(Object):
    """Return a 2-D tensor with ones on the diagonal and zeros elsewhere."""

    N: int
    M: int | None
    k: int
    dtype: _Written | None
    def __init__(self, *, N: int = ..., M: int | None = ..., k: int = ..., dtype: _Written | None = ...) -> None: ...
class fabs(Object):
    """Compute the absolute values element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class fft(Object):
    """Computes the Fast Fourier Transform along last axis of input."""

    x: Sequence[float | Sequence[Any]]
    def __init__(self, *, x: Sequence[float | Sequence[Any]] = ...) -> None: ...
class fft2(Object):
    """Computes the 2D Fast Fourier Transform along the last two axes of input."""

    x: Sequence[float | Sequence[Any]]
    def __init__(self, *, x: Sequence[float | Sequence[Any]] = ...) -> None: ...
class flip(Object):
    """Reverse the order of elements in the tensor along the given axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ...) -> None: ...
class fliplr(Object):
    """Reverse the order of elements along axis 1 (left/right)."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class flipud(Object):
    """Reverse the order of elements along axis 0 (up/down)."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class floor(Object):
    """Return the floor of the input, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class floor_divide(Object):
    """Returns the largest integer smaller or equal to the division of inputs."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class fmax(Object):
    """Element-wise maximum of tensor elements, ignoring NaNs."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class fmin(Object):
    """Element-wise minimum of tensor elements, ignoring NaNs."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class fmod(Object):
    """Returns the element-wise remainder of division with truncation."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class fold(Object):
    """Combines an array of sliding local blocks into a large containing tensor (reverses `unfold`)."""

    x: float | Sequence[Any]
    output_size: int | Sequence[int]
    kernel_size: int | Sequence[int]
    dilation: int | Sequence[int]
    padding: int | Sequence[int]
    stride: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., output_size: int | Sequence[int] = ..., kernel_size: int | Sequence[int] = ..., dilation: int | Sequence[int] = ..., padding: int | Sequence[int] = ..., stride: int | Sequence[int] = ...) -> None: ...
class fori_loop(Object):
    """For loop implementation."""

    lower: float | float | Sequence[Any]
    upper: float | float | Sequence[Any]
    body_fun: _Written
    init_val: float | Sequence[Any]
    def __init__(self, *, lower: float | float | Sequence[Any] = ..., upper: float | float | Sequence[Any] = ..., body_fun: _Written = ..., init_val: float | Sequence[Any] = ...) -> None: ...
class full(Object):
    """Return a new tensor of given shape and type, filled with `fill_value`."""

    shape: Sequence[int | None]
    fill_value: float | float | Sequence[Any]
    dtype: _Written | None
    def __init__(self, *, shape: Sequence[int | None] = ..., fill_value: float | float | Sequence[Any] = ..., dtype: _Written | None = ...) -> None: ...
class full_like(Object):
    """Return a full tensor with the same shape and type as the given tensor."""

    x: float | Sequence[Any]
    fill_value: float | float | Sequence[Any]
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., fill_value: float | float | Sequence[Any] = ..., dtype: _Written | None = ...) -> None: ...
class gcd(Object):
    """Greatest common divisor of `x1` and `x2`, element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class gelu(Object):
    """Gaussian Error Linear Unit (GELU) activation function."""

    x: float | Sequence[Any]
    approximate: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., approximate: bool = ...) -> None: ...
class geomspace(Object):
    """Returns numbers spaced evenly on a log scale (a geometric progression)."""

    start: float | float | Sequence[Any]
    stop: float | float | Sequence[Any]
    num: int
    endpoint: bool
    dtype: _Written | None
    axis: int
    def __init__(self, *, start: float | float | Sequence[Any] = ..., stop: float | float | Sequence[Any] = ..., num: int = ..., endpoint: bool = ..., dtype: _Written | None = ..., axis: int = ...) -> None: ...
class get_item(Object):
    """Return `x[key]`."""

    x: float | Sequence[Any]
    key: int | Sequence[int] | float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., key: int | Sequence[int] | float | Sequence[Any] = ...) -> None: ...
class glu(Object):
    """Gated Linear Unit (GLU) activation function."""

    x: float | Sequence[Any]
    axis: int
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int = ...) -> None: ...
class greater(Object):
    """Return the truth value of `x1 > x2` element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class greater_equal(Object):
    """Return the truth value of `x1 >= x2` element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class hamming(Object):
    """Hamming window function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class hanning(Object):
    """Hanning window function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class hard_shrink(Object):
    """Hard Shrink activation function."""

    x: float | Sequence[Any]
    threshold: float
    def __init__(self, *, x: float | Sequence[Any] = ..., threshold: float = ...) -> None: ...
class hard_sigmoid(Object):
    """Hard sigmoid activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class hard_silu(Object):
    """Hard SiLU activation function, also known as Hard Swish."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...

hard_swish = hard_silu
class hard_tanh(Object):
    """Applies the HardTanh function element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class heaviside(Object):
    """Heaviside step function."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class histogram(Object):
    """Computes a histogram of the data tensor `x`."""

    x: float | Sequence[Any]
    bins: int
    range: Sequence[float] | None
    def __init__(self, *, x: float | Sequence[Any] = ..., bins: int = ..., range: Sequence[float] | None = ...) -> None: ...
class hsplit(Object):
    """Split an array into multiple sub-arrays horizontally (column-wise)."""

    x: float | Sequence[Any]
    indices_or_sections: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., indices_or_sections: int | Sequence[int] = ...) -> None: ...
class hstack(Object):
    """Stack tensors in sequence horizontally (column wise)."""

    xs: Sequence[float | Sequence[Any]] | float | Sequence[Any]
    def __init__(self, *, xs: Sequence[float | Sequence[Any]] | float | Sequence[Any] = ...) -> None: ...
class hypot(Object):
    """Element-wise hypotenuse of right triangles with legs `x1` and `x2`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class i0(Object):
    """Modified Bessel function of the first kind, order 0."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class identity(Object):
    """Return the identity tensor."""

    n: int
    dtype: _Written | None
    def __init__(self, *, n: int = ..., dtype: _Written | None = ...) -> None: ...
class ifft2(Object):
    """Computes the 2D Inverse Fast Fourier Transform along the last two axes of     input."""

    x: Sequence[float | Sequence[Any]]
    def __init__(self, *, x: Sequence[float | Sequence[Any]] = ...) -> None: ...
class imag(Object):
    """Return the imaginary part of the complex argument."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class in_top_k(Object):
    """Checks if the targets are in the top-k predictions."""

    targets: float | Sequence[Any]
    predictions: float | Sequence[Any]
    k: int
    def __init__(self, *, targets: float | Sequence[Any] = ..., predictions: float | Sequence[Any] = ..., k: int = ...) -> None: ...
class inner(Object):
    """Return the inner product of two tensors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class inv(Object):
    """Computes the inverse of a square tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class irfft(Object):
    """Inverse real-valued Fast Fourier transform along the last axis."""

    x: Sequence[float | Sequence[Any]]
    fft_length: int | None
    def __init__(self, *, x: Sequence[float | Sequence[Any]] = ..., fft_length: int | None = ...) -> None: ...
class is_tensor(Object):
    """Check whether the given object is a tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class isclose(Object):
    """Return whether two tensors are element-wise almost equal."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    rtol: float
    atol: float
    equal_nan: bool
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., rtol: float = ..., atol: float = ..., equal_nan: bool = ...) -> None: ...
class isfinite(Object):
    """Return whether a tensor is finite, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class isin(Object):
    """Test whether each element of `x1` is present in `x2`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    assume_unique: bool
    invert: bool
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., assume_unique: bool = ..., invert: bool = ...) -> None: ...
class isinf(Object):
    """Test element-wise for positive or negative infinity."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class isnan(Object):
    """Test element-wise for NaN and return result as a boolean tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class isneginf(Object):
    """Test element-wise for negative infinity."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class isposinf(Object):
    """Test element-wise for positive infinity."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class isreal(Object):
    """Test element-wise for real numbers."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class istft(Object):
    """Inverse Short-Time Fourier Transform along the last axis of the input."""

    x: Sequence[float | Sequence[Any]]
    sequence_length: int
    sequence_stride: int
    fft_length: int
    length: int | None
    window: Literal["hann", "hamming"] | float | Sequence[Any] | None
    center: bool
    def __init__(self, *, x: Sequence[float | Sequence[Any]] = ..., sequence_length: int = ..., sequence_stride: int = ..., fft_length: int = ..., length: int | None = ..., window: Literal["hann", "hamming"] | float | Sequence[Any] | None = ..., center: bool = ...) -> None: ...
class jvp(Object):
    """Computes a (forward-mode) Jacobian-vector product of `fun`. Args:     fun: Function to be differentiated. Its arguments should be arrays,         scalars, or standard Python containers of arrays or scalars. It         should return an array, scalar, or standard Python container of         arrays or scalars.     primals: The primal values at which the Jacobian of `fun` should be             evaluated. Should be either a tuple or a list of arguments,             and its length should be equal to the number of positional             parameters of `fun`.     tangents: The tangent vector for which the Jacobian-vector product             should be evaluated. Should be either a tuple or a list of             tangents, with the same tree structure and array shapes as             `primals`.     has_aux: Optional, bool. Indicates whether `fun` returns a pair where             the first element is considered the output of the mathematical             function to be differentiated and the second element is             auxiliary data. Default is False."""

    fun: _Written
    primals: Sequence[float | Sequence[Any]]
    tangents: Sequence[float | Sequence[Any]]
    has_aux: bool
    def __init__(self, *, fun: _Written = ..., primals: Sequence[float | Sequence[Any]] = ..., tangents: Sequence[float | Sequence[Any]] = ..., has_aux: bool = ...) -> None: ...
class kaiser(Object):
    """Kaiser window function."""

    x: float | Sequence[Any]
    beta: float
    def __init__(self, *, x: float | Sequence[Any] = ..., beta: float = ...) -> None: ...
class kron(Object):
    """Kronecker product of `x1` and `x2`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class layer_normalization(Object):
    """Layer normalization layer (Ba et al., 2016)."""

    x: float | Sequence[Any]
    gamma: float | Sequence[Any] | None
    beta: float | Sequence[Any] | None
    axis: int | Sequence[int]
    epsilon: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., gamma: float | Sequence[Any] | None = ..., beta: float | Sequence[Any] | None = ..., axis: int | Sequence[int] = ..., epsilon: float | None = ...) -> None: ...
class lcm(Object):
    """Least common multiple of `x1` and `x2`, element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class ldexp(Object):
    """Multiply `x1` by 2 raised to the power of `x2`, element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class leaky_relu(Object):
    """Leaky version of a Rectified Linear Unit activation function."""

    x: float | Sequence[Any]
    negative_slope: float
    def __init__(self, *, x: float | Sequence[Any] = ..., negative_slope: float = ...) -> None: ...
class left_shift(Object):
    """Shift the bits of an integer to the left."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class less(Object):
    """Return the truth value of `x1 < x2` element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class less_equal(Object):
    """Return the truth value of `x1 <= x2` element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class linspace(Object):
    """Return evenly spaced numbers over a specified interval."""

    start: float | float | Sequence[Any]
    stop: float | float | Sequence[Any]
    num: int
    endpoint: bool
    retstep: bool
    dtype: _Written | None
    axis: int
    def __init__(self, *, start: float | float | Sequence[Any] = ..., stop: float | float | Sequence[Any] = ..., num: int = ..., endpoint: bool = ..., retstep: bool = ..., dtype: _Written | None = ..., axis: int = ...) -> None: ...
class log(Object):
    """Natural logarithm, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class log10(Object):
    """Return the base 10 logarithm of the input tensor, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class log1p(Object):
    """Returns the natural logarithm of one plus the `x`, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class log2(Object):
    """Base-2 logarithm of `x`, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class log_sigmoid(Object):
    """Logarithm of the sigmoid activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class log_softmax(Object):
    """Log-softmax activation function."""

    x: float | Sequence[Any]
    axis: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] = ...) -> None: ...
class logaddexp(Object):
    """Logarithm of the sum of exponentiations of the inputs."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class logaddexp2(Object):
    """Base-2 logarithm of the sum of exponentiations of the inputs."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class logdet(Object):
    """Computes log of the determinant of a hermitian positive definite matrix."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class logical_and(Object):
    """Computes the element-wise logical AND of the given input tensors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class logical_not(Object):
    """Computes the element-wise NOT of the given input tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class logical_or(Object):
    """Computes the element-wise logical OR of the given input tensors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class logical_xor(Object):
    """Compute the truth value of `x1 XOR x2`, element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class logspace(Object):
    """Returns numbers spaced evenly on a log scale."""

    start: float | float | Sequence[Any]
    stop: float | float | Sequence[Any]
    num: int
    endpoint: bool
    base: float
    dtype: _Written | None
    axis: int
    def __init__(self, *, start: float | float | Sequence[Any] = ..., stop: float | float | Sequence[Any] = ..., num: int = ..., endpoint: bool = ..., base: float = ..., dtype: _Written | None = ..., axis: int = ...) -> None: ...
class logsumexp(Object):
    """Computes the logarithm of sum of exponentials of elements in a tensor."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class lstsq(Object):
    """Return the least-squares solution to a linear matrix equation."""

    a: float | Sequence[Any]
    b: float | Sequence[Any]
    rcond: float | None
    def __init__(self, *, a: float | Sequence[Any] = ..., b: float | Sequence[Any] = ..., rcond: float | None = ...) -> None: ...
class lu_factor(Object):
    """Computes the lower-upper decomposition of a square matrix."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class map(Object):
    """Map a function over leading array axes."""

    f: _Written
    xs: float | Sequence[Any]
    def __init__(self, *, f: _Written = ..., xs: float | Sequence[Any] = ...) -> None: ...
class matmul(Object):
    """Matrix product of two tensors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class matrix_rank(Object):
    """Return the matrix rank of one or more matrices using SVD."""

    x: float | Sequence[Any]
    tol: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., tol: float | None = ...) -> None: ...
class max(Object):
    """Return the maximum of a tensor or maximum along an axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    initial: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ..., initial: float | None = ...) -> None: ...
class max_pool(Object):
    """Max pooling operation."""

    inputs: float | Sequence[Any]
    pool_size: int | Sequence[int]
    strides: int | Sequence[int] | None
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    def __init__(self, *, inputs: float | Sequence[Any] = ..., pool_size: int | Sequence[int] = ..., strides: int | Sequence[int] | None = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ...) -> None: ...
class maximum(Object):
    """Element-wise maximum of `x1` and `x2`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class mean(Object):
    """Compute the arithmetic mean along the specified axes."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class median(Object):
    """Compute the median along the specified axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class meshgrid(Object):
    """Creates grids of coordinates from coordinate vectors."""

    x: float | Sequence[Any]
    indexing: Literal["xy", "ij"]
    def __init__(self, *, x: float | Sequence[Any] = ..., indexing: Literal["xy", "ij"] = ...) -> None: ...
class min(Object):
    """Return the minimum of a tensor or minimum along an axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    initial: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ..., initial: float | None = ...) -> None: ...
class minimum(Object):
    """Element-wise minimum of `x1` and `x2`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class mod(Object):
    """Returns the element-wise remainder of division."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class moments(Object):
    """Calculates the mean and variance of `x`."""

    x: float | Sequence[Any]
    axes: int | Sequence[int]
    keepdims: bool
    synchronized: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axes: int | Sequence[int] = ..., keepdims: bool = ..., synchronized: bool = ...) -> None: ...
class moveaxis(Object):
    """Move axes of a tensor to new positions."""

    x: float | Sequence[Any]
    source: int | Sequence[int]
    destination: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., source: int | Sequence[int] = ..., destination: int | Sequence[int] = ...) -> None: ...
class multi_hot(Object):
    """Encodes integer labels as multi-hot vectors."""

    inputs: float | Sequence[Any]
    num_classes: int | None
    axis: int
    dtype: _Written | None
    sparse: bool
    def __init__(self, *, inputs: float | Sequence[Any] = ..., num_classes: int | None = ..., axis: int = ..., dtype: _Written | None = ..., sparse: bool = ...) -> None: ...
class multiply(Object):
    """Multiply arguments element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class nan_to_num(Object):
    """Replace NaN with zero and infinity with large finite numbers."""

    x: float | Sequence[Any]
    nan: float
    posinf: float | None
    neginf: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., nan: float = ..., posinf: float | None = ..., neginf: float | None = ...) -> None: ...
class nanargmax(Object):
    """Returns the indices of the maximum values along an axis, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., keepdims: bool = ...) -> None: ...
class nanargmin(Object):
    """Returns the indices of the minimum values along an axis, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., keepdims: bool = ...) -> None: ...
class nancumprod(Object):
    """Returns the cumulative product of elements along a given axis, treating NaNs as one."""

    x: float | Sequence[Any]
    axis: int | None
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., dtype: _Written | None = ...) -> None: ...
class nancumsum(Object):
    """Returns the cumulative sum of elements along a given axis, treating NaNs as zero."""

    x: float | Sequence[Any]
    axis: int | None
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ..., dtype: _Written | None = ...) -> None: ...
class nanmax(Object):
    """Maximum of a tensor over the given axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class nanmean(Object):
    """Mean of a tensor over the given axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class nanmedian(Object):
    """Median of a tensor over the given axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class nanmin(Object):
    """Minimum of a tensor over the given axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class nanpercentile(Object):
    """Compute the q-th percentile(s) of the data along the specified axis, while ignoring NaNs."""

    x: float | Sequence[Any]
    q: float | float | Sequence[Any]
    axis: int | Sequence[int] | None
    method: Literal["linear", "lower", "higher", "midpoint", "nearest"]
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., q: float | float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., method: Literal["linear", "lower", "higher", "midpoint", "nearest"] = ..., keepdims: bool = ...) -> None: ...
class nanprod(Object):
    """Product of a tensor over the given axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class nanquantile(Object):
    """Compute the q-th quantile(s) of the data along the specified axis, while ignoring NaNs."""

    x: float | Sequence[Any]
    q: float | float | Sequence[Any]
    axis: int | Sequence[int] | None
    method: Literal["linear", "lower", "higher", "midpoint", "nearest"]
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., q: float | float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., method: Literal["linear", "lower", "higher", "midpoint", "nearest"] = ..., keepdims: bool = ...) -> None: ...
class nanstd(Object):
    """Compute the standard deviation along the specified axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class nansum(Object):
    """Sum of a tensor over the given axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class nanvar(Object):
    """Compute the variance along the specified axes, ignoring NaNs."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class ndim(Object):
    """Return the number of dimensions of a tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class negative(Object):
    """Numerical negative, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class nextafter(Object):
    """Return the next representable floating-point value after `x1` towards `x2`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class nonzero(Object):
    """Return the indices of the elements that are non-zero."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class norm(Object):
    """Matrix or vector norm."""

    x: float | Sequence[Any]
    ord: float | Literal["fro", "nuc"] | None
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., ord: float | Literal["fro", "nuc"] | None = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class normalize(Object):
    """Normalizes `x` over the specified axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int]
    order: float
    epsilon: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] = ..., order: float = ..., epsilon: float | None = ...) -> None: ...
class not_equal(Object):
    """Return `(x1 != x2)` element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class one_hot(Object):
    """Converts integer tensor `x` into a one-hot tensor."""

    x: float | Sequence[Any]
    num_classes: int
    axis: int
    dtype: _Written | None
    sparse: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., num_classes: int = ..., axis: int = ..., dtype: _Written | None = ..., sparse: bool = ...) -> None: ...
class ones(Object):
    """Return a new tensor of given shape and type, filled with ones."""

    shape: Sequence[int | None]
    dtype: _Written | None
    def __init__(self, *, shape: Sequence[int | None] = ..., dtype: _Written | None = ...) -> None: ...
class ones_like(Object):
    """Return a tensor of ones with the same shape and type of `x`."""

    x: float | Sequence[Any]
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written | None = ...) -> None: ...
class outer(Object):
    """Compute the outer product of two vectors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class pad(Object):
    """Pad a tensor."""

    x: float | Sequence[Any]
    pad_width: int | Sequence[int] | Sequence[Sequence[int]]
    mode: Literal["constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap", "empty", "circular"]
    constant_values: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., pad_width: int | Sequence[int] | Sequence[Sequence[int]] = ..., mode: Literal["constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap", "empty", "circular"] = ..., constant_values: float | None = ...) -> None: ...
class percentile(Object):
    """Compute the q-th percentile(s) of the data along the specified axis."""

    x: float | Sequence[Any]
    q: float | float | Sequence[Any]
    axis: int | Sequence[int] | None
    method: Literal["linear", "lower", "higher", "midpoint", "nearest"]
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., q: float | float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., method: Literal["linear", "lower", "higher", "midpoint", "nearest"] = ..., keepdims: bool = ...) -> None: ...
class pinv(Object):
    """Compute the (Moore-Penrose) pseudoinverse of a matrix."""

    x: float | Sequence[Any]
    rcond: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., rcond: float | None = ...) -> None: ...
class polar(Object):
    """Constructs a complex tensor whose elements are Cartesian coordinates corresponding to the polar coordinates with absolute value `abs` and angle `angle`."""

    abs_: float | Sequence[Any]
    angle: float | Sequence[Any]
    def __init__(self, *, abs_: float | Sequence[Any] = ..., angle: float | Sequence[Any] = ...) -> None: ...
class power(Object):
    """First tensor elements raised to powers from second tensor, element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class prod(Object):
    """Return the product of tensor elements over a given axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ..., dtype: _Written | None = ...) -> None: ...
class psnr(Object):
    """Peak Signal-to-Noise Ratio (PSNR) function."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    max_val: float | float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., max_val: float | float | Sequence[Any] = ...) -> None: ...
class ptp(Object):
    """Return the peak-to-peak (max - min) value of tensor elements over a given axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class qr(Object):
    """Computes the QR decomposition of a tensor."""

    x: float | Sequence[Any]
    mode: Literal["reduced", "complete"]
    def __init__(self, *, x: float | Sequence[Any] = ..., mode: Literal["reduced", "complete"] = ...) -> None: ...
class quantile(Object):
    """Compute the q-th quantile(s) of the data along the specified axis."""

    x: float | Sequence[Any]
    q: float | float | Sequence[Any]
    axis: int | Sequence[int] | None
    method: Literal["linear", "lower", "higher", "midpoint", "nearest"]
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., q: float | float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., method: Literal["linear", "lower", "higher", "midpoint", "nearest"] = ..., keepdims: bool = ...) -> None: ...
class rad2deg(Object):
    """Convert angles from radians to degrees."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class ravel(Object):
    """Return a contiguous flattened tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class real(Object):
    """Return the real part of the complex argument."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class rearrange(Object):
    """Rearranges the axes of a Keras tensor according to a specified pattern, einops-style."""

    tensor: float | Sequence[Any]
    pattern: str
    def __init__(self, *, tensor: float | Sequence[Any] = ..., pattern: str = ...) -> None: ...
class reciprocal(Object):
    """Return the reciprocal of the argument, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class relu(Object):
    """Rectified linear unit activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class relu6(Object):
    """Rectified linear unit activation function with upper bound of 6."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class repeat(Object):
    """Repeat each element of a tensor after themselves."""

    x: float | Sequence[Any]
    repeats: int | Sequence[int] | float | Sequence[Any]
    axis: int | None
    def __init__(self, *, x: float | Sequence[Any] = ..., repeats: int | Sequence[int] | float | Sequence[Any] = ..., axis: int | None = ...) -> None: ...
class reshape(Object):
    """Gives a new shape to a tensor without changing its data."""

    x: float | Sequence[Any]
    newshape: Sequence[int | None]
    def __init__(self, *, x: float | Sequence[Any] = ..., newshape: Sequence[int | None] = ...) -> None: ...
class rfft(Object):
    """Real-valued Fast Fourier Transform along the last axis of the input."""

    x: float | Sequence[Any]
    fft_length: int | None
    def __init__(self, *, x: float | Sequence[Any] = ..., fft_length: int | None = ...) -> None: ...
class right_shift(Object):
    """Shift the bits of an integer to the right."""

    x: float | Sequence[Any]
    y: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., y: float | Sequence[Any] = ...) -> None: ...
class rms_normalization(Object):
    """Performs Root Mean Square (RMS) normalization on `x`."""

    x: float | Sequence[Any]
    scale: float | Sequence[Any] | None
    axis: int | Sequence[int]
    epsilon: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., scale: float | Sequence[Any] | None = ..., axis: int | Sequence[int] = ..., epsilon: float | None = ...) -> None: ...
class roll(Object):
    """Roll tensor elements along a given axis."""

    x: float | Sequence[Any]
    shift: int | Sequence[int]
    axis: int | Sequence[int] | None
    def __init__(self, *, x: float | Sequence[Any] = ..., shift: int | Sequence[int] = ..., axis: int | Sequence[int] | None = ...) -> None: ...
class rot90(Object):
    """Rotate an array by 90 degrees in the plane specified by axes."""

    array: float | Sequence[Any]
    k: int
    axes: Sequence[int]
    def __init__(self, *, array: float | Sequence[Any] = ..., k: int = ..., axes: Sequence[int] = ...) -> None: ...
class round(Object):
    """Evenly round to the given number of decimals."""

    x: float | Sequence[Any]
    decimals: int
    def __init__(self, *, x: float | Sequence[Any] = ..., decimals: int = ...) -> None: ...
class rsqrt(Object):
    """Computes reciprocal of square root of x element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class saturate_cast(Object):
    """Performs a safe saturating cast to the desired dtype."""

    x: float | Sequence[Any]
    dtype: _Written
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written = ...) -> None: ...
class scan(Object):
    """Scan a function over leading array axes while carrying along state."""

    f: _Written
    init: float | Sequence[Any]
    xs: float | Sequence[Any] | None
    length: int | None
    reverse: bool
    unroll: int | bool
    def __init__(self, *, f: _Written = ..., init: float | Sequence[Any] = ..., xs: float | Sequence[Any] | None = ..., length: int | None = ..., reverse: bool = ..., unroll: int | bool = ...) -> None: ...
class scatter(Object):
    """Returns a tensor of shape `shape` where `indices` are set to `values`."""

    indices: float | Sequence[Any]
    values: float | Sequence[Any]
    shape: Sequence[int | None]
    def __init__(self, *, indices: float | Sequence[Any] = ..., values: float | Sequence[Any] = ..., shape: Sequence[int | None] = ...) -> None: ...
class scatter_update(Object):
    """Update inputs via updates at scattered (sparse) indices."""

    inputs: float | Sequence[Any]
    indices: float | Sequence[Any]
    updates: float | Sequence[Any]
    reduction: Literal["add", "max", "min", "mul"] | None
    def __init__(self, *, inputs: float | Sequence[Any] = ..., indices: float | Sequence[Any] = ..., updates: float | Sequence[Any] = ..., reduction: Literal["add", "max", "min", "mul"] | None = ...) -> None: ...
class searchsorted(Object):
    """Perform a binary search, returning indices for insertion of `values` into `sorted_sequence` that maintain the sorting order."""

    sorted_sequence: float | Sequence[Any]
    values: float | Sequence[Any]
    side: Literal["left", "right"]
    def __init__(self, *, sorted_sequence: float | Sequence[Any] = ..., values: float | Sequence[Any] = ..., side: Literal["left", "right"] = ...) -> None: ...
class segment_max(Object):
    """Computes the max of segments in a tensor."""

    data: float | Sequence[Any]
    segment_ids: float | Sequence[Any]
    num_segments: int | None
    sorted: bool
    def __init__(self, *, data: float | Sequence[Any] = ..., segment_ids: float | Sequence[Any] = ..., num_segments: int | None = ..., sorted: bool = ...) -> None: ...
class segment_min(Object):
    """Computes the min of segments in a tensor."""

    data: float | Sequence[Any]
    segment_ids: float | Sequence[Any]
    num_segments: int | None
    sorted: bool
    def __init__(self, *, data: float | Sequence[Any] = ..., segment_ids: float | Sequence[Any] = ..., num_segments: int | None = ..., sorted: bool = ...) -> None: ...
class segment_prod(Object):
    """Computes the product of segments in a tensor."""

    data: float | Sequence[Any]
    segment_ids: float | Sequence[Any]
    num_segments: int | None
    sorted: bool
    def __init__(self, *, data: float | Sequence[Any] = ..., segment_ids: float | Sequence[Any] = ..., num_segments: int | None = ..., sorted: bool = ...) -> None: ...
class segment_sum(Object):
    """Computes the sum of segments in a tensor."""

    data: float | Sequence[Any]
    segment_ids: float | Sequence[Any]
    num_segments: int | None
    sorted: bool
    def __init__(self, *, data: float | Sequence[Any] = ..., segment_ids: float | Sequence[Any] = ..., num_segments: int | None = ..., sorted: bool = ...) -> None: ...
class select(Object):
    """Return elements from `choicelist`, based on conditions in `condlist`."""

    condlist: Sequence[float | Sequence[Any]] | float | Sequence[Any]
    choicelist: Sequence[float | Sequence[Any]] | float | Sequence[Any]
    default: float
    def __init__(self, *, condlist: Sequence[float | Sequence[Any]] | float | Sequence[Any] = ..., choicelist: Sequence[float | Sequence[Any]] | float | Sequence[Any] = ..., default: float = ...) -> None: ...
class selu(Object):
    """Scaled Exponential Linear Unit (SELU) activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class separable_conv(Object):
    """General N-D separable convolution."""

    inputs: float | Sequence[Any]
    depthwise_kernel: float | Sequence[Any]
    pointwise_kernel: float | Sequence[Any]
    strides: int | Sequence[int]
    padding: Literal["valid", "same"]
    data_format: Literal["channels_last", "channels_first"] | None
    dilation_rate: int | Sequence[int]
    def __init__(self, *, inputs: float | Sequence[Any] = ..., depthwise_kernel: float | Sequence[Any] = ..., pointwise_kernel: float | Sequence[Any] = ..., strides: int | Sequence[int] = ..., padding: Literal["valid", "same"] = ..., data_format: Literal["channels_last", "channels_first"] | None = ..., dilation_rate: int | Sequence[int] = ...) -> None: ...
class shape(Object):
    """Gets the shape of the tensor input."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class sigmoid(Object):
    """Sigmoid activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class sign(Object):
    """Returns a tensor with the signs of the elements of `x`."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class signbit(Object):
    """Return the sign bit of the elements of `x`."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class silu(Object):
    """Sigmoid Linear Unit (SiLU) activation function, also known as Swish."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...

swish = silu
class sin(Object):
    """Trigonometric sine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class sinc(Object):
    """Return the normalized sinc function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class sinh(Object):
    """Hyperbolic sine, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class size(Object):
    """Return the number of elements in a tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class slice(Object):
    """Return a slice of an input tensor."""

    inputs: float | Sequence[Any]
    start_indices: Sequence[int] | float | Sequence[Any]
    shape: Sequence[int | None]
    def __init__(self, *, inputs: float | Sequence[Any] = ..., start_indices: Sequence[int] | float | Sequence[Any] = ..., shape: Sequence[int | None] = ...) -> None: ...
class slice_update(Object):
    """Update an input by slicing in a tensor of updated values."""

    inputs: float | Sequence[Any]
    start_indices: Sequence[int] | float | Sequence[Any]
    updates: float | Sequence[Any]
    def __init__(self, *, inputs: float | Sequence[Any] = ..., start_indices: Sequence[int] | float | Sequence[Any] = ..., updates: float | Sequence[Any] = ...) -> None: ...
class slogdet(Object):
    """Compute the sign and natural logarithm of the determinant of a matrix."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class soft_shrink(Object):
    """Soft Shrink activation function."""

    x: float | Sequence[Any]
    threshold: float
    def __init__(self, *, x: float | Sequence[Any] = ..., threshold: float = ...) -> None: ...
class softmax(Object):
    """Softmax activation function."""

    x: float | Sequence[Any]
    axis: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] = ...) -> None: ...
class softplus(Object):
    """Softplus activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class softsign(Object):
    """Softsign activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class solve(Object):
    """Solves a linear system of equations given by `a x = b`."""

    a: float | Sequence[Any]
    b: float | Sequence[Any]
    def __init__(self, *, a: float | Sequence[Any] = ..., b: float | Sequence[Any] = ...) -> None: ...
class solve_triangular(Object):
    """Solves a linear system of equations given by `a x = b`."""

    a: float | Sequence[Any]
    b: float | Sequence[Any]
    lower: bool
    def __init__(self, *, a: float | Sequence[Any] = ..., b: float | Sequence[Any] = ..., lower: bool = ...) -> None: ...
class sort(Object):
    """Sorts the elements of `x` along a given axis in ascending order."""

    x: float | Sequence[Any]
    axis: int | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | None = ...) -> None: ...
class space_to_depth(Object):
    """Rearranges blocks of spatial data into depth."""

    x: float | Sequence[Any]
    block_size: int
    data_format: Literal["channels_last", "channels_first"]
    def __init__(self, *, x: float | Sequence[Any] = ..., block_size: int = ..., data_format: Literal["channels_last", "channels_first"] = ...) -> None: ...
class sparse_categorical_crossentropy(Object):
    """Computes sparse categorical cross-entropy loss."""

    target: float | Sequence[Any]
    output: float | Sequence[Any]
    from_logits: bool
    axis: int
    def __init__(self, *, target: float | Sequence[Any] = ..., output: float | Sequence[Any] = ..., from_logits: bool = ..., axis: int = ...) -> None: ...
class sparse_plus(Object):
    """SparsePlus activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class sparse_sigmoid(Object):
    """Sparse sigmoid activation function."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class sparsemax(Object):
    """Sparsemax activation function."""

    x: float | Sequence[Any]
    axis: int
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int = ...) -> None: ...
class split(Object):
    """Split a tensor into chunks."""

    x: float | Sequence[Any]
    indices_or_sections: int | Sequence[int]
    axis: int
    def __init__(self, *, x: float | Sequence[Any] = ..., indices_or_sections: int | Sequence[int] = ..., axis: int = ...) -> None: ...
class sqrt(Object):
    """Return the non-negative square root of a tensor, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class square(Object):
    """Return the element-wise square of the input."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class squareplus(Object):
    """Squareplus activation function."""

    x: float | Sequence[Any]
    b: float
    def __init__(self, *, x: float | Sequence[Any] = ..., b: float = ...) -> None: ...
class squeeze(Object):
    """Remove axes of length one from `x`."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ...) -> None: ...
class stack(Object):
    """Join a sequence of tensors along a new axis."""

    x: Sequence[float | Sequence[Any]] | float | Sequence[Any]
    axis: int
    def __init__(self, *, x: Sequence[float | Sequence[Any]] | float | Sequence[Any] = ..., axis: int = ...) -> None: ...
class std(Object):
    """Compute the standard deviation along the specified axis."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class stft(Object):
    """Short-Time Fourier Transform along the last axis of the input."""

    x: float | Sequence[Any]
    sequence_length: int
    sequence_stride: int
    fft_length: int
    window: Literal["hann", "hamming"] | float | Sequence[Any] | None
    center: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., sequence_length: int = ..., sequence_stride: int = ..., fft_length: int = ..., window: Literal["hann", "hamming"] | float | Sequence[Any] | None = ..., center: bool = ...) -> None: ...
class stop_gradient(Object):
    """Stops gradient computation."""

    variable: float | Sequence[Any]
    def __init__(self, *, variable: float | Sequence[Any] = ...) -> None: ...
class subtract(Object):
    """Subtract arguments element-wise."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class sum(Object):
    """Sum of a tensor over the given axes."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class svd(Object):
    """Computes the singular value decomposition of a matrix."""

    x: float | Sequence[Any]
    full_matrices: bool
    compute_uv: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., full_matrices: bool = ..., compute_uv: bool = ...) -> None: ...
class swapaxes(Object):
    """Interchange two axes of a tensor."""

    x: float | Sequence[Any]
    axis1: int
    axis2: int
    def __init__(self, *, x: float | Sequence[Any] = ..., axis1: int = ..., axis2: int = ...) -> None: ...
class switch(Object):
    """Apply exactly one of the `branches` given by `index`."""

    index: float | Sequence[Any]
    branches: Sequence[_Written]
    operands: float | Sequence[Any]
    def __init__(self, *, index: float | Sequence[Any] = ..., branches: Sequence[_Written] = ..., operands: float | Sequence[Any] = ...) -> None: ...
class take(Object):
    """Take elements from a tensor along an axis."""

    x: float | Sequence[Any]
    indices: float | Sequence[Any]
    axis: int | None
    def __init__(self, *, x: float | Sequence[Any] = ..., indices: float | Sequence[Any] = ..., axis: int | None = ...) -> None: ...
class take_along_axis(Object):
    """Select values from `x` at the 1-D `indices` along the given axis."""

    x: float | Sequence[Any]
    indices: float | Sequence[Any]
    axis: int | None
    def __init__(self, *, x: float | Sequence[Any] = ..., indices: float | Sequence[Any] = ..., axis: int | None = ...) -> None: ...
class tan(Object):
    """Compute tangent, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class tanh(Object):
    """Hyperbolic tangent, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class tanh_shrink(Object):
    """Applies the tanh shrink function element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class tensordot(Object):
    """Compute the tensor dot product along specified axes."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    axes: int | Sequence[int] | Sequence[Sequence[int]]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ..., axes: int | Sequence[int] | Sequence[Sequence[int]] = ...) -> None: ...
class threshold(Object):
    """Threshold activation function."""

    x: float | Sequence[Any]
    threshold: float | float | Sequence[Any]
    default_value: float | float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ..., threshold: float | float | Sequence[Any] = ..., default_value: float | float | Sequence[Any] = ...) -> None: ...
class tile(Object):
    """Repeat `x` the number of times given by `repeats`."""

    x: float | Sequence[Any]
    repeats: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., repeats: int | Sequence[int] = ...) -> None: ...
class top_k(Object):
    """Finds the top-k values and their indices in a tensor."""

    x: float | Sequence[Any]
    k: int
    sorted: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., k: int = ..., sorted: bool = ...) -> None: ...
class trace(Object):
    """Return the sum along diagonals of the tensor."""

    x: float | Sequence[Any]
    offset: int
    axis1: int
    axis2: int
    def __init__(self, *, x: float | Sequence[Any] = ..., offset: int = ..., axis1: int = ..., axis2: int = ...) -> None: ...
class transpose(Object):
    """Returns a tensor with `axes` transposed."""

    x: float | Sequence[Any]
    axes: Sequence[int] | None
    def __init__(self, *, x: float | Sequence[Any] = ..., axes: Sequence[int] | None = ...) -> None: ...
class trapezoid(Object):
    """Integrate along the given axis using the composite trapezoidal rule."""

    y: float | Sequence[Any]
    x: float | Sequence[Any] | None
    dx: float
    axis: int
    def __init__(self, *, y: float | Sequence[Any] = ..., x: float | Sequence[Any] | None = ..., dx: float = ..., axis: int = ...) -> None: ...
class tri(Object):
    """Return a tensor with ones at and below a diagonal and zeros elsewhere."""

    N: int
    M: int | None
    k: int
    dtype: _Written | None
    def __init__(self, *, N: int = ..., M: int | None = ..., k: int = ..., dtype: _Written | None = ...) -> None: ...
class tril(Object):
    """Return lower triangle of a tensor."""

    x: float | Sequence[Any]
    k: int
    def __init__(self, *, x: float | Sequence[Any] = ..., k: int = ...) -> None: ...
class triu(Object):
    """Return upper triangle of a tensor."""

    x: float | Sequence[Any]
    k: int
    def __init__(self, *, x: float | Sequence[Any] = ..., k: int = ...) -> None: ...
class true_divide(Object):
    """Alias for `keras.ops.divide`."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class trunc(Object):
    """Return the truncated value of the input, element-wise."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class unfold(Object):
    """Extract sliding local blocks from a 4-D input (batched image)."""

    x: float | Sequence[Any]
    kernel_size: int | Sequence[int]
    dilation: int | Sequence[int]
    padding: int | Sequence[int]
    stride: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., kernel_size: int | Sequence[int] = ..., dilation: int | Sequence[int] = ..., padding: int | Sequence[int] = ..., stride: int | Sequence[int] = ...) -> None: ...
class unique(Object):
    """Finds the unique elements of a tensor."""

    x: float | Sequence[Any]
    sorted: bool
    return_index: bool
    return_inverse: bool
    return_counts: bool
    axis: int | None
    size: int | None
    fill_value: float | None
    def __init__(self, *, x: float | Sequence[Any] = ..., sorted: bool = ..., return_index: bool = ..., return_inverse: bool = ..., return_counts: bool = ..., axis: int | None = ..., size: int | None = ..., fill_value: float | None = ...) -> None: ...
class unravel_index(Object):
    """Convert flat indices to coordinate arrays in a given array shape."""

    indices: float | Sequence[Any]
    shape: Sequence[int | None]
    def __init__(self, *, indices: float | Sequence[Any] = ..., shape: Sequence[int | None] = ...) -> None: ...
class unstack(Object):
    """Unpacks the given dimension of a rank-R tensor into rank-(R-1) tensors."""

    x: float | Sequence[Any]
    num: int | None
    axis: int
    def __init__(self, *, x: float | Sequence[Any] = ..., num: int | None = ..., axis: int = ...) -> None: ...
class vander(Object):
    """Generate a Vandermonde matrix."""

    x: float | Sequence[Any]
    N: int | None
    increasing: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., N: int | None = ..., increasing: bool = ...) -> None: ...
class var(Object):
    """Compute the variance along the specified axes."""

    x: float | Sequence[Any]
    axis: int | Sequence[int] | None
    keepdims: bool
    def __init__(self, *, x: float | Sequence[Any] = ..., axis: int | Sequence[int] | None = ..., keepdims: bool = ...) -> None: ...
class vdot(Object):
    """Return the dot product of two vectors."""

    x1: float | Sequence[Any]
    x2: float | Sequence[Any]
    def __init__(self, *, x1: float | Sequence[Any] = ..., x2: float | Sequence[Any] = ...) -> None: ...
class vectorize(Object):
    """Turn a function into a vectorized function."""

    pyfunc: _Written
    excluded: Sequence[Any] | None
    signature: str | None
    def __init__(self, *, pyfunc: _Written = ..., excluded: Sequence[Any] | None = ..., signature: str | None = ...) -> None: ...
class vectorized_map(Object):
    """Parallel map of `function` on axis 0 of tensor(s) `elements`."""

    function: _Written
    elements: float | Sequence[Any]
    def __init__(self, *, function: _Written = ..., elements: float | Sequence[Any] = ...) -> None: ...
class view(Object):
    """Create a new bitwise view of the same data with the specified dtype."""

    x: float | Sequence[Any]
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written | None = ...) -> None: ...
class view_as_complex(Object):
    """Converts a real tensor with shape `(..., 2)` to a complex tensor, where the last dimension represents the real and imaginary components of a complex tensor."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class view_as_real(Object):
    """Converts a complex tensor to a real tensor with shape `(..., 2)`, where the last dimension represents the real and imaginary components."""

    x: float | Sequence[Any]
    def __init__(self, *, x: float | Sequence[Any] = ...) -> None: ...
class vsplit(Object):
    """Split an array into multiple sub-arrays vertically (row-wise)."""

    x: float | Sequence[Any]
    indices_or_sections: int | Sequence[int]
    def __init__(self, *, x: float | Sequence[Any] = ..., indices_or_sections: int | Sequence[int] = ...) -> None: ...
class vstack(Object):
    """Stack tensors in sequence vertically (row wise)."""

    xs: Sequence[float | Sequence[Any]] | float | Sequence[Any]
    def __init__(self, *, xs: Sequence[float | Sequence[Any]] | float | Sequence[Any] = ...) -> None: ...
class where(Object):
    """Return elements chosen from `x1` or `x2` depending on `condition`."""

    condition: float | Sequence[Any]
    x1: float | Sequence[Any] | None
    x2: float | Sequence[Any] | None
    def __init__(self, *, condition: float | Sequence[Any] = ..., x1: float | Sequence[Any] | None = ..., x2: float | Sequence[Any] | None = ...) -> None: ...
class while_loop(Object):
    """While loop implementation."""

    cond: _Written
    body: _Written
    loop_vars: float | Sequence[Any]
    maximum_iterations: int | None
    def __init__(self, *, cond: _Written = ..., body: _Written = ..., loop_vars: float | Sequence[Any] = ..., maximum_iterations: int | None = ...) -> None: ...
class zeros(Object):
    """Return a new tensor of given shape and type, filled with zeros."""

    shape: Sequence[int | None]
    dtype: _Written | None
    def __init__(self, *, shape: Sequence[int | None] = ..., dtype: _Written | None = ...) -> None: ...
class zeros_like(Object):
    """Return a tensor of zeros with the same shape and type as `x`."""

    x: float | Sequence[Any]
    dtype: _Written | None
    def __init__(self, *, x: float | Sequence[Any] = ..., dtype: _Written | None = ...) -> None: ...
