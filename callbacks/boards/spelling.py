"""What a model writes, letter by letter, beside what it was to write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def spelled(output: Array, target: Array, letters: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Reads sequences of letters as texts.

    Args:
        output: Probabilities or logits `(samples, steps, letters)`.
        target: Numbers of letters `(samples, steps)`, or `(samples, steps, 1)`.
        letters: The names of the classes; each is a letter where they spell texts.

    Returns:
        The texts of the output and of the targets, without blanks at their ends; None where it is no such
        sequence.

    Example:
        >>> output = np.eye(3)[[[2, 0, 1], [0, 0, 2]]]
        >>> spelled(output, np.array([[2, 0, 1], [1, 1, 2]]), ["a", "b", " "])
        ([' ab', 'aa'], [' ab', 'bb'])
    """
    output, target = np.asarray(output), np.asarray(target)
    if target.ndim == 3 and target.shape[-1] == 1:
        target = target[..., 0]
    if output.ndim != 3 or target.shape != output.shape[:2] or target.dtype.kind not in "iu":
        return None
    if len(letters) != output.shape[2] or any(len(each) != 1 for each in letters):
        return None
    if target.size and not 0 <= int(target.min()) <= int(target.max()) < len(letters):
        return None
    return _texts(output.argmax(axis=2), letters), _texts(target, letters)


def table(inputs: Sequence[str], said: Sequence[str], wanted: Sequence[str]) -> str:
    """A table in Markdown of what went in, what came out, and what should have.

    Args:
        inputs: The texts that the model was given; empty where it was given something else.
        said: What it wrote.
        wanted: What it was to write.
    """
    heads = ["input"] if len(inputs) else []
    rows = [[*heads, "output", "target"], ["---"] * (len(heads) + 2)]
    for index, (output, target) in enumerate(zip(said, wanted, strict=True)):
        mark = target if output == target else f"**{target}**"
        rows.append([*inputs[index : index + 1], output, mark])
    return "\n".join(f"| {' | '.join(each.replace('|', chr(92) + '|') for each in row)} |" for row in rows)


def _texts(numbers: Array, letters: Sequence[str]) -> list[str]:
    return ["".join(row).rstrip() for row in np.asarray(letters)[numbers]]
