"""What a model makes of some samples, written for TensorBoard: pictures, curves, vectors.

Which of it there is depends on the data and the outputs: classes get a confusion matrix, the worst
mistakes and precision-recall curves, two classes ROC too; outputs that look like the inputs are drawn beside
them; letters are written as texts; inputs that are pictures are shown with what was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kbuild.callbacks.boards import drawing, judging, projector, spelling
from kbuild.callbacks.boards.examples import Examples
from kbuild.callbacks.boards.page import Page
from kbuild.callbacks.boards.probe import Look

Array = np.ndarray[Any, Any]

_SAMPLES, _MISTAKES, _BESIDE = 24, 16, 4
_CURVES = 10
_VECTORS = 500


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called.

    Attributes:
        outputs: The model's outputs.
        classes: The classes of each output, in the order of their numbers; the key of a sole output is `""`.
    """

    outputs: list[str]
    classes: Mapping[str, Sequence[str]]

    def of(self, output: str, count: int) -> list[str]:
        """The names of an output's classes: their numbers where nobody named them."""
        found = self.classes.get(output, ())
        return [str(each) for each in found] if len(found) == count else [str(n) for n in range(count)]


def write_look(page: Page, examples: Examples, look: Look, names: Names) -> None:
    """Writes what a model makes of samples.

    Args:
        page: Where.
        examples: The samples.
        look: What the model made of them.
        names: Of outputs and classes.
    """
    page.under("dead_relus").scalars(look.dead)
    inputs = drawing.pictured(_sole(examples.x))
    shown = False
    for name, (output, target) in judging.pairs(look.outputs, examples.y, names.outputs).items():
        judged = judging.classes_of(output, target)
        texts = spelling.spelled(output, target, names.classes.get(name, ()))
        if texts is not None:
            _write_texts(page.under(name), examples, inputs, *texts)
            shown = inputs is not None or shown
            continue
        if judged is not None:
            words = names.of(name, judged[1].shape[1])
            _write_classes(page.under(name), judged, words)
            if inputs is not None:
                _write_samples(page.under(name), inputs, judged, words)
        elif inputs is not None and output.shape == _sole(examples.x).shape:
            _write_beside(page.under(name), inputs, output, target)
        else:
            continue
        shown = True
    if inputs is not None and not shown:
        count = min(_SAMPLES, len(inputs))
        captions = _numbers(look.outputs, examples.y, count)
        page.image("samples", drawing.sheet(inputs[:count], captions, [None] * count))


def write_vectors(
    folder: Path, layer: str, examples: Examples, look: Look, names: Names
) -> projector.Table | None:
    """Writes the activations before the output as a table for the projector, with labels and pictures.

    Args:
        folder: The run's folder.
        layer: The name of the layer that they are of.
        examples: The samples.
        look: What the model made of them.
        names: Of outputs and classes.

    Returns:
        How the table is to be named to the projector; None where there are no activations.
    """
    if look.hidden is None or len(look.hidden) < 2:
        return None
    count = min(_VECTORS, len(look.hidden))
    name = f"activations_{layer}"
    projector.write_table(folder, name, look.hidden[:count])
    labels = projector.write_labels(folder, name, _columns(examples, look, names, count))
    inputs = drawing.pictured(_sole(examples.x))
    picture = (
        projector.write_sprite(folder, name, *drawing.sprite(inputs[:count])) if inputs is not None else None
    )
    return projector.Table(name, labels, picture)


def filters(model: Any) -> tuple[str, Any] | None:
    """Finds the kernel of a model's first convolution over pictures.

    Args:
        model: A built model.

    Returns:
        The layer's name and the variable; None where there is none.
    """
    for layer in model._flatten_layers(include_self=False):
        kernel = getattr(layer, "kernel", None)
        if type(layer).__name__ in ("Conv2D", "DepthwiseConv2D") and kernel is not None:
            return layer.name, kernel
    return None


def write_filters(page: Page, layer: str, kernel: Array) -> None:
    """Draws the filters of a convolution: in colours for three channels, the first channel's otherwise.

    Args:
        page: Where.
        layer: The layer's name.
        kernel: `(height, width, channels, filters)`.
    """
    if not np.isfinite(kernel).all():
        return
    planes = np.moveaxis(kernel, 3, 0)[:64]
    planes = planes if planes.shape[3] in (1, 3) else planes[..., :1]
    low, high = planes.min(axis=(1, 2, 3), keepdims=True), planes.max(axis=(1, 2, 3), keepdims=True)
    shades = (planes - low) / np.maximum(high - low, 1e-12)
    page.image(f"filters/{layer}", drawing.sheet(shades, [""] * len(shades), [None] * len(shades), 8, 34))


def _write_classes(page: Page, judged: tuple[Array, Array], names: list[str]) -> None:
    truth, shares = judged
    counts = judging.confusion(truth, shares.argmax(axis=1), len(names))
    page.image("confusion_matrix", drawing.confusion_picture(counts, names))
    if len(names) == 2:
        is_second = (truth == 1).astype(int)
        page.curve("precision_recall", judging.precision_recall(is_second, shares[:, 1]))
        run, rise, area = judging.roc(is_second, shares[:, 1])
        if np.isfinite(area):
            axes = ("false positives", "true positives")
            page.image("roc", drawing.curve_picture(run, rise, f"ROC, area {area:.4f}", axes))
            page.scalars({"roc_area": area})
        return
    common = np.bincount(truth, minlength=len(names)).argsort(kind="stable")[::-1][:_CURVES]
    for each in sorted(common):
        page.curve(
            f"precision_recall/{names[each]}", judging.precision_recall(truth == each, shares[:, each])
        )


def _write_texts(
    page: Page, examples: Examples, inputs: Array | None, said: list[str], wanted: list[str]
) -> None:
    """Writes texts in a table beside those that they were made from, and below pictures that are inputs."""
    rows = slice(0, _SAMPLES)
    read = _read_texts(examples.x)[rows]
    page.text("texts", spelling.table(read, said[rows], wanted[rows]))
    if inputs is not None:
        pairs = list(zip(said[rows], wanted[rows], strict=True))
        captions = [out if out == target else f"{target}, not {out}" for out, target in pairs]
        right: list[bool | None] = [out == target for out, target in pairs]
        page.image("samples", drawing.sheet(inputs[rows], captions, right))


def _read_texts(x: Any) -> list[str]:
    """The texts among the inputs, if there is one such input."""
    arrays = x.values() if isinstance(x, Mapping) else x if isinstance(x, (tuple, list)) else [x]
    found = [np.asarray(each) for each in arrays if np.asarray(each).dtype.kind in "OUS"]
    if len(found) != 1 or found[0].size != len(found[0]):
        return []
    return [each.decode() if isinstance(each, bytes) else str(each) for each in found[0].reshape(-1)]


def _write_samples(page: Page, inputs: Array, judged: tuple[Array, Array], names: list[str]) -> None:
    truth, shares = judged
    found = shares.argmax(axis=1)
    right = found == truth
    first = np.arange(min(_SAMPLES, len(inputs)))
    # The worst mistakes: the least likely the truth was found.
    wrong = np.nonzero(~right)[0]
    worst = wrong[np.argsort(shares[wrong, truth[wrong]], kind="stable")][:_MISTAKES]
    for tag, rows in (("samples", first), ("worst_mistakes", worst)):
        if len(rows):
            captions = [_caption(names, truth[row], found[row], shares[row]) for row in rows]
            page.image(tag, drawing.sheet(inputs[rows], captions, [bool(each) for each in right[rows]]))


def _caption(names: list[str], truth: int, found: int, shares: Array) -> str:
    if truth == found:
        return f"{names[found]} ({shares[found]:.0%})"
    return f"{names[truth]}, not {names[found]} ({shares[found]:.0%})"


def _write_beside(page: Page, inputs: Array, output: Array, target: Array) -> None:
    """Draws the inputs in a row, and below each what came out; between them the target, if it differs."""
    drawn = drawing.pictured(np.asarray(output))
    wanted = drawing.pictured(np.asarray(target))
    if drawn is None:
        return
    rows = [(inputs, "input")]
    if wanted is not None and wanted.shape == inputs.shape and not np.array_equal(wanted, inputs):
        rows.append((wanted, "target"))
    rows.append((drawn, "output"))
    # Two such bands, of as many samples as can be read in TensorBoard's card.
    count = min(_BESIDE, len(inputs))
    bands = [slice(0, count)] if len(inputs) < 2 * count else [slice(0, count), slice(count, 2 * count)]
    images = np.concatenate([_as_shown(each[band], inputs) for band in bands for each, _ in rows])
    captions = [word for _ in bands for _, word in rows for _ in range(count)]
    page.image("reconstructions", drawing.sheet(images, captions, [None] * len(images), count))


def _as_shown(images: Array, inputs: Array) -> Array:
    """Pictures within the range of the inputs, so that all rows have the same shades."""
    return np.clip(np.asarray(images, np.float32), float(inputs.min()), float(inputs.max()))


def _columns(examples: Examples, look: Look, names: Names, count: int) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for name, (output, target) in judging.pairs(look.outputs, examples.y, names.outputs).items():
        judged = judging.classes_of(output, target)
        prefix = f"{name} " if name else ""
        if judged is not None:
            words = names.of(name, judged[1].shape[1])
            columns[f"{prefix}class"] = [words[each] for each in judged[0][:count]]
            columns[f"{prefix}found"] = [words[each] for each in judged[1][:count].argmax(axis=1)]
        elif target.size == len(target):
            columns[f"{prefix}target"] = [f"{each:.4g}" for each in target.reshape(-1)[:count]]
    return {"sample": [str(index) for index in range(count)], **columns}


def _numbers(outputs: Any, targets: Any, count: int) -> list[str]:
    """What a model with one number a sample found, and what it was to find."""
    output, target = _sole(outputs), _sole(targets)
    if not isinstance(output, np.ndarray) or output.size != len(output):
        return [""] * count
    words = [f"{each:.3g}" for each in output.reshape(-1)[:count]]
    if not isinstance(target, np.ndarray) or target.size != output.size:
        return words
    return [f"{word} for {each:.3g}" for word, each in zip(words, target.reshape(-1), strict=False)]


def _sole(value: Any) -> Any:
    """The array, where there is one; also inside of a tuple or a mapping."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, (tuple, list)):
        return value[0] if len(value) == 1 else None
    return value
