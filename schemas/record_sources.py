"""Sources in the formats of Keras and TensorFlow: `KerasDataset` and `TfRecord`."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from kbuild.schemas.objects import Object
from kbuild.schemas.values import value

#: Keras's sets that are kept as plain arrays. Those of CIFAR, IMDB and Reuters are pickles, which hold code.
KERAS_SETS = ("boston_housing", "california_housing", "fashion_mnist", "mnist")
_NUMBERS = (
    *("uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64"),
    *("float16", "float32", "float64"),
)
_FLAG = value("bool")


class KerasDataset(Object):
    """A set of `keras.datasets` that this machine has downloaded already; a document never downloads.

    `python -c "import keras; keras.datasets.mnist.load_data()"` downloads it once, into Keras's folder
    (`~/.keras/datasets`, or that of `KERAS_HOME`).

    Args:
        name: `mnist`, `fashion_mnist`, `boston_housing` or `california_housing`. Those of CIFAR, IMDB and
            Reuters are kept as pickles, which can hold code and are never read: save them by `numpy.savez`,
            and use `Npz`.
        part: `train` or `test`, as Keras has them; the houses are in one order of Keras's, the last fifth
            for the test.
        one_hot: Labels as vectors with a single 1, for `categorical_crossentropy`.
        standardize: Give each feature (last axis) mean 0 and standard deviation 1 over the training rows.
        reconstruct: The inputs are the targets too, as an autoencoder wants it.

    Example:
        >>> KerasDataset(name="mnist", part="test").tree()
        {'KerasDataset': {'name': 'mnist', 'part': 'test'}}

    Source: https://keras.io/api/datasets/
    """

    kind: ClassVar[str] = "source"
    type_name: ClassVar[str] = "KerasDataset"
    title: ClassVar[str] = "KerasDataset"

    name: Annotated[str, value("enum", enum=KERAS_SETS)] = Field(description="Which set.")
    part: Annotated[str, value("enum", enum=("train", "test"))] = Field(
        default="train", description="What Keras keeps for training, or for the test."
    )
    one_hot: Annotated[bool, _FLAG] = Field(default=False, description="Labels as vectors with a single 1.")
    standardize: Annotated[bool, _FLAG] = Field(default=False, description="Mean 0, standard deviation 1.")
    reconstruct: Annotated[bool, _FLAG] = Field(default=False, description="The inputs are the targets too.")


class TfRecord(Object):
    """Samples from a TFRecord file, each a `tf.train.Example`; they are read into memory.

    Args:
        path: The file, relative to the document's folder; one that ends in `.gz` is compressed.
        x: The feature of the inputs, or a mapping of the model's inputs to features.
        y: The feature of the targets, or a mapping of the model's outputs to features; null for none. Texts
            become class numbers, 0 for the first in alphabetical order.
        sample_weight: The feature with the weights of the samples.
        shapes: The shape of one sample of a feature, such as `{image: [28, 28, 1]}`; left out, one number or
            text, or as many in a row as the first sample has.
        raw: Features that are bytes in place of numbers, each with its numbers' type: `{image: uint8}`.
        one_hot: Labels as vectors with a single 1, for `categorical_crossentropy`.
        standardize: Give each feature (last axis) mean 0 and standard deviation 1 over the training rows.
        reconstruct: The inputs are the targets too, as an autoencoder wants it.

    Example:
        >>> TfRecord(path="mnist.tfrecord", x="image", y="label", raw={"image": "uint8"}).type_name
        'TfRecord'

    Source: https://www.tensorflow.org/tutorials/load_data/tfrecord
    """

    kind: ClassVar[str] = "source"
    type_name: ClassVar[str] = "TfRecord"
    title: ClassVar[str] = "TfRecord"

    path: Annotated[str, value("path")] = Field(description="The file, relative to the document's folder.")
    x: Annotated[Any, value("str", "dict[str]")] = Field(
        default="x", description="The feature of the inputs."
    )
    y: Annotated[Any, value("str", "dict[str]", "null")] = Field(
        default="y", description="The feature of the targets."
    )
    sample_weight: Annotated[str | None, value("str", "null")] = Field(
        default=None, description="The feature with the weights of the samples."
    )
    shapes: Annotated[Any, value("dict[list[int]]", "null", min=1)] = Field(
        default=None, description="The shape of one sample of a feature."
    )
    raw: Annotated[Any, value("dict[enum]", "null", enum=_NUMBERS)] = Field(
        default=None, description="Features that are bytes, each with its numbers' type."
    )
    one_hot: Annotated[bool, _FLAG] = Field(default=False, description="Labels as vectors with a single 1.")
    standardize: Annotated[bool, _FLAG] = Field(default=False, description="Mean 0, standard deviation 1.")
    reconstruct: Annotated[bool, _FLAG] = Field(default=False, description="The inputs are the targets too.")
