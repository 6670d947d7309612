"""Advice on depth: activations, first weights and rates that let gradients vanish, and units die."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from kbuild.checking.advice.registry import advice
from kbuild.checking.advice.units import Unit, longest, units_of
from kbuild.checking.finding import Finding
from kbuild.schemas import catalog
from kbuild.schemas.document import Document
from kbuild.schemas.objects import Object

_SATURATING = {"sigmoid": 3, "hard_sigmoid": 3, "tanh": 6}
_MERGING = ("Add", "Average", "Concatenate")
_DEEP = 8
_FAST = 0.01
_RECTIFIERS = ("relu", "leaky_relu", "elu")


@advice
def layers_without_an_activation_between(document: Document) -> Iterator[Finding]:
    """A product of two matrices is a matrix."""
    for units in units_of(document):
        for unit in units:
            if unit.type_name != "Dense" or unit.activation != "linear" or unit.output:
                continue
            after = list(unit.follows())
            if len(after) == 1 and after[0].type_name == "Dense" and len(unit.after) == 1:
                text = "two Dense layers with no activation between them are one linear layer"
                yield unit.finding(
                    "linear-stack",
                    text,
                    hint="write activation: relu, or leave one of the two out",
                    related=((after[0].core.path, "the second"),),
                )


@advice
def saturating_activations_in_a_deep_stack(document: Document) -> Iterator[Finding]:
    """The slope of a sigmoid is at most 1/4, and a gradient is multiplied by it at each layer."""
    for units in units_of(document):
        for name, bound in _SATURATING.items():
            stack = [each for each in units if _hidden(each) and each.activation == name]
            deep = longest(units, partial(_saturated, name))
            if deep >= bound and stack:
                text = f"{deep} hidden layers in a row end in {name}: gradients vanish on the way back"
                hint = "write activation: relu with kernel_initializer: he_normal, or add BatchNormalization"
                yield stack[0].finding("vanishing-gradients", text, "activation", hint=hint)


def _hidden(unit: Unit) -> bool:
    return unit.type_name in ("Dense", "Activation") or unit.type_name.startswith("Conv")


def _saturated(name: str, unit: Unit, before: int) -> int:
    if unit.normalizes or unit.type_name in _MERGING:
        return 0
    if _hidden(unit) and unit.activation == name and not unit.output:
        return before + 1
    return before


@advice
def a_rate_that_kills_rectifiers(document: Document) -> Iterator[Finding]:
    """One large step can put a unit where its input is negative for every sample, and its gradient is 0."""
    rate, path = _rate(document)
    if rate is None or rate <= _FAST:
        return
    for units in units_of(document):
        rectified = [each for each in units if each.activation == "relu" and not each.output]
        if len(rectified) > 1 and not any(each.normalizes for each in units):
            text = f"at a learning rate of {rate:g}, ReLU units without normalisation can die for good"
            hint = "write a rate of at most 0.01, add BatchNormalization, or use LeakyReLU"
            yield Finding("dying-relu", text, path, severity="advice", hint=hint)
            return


def _rate(document: Document) -> tuple[float | None, tuple[str | int, ...]]:
    optimizer = None if document.compile is None else document.compile.optimizer
    if not isinstance(optimizer, Object):
        return None, ()
    rate = optimizer.arguments().get("learning_rate")
    path = ("compile", "optimizer", optimizer.type_name, "learning_rate")
    return (float(rate), path) if isinstance(rate, (int, float)) else (None, path)


@advice
def weights_begun_for_another_activation(document: Document) -> Iterator[Finding]:
    """Each activation changes the spread of values; the first weights make up for it, if they are its own."""
    for units in units_of(document):
        yield from _for_selu(units)
        if longest(units, _rectified) >= _DEEP:
            first = next(each for each in units if _rectified(each, 0) == 1)
            text = (
                "a deep stack of ReLU layers begins with weights for tanh (Glorot): signals fade with depth"
            )
            hint = "write kernel_initializer: he_normal in each, or add BatchNormalization"
            yield first.finding("wrong-initializer", text, "kernel_initializer", hint=hint)


def _for_selu(units: list[Unit]) -> Iterator[Finding]:
    for unit in units:
        name = _initializer(unit) if unit.activation == "selu" else None
        if name is not None and name.startswith(("He", "Glorot")):
            text = f"SELU keeps its promise only with LeCun's weights, and these begin with {name}"
            hint = "write kernel_initializer: lecun_normal in each"
            yield unit.finding("wrong-initializer", text, "kernel_initializer", hint=hint)
            return


def _rectified(unit: Unit, before: int) -> int:
    if unit.normalizes or unit.type_name in _MERGING:
        return 0
    fading = unit.activation in _RECTIFIERS and (_initializer(unit) or "").startswith("Glorot")
    return before + 1 if fading else before


def _initializer(unit: Unit) -> str | None:
    """The class that a layer's kernel begins with."""
    if "kernel_initializer" not in type(unit.core.spec).model_fields:
        return None
    given = unit.core.get("kernel_initializer")
    if isinstance(given, Object):
        return given.type_name
    entry = catalog.find("initializer", given) if isinstance(given, str) else None
    return None if entry is None else entry.name
