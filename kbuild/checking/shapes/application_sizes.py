"""The sizes of Keras's applications: measured on Keras 3.15.1, and held to it by the tests.

Source: https://keras.io/api/applications/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from kbuild.checking.shapes.tensors import Size

#: The name of the weights of an application, taken together as one row of numbers.
TOGETHER = "all together"

#: A step down in size: how far a window reaches, and how far it moves each time.
Stage: TypeAlias = tuple[int, int]

HALF_UP: Stage = (1, 2)
HALF_DOWN: Stage = (2, 2)
#: Padded by whether the declared size is even: half of it rounded up, or down where none is declared.
HALF: Stage = (0, 2)

_INCEPTION: tuple[Stage, ...] = ((3, 2), (3, 1), (3, 2), (3, 1), (3, 2), (3, 2), (3, 2))
# The first words of the names: longer ones stand before shorter ones.
_STAGES: Mapping[str, tuple[Stage, ...]] = {
    "ConvNeXt": ((4, 4), *(HALF_DOWN,) * 3),
    "DenseNet": (*(HALF_UP,) * 2, *(HALF_DOWN,) * 3),
    "EfficientNetV2": (HALF_UP,) * 5,
    "EfficientNet": (HALF,) * 5,
    "Inception": _INCEPTION,
    "MobileNetV": (HALF_UP, *(HALF,) * 4),
    "MobileNet": (HALF_UP, *(HALF_DOWN,) * 4),
    "NASNet": ((3, 2), *(HALF,) * 4),
    "ResNet": (HALF_UP,) * 5,
    "VGG": (HALF_DOWN,) * 5,
    "Xception": ((3, 2), (3, 1), *(HALF_UP,) * 4),
}


@dataclass(frozen=True, slots=True)
class Application:
    """An application without its classifying layers.

    Args:
        size: The height and width of an image where `input_shape` says none; None for any.
        channels: The channels of its result.
        trainable: The trainable parameters, for images of three channels.
        others: The other parameters.
        each_channel: The trainable parameters that each further channel of the images takes.
    """

    size: int | None
    channels: int
    trainable: int
    others: int
    each_channel: int


#: Every application of Keras, by its name.
APPLICATIONS: Mapping[str, Application] = {
    "ConvNeXtBase": Application(224, 1024, 87_566_464, 0, 2048),
    "ConvNeXtLarge": Application(224, 1536, 196_230_336, 0, 3072),
    "ConvNeXtSmall": Application(224, 768, 49_454_688, 0, 1536),
    "ConvNeXtTiny": Application(224, 768, 27_820_128, 0, 1536),
    "ConvNeXtXLarge": Application(224, 2048, 348_147_968, 0, 4096),
    "DenseNet121": Application(224, 1024, 6_953_856, 83_648, 3136),
    "DenseNet169": Application(224, 1664, 12_484_480, 158_400, 3136),
    "DenseNet201": Application(224, 1920, 18_092_928, 229_056, 3136),
    "EfficientNetB0": Application(224, 1280, 4_007_548, 42_023, 288),
    "EfficientNetB1": Application(240, 1280, 6_513_184, 62_055, 288),
    "EfficientNetB2": Application(260, 1408, 7_700_994, 67_575, 288),
    "EfficientNetB3": Application(300, 1536, 10_696_232, 87_303, 360),
    "EfficientNetB4": Application(380, 1792, 17_548_616, 125_207, 432),
    "EfficientNetB5": Application(456, 2048, 28_340_784, 172_743, 432),
    "EfficientNetB6": Application(528, 2304, 40_735_704, 224_439, 504),
    "EfficientNetB7": Application(600, 2560, 63_786_960, 310_727, 576),
    "EfficientNetV2B0": Application(224, 1280, 5_858_704, 60_608, 288),
    "EfficientNetV2B1": Application(240, 1280, 6_860_052, 71_072, 288),
    "EfficientNetV2B2": Application(260, 1408, 8_687_086, 82_288, 288),
    "EfficientNetV2B3": Application(300, 1536, 12_821_406, 109_216, 360),
    "EfficientNetV2L": Application(480, 1280, 117_234_272, 512_576, 288),
    "EfficientNetV2M": Application(480, 1280, 52_858_356, 292_032, 216),
    "EfficientNetV2S": Application(384, 1280, 20_177_488, 153_872, 216),
    "InceptionResNetV2": Application(299, 1536, 54_276_192, 60_544, 288),
    "InceptionV3": Application(299, 2048, 21_768_352, 34_432, 288),
    "MobileNet": Application(224, 1024, 3_206_976, 21_888, 288),
    "MobileNetV2": Application(224, 1280, 2_223_872, 34_112, 288),
    "MobileNetV3Large": Application(None, 960, 2_971_952, 24_400, 144),
    "MobileNetV3Small": Application(None, 576, 927_008, 12_112, 144),
    "NASNetLarge": Application(331, 4032, 84_720_150, 196_668, 864),
    "NASNetMobile": Application(224, 1056, 4_232_978, 36_738, 288),
    "ResNet101": Application(224, 2048, 42_552_832, 105_344, 3136),
    "ResNet101V2": Application(224, 2048, 42_528_896, 97_664, 3136),
    "ResNet152": Application(224, 2048, 58_219_520, 151_424, 3136),
    "ResNet152V2": Application(224, 2048, 58_187_904, 143_744, 3136),
    "ResNet50": Application(224, 2048, 23_534_592, 53_120, 3136),
    "ResNet50V2": Application(224, 2048, 23_519_360, 45_440, 3136),
    "VGG16": Application(224, 512, 14_714_688, 0, 576),
    "VGG19": Application(224, 512, 20_024_384, 0, 576),
    "Xception": Application(299, 2048, 20_806_952, 54_528, 288),
}


def resized(name: str, size: Size, declared: Size) -> Size:
    """The height or width of an application's result: None where the images' is open, 0 if nothing is left.

    Args:
        name: The application.
        size: The height or width of the images.
        declared: The one in its `input_shape`.

    Example:
        >>> resized("ResNet50", 224, 224), resized("VGG16", 200, 200), resized("InceptionV3", 50, None)
        (7, 6, 0)
    """
    if size is None:
        return None
    for reach, step in next(stages for prefix, stages in _STAGES.items() if name.startswith(prefix)):
        window = reach or (2 if declared is None else 1)
        if size < window:
            return 0
        size = (size - window) // step + 1
    return size
