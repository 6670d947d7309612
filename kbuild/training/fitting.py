"""Whether data fits a model: found before anything is made for a run, and named as a person sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.data import Samples, labels_within
from kbuild.data.samples import Array, parts
from kbuild.schemas.errors import DataError
from kbuild.schemas.objects import Object
from kbuild.schemas.training import Compile

_SPARSE = ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")
_BINARY = ("binary_crossentropy", "BinaryCrossentropy", "bce", "BCE")

Shape = tuple[int | None, ...]


def check_fit(model: Any, spec: Compile, samples: Samples, name: str) -> None:
    """Make sure that a model can be trained on samples, or evaluated on them.

    Args:
        model: The built model.
        spec: The document's `compile`.
        samples: The data.
        name: What messages call it: `train`, `validation` or `test`.

    Raises:
        DataError: `missing-input`, `wrong-shape`, `missing-target`, `label-out-of-range`.
    """
    _check_inputs(model, samples, name)
    if samples.y is None and spec.loss is not None:
        raise DataError(
            f"{name}: there are no targets, and the loss compares the model's outputs with targets",
            code="missing-target",
            hint="name the target in the data's source",
        )
    for position, (output, shape) in enumerate(_outputs(model)):
        labels = _labels_of(samples, output, position)
        if labels is not None:
            _check_labels(_loss_of(spec.loss, output, position), shape, samples, labels, name)


def _check_inputs(model: Any, samples: Samples, name: str) -> None:
    inputs = {each.name: tuple(each.shape[1:]) for each in getattr(model, "inputs", None) or ()}
    for given, wanted, array in _paired(inputs, parts(samples.x), name):
        if not _fits(array.shape[1:], inputs[wanted]):
            what = f"the input `{wanted}`" if len(inputs) > 1 else "the model's input"
            raise DataError(
                f"{name}: {what} has the shape {_shown(inputs[wanted])}, "
                f"a sample{f' of `{given}`' if given else ''} has {_shown(array.shape[1:])}",
                code="wrong-shape",
                hint="give the model's Input the shape of a sample, or reshape the data",
            )


def _paired(
    inputs: Mapping[str, Shape], arrays: Mapping[str, Array], name: str
) -> Iterator[tuple[str, str, Array]]:
    """Each array with the model's input that takes it: by name, or in order."""
    if not inputs:
        return
    if all(each in arrays for each in inputs):
        yield from ((each, each, arrays[each]) for each in inputs)
    elif all(not each or each.isdecimal() for each in arrays) and len(arrays) == len(inputs):
        yield from ((given, wanted, arrays[given]) for given, wanted in zip(arrays, inputs, strict=True))
    else:
        missing = [each for each in inputs if each not in arrays]
        given = ", ".join(f"`{each}`" for each in arrays if each) or f"{len(arrays)} without a name"
        raise DataError(
            f"{name}: the model has the input{'s'[: len(missing) != 1]} "
            f"{', '.join(f'`{each}`' for each in missing)}, the data has {given}",
            code="missing-input",
            hint="the data's source says what each input sees: `inputs: {name: ...}`",
        )


def _fits(given: Shape, wanted: Shape) -> bool:
    """Whether Keras takes it: it adds or drops a last axis of 1 by itself."""
    if len(given) == len(wanted) + 1 and given[-1] == 1:
        given = given[:-1]
    elif len(given) == len(wanted) - 1 and wanted[-1] == 1:
        given = (*given, 1)
    same = (size is None or size == each for each, size in zip(given, wanted, strict=False))
    return len(given) == len(wanted) and all(same)


def _outputs(model: Any) -> list[tuple[str, Shape]]:
    """The model's outputs in their order, each with the name that its loss has it under."""
    tensors = getattr(model, "outputs", None)
    if not tensors:
        return []
    output = model.output if hasattr(model, "output_names") else None
    if isinstance(output, Mapping):
        return [(name, tuple(each.shape)) for name, each in output.items() if hasattr(each, "shape")]
    names = getattr(model, "output_names", [""] * len(tensors))
    return [(name, tuple(each.shape)) for name, each in zip(names, tensors, strict=True)]


def _loss_of(loss: Any, output: str, position: int) -> Any:
    """The loss of an output; None where it has none."""
    if isinstance(loss, Mapping):
        return loss.get(output)
    if isinstance(loss, (list, tuple)):
        return loss[position] if position < len(loss) else None
    return loss


def _labels_of(samples: Samples, output: str, position: int) -> str | None:
    """The name of an output's targets among the samples'; None where they have none of their own."""
    if isinstance(samples.y, Mapping):
        return output if output in samples.y else None
    if isinstance(samples.y, tuple):
        return str(position) if position < len(samples.y) else None
    return "" if samples.y is not None and position == 0 else None


def _check_labels(loss: Any, shape: Shape, samples: Samples, labels: str, name: str) -> None:
    kind = loss.type_name if isinstance(loss, Object) else loss
    arguments = loss.arguments() if isinstance(loss, Object) else {}
    classes = shape[-1] if len(shape) > 1 else None
    if kind in _SPARSE and classes and arguments.get("ignore_class") is None:
        labels_within(samples, classes, labels, name)
    if kind in _BINARY:
        _check_binary(samples, labels, name)


def _check_binary(samples: Samples, output: str, name: str) -> None:
    labels = parts(samples.y)[output] if samples.y is not None else None
    if labels is None or labels.dtype.kind not in "biuf" or (labels.min() >= 0 and labels.max() <= 1):
        return
    index = int(((labels < 0) | (labels > 1)).reshape(len(labels), -1).any(axis=1).argmax())
    raise DataError(
        f"{name}: {samples.meta.origin.name}, {samples.meta.origin.where(index)}: the target is outside "
        "0 to 1, and binary cross-entropy compares probabilities",
        code="label-out-of-range",
        hint="for classes numbered from 0, use sparse_categorical_crossentropy and a unit for each",
    )


def _shown(shape: Shape) -> str:
    return f"[{', '.join('any' if each is None else str(each) for each in shape)}]"
