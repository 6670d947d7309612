"""What does not fit in a document's model, each at its place in the document."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.shapes.graph import Graph, Path, Step
from kbuild.checking.shapes.outcomes import Mismatch
from kbuild.checking.shapes.tensors import Tensor, leaves, shown
from kbuild.checking.walked import walked
from kbuild.reading.limits import DEFAULT
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model

# More than this many other halves of a mismatch only hide it.
_MOST_RELATED = 3


def shape_findings(document: Document, limit: int = DEFAULT.parameters) -> Iterator[Finding]:
    """Find what does not fit in a document's model.

    Args:
        document: The document, whose wiring may be wrong as well: what that makes unknown is not spoken of.
        limit: The most parameters that the model may have.

    Yields:
        A finding for each mismatch, with the layers that its inputs come from as related places.

    Example:
        >>> from kbuild.schemas import Sequential, layers
        >>> stack = [layers.Input(shape=[8, 8]), layers.Conv2D(filters=4, kernel_size=3)]
        >>> [finding.code for finding in shape_findings(Document(model=Sequential(layers=stack)))]
        ['rank-mismatch']
    """
    if not isinstance(document.model, Model):
        return
    graph = walked(document.model)
    for step, problem in graph.problems:
        # In a program, what a call lacks is found with what else is wrong with its arguments.
        if step.place is None or problem.code != "missing-input":
            yield _finding(graph, step, problem)
    yield from _too_many(graph, limit if document.source is None else document.source.limits.parameters)


def _finding(graph: Graph, step: Step, problem: Mismatch) -> Finding:
    path, key = _place(step, problem)
    return Finding(
        problem.code,
        problem.message,
        path,
        key=key,
        severity=problem.severity,
        hint=problem.hint,
        related=tuple(_related(graph, step, problem)) if step.place is None else (),
        within=step.place,
    )


def _too_many(graph: Graph, limit: int) -> Iterator[Finding]:
    """A model past the limit, told at its largest layer before anything is allocated."""
    counts = [(calls[0].outcome.parameters or 0, calls[0]) for calls in graph.layers.values()]
    total = sum(size for size, _ in counts)
    if total <= limit:
        return
    size, step = max(counts, key=lambda each: each[0])
    text = f"the model has {total:,} parameters or more, and the limit is {limit:,}"
    hint = f"`{step.layer}` alone has {size:,}; trusted Python code can raise the limit"
    path, key = _place(step, Mismatch("too-many-parameters", text))
    yield Finding("too-many-parameters", text, path, key=key, hint=hint)


def _place(step: Step, problem: Mismatch) -> tuple[Path, bool]:
    """The path of the argument that is to blame, or of the layer's type; in a program, of the program."""
    if step.place is not None:
        return ("model", "call"), False
    path: Path = ("model", *step.path)
    if step.spec is None:
        return path, True
    path = (*path, step.spec.type_name, *problem.within)
    set_here = problem.within or problem.argument in step.spec.arguments()
    if problem.argument is not None and set_here:
        return (*path, problem.argument), False
    return path, True


def _related(graph: Graph, step: Step, problem: Mismatch) -> Iterator[tuple[Path, str]]:
    paths = {each.name: each.path for each in graph.steps}
    tensors = tuple(leaves(step.inputs))
    blamed = [tensors[at] for at in problem.inputs if isinstance(at, int) and at < len(tensors)]
    seen: set[str] = set()
    for tensor in blamed or tensors:
        name = "" if tensor.origin is None else tensor.origin.name
        if name in paths and name not in seen and len(seen) < _MOST_RELATED:
            seen.add(name)
            yield ("model", *paths[name]), _gives(tensor)


def _gives(tensor: Tensor) -> str:
    return f"this gives {shown(tensor.shape)}"
