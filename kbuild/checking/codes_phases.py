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
        "damaged-phase",
        "What a phase of a run ended with cannot be read, or belongs to another model.",
        "The phases after it begin with these weights.",
        "`phases/first.safetensors` in the run's folder, deleted or changed.",
        "The file from a copy of the run, or a new run.",
    ),
    situation(
        "no-loss",
        "An objective's program returns a mapping without `loss`.",
        "Nothing says what is to be made small.",
        "`return {'error': e}`",
        "`return {'loss': e, 'error': e}`",
    ),
    situation(
        "no-update",
        "A program that updates weights returns no mapping of weights.",
        "It changes weights by what it returns, each under its name.",
        "`return 0.1 * error`",
        "`return {'unit/bias': 0.1 * ops.sum(error, axis=0)}`",
    ),
    situation(
        "not-built",
        "Objectives are to train a model that has no weights before its first batch.",
        "They share out the weights among their optimizers before the training begins.",
        "A sequential model without an `Input`.",
        "`- Input: {shape: [4]}` as its first layer.",
    ),
    situation(
        "unknown-value",
        "An objective's program returns a value for the logs whose name only shows when it runs.",
        "The names of the logs are told from the program before the training.",
        "`values['error'] = e`, and `return values`",
        "`return {'loss': l, 'error': e}`",
    ),
    situation(
        "unused-weights",
        "The samples have weights, and an objective gives one value for all of them.",
        "The weights would be dropped in silence.",
        "`return ops.mean(losses.mse(y, model(x)))` with weighted samples.",
        "`return losses.mse(y, model(x))`, a value for each sample.",
    ),
)
