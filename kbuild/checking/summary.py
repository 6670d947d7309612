"""A model as a table, without Keras: its layers, what they give, and their parameters.

The table says what Keras's own `model.summary()` says of the model that the document builds: the same layers
by the same names, shapes and counts. What can't be known before the model is built is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kbuild.checking.memory import Memory, memory_of
from kbuild.checking.shapes import infer, walk
from kbuild.checking.shapes.graph import Graph, Step
from kbuild.checking.shapes.outcomes import Mismatch, Weight, count
from kbuild.checking.shapes.tensors import Structure
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Model, Sequential
from kbuild.schemas.objects import Object

_BATCH = 32


@dataclass(frozen=True, slots=True)
class Row:
    """One layer of a model.

    Args:
        name: The layer's name.
        type_name: Its type, such as `Dense` or `ops.multiply`; `InputLayer` for an input.
        outputs: What its last call gives; unknown tensors where that is not known.
        parameters: All its parameters; None when not known.
        trainable: Those that an optimizer changes.
        depth: How many models it is within, besides the document's own.
        problems: What does not fit there.
    """

    name: str
    type_name: str
    outputs: Structure
    parameters: int | None
    trainable: int | None
    depth: int = 0
    problems: tuple[Mismatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A model as a table.

    Args:
        name: The model's name.
        rows: Its layers in the order of their first calls; layers of inner models follow their model's row.
        outputs: What the model gives.
        trainable: The parameters that an optimizer changes; None when those of one layer are not known.
        non_trainable: The others.
        memory: What it takes.
    """

    name: str
    rows: tuple[Row, ...]
    outputs: Structure
    trainable: int | None
    non_trainable: int | None
    memory: Memory

    @property
    def total(self) -> int | None:
        """All parameters; None when not known."""
        if self.trainable is None or self.non_trainable is None:
            return None
        return self.trainable + self.non_trainable

    @property
    def problems(self) -> tuple[tuple[Row, Mismatch], ...]:
        """What does not fit, with the row at which it is found."""
        return tuple((row, problem) for row in self.rows for problem in row.problems)


def summarize(document: Document, batch_size: int | None = None) -> Summary:
    """Make the table of a document's model.

    Args:
        document: The document.
        batch_size: For the memory of a batch; the document's own, or 32, unless given.

    Returns:
        The table, with totals and memory.

    Example:
        >>> from kbuild.schemas import Sequential, layers
        >>> model = Sequential(layers=[layers.Input(shape=[4]), layers.Dense(units=3)])
        >>> summarize(Document(model=model)).total
        15
    """
    model = document.model
    batch = batch_size or _batch_size(document)
    optimizer = None if document.compile is None else document.compile.optimizer
    if isinstance(model, Model):
        graph = walk(model)
        rows = tuple(_rows(graph, model, 0))
        return _summary(
            _name(document), rows, graph, graph.weights, memory_of(graph, graph.weights, optimizer, batch)
        )
    outcome = infer(model)
    row = Row(_name(document), model.type_name, outcome.outputs, outcome.parameters, outcome.trainable)
    whole = Graph((), outcome.outputs)
    return _summary(
        row.name, (row,), whole, outcome.weights, memory_of(None, outcome.weights, optimizer, batch)
    )


def _summary(
    name: str, rows: tuple[Row, ...], graph: Graph, weights: tuple[Weight, ...] | None, memory: Memory
) -> Summary:
    trainable, rest = count(weights, trainable=True), count(weights, trainable=False)
    return Summary(name, rows, graph.outputs, trainable, rest, memory)


def _rows(graph: Graph, model: Object | None, depth: int) -> Iterator[Row]:
    for key, calls in _by_row(graph, model).items():
        name, type_name = key
        step, first = calls[-1], graph.layers[calls[-1].layer][0]
        if step.spec is None and (isinstance(model, Sequential) or not step.name):
            continue
        outcome = first.outcome
        problems = tuple(problem for each in calls for problem in each.outcome.problems)
        yield Row(
            name, type_name, step.outcome.outputs, outcome.parameters, outcome.trainable, depth, problems
        )
        if isinstance(outcome.inside, Graph):
            yield from _rows(outcome.inside, _model(step.spec), depth + 1)
    for name in graph.unused:
        yield Row(name, "", (), None, None, depth)


def _by_row(graph: Graph, model: Object | None) -> dict[tuple[str, str], list[Step]]:
    """The calls of each row: those of one layer, apart from those that hold on to `training`."""
    found: dict[tuple[str, str], list[Step]] = {}
    for step in graph.steps:
        found.setdefault(_row_of(step, model), []).append(step)
    return found


def _row_of(step: Step, model: Object | None) -> tuple[str, str]:
    if step.spec is None:
        return step.layer, "InputLayer"
    if isinstance(model, Functional):
        node = model.layers[step.name]
        if (node.call or {}).get("training") is not None:
            return (step.name if node.reuse else f"{step.name}_training"), "PinTraining"
    return step.layer, step.spec.type_name


def _model(spec: Any) -> Object | None:
    return spec if isinstance(spec, Model) else None


def _name(document: Document) -> str:
    model = document.model
    name = getattr(model, "name", None) or document.name
    if name:
        return str(name).replace("/", "_")
    return model.style if isinstance(model, Model) else model.type_name


def _batch_size(document: Document) -> int:
    given = document.data.batch_size if document.data is not None else None
    fit = document.fit.batch_size if document.fit is not None else None
    return given or fit or _BATCH
