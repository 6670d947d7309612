"""What is known of a document's data before it is read: the shapes of inputs and targets, and the classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kbuild.schemas.data import Data, Toy

Shape = tuple[int | None, ...]

# Each toy set: the shape of one sample, and how many classes it has (None for a number as target).
_SETS: dict[str, tuple[Shape, int | None]] = {
    "digits": ((8, 8), 10),
    "iris": ((4,), 3),
    "wine": ((13,), 3),
    "breast_cancer": ((30,), 2),
    "diabetes": ((10,), None),
    "xor": ((2,), 2),
    "and": ((2,), 2),
    "or": ((2,), 2),
    "moons": ((2,), 2),
}


@dataclass(frozen=True, slots=True)
class Target:
    """What a model is to predict for one sample.

    Attributes:
        shape: Without the batch; `()` for one number or one class.
        classes: How many classes it tells apart; None for numbers.
        one_hot: Whether a class is a vector with a single 1.
    """

    shape: Shape
    classes: int | None = None
    one_hot: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source.

    Attributes:
        name: What to call it in a message.
        inputs: The shape of one sample, or of each named input; None where it is not known.
        target: What is predicted, the same for every output; None where it is not known.
        outputs: The outputs that the source names; empty where it names none.
    """

    name: str
    inputs: Shape | Mapping[str, Shape] | None
    target: Target | None
    outputs: tuple[str, ...] = ()


def known(data: Data | None) -> Known | None:
    """What can be told of the training data without reading it.

    Example:
        >>> from kbuild.schemas.data import Data
        >>> known(Data(train={"Toy": {"name": "digits"}})).target.classes
        10
    """
    source = None if data is None else data.train
    return _toy(source) if source is not None and source.type_name == "Toy" else None


def _toy(toy: Toy) -> Known:
    sample, target = _plain(toy)
    inputs: Any = sample
    if toy.inputs is not None:
        inputs = {name: (len(columns),) for name, columns in toy.inputs.items()}
    elif toy.shape is not None:
        inputs = toy.shape
    if toy.reconstruct:
        target = Target(inputs) if isinstance(inputs, tuple) else None
    return Known(toy.name, inputs, target, toy.outputs or ())


def _plain(toy: Toy) -> tuple[Shape, Target | None]:
    if toy.name == "friedman1":
        return (toy.features,), Target(())
    if toy.name == "sine_waves":
        return (toy.steps, 1), Target((toy.steps, 1) if toy.every_step else (1,))
    sample, classes = _SETS[toy.name]
    if classes is None:
        return sample, Target(())
    if toy.classes is not None:
        classes = len(toy.classes)
    if toy.positive is not None:
        classes = 2
    return sample, Target((classes,), classes, one_hot=True) if toy.one_hot else Target((), classes)


def size(shape: Shape) -> int | None:
    """How many numbers a shape holds; None where a size is open."""
    sizes = [each for each in shape if each is not None]
    return prod(sizes) if len(sizes) == len(shape) else None
