"""Arrays as the model sees them: data types, standardisation, class numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray

from kbuild.data.hints import listed, quoted, suggestion
from kbuild.data.preparation import Output, Preparation, Record
from kbuild.data.samples import Array, Meta, Origin, Samples, like, mapped, parts
from kbuild.schemas.errors import DataError


@dataclass(frozen=True)
class Arrays:
    """Arrays as a source gives them, with what the document wants done to them.

    Attributes:
        samples: The arrays.
        standardize: Give each feature (last axis) mean 0 and standard deviation 1.
        one_hot: Labels as vectors with a single 1.
        reconstruct: The inputs are the targets too.
    """

    samples: Samples
    standardize: bool = False
    one_hot: bool = False
    reconstruct: bool = False
    ordered: ClassVar[bool] = False

    def __len__(self) -> int:
        return len(self.samples)

    def take(self, rows: NDArray[np.int64]) -> Self:
        """Some of the rows."""
        return replace(self, samples=self.samples.take(rows))

    def labels(self) -> Array | None:
        """The first target, by which rows are shared out."""
        return None if self.samples.y is None else next(iter(parts(self.samples.y).values()))

    def learn(self) -> ArrayPreparation:
        """Learn the preparation from these rows."""
        samples = self.samples
        return ArrayPreparation(
            inputs=tuple(
                _learn_input(name, each, samples.meta, self.standardize)
                for name, each in parts(samples.x).items()
            ),
            outputs=tuple(
                _learn_output(name, each, samples.meta.classes.get(name, ()), self.one_hot)
                for name, each in ({} if samples.y is None else parts(samples.y)).items()
            ),
            reconstruct=self.reconstruct,
        )


class ArrayInput(Record):
    """One input: what a sample of it looks like, and how it is standardised.

    Attributes:
        name: The model's input; "" for a sole one.
        shape: Of one sample.
        dtype: As the model sees it.
        features: The names of the last axis, where they have names.
        means: Of each feature over the training rows; empty for none.
        deviations: Likewise; a constant feature has 1.
        start: Where the input holds the target one step late, for teacher forcing: the number before the
            first step. In use nothing has been written yet, and it is all that a model has to be told.
    """

    name: str = ""
    shape: tuple[int, ...]
    dtype: str
    features: tuple[str, ...] = ()
    means: tuple[float, ...] = ()
    deviations: tuple[float, ...] = ()
    start: int | None = None


class ArrayOutput(Record):
    """One output: its classes, and how labels become numbers.

    Attributes:
        name: The model's output; "" for a sole one.
        shape: Of one target.
        encoding: `as_is`, `codes` (texts become class numbers) or `one_hot`.
        texts: The texts that stand for the classes, in the order of their numbers; empty for numbers.
        classes: The names of the classes.
    """

    name: str = ""
    shape: tuple[int, ...]
    encoding: Literal["as_is", "codes", "one_hot"] = "as_is"
    texts: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class ArrayPreparation(Preparation):
    """How arrays become what the model sees."""

    kind: Literal["arrays"] = "arrays"
    inputs: tuple[ArrayInput, ...]
    outputs: tuple[ArrayOutput, ...] = ()
    reconstruct: bool = False

    def apply(self, raw: Any) -> Samples:
        """Prepare arrays; those of inputs and outputs must be there, with the shapes that training had."""
        if not isinstance(raw, Arrays):
            raise DataError(
                "the training data are arrays, but these are columns of a table", code="sources-differ"
            )
        samples = raw.samples
        x = _each(self.inputs, parts(samples.x), samples.meta.origin, "input", _prepare_input)
        tree = like(samples.x, x)
        if self.reconstruct:
            return replace(samples, x=tree, y=tree)
        if samples.y is None or not self.outputs:
            return replace(samples, x=tree, y=samples.y)
        y = _each(self.outputs, parts(samples.y), samples.meta.origin, "output", _prepare_output)
        classes = {each.name: each.classes for each in self.outputs if each.classes}
        meta = replace(samples.meta, classes=classes)
        weight = None if samples.sample_weight is None else mapped(number_type, samples.sample_weight)
        return Samples(x=tree, y=like(samples.y, y), sample_weight=weight, meta=meta)

    def predicted(self) -> tuple[Output, ...]:
        """What each output of the model predicts."""
        return tuple(Output(name=each.name, classes=each.classes) for each in self.outputs)


def _learn_input(name: str, array: Array, meta: Meta, standardize: bool) -> ArrayInput:
    prepared = number_type(array)
    means: tuple[float, ...] = ()
    deviations: tuple[float, ...] = ()
    if standardize:
        if prepared.dtype.kind not in "iufb":
            raise DataError("text cannot be standardised", code="not-a-number")
        flat = array.reshape(-1, array.shape[-1] if array.ndim > 1 else 1).astype(np.float64)
        spread = flat.std(axis=0)
        means = tuple(flat.mean(axis=0).tolist())
        deviations = tuple(np.where(spread > 0, spread, 1.0).tolist())
    dtype = "float32" if standardize else _type_name(prepared)
    return ArrayInput(
        name=name,
        shape=array.shape[1:],
        dtype=dtype,
        features=meta.features.get(name, ()),
        means=means,
        deviations=deviations,
        start=meta.starts.get(name),
    )


def _learn_output(name: str, array: Array, classes: tuple[str, ...], one_hot: bool) -> ArrayOutput:
    texts: tuple[str, ...] = ()
    if array.dtype.kind in "OUST":
        texts = tuple(sorted(set(map(str, array.flat))))
        classes = texts
    elif one_hot and not classes:
        if array.dtype.kind not in "biu":
            raise DataError("one_hot wants whole numbers or texts as labels", code="not-a-class")
        classes = tuple(str(each) for each in range(int(array.max()) + 1))
    encoding: Literal["as_is", "codes", "one_hot"] = "one_hot" if one_hot else "codes" if texts else "as_is"
    return ArrayOutput(name=name, shape=array.shape[1:], encoding=encoding, texts=texts, classes=classes)


def _each(wanted: Any, arrays: dict[str, Array], origin: Origin, what: str, prepare: Any) -> dict[str, Array]:
    """Prepare each named array; all that are wanted must be there, and no others."""
    names = [each.name for each in wanted]
    for name in arrays:
        if name not in names:
            hint = suggestion(name, names, f"{what}s")
            raise DataError(
                f"{origin.name}: training had no {what} {name!r}", code="sources-differ", hint=hint
            )
    for name in names:
        if name not in arrays:
            raise DataError(f"{origin.name}: the {what} {name!r} is missing", code="sources-differ")
    return {each.name: prepare(each, arrays[each.name], origin) for each in wanted}


def _prepare_input(wanted: ArrayInput, array: Array, origin: Origin) -> Array:
    _check_shape(wanted.name, wanted.shape, array, origin)
    if not wanted.means:
        return number_type(array)
    standardised: Array = (array - np.asarray(wanted.means)) / np.asarray(wanted.deviations)
    return standardised.astype(np.float32)


def _prepare_output(wanted: ArrayOutput, array: Array, origin: Origin) -> Array:
    _check_shape(wanted.name, wanted.shape, array, origin)
    if wanted.texts:
        array = _codes(wanted, array, origin)
    if wanted.encoding != "one_hot":
        return number_type(array)
    count = len(wanted.classes)
    outside = (array < 0) | (array >= count)
    if outside.any():
        index = int(np.argwhere(outside)[0][0])
        text = f"the label {array[index]} is not one of {count} classes (0 to {count - 1})"
        raise DataError(f"{origin.name}, {origin.where(index)}: {text}", code="label-out-of-range")
    flat = array[..., 0] if array.ndim > 1 and array.shape[-1] == 1 else array
    vectors: Array = np.eye(count, dtype=np.float32)[flat]
    return vectors


def _codes(wanted: ArrayOutput, array: Array, origin: Origin) -> Array:
    numbers = {text: number for number, text in enumerate(wanted.texts)}
    values = [str(each) for each in array.flat]
    for place, each in enumerate(values):
        if each not in numbers:
            index = place * len(array) // len(values)
            text = f"training had no class {quoted(each)}"
            hint = f"the classes are {listed(wanted.texts)}"
            raise DataError(
                f"{origin.name}, {origin.where(index)}: {text}", code="unknown-category", hint=hint
            )
    return np.asarray([numbers[each] for each in values], np.int32).reshape(array.shape)


def _check_shape(name: str, shape: tuple[int, ...], array: Array, origin: Origin) -> None:
    if array.shape[1:] != shape:
        of = f" of {name!r}" if name else ""
        text = f"samples{of} have the shape {list(array.shape[1:])}, but in training it was {list(shape)}"
        raise DataError(f"{origin.name}: {text}", code="wrong-shape")


def number_type(array: Array) -> Array:
    """Floats as float32 and whole numbers as int32 where they fit; small types, booleans and text stay."""
    if array.dtype == np.float64:
        return array.astype(np.float32)
    if array.dtype.kind in "iu" and array.dtype.itemsize == 8 and _fits_int32(array):
        return array.astype(np.int32)
    return array


def _fits_int32(array: Array) -> bool:
    limits = np.iinfo(np.int32)
    return not array.size or bool(array.min() >= limits.min and array.max() <= limits.max)


def _type_name(array: Array) -> str:
    return "string" if array.dtype.kind in "OUST" else array.dtype.name
