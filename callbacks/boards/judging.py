"""What a model's outputs are worth beside the targets: confusion, precision and recall, ROC."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

_THRESHOLDS = 127
_CLASSES = 1000


def pairs(outputs: Any, targets: Any, names: list[str]) -> dict[str, tuple[Array, Array]]:
    """Brings each output of a model together with its targets.

    Args:
        outputs: An array, or a list or mapping of arrays.
        targets: Likewise.
        names: The outputs' names.

    Returns:
        By the output's name: output and target; `""` where there is only one.
    """
    if targets is None:
        return {}
    if isinstance(outputs, Mapping):
        by_name = targets if isinstance(targets, Mapping) else {}
        return {name: (each, by_name[name]) for name, each in outputs.items() if name in by_name}
    if isinstance(outputs, (list, tuple)):
        if isinstance(targets, Mapping):
            named = dict(zip(names, outputs, strict=False))
            return {name: (named[name], each) for name, each in targets.items() if name in named}
        if not isinstance(targets, (list, tuple)):
            return {}
        return {n: (o, t) for n, o, t in zip(names, outputs, targets, strict=False)}
    if isinstance(targets, Mapping):
        targets = next(iter(targets.values()))
    return {} if isinstance(targets, (list, tuple)) else {"": (outputs, targets)}


def classes_of(output: Array, target: Array) -> tuple[Array, Array] | None:
    """Reads a classification: which class each sample is of, and how likely each class was found.

    Args:
        output: `(samples, classes)`, or `(samples, 1)` or `(samples,)` for two classes; probabilities or
            logits.
        target: Classes by their numbers, or one-hot.

    Returns:
        The true classes `(samples,)` and probabilities `(samples, classes)`; None when it is none.
    """
    output = np.asarray(output, np.float64)
    target = np.asarray(target)
    if output.ndim == 1:
        output = output[:, None]
    if output.ndim != 2 or target.dtype.kind not in "biuf" or not np.isfinite(output).all():
        return None
    truth = _numbers(output, target)
    if truth is None:
        return None
    return truth, _probabilities(output)


def confusion(truth: Array, found: Array, classes: int) -> Array:
    """Counts how often each class (rows) was taken for each (columns)."""
    counts = np.bincount(truth * classes + found, minlength=classes * classes)
    return counts.reshape(classes, classes)


def precision_recall(truth: Array, score: Array) -> Array:
    """Counts what each threshold gets right and wrong, as TensorBoard's PR curves have it.

    Args:
        truth: Whether each sample is of the class, `(samples,)`.
        score: How likely it was found, 0 to 1.

    Returns:
        Rows of true positives, false positives, true negatives, false negatives, precision, recall, each
        over 127 thresholds from 0 to 1: `(6, 127)`.
    """
    truth = truth.astype(bool)
    bucket = np.clip(np.floor(score * (_THRESHOLDS - 1)), 0, _THRESHOLDS - 1).astype(int)
    above = [
        np.bincount(bucket[each], minlength=_THRESHOLDS)[::-1].cumsum()[::-1] for each in (truth, ~truth)
    ]
    hits, alarms = (each.astype(np.float64) for each in above)
    misses, rest = hits[0] - hits, alarms[0] - alarms
    precision = hits / np.maximum(hits + alarms, 1e-9)
    recall = hits / max(float(hits[0]), 1e-9)
    return np.stack([hits, alarms, rest, misses, precision, recall])


def roc(truth: Array, score: Array) -> tuple[Array, Array, float]:
    """Gives the ROC curve and the area under it.

    Args:
        truth: Whether each sample is of the class.
        score: How likely it was found.

    Returns:
        False positive rates, true positive rates, and the area; NaN where one class is missing.

    Example:
        >>> roc(np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8]))[2]
        0.75
    """
    order = np.argsort(-score, kind="stable")
    ranked, truth = score[order], truth[order].astype(np.float64)
    # Where scores are equal no threshold parts them.
    ends = np.append(np.nonzero(np.diff(ranked))[0], len(ranked) - 1)
    hits, alarms = truth.cumsum()[ends], (1 - truth).cumsum()[ends]
    if not hits[-1] or not alarms[-1]:
        return np.array([0.0, 1.0]), np.array([0.0, 1.0]), float("nan")
    rise, run = (np.concatenate([[0.0], each / each[-1]]) for each in (hits, alarms))
    return run, rise, float(np.sum(np.diff(run) * (rise[1:] + rise[:-1]) / 2))


def _numbers(output: Array, target: Array) -> Array | None:
    count = output.shape[1]
    if target.ndim == 2 and target.shape[1] == count and count > 1:
        one_hot = ((target == 0) | (target == 1)).all() and (target.sum(axis=1) == 1).all()
        return target.argmax(axis=1) if one_hot else None
    if target.size != len(output) or count > _CLASSES:
        return None
    flat = target.reshape(-1)
    most = max(count, 2)
    if not (flat == np.floor(flat)).all() or flat.min() < 0 or flat.max() >= most:
        return None
    return flat.astype(np.int64)


def _probabilities(output: Array) -> Array:
    """Probabilities from what a last layer gives, with an activation or without."""
    if output.shape[1] == 1:
        shares = (
            output if output.min() >= 0 and output.max() <= 1 else 1 / (1 + np.exp(-np.clip(output, -60, 60)))
        )
        return np.concatenate([1 - shares, shares], axis=1)
    if output.min() >= 0 and np.allclose(output.sum(axis=1), 1, atol=1e-2):
        return output
    grown = np.exp(output - output.max(axis=1, keepdims=True))
    shares = grown / grown.sum(axis=1, keepdims=True)
    return np.asarray(shares)
