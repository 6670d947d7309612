"""What is known of a document's data before it is read: the shapes of inputs and targets, and the classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kbuild.schemas.data import Data, Toy

Shape = tuple[int | None, ...]
Inputs = Shape | Mapping[str, Shape]

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
    "ring": ((2,), 8),
    "reber": ((), 2),
}
# How many letters there are to write, of the sets whose targets are texts, and how long the texts are.
_WRITTEN = {"dates": ("text", (), 10, 11), "digit_names": ("image", (8, 8), 5, 16)}
_PICTURE: Shape = (16, 16, 1)


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
    """What can be told of the training data without reading it; of sequences that are cut, of a chunk.

    Example:
        >>> from kbuild.schemas.data import Data
        >>> known(Data(train={"Toy": {"name": "digits"}})).target.classes
        10
        >>> known(Data(train={"Toy": {"name": "sine_waves", "steps": 100}}, chunk_length=20)).inputs
        (20, 1)
    """
    found = uncut(data)
    if found is None or found.inputs is None or data is None or data.chunk_length is None:
        return found
    steps, length = max(first_axes(found.inputs), default=None), data.chunk_length
    if steps is None or steps % length:
        return replace(found, inputs=None, target=None)

    def cut(shape: Shape) -> Shape:
        return (length, *shape[1:]) if shape[:1] == (steps,) else shape

    inputs: Inputs = (
        {name: cut(each) for name, each in found.inputs.items()}
        if isinstance(found.inputs, Mapping)
        else cut(found.inputs)
    )
    target = None if found.target is None else replace(found.target, shape=cut(found.target.shape))
    return replace(found, inputs=inputs, target=target)


def first_axes(inputs: Inputs) -> Iterator[int]:
    """The sizes of the first axes of inputs; the largest is the time's, where there is a time."""
    shapes = inputs.values() if isinstance(inputs, Mapping) else (inputs,)
    return (size for shape in shapes for size in shape[:1] if size is not None)


def uncut(data: Data | None) -> Known | None:
    """What can be told of the training data, with sequences as the source gives them."""
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


def _plain(toy: Toy) -> tuple[Inputs, Target | None]:
    if toy.name == "friedman1":
        return (toy.features,), Target(())
    if toy.name in _PLAIN:
        return _PLAIN[toy.name](toy)
    sample, classes = _SETS[toy.name]
    if classes is None:
        return sample, Target(())
    if toy.classes is not None:
        classes = len(toy.classes)
    if toy.positive is not None:
        classes = 2
    return sample, Target((classes,), classes, one_hot=True) if toy.one_hot else Target((), classes)


def _sine_waves(toy: Toy) -> tuple[Inputs, Target]:
    steps = toy.steps or 50
    return (steps, 1), Target((steps, 1) if toy.every_step else (1,))


def _moving_digits(toy: Toy) -> tuple[Inputs, Target]:
    film = (toy.steps or 6, *_PICTURE)
    return film, Target(film if toy.every_step else _PICTURE)


def _neighbours(toy: Toy) -> tuple[Inputs, Target]:
    return (toy.steps or 20, 1), Target((toy.steps or 20, 1), 2)


def _text(toy: Toy) -> tuple[Inputs, Target]:
    name, sample, length, letters = _WRITTEN[toy.name]
    inputs: Inputs = {name: sample, "previous": (length,)} if toy.previous else sample
    return inputs, Target((length,), letters)


_PLAIN: Mapping[str, Callable[[Toy], tuple[Inputs, Target]]] = {
    "sine_waves": _sine_waves,
    "waveforms": lambda toy: ((2,), Target((toy.steps or 50, 1))),
    "adding": lambda toy: ((toy.steps or 100, 2), Target(())),
    "neighbours": _neighbours,
    "circles": lambda _toy: ((2,), Target((5,))),
    "dates": _text,
    "digit_names": _text,
    "digit_pairs": lambda _toy: ({"left": (8, 8), "right": (8, 8)}, Target((), 2)),
    "moving_digits": _moving_digits,
}


def size(shape: Shape) -> int | None:
    """How many numbers a shape holds; None where a size is open."""
    sizes = [each for each in shape if each is not None]
    return prod(sizes) if len(sizes) == len(shape) else None
