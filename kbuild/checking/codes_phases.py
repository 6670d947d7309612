"""Codes of mistakes in `phases` and `objectives`."""

from __future__ import annotations

from kbuild.checking.codes import Code, situation, stack

_INPUT = "Input: {shape: [4]}"
_HEAD = "Dense: {units: 3, name: head}"
_LAYERS = (
    _INPUT,
    "Dense: {units: 8, name: hidden}",
    "Flatten",
    _HEAD,
)
_COMPILE = "compile: {loss: mse}\n"


def _phases(phase: str) -> str:
    """A document with one phase."""
    return stack(*_LAYERS, rest=f"{_COMPILE}phases: [{phase}]\n")


def _update(weight: str) -> str:
    """A document with an objective that changes a weight."""
    program = f"return {{'{weight}': 0.1 * ops.mean(y - head(x), axis=0)}}"
    return stack(_INPUT, _HEAD, rest=f'objectives:\n  - update: "{program}"\n')


CODES = (
    Code(
        "trains-nothing",
        "A phase or an objective has no weights to train.",
        "It would cost its time and leave the model as it was.",
        _phases("{trainable: flatten}"),
        _phases("{trainable: head}"),
    ),
    Code(
        "unknown-layer",
        "No layer of the model has this name, or one like this pattern.",
        "What was to be trained or frozen would not be.",
        _phases("{trainable: haed}"),
        _phases("{trainable: head}"),
    ),
    Code(
        "unknown-weight",
        "A program updates a weight that the model does not have.",
        "Weights go by their layer's name and their own, such as `unit/kernel`.",
        _update("haed/bias"),
        _update("head/bias"),
    ),
    situation(
        "not-carried",
        "A phase's model has a layer whose weights cannot go on from the phases before it.",
        "The layer has the name of an earlier one and weights of another shape; it begins anew.",
        "`hidden` with 64 units in the first phase and with 32 in the second.",
        "Another name, if it is to begin anew; the same units, if it is to go on.",
    ),
)
