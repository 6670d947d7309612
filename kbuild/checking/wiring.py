"""The graph of a functional model: its order, and whatever is wrong with its wiring.

Entries may stand in any order; an unknown name, a cycle, an unused input and an entry that no output needs
are each found at their place. Everything here is linear in the number of connections.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from weakref import ref

from kbuild.checking.finding import Finding, Path
from kbuild.reading.frames import MOST_PROBLEMS
from kbuild.schemas.models import Functional, Node
from kbuild.schemas.wiring import Reference, is_reference, references


@dataclass(frozen=True, slots=True)
class Link:
    """One connection: an entry (or `outputs`) takes a result, written at a place within the model."""

    reference: Reference
    path: Path


@dataclass(frozen=True, slots=True)
class Wiring:
    """A functional model's graph.

    Attributes:
        order: The entries' names such that each comes after all that it takes.
        sources: The result that an entry without `from` is called with.
        findings: What is wrong; `order` holds every entry that is sound.
    """

    order: tuple[str, ...]
    sources: Mapping[str, str]
    findings: tuple[Finding, ...] = ()


# Its own model is held by no more than a weak reference.
_last: list[tuple[ref[Functional], Path, Wiring]] = []


@dataclass(slots=True)
class _Graph:
    model: Functional
    links: dict[str, list[Link]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def wire(model: Functional, path: Path = ("model",)) -> Wiring:
    """Sort a functional model's entries and find what is wrong with its wiring.

    Several checks ask for it, so that of the model that was asked for last is kept.

    Args:
        model: The model.
        path: Where its keys stand in the document.

    Example:
        >>> from kbuild.schemas import Functional, layers
        >>> entries = {"b": {"Dense": {"units": 1}, "from": "a"}, "a": {"Dense": {"units": 2}, "from": "x"}}
        >>> wire(Functional(inputs={"x": {"shape": [3]}}, layers=entries, outputs="b")).order
        ('a', 'b')
    """
    if _last and _last[0][0]() is model and _last[0][1] == path:
        return _last[0][2]
    wiring = _wire(model, path)
    _last[:] = [(ref(model), path, wiring)]
    return wiring


def _wire(model: Functional, path: Path) -> Wiring:
    graph = _Graph(model)
    _collect(graph)
    known = {*model.inputs, *model.layers}
    _refuse_unknown(graph, known, path)
    order, cyclic = _sort(graph, known)
    if cyclic:
        graph.findings.append(_cycle(graph, cyclic, path))
    if not graph.findings:
        _refuse_unused(graph, order, path)
    placed = tuple(graph.findings)
    return Wiring(tuple(order), graph.sources, placed)


def _collect(graph: _Graph) -> None:
    above: str | None = None
    for name, node in graph.model.layers.items():
        graph.links[name] = list(_links(graph, name, node, above))
        above = name


def _links(graph: _Graph, name: str, node: Node, above: str | None) -> Iterator[Link]:
    here: Path = ("layers", name)
    if node.from_ is None:
        source = above or _only_input(graph, name)
        if source is not None:
            graph.sources[name] = source
            yield Link(Reference(source), here)
    else:
        for at, each in references(node.from_):
            yield Link(each, (*here, "from", *at))
    for argument, value in (node.call or {}).items():
        for at, text in _texts(value):
            name_of = text.split("[", 1)[0].strip()
            known = name_of in graph.model.inputs or name_of in graph.model.layers
            if known and is_reference(text):
                yield from (Link(each, (*here, "call", argument, *at)) for _, each in references(text))


def _only_input(graph: _Graph, name: str) -> str | None:
    if len(graph.model.inputs) == 1:
        return next(iter(graph.model.inputs))
    text = f"`{name}` is the first entry and the model has several inputs: say which it takes"
    candidates = tuple(graph.model.inputs)
    hint = f"write from: {candidates[0]}" if candidates else "add an input"
    graph.findings.append(Finding("missing-from", text, ("layers", name), key=True, hint=hint))
    return None


def _texts(value: Any) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from (((key, *at), text) for at, text in _texts(each))
    elif isinstance(value, (list, tuple)):
        for index, each in enumerate(value):
            yield from (((index, *at), text) for at, text in _texts(each))


def _refuse_unknown(graph: _Graph, known: set[str], path: Path) -> None:
    model = graph.model
    graph.findings[:] = [_below(each, path) for each in graph.findings]
    for name in model.inputs.keys() & model.layers.keys():
        text = f"`{name}` is the name of an input and of a layer"
        other = ((*path, "inputs", name), "the input")
        graph.findings.append(
            Finding("duplicate-name", text, (*path, "layers", name), key=True, related=(other,))
        )
    links = [each for links in graph.links.values() for each in links]
    links += [Link(each, ("outputs", *at)) for at, each in references(model.outputs)]
    # One tuple for all: as many as there are entries may be wrong, and each would hold as many names.
    names, layers = tuple(sorted(known)), tuple(model.layers)
    wrong = (link for link in links if link.reference.name not in known)
    for link in islice(wrong, MOST_PROBLEMS):
        graph.findings.append(_unknown(link.reference.name, (*path, *link.path), names))
    for name, node in model.layers.items():
        if node.reuse is not None:
            _check_reuse(graph, name, node.reuse, path, layers)


def _below(finding: Finding, path: Path) -> Finding:
    return Finding(finding.code, finding.message, (*path, *finding.path), finding.key, hint=finding.hint)


def _unknown(name: str, path: Path, names: tuple[str, ...]) -> Finding:
    text = f"there is no input or layer `{name}`"
    return Finding("unknown-name", text, path, name=name, candidates=names)


def _check_reuse(graph: _Graph, name: str, reused: str, path: Path, layers: tuple[str, ...]) -> None:
    here = (*path, "layers", name, "reuse")
    target = graph.model.layers.get(reused)
    if target is None:
        text = f"there is no layer `{reused}` to reuse"
        graph.findings.append(Finding("unknown-name", text, here, name=reused, candidates=layers, apart=name))
    elif target.reuse is not None:
        hint = f"write reuse: {target.reuse}"
        graph.findings.append(Finding("wrong-reuse", f"`{reused}` is itself a reuse", here, hint=hint))
    elif target.layer is not None and target.layer.kind == "op":
        text = f"`{reused}` is an operation: it has no weights to share"
        graph.findings.append(Finding("wrong-reuse", text, here, hint="write the operation again"))


def _sort(graph: _Graph, known: set[str]) -> tuple[list[str], list[str]]:
    """Kahn's algorithm; entries that stand in a sound order keep it. Returns what is left over as well."""
    waiting: dict[str, int] = {}
    takers: dict[str, list[str]] = {}
    for name in graph.model.layers:
        # A layer that is reused must be there first: its first call builds it.
        taken = {link.reference.name for link in graph.links[name]} | _reused(graph, name)
        taken = {each for each in taken if each in graph.model.layers}
        waiting[name] = len(taken)
        for each in taken:
            takers.setdefault(each, []).append(name)
    ready = [name for name, count in waiting.items() if not count]
    order: list[str] = []
    for name in ready:
        order.append(name)
        for taker in takers.get(name, ()):
            waiting[taker] -= 1
            if not waiting[taker]:
                ready.append(taker)
    return order, [name for name, count in waiting.items() if count]


def _reused(graph: _Graph, name: str) -> set[str]:
    reused = graph.model.layers[name].reuse
    return {reused} if reused is not None and reused != name else set()


def _cycle(graph: _Graph, left: list[str], path: Path) -> Finding:
    """Walk backwards among the entries that could not be sorted until one comes round again."""
    among = set(left)
    seen: dict[str, int] = {}
    walk: list[str] = []
    name = left[0]
    while name not in seen:
        seen[name] = len(walk)
        walk.append(name)
        before = [each.reference.name for each in graph.links[name] if each.reference.name in among]
        name = (before or sorted(_reused(graph, name) & among))[0]
    loop = walk[seen[name] :][::-1]
    text = "these entries wait for each other: " + " -> ".join([*loop, loop[0]])
    related = tuple(((*path, "layers", each), f"`{each}` is part of the cycle") for each in loop[1:])
    return Finding("cycle", text, (*path, "layers", loop[0]), key=True, related=related)


def _refuse_unused(graph: _Graph, order: list[str], path: Path) -> None:
    needed = {each.name for _, each in references(graph.model.outputs)}
    for name in reversed(order):
        if name in needed:
            needed.update(link.reference.name for link in graph.links[name])
            needed.update(_reused(graph, name) if name in needed else ())
    for name in graph.model.layers:
        if name not in needed:
            text = f"no output needs `{name}`"
            hint = "add it to outputs, connect it, or remove it"
            graph.findings.append(Finding("unused-layer", text, (*path, "layers", name), key=True, hint=hint))
    for name in graph.model.inputs:
        if name not in needed:
            text = f"no output needs the input `{name}`"
            graph.findings.append(
                Finding(
                    "unused-input", text, (*path, "inputs", name), key=True, hint="connect it, or remove it"
                )
            )
