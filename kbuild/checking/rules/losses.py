"""Losses against the activation of the output, its shape, and the labels of data that is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.checking.finding import Finding, Path
from kbuild.checking.logs import output_names
from kbuild.checking.rules.registry import for_document
from kbuild.checking.samples import Target, known
from kbuild.checking.shapes.tensors import Tensor, leaves, shown
from kbuild.checking.walked import walked
from kbuild.schemas import catalog
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Model, Sequential
from kbuild.schemas.objects import Object
from kbuild.schemas.wiring import reference

_CROSSENTROPIES = ("BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy")
_PROBABILITIES = ("softmax", "sigmoid")


@dataclass(frozen=True, slots=True)
class Output:
    """One output of the model, the layer that makes it, and the loss it is trained by.

    Attributes:
        name: By which `compile` knows it; empty where that is not known.
        layer: The last layer; None where it is not a layer of the document's.
        layer_path: Where that stands, with its type.
        tensor: What is known of the result.
        loss: The name of the loss's class, as in the catalog; None for none or one of the user's own.
        logits: Whether the loss expects logits.
        loss_path: Where the loss stands.
    """

    name: str
    layer: Object | None
    layer_path: Path
    tensor: Tensor
    loss: str | None
    logits: bool
    loss_path: Path

    @property
    def activation(self) -> str | None:
        """The activation that the layer ends in: `linear` for none; None where it is not known."""
        if self.layer is None:
            return None
        if self.layer.type_name in ("Softmax", "ReLU"):
            return self.layer.type_name.lower()
        if "activation" not in type(self.layer).model_fields:
            return None
        given = getattr(self.layer, "activation", None)
        if given is None:
            return "linear"
        return given if isinstance(given, str) else None

    @property
    def units(self) -> int | None:
        """The size of the last axis."""
        shape = self.tensor.shape
        return shape[-1] if shape else None


def outputs_of(document: Document) -> tuple[Output, ...]:
    """The outputs of a document's model with their losses, as far as they can be told."""
    if document.compile is None or not isinstance(document.model, Model):
        return ()
    results = tuple(leaves(walked(document.model).outputs))
    names = output_names(document.model) or ("",)
    if isinstance(document.model, Functional) and isinstance(document.model.outputs, Mapping):
        names = tuple(sorted(names))
    if len(names) != len(results):
        return ()
    found = (
        _output(document, name, index, each)
        for index, (name, each) in enumerate(zip(names, results, strict=True))
    )
    return tuple(found)


def _output(document: Document, name: str, index: int, tensor: Tensor) -> Output:
    layer, layer_path = _layer(document.model, name)
    loss, at = _loss(document, name, index)
    kind, logits = _identify(loss)
    place: Path = ("compile", "loss", *at, *((loss.type_name,) if isinstance(loss, Object) else ()))
    return Output(name, layer, layer_path, tensor, kind, logits, place)


def _layer(model: Any, name: str) -> tuple[Object | None, Path]:
    if isinstance(model, Sequential) and model.layers:
        last = model.layers[-1]
        return last, ("model", "layers", len(model.layers) - 1, last.type_name)
    if not isinstance(model, Functional):
        return None, ("model",)
    key = name
    if isinstance(model.outputs, Mapping):
        key = reference(str(model.outputs.get(name, name))).name
    node = model.layers.get(key)
    if node is None or node.layer is None:
        return None, ("model",)
    return node.layer, ("model", "layers", key, node.layer.type_name)


def _loss(document: Document, name: str, index: int) -> tuple[Any, Path]:
    assert document.compile is not None  # noqa: S101 - the caller has looked
    loss = document.compile.loss
    if isinstance(loss, Mapping):
        return loss.get(name), (name,)
    if isinstance(loss, tuple):
        return (loss[index], (index,)) if index < len(loss) else (None, ())
    return loss, ()


def _identify(loss: Any) -> tuple[str | None, bool]:
    if isinstance(loss, Object):
        return loss.type_name, bool(loss.arguments().get("from_logits", False))
    if not isinstance(loss, str) or loss in ("crossentropy", "ce"):
        # `crossentropy` becomes the one that fits, at the first batch.
        return None, False
    entry = catalog.find("loss", loss)
    return (None if entry is None else entry.name), False


@for_document
def activations_fit_the_loss(document: Document) -> Iterator[Finding]:
    """Keras trains all of these without a word, or with a warning in mid-training."""
    for output in outputs_of(document):
        yield from _softmax_of_one(output)
        yield from _logits(output)
        yield from _wrong_probabilities(output)


def _softmax_of_one(output: Output) -> Iterator[Finding]:
    if output.activation == "softmax" and output.units == 1:
        text = "softmax over one unit is always 1: nothing can be learned"
        place = (*output.layer_path, "activation")
        yield Finding(
            "softmax-of-one", text, place, hint="write activation: sigmoid, or one unit for each class"
        )


def _logits(output: Output) -> Iterator[Finding]:
    if output.loss not in _CROSSENTROPIES:
        return
    if output.logits and output.activation in _PROBABILITIES:
        text = f"from_logits: true expects raw scores, and the output ends in {output.activation}"
        hint = "leave from_logits out, or remove the activation"
        place = (*output.loss_path, "from_logits")
        yield Finding("wrong-logits", text, place, hint=hint, related=_here(output))
    if not output.logits and output.activation in ("linear", "relu"):
        ending = "no activation" if output.activation == "linear" else "ReLU"
        text = f"{output.loss} expects probabilities, and the output has {ending}"
        wanted = "sigmoid" if output.loss == "BinaryCrossentropy" else "softmax"
        hint = f"write activation: {wanted} in the last layer, or {{{output.loss}: {{from_logits: true}}}}"
        yield Finding(
            "wrong-logits", text, output.loss_path, severity="warning", hint=hint, related=_here(output)
        )


def _wrong_probabilities(output: Output) -> Iterator[Finding]:
    units = output.units
    if output.loss == "CategoricalCrossentropy" and output.activation == "sigmoid" and (units or 0) > 1:
        text = "categorical cross-entropy expects probabilities that add up to 1, and sigmoids do not"
        hint = "write softmax for one class of several, or loss: binary_crossentropy for several labels"
        yield Finding(
            "wrong-activation", text, output.loss_path, severity="warning", hint=hint, related=_here(output)
        )
    if output.loss == "BinaryCrossentropy" and output.activation == "softmax" and (units or 0) > 1:
        text = "binary cross-entropy judges each unit alone, and softmax ties them together"
        hint = "write sigmoid for several labels, or a categorical cross-entropy for one of several"
        yield Finding(
            "wrong-activation", text, output.loss_path, severity="warning", hint=hint, related=_here(output)
        )


def _here(output: Output) -> tuple[tuple[Path, str], ...]:
    return ((output.layer_path, "the output"),)


@for_document
def labels_fit_the_output(document: Document) -> Iterator[Finding]:
    """Keras compares labels and output at the first batch, and some it stretches to fit."""
    data = known(document.data)
    if data is None or data.target is None:
        return
    for output in outputs_of(document):
        if output.loss is not None and output.tensor.shape is not None:
            finding = _mismatch(output, data.target, data.name)
            if finding is not None:
                yield finding


def _mismatch(output: Output, target: Target, name: str) -> Finding | None:
    if output.loss == "SparseCategoricalCrossentropy":
        return _sparse(output, target, name)
    if output.loss == "CategoricalCrossentropy":
        return _categorical(output, target, name)
    if output.activation == "softmax" and output.units == 1:
        return None
    if output.loss == "BinaryCrossentropy" and (target.classes or 0) > 2 and output.units == 1:
        text = f"{name} has {target.classes} classes, and one unit tells two apart"
        hint = f"write units: {target.classes}, activation: softmax and loss: sparse_categorical_crossentropy"
        return Finding("label-out-of-range", text, output.loss_path, hint=hint, related=_here(output))
    return _other(output, target, name)


def _sparse(output: Output, target: Target, name: str) -> Finding | None:
    if target.one_hot:
        text = f"the labels of {name} are one-hot vectors, and this loss takes class numbers"
        hint = "write loss: categorical_crossentropy, or leave one_hot out"
        return Finding("wrong-labels", text, output.loss_path, hint=hint)
    rank = len(output.tensor.shape or ())
    if rank != len(target.shape) + 2 and target.shape[-1:] != (1,):
        text = f"the output has the shape {shown(output.tensor.shape)}, and a label of {name} is one number"
        hint = "put Flatten, or a pooling over everything, before the last layer"
        return Finding("wrong-labels", text, output.layer_path, key=True, hint=hint)
    if target.classes is not None and output.units is not None and output.units < target.classes:
        text = f"{name} has {target.classes} classes, and the output has {output.units} units"
        place = (*output.layer_path, "units")
        return Finding("label-out-of-range", text, place, hint=f"write units: {target.classes}")
    return None


def _categorical(output: Output, target: Target, name: str) -> Finding | None:
    if target.classes is not None and not target.one_hot:
        text = f"the labels of {name} are class numbers, and this loss takes one-hot vectors"
        hint = "write loss: sparse_categorical_crossentropy, or one_hot: true in the data"
        return Finding("wrong-labels", text, output.loss_path, hint=hint)
    if target.one_hot and output.units not in (None, target.classes):
        text = f"{name} has {target.classes} classes, and the output has {output.units} units"
        place = (*output.layer_path, "units")
        return Finding("wrong-labels", text, place, hint=f"write units: {target.classes}")
    return None


def _other(output: Output, target: Target, name: str) -> Finding | None:
    """Losses that compare number with number: a label that is stretched over several units is a mistake."""
    shape = (output.tensor.shape or ())[1:]
    if target.shape in (shape, (*shape, 1)) or shape == (*target.shape, 1):
        return None
    if any(size is None for size in (*shape, *target.shape)):
        return None
    wanted = [*target.shape] or "one number"
    text = f"the output gives {[*shape]} for a sample, and a target of {name} is {wanted}"
    hint = "write units: 1 in the last layer" if not target.shape else "make the two alike"
    return Finding("wrong-labels", text, output.layer_path, key=True, hint=hint)
