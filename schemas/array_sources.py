"""Sources whose data is arrays: `Npz` (NumPy's archives), `Images` and `Text`; `Toy` has its own module."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field

from kbuild.schemas.objects import Object
from kbuild.schemas.refusal import refuse
from kbuild.schemas.values import value

_FLAG = value("bool")


class Npz(Object):
    """Arrays from a `.npz` file, as `numpy.savez` writes it; the first axis counts the samples.

    Args:
        path: The file, relative to the document's folder.
        x: The array of the inputs, or a mapping of the model's inputs to arrays.
        y: The array of the targets, or a mapping of the model's outputs to arrays; null for none. An array of
            text becomes class numbers, 0 for the first in alphabetical order.
        sample_weight: The array with the weights of the samples.
        one_hot: Labels as vectors with a single 1, for `categorical_crossentropy`.
        standardize: Give each feature mean 0 and standard deviation 1 over the training rows.
        reconstruct: The inputs are the targets too, as an autoencoder wants it.

    Example:
        >>> Npz(path="mnist.npz", x="x_train", y="y_train").type_name
        'Npz'

    Source: https://numpy.org/doc/stable/reference/generated/numpy.savez.html
    """

    kind: ClassVar[str] = "source"
    type_name: ClassVar[str] = "Npz"
    title: ClassVar[str] = "Npz"

    path: Annotated[str, value("path")] = Field(description="The file, relative to the document's folder.")
    x: Annotated[Any, value("str", "dict[str]")] = Field(default="x", description="The array of the inputs.")
    y: Annotated[Any, value("str", "dict[str]", "null")] = Field(
        default="y", description="The array of the targets."
    )
    sample_weight: Annotated[str | None, value("str", "null")] = Field(
        default=None, description="The array with the weights of the samples."
    )
    one_hot: Annotated[bool, _FLAG] = Field(default=False, description="Labels as vectors with a single 1.")
    standardize: Annotated[bool, _FLAG] = Field(default=False, description="Mean 0, standard deviation 1.")
    reconstruct: Annotated[bool, _FLAG] = Field(default=False, description="The inputs are the targets too.")


def _one_or_three(channels: int) -> int:
    if channels == 2:
        refuse("out-of-range", "a picture has 1 channel (grey) or 3 (colours), received 2")
    return channels


class Images(Object):
    """Pictures from a folder with a folder for each class, held in memory as bytes from 0 to 255.

    A layer `{Rescaling: {scale: 0.00392156862745098}}` makes numbers from 0 to 1 of them, inside the model.

    Args:
        path: The folder, relative to the document's.
        size: Height and width, which all pictures are scaled to.
        channels: 3 for colours, 1 for grey.
        classes: The folders of the classes, in the order of their numbers; left out, all in alphabetical
            order. An empty list takes the pictures of the folder itself, without targets.
        one_hot: Labels as vectors with a single 1, for `categorical_crossentropy`.
        reconstruct: The inputs are the targets too, as an autoencoder wants it.

    Example:
        >>> Images(path="flowers", size=[64, 64]).type_name
        'Images'

    Source: https://keras.io/api/data_loading/image/
    """

    kind: ClassVar[str] = "source"
    type_name: ClassVar[str] = "Images"
    title: ClassVar[str] = "Images"

    path: Annotated[str, value("path")] = Field(description="The folder, relative to the document's.")
    size: Annotated[tuple[int, int], value("list[int]", min=1, max=10_000, length=2)] = Field(
        description="Height and width, which all pictures are scaled to."
    )
    channels: Annotated[int, value("int", min=1, max=3), AfterValidator(_one_or_three)] = Field(
        default=3, description="3 for colours, 1 for grey."
    )
    classes: Annotated[tuple[str, ...] | None, value("list[str]", "null")] = Field(
        default=None, description="The folders of the classes, in the order of their numbers."
    )
    one_hot: Annotated[bool, _FLAG] = Field(default=False, description="Labels as vectors with a single 1.")
    reconstruct: Annotated[bool, _FLAG] = Field(default=False, description="The inputs are the targets too.")


class Text(Object):
    """Texts from a folder with a folder for each class: files that end in `.txt`, in UTF-8.

    A layer `TextVectorization` makes numbers of them, inside the model; it learns its words from the training
    texts before the training. The model's input is one text: `{shape: [], dtype: string}`.

    Args:
        path: The folder, relative to the document's.
        classes: The folders of the classes, in the order of their numbers; left out, all in alphabetical
            order. An empty list takes the texts of the folder itself, without targets.
        one_hot: Labels as vectors with a single 1, for `categorical_crossentropy`.

    Example:
        >>> Text(path="reviews", classes=["bad", "good"]).type_name
        'Text'

    Source: https://keras.io/api/data_loading/text/
    """

    kind: ClassVar[str] = "source"
    type_name: ClassVar[str] = "Text"
    title: ClassVar[str] = "Text"

    path: Annotated[str, value("path")] = Field(description="The folder, relative to the document's.")
    classes: Annotated[tuple[str, ...] | None, value("list[str]", "null")] = Field(
        default=None, description="The folders of the classes, in the order of their numbers."
    )
    one_hot: Annotated[bool, _FLAG] = Field(default=False, description="Labels as vectors with a single 1.")
