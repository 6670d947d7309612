"""How large what a document asks for would be, before anything of it is allocated."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import for_document, objects_of
from kbuild.checking.shapes.graph import Graph, Step
from kbuild.checking.shapes.tensors import leaves
from kbuild.checking.walked import walked
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model

_BATCH = 32
# What counts the entries of a vocabulary or of a table of codes.
_ENTRIES = ("max_tokens", "num_tokens", "num_oov_indices", "num_bins", "input_dim")
# What decides how large the drawn data of a set is, beside its samples.
_WIDTHS = {"friedman1": "features", "sine_waves": "steps"}


def _limits(document: Document) -> Limits:
    return DEFAULT if document.source is None else document.source.limits


@for_document
def results_of_a_batch(document: Document) -> Iterator[Finding]:
    """The results of all layers for one batch, which training holds until the gradients are made."""
    if not isinstance(document.model, Model):
        return
    limit = _limits(document).activations
    graph = walked(document.model)
    batch = _batch(document)
    sizes = [(_values(step, batch), step) for step in _steps(graph)]
    total = sum(size for size, _ in sizes)
    if total <= limit:
        return
    size, step = max(sizes, key=lambda each: each[0])
    text = f"a batch of {batch:,} makes {total:,} values in the model, and the limit is {limit:,}"
    hint = f"`{step.name}` alone gives {size:,}; trusted Python code can raise the limit"
    path = ("model", "call") if step.place is not None else ("model", *step.path)
    yield Finding("too-many-values", text, path, key=step.place is None, hint=hint, within=step.place)


def _batch(document: Document) -> int:
    asked = [] if document.data is None else [document.data.batch_size]
    asked += [] if document.fit is None or document.fit.batch_size is None else [document.fit.batch_size]
    return max(asked, default=_BATCH)


def _steps(graph: Graph) -> Iterator[Step]:
    for step in graph.steps:
        yield step
        if isinstance(step.outcome.inside, Graph):
            yield from _steps(step.outcome.inside)


def _values(step: Step, batch: int) -> int:
    shapes = [tensor.shape for tensor in leaves(step.outcome.outputs) if tensor.shape is not None]
    return sum(
        (batch if shape[:1] == (None,) else 1) * math.prod(size for size in shape if size is not None)
        for shape in shapes
    )


@for_document
def entries_of_a_table(document: Document) -> Iterator[Finding]:
    """Vocabularies and tables of codes are held in memory, one entry each."""
    limit = _limits(document).vocabulary
    for placed in objects_of(document):
        for name in _ENTRIES if placed.spec.kind == "layer" else ():
            asked = placed.spec.arguments().get(name)
            if isinstance(asked, int) and asked > limit:
                text = f"{placed.spec.type_name} would have {asked:,} entries, and the limit is {limit:,}"
                yield placed.finding("too-many-entries", text, name)


@for_document
def generated_data(document: Document) -> Iterator[Finding]:
    """Sets that are generated are held in memory."""
    limit = _limits(document).generated
    for placed in objects_of(document):
        if placed.spec.type_name == "Toy" and placed.spec.kind == "source":
            wide = placed.get(_WIDTHS.get(placed.get("name"), "")) or 1
            size = (placed.get("samples") or 1) * wide
            if size > limit:
                text = f"the set would have {size:,} values, and the limit is {limit:,}"
                yield placed.finding("too-many-values", text, "samples")
