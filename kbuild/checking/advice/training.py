"""Advice on training: what is measured, what is fed, and what keeps a network from learning by heart."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.advice.facts import samples, targets_below_zero, train_source, uneven
from kbuild.checking.advice.registry import advice
from kbuild.checking.advice.units import Unit, all_units, units_of
from kbuild.checking.finding import Finding
from kbuild.checking.rules.losses import outputs_of
from kbuild.checking.walked import walked
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model
from kbuild.schemas.objects import Object

_REGRESSION = (
    "MeanSquaredError",
    "MeanAbsoluteError",
    "Huber",
    "LogCosh",
    "MeanSquaredLogarithmicError",
)
_REGULARIZERS = (
    "kernel_regularizer",
    "activity_regularizer",
    "kernel_constraint",
    "recurrent_regularizer",
    "dropout",
    "recurrent_dropout",
)
_FAR_MORE = 50
_TRIFLE = 10_000
_SCALING = ("Discretization", "Normalization", "Rescaling")
_LOOKUPS = (
    "Embedding",
    "Hashing",
    "IntegerLookup",
    "StringLookup",
    "TextVectorization",
    "CategoryEncoding",
)


@advice
def a_network_that_nobody_watches(document: Document) -> Iterator[Finding]:
    """What it does on samples that it has not seen is the only thing that counts."""
    data = document.data
    if data is None or data.train is None or data.validation is not None:
        return
    if (samples(document) is None and train_source(document).type_name == "Toy") or document.objectives:
        # A truth table, or a few classes, has nothing to hold back; and objectives have losses of their own.
        return
    text = "there is no validation data: nothing shows when the network begins to learn by heart"
    yield Finding(
        "no-validation", text, ("data",), key=True, severity="advice", hint="write data.validation: 0.1"
    )


@advice
def far_more_weights_than_samples(document: Document) -> Iterator[Finding]:
    """Then it can learn every sample by heart."""
    rows = samples(document)
    if rows is None or not isinstance(document.model, Model):
        return
    weights = walked(document.model).parameters
    if weights is None or weights < max(_TRIFLE, _FAR_MORE * rows) or _regularized(document):
        return
    text = f"{weights:,} parameters and {rows:,} samples, and nothing against learning them by heart"
    hint = "make it smaller, or add Dropout, a kernel_regularizer or EarlyStopping"
    yield Finding("overfitting", text, ("model",), key=True, severity="advice", hint=hint)


def _regularized(document: Document) -> bool:
    stopping = any(each.type_name == "EarlyStopping" for each in document.callbacks)
    optimizer = None if document.compile is None else document.compile.optimizer
    decay = isinstance(optimizer, Object) and bool(optimizer.arguments().get("weight_decay"))
    return stopping or decay or any(_regularizes(each) for each in all_units(document))


def _regularizes(unit: Unit) -> bool:
    name = unit.type_name
    if (
        name.endswith("Dropout")
        or name.startswith("Random")
        or name in ("GaussianNoise", "BatchNormalization")
    ):
        return True
    given = unit.core.spec.arguments()
    return any(given.get(each) for each in _REGULARIZERS)


@advice
def inputs_as_they_come(document: Document) -> Iterator[Finding]:
    """Large numbers make large gradients, and one rate cannot suit features of different size."""
    why = uneven(document)
    if why is None:
        return
    for unit in _first(next(units_of(document), [])):
        text = f"the inputs reach {unit.type_name} as they come: {why}"
        hint = "put Rescaling, Normalization or BatchNormalization before it"
        yield unit.finding("raw-inputs", text, hint=hint)
        return


def _first(units: list[Unit]) -> Iterator[Unit]:
    """The layers with weights that inputs reach as they come, in models within models too."""
    for unit in units:
        if unit.normalizes or unit.type_name in (*_SCALING, *_LOOKUPS) or not _raw(unit):
            continue
        if unit.inside:
            yield from _first(unit.inside)
        elif unit.parameters:
            yield unit


def _raw(unit: Unit) -> bool:
    """Whether an input comes to it through nothing but layers that pass it on."""
    return unit.fed or any(each.passive and _raw(each) for each in unit.before)


@advice
def an_output_that_cannot_go_below_zero(document: Document) -> Iterator[Finding]:
    """ReLU gives no negative number, and where it gives 0 nothing is learnt."""
    for output in outputs_of(document):
        if output.activation != "relu" or output.loss not in _REGRESSION:
            continue
        below = targets_below_zero(document)
        if below is False:
            continue
        text = "the output ends in ReLU, and the targets go below zero"
        if below is None:
            text = "the output ends in ReLU: targets below zero can't be reached, and at 0 nothing is learnt"
        hint = "leave the activation of the last layer out"
        yield Finding("relu-output", text, (*output.layer_path, "activation"), severity="advice", hint=hint)
