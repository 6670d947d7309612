"""The applications of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

_Activation: TypeAlias = Literal["celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink", "threshold"] | _Written
class ConvNeXtBase(Object):
    """Instantiates the ConvNeXtBase architecture."""

    include_top: bool
    include_preprocessing: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., include_preprocessing: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ConvNeXtLarge(Object):
    """Instantiates the ConvNeXtLarge architecture."""

    include_top: bool
    include_preprocessing: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., include_preprocessing: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ConvNeXtSmall(Object):
    """Instantiates the ConvNeXtSmall architecture."""

    include_top: bool
    include_preprocessing: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., include_preprocessing: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ConvNeXtTiny(Object):
    """Instantiates the ConvNeXtTiny architecture."""

    include_top: bool
    include_preprocessing: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., include_preprocessing: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ConvNeXtXLarge(Object):
    """Instantiates the ConvNeXtXLarge architecture."""

    include_top: bool
    include_preprocessing: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., include_preprocessing: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class DenseNet121(Object):
    """Instantiates the Densenet121 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class DenseNet169(Object):
    """Instantiates the Densenet169 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class DenseNet201(Object):
    """Instantiates the Densenet201 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB0(Object):
    """Instantiates the EfficientNetB0 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB1(Object):
    """Instantiates the EfficientNetB1 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB2(Object):
    """Instantiates the EfficientNetB2 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB3(Object):
    """Instantiates the EfficientNetB3 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB4(Object):
    """Instantiates the EfficientNetB4 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB5(Object):
    """Instantiates the EfficientNetB5 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB6(Object):
    """Instantiates the EfficientNetB6 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetB7(Object):
    """Instantiates the EfficientNetB7 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetV2B0(Object):
    """Instantiates the EfficientNetV2B0 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetV2B1(Object):
    """Instantiates the EfficientNetV2B1 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetV2B2(Object):
    """Instantiates the EfficientNetV2B2 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetV2B3(Object):
    """Instantiates the EfficientNetV2B3 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetV2L(Object):
    """Instantiates the EfficientNetV2L architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetV2M(Object):
    """Instantiates the EfficientNetV2M architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class EfficientNetV2S(Object):
    """Instantiates the EfficientNetV2S architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class InceptionResNetV2(Object):
    """Instantiates the Inception-ResNet v2 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class InceptionV3(Object):
    """Instantiates the Inception v3 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class MobileNet(Object):
    """Instantiates the MobileNet architecture."""

    input_shape: Sequence[int | None] | None
    alpha: float
    depth_multiplier: int
    dropout: float
    include_top: bool
    weights: Literal["imagenet"] | str | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, input_shape: Sequence[int | None] | None = ..., alpha: float = ..., depth_multiplier: int = ..., dropout: float = ..., include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class MobileNetV2(Object):
    """Instantiates the MobileNetV2 architecture."""

    input_shape: Sequence[int | None] | None
    alpha: float
    include_top: bool
    weights: Literal["imagenet"] | str | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, input_shape: Sequence[int | None] | None = ..., alpha: float = ..., include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class MobileNetV3Large(Object):
    """Instantiates the MobileNetV3Large architecture."""

    input_shape: Sequence[int | None] | None
    alpha: float
    minimalistic: bool
    include_top: bool
    weights: Literal["imagenet"] | str | None
    classes: int
    pooling: Literal["avg", "max"] | None
    dropout_rate: float
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, input_shape: Sequence[int | None] | None = ..., alpha: float = ..., minimalistic: bool = ..., include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., classes: int = ..., pooling: Literal["avg", "max"] | None = ..., dropout_rate: float = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class MobileNetV3Small(Object):
    """Instantiates the MobileNetV3Small architecture."""

    input_shape: Sequence[int | None] | None
    alpha: float
    minimalistic: bool
    include_top: bool
    weights: Literal["imagenet"] | str | None
    classes: int
    pooling: Literal["avg", "max"] | None
    dropout_rate: float
    classifier_activation: _Activation | None
    include_preprocessing: bool
    name: str | None
    trainable: bool
    def __init__(self, *, input_shape: Sequence[int | None] | None = ..., alpha: float = ..., minimalistic: bool = ..., include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., classes: int = ..., pooling: Literal["avg", "max"] | None = ..., dropout_rate: float = ..., classifier_activation: _Activation | None = ..., include_preprocessing: bool = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class NASNetLarge(Object):
    """Instantiates a NASNet model in ImageNet mode."""

    input_shape: Sequence[int | None] | None
    include_top: bool
    weights: Literal["imagenet"] | str | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, input_shape: Sequence[int | None] | None = ..., include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class NASNetMobile(Object):
    """Instantiates a Mobile NASNet model in ImageNet mode."""

    input_shape: Sequence[int | None] | None
    include_top: bool
    weights: Literal["imagenet"] | str | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, input_shape: Sequence[int | None] | None = ..., include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ResNet101(Object):
    """Instantiates the ResNet101 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ResNet101V2(Object):
    """Instantiates the ResNet101V2 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ResNet152(Object):
    """Instantiates the ResNet152 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ResNet152V2(Object):
    """Instantiates the ResNet152V2 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ResNet50(Object):
    """Instantiates the ResNet50 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class ResNet50V2(Object):
    """Instantiates the ResNet50V2 architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class VGG16(Object):
    """Instantiates the VGG16 model."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class VGG19(Object):
    """Instantiates the VGG19 model."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
class Xception(Object):
    """Instantiates the Xception architecture."""

    include_top: bool
    weights: Literal["imagenet"] | str | None
    input_shape: Sequence[int | None] | None
    pooling: Literal["avg", "max"] | None
    classes: int
    classifier_activation: _Activation | None
    name: str | None
    trainable: bool
    def __init__(self, *, include_top: bool = ..., weights: Literal["imagenet"] | str | None = ..., input_shape: Sequence[int | None] | None = ..., pooling: Literal["avg", "max"] | None = ..., classes: int = ..., classifier_activation: _Activation | None = ..., name: str | None = ..., trainable: bool = ...) -> None: ...
