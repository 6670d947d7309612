"""What the catalog cannot say: rules across arguments, across parts of a document, and between the two.

A rule is a small function in the registry of its kind. It is given one thing (an object of the document, or
the whole document) and yields findings; it never raises, and says nothing where it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules import (
    callbacks,
    calls,
    fitting,
    inputs,
    layers,
    losses,
    names,
    objectives,
    optimizers,
    outputs,
    paths,
    phases,
    programs,
    samples,
    sizes,
    states,
    trust,
)
from kbuild.checking.rules.registry import apply
from kbuild.schemas.document import Document

__all__ = [
    "callbacks",
    "calls",
    "fitting",
    "inputs",
    "layers",
    "losses",
    "names",
    "objectives",
    "optimizers",
    "outputs",
    "paths",
    "phases",
    "programs",
    "rule_findings",
    "samples",
    "sizes",
    "states",
    "trust",
]


def rule_findings(document: Document) -> Iterator[Finding]:
    """Apply every rule to a document."""
    # What several phases take from the document is found in each of them, and said once.
    yield from dict.fromkeys(apply(document))
    yield from phases.phase_findings(document)
