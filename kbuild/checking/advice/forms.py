"""Advice on the form of a network for its data: pictures, sequences, codes, and normalisation."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from kbuild.checking.advice.facts import reconstructs
from kbuild.checking.advice.registry import advice
from kbuild.checking.advice.units import Unit, all_units, units_of
from kbuild.checking.finding import Finding
from kbuild.checking.shapes.tensors import Shape
from kbuild.schemas.document import Document

_LARGE = 4096
_MANY = 1_000_000
_LONG = 50
_PICTURE = 4
_SEQUENCE = 3
_RECURRENT = ("GRU", "LSTM", "SimpleRNN")
_NOISY = ("AlphaDropout", "Dropout", "GaussianDropout", "GaussianNoise", "RandomErasing")
_PENALTIES = ("activity_regularizer", "kernel_regularizer")
_SMALL = 2


@advice
def a_flat_picture_before_a_wide_layer(document: Document) -> Iterator[Finding]:
    """A convolution uses the same few weights everywhere in a picture."""
    for unit in all_units(document):
        if unit.type_name != "Flatten" or len(unit.given or ()) != _PICTURE:
            continue
        size = _size(unit.gives)
        for after in unit.follows():
            weights = after.parameters or 0
            if after.type_name == "Dense" and (size or 0) >= _LARGE and weights >= _MANY:
                text = (
                    f"a picture of {size:,} values before a Dense of {after.core.get('units'):,} units "
                    f"takes {weights:,} weights"
                )
                hint = "convolutions share theirs: put Conv2D with MaxPooling2D before, or a global pooling"
                yield after.finding("flat-picture", text, "units", hint=hint)


def _size(shape: Shape | None) -> int | None:
    sizes = None if shape is None else shape[1:]
    return None if sizes is None or None in sizes else prod(each for each in sizes if each is not None)


@advice
def a_simple_cell_for_a_long_sequence(document: Document) -> Iterator[Finding]:
    """Its gradient is multiplied by the same matrix at every step."""
    for unit in all_units(document):
        steps = unit.given[1] if len(unit.given or ()) == _SEQUENCE and unit.given else None
        if unit.type_name == "SimpleRNN" and (steps or 0) >= _LONG:
            text = f"SimpleRNN forgets long before {steps} steps: its gradients vanish through time"
            yield unit.finding("long-sequence", text, hint="use LSTM or GRU, whose gates keep a memory")


@advice
def a_sequence_before_a_single_result(document: Document) -> Iterator[Finding]:
    """`return_sequences` left on before what wants one vector."""
    for unit in all_units(document):
        if unit.type_name not in _RECURRENT or unit.core.get("return_sequences") is not True:
            continue
        for after in unit.after:
            if after.type_name == "Flatten":
                text = "all steps are put in a row, where the last one alone has seen the whole sequence"
                hint = "leave return_sequences out and drop the Flatten, or take GlobalAveragePooling1D"
                yield unit.finding("sequence-kept", text, "return_sequences", hint=hint)


@advice
def a_code_as_wide_as_the_input(document: Document) -> Iterator[Finding]:
    """Then copying is all that there is to learn."""
    if not reconstructs(document):
        return
    units = all_units(document)
    first = next((each for each in units if each.given), None)
    width = None if first is None else _size(first.given)
    if width is None or _noisy(units):
        return
    codes = [(size, each) for each in units if (size := _size(each.gives)) is not None]
    hidden = [(size, each) for size, each in codes if each.parameters and not each.output]
    narrowest = min(hidden, key=lambda pair: pair[0], default=None)
    if narrowest is not None and narrowest[0] >= width:
        text = f"the code is as wide as the input ({narrowest[0]:,} and {width:,}): the network can copy"
        hint = "make it narrower, add GaussianNoise or Dropout at the input, or an activity_regularizer"
        yield narrowest[1].finding("wide-code", text, "units", hint=hint)


def _noisy(units: list[Unit]) -> bool:
    return any(
        each.type_name in (*_NOISY, "ActivityRegularization")
        or any(each.core.spec.arguments().get(name) for name in _PENALTIES)
        for each in units
    )


@advice
def what_stands_before_a_batch_normalization(document: Document) -> Iterator[Finding]:
    """It takes the mean away, and with it any bias; and it learns its statistics from what it is given."""
    for units in units_of(document):
        for unit in units:
            if unit.type_name != "BatchNormalization":
                continue
            for before in unit.before:
                yield from _before(unit, before)


def _before(unit: Unit, before: Unit) -> Iterator[Finding]:
    related = ((unit.core.path, "the normalisation"),)
    biased = before.core.get("use_bias") is True and before.activation == "linear"
    if biased and unit.core.get("center") is not False and len(before.after) == 1:
        text = f"the bias of {before.type_name} has no effect: BatchNormalization takes the mean away"
        yield before.finding("useless-bias", text, "use_bias", hint="write use_bias: false", related=related)
    if before.type_name in ("Dropout", "AlphaDropout", "GaussianDropout"):
        text = "dropout before BatchNormalization: its statistics in training are not those of use"
        yield before.finding("dropout-before-norm", text, hint="put the Dropout after it", related=related)


@advice
def a_batch_too_small_for_statistics(document: Document) -> Iterator[Finding]:
    """The mean and variance of one or two samples say nothing."""
    data = document.data
    if data is None or data.batch_size > _SMALL or data.train is None:
        return
    for unit in all_units(document):
        if unit.type_name == "BatchNormalization":
            text = f"BatchNormalization takes its statistics from batches of {data.batch_size}"
            hint = "use larger batches, or LayerNormalization or GroupNormalization"
            related = ((("data", "batch_size"), "the batch"),)
            yield unit.finding("small-batch", text, hint=hint, related=related)
            return
