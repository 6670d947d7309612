"""Shapes and parameter counts, known before anything is built and without Keras.

Every layer of Keras has a rule, a small function that says from the layer's arguments and the shapes of its
inputs what it gives out, which weights it makes, and what does not fit. `infer` looks at one call; `graph`
goes through whole models.

Example:
    >>> from kbuild.schemas import layers
    >>> outcome = infer(layers.Conv2D(filters=8, kernel_size=9), Tensor((None, 5, 5, 3)))
    >>> outcome.problems[0].code
    'kernel-too-large'
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments, Spec
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.graph import Graph, Step
from kbuild.checking.shapes.outcomes import Mismatch, MismatchError, NotKnownError, Outcome, Weight
from kbuild.checking.shapes.policies import Policy
from kbuild.checking.shapes.registry import infer, is_known, rule, why_unknown
from kbuild.checking.shapes.tensors import (
    UNKNOWN,
    Origin,
    Shape,
    Size,
    Structure,
    Tensor,
    leaves,
    mapped,
    shown,
)
from kbuild.checking.shapes.walking import walk

__all__ = [
    "UNKNOWN",
    "Arguments",
    "Call",
    "Graph",
    "Mismatch",
    "MismatchError",
    "NotKnownError",
    "Origin",
    "Outcome",
    "Policy",
    "Shape",
    "Size",
    "Spec",
    "Step",
    "Structure",
    "Tensor",
    "Weight",
    "infer",
    "is_known",
    "leaves",
    "mapped",
    "rule",
    "shown",
    "walk",
    "why_unknown",
]
