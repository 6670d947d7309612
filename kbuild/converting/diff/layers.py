"""The layers of a document's model, each with what can differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kbuild.checking.naming import Names
from kbuild.checking.shapes.tensors import leaves
from kbuild.checking.summary import Row, Summary
from kbuild.checking.wiring import wire
from kbuild.converting.diff.canonical import arguments_of, canonical, defaults_of
from kbuild.schemas.models import Functional, Model, Sequential, Subclass
from kbuild.schemas.objects import Object
from kbuild.schemas.wiring import names_in, references


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer, or one entry of a graph.

    Attributes:
        name: With the models that it is in: `encoder/dense`.
        given: Whether the document gives the name; it says nothing of the layer otherwise.
        type_name: Its type.
        arguments: Those that are not defaults.
        sources: The names of what it takes.
        links: How it takes them, and what else its call is given.
        shape: What it gives; None where that is not known.
        parameters: How many it has; None where that is not known.
        defaults: What its arguments are where nothing is said of them.
    """

    name: str
    given: bool
    type_name: str
    arguments: Mapping[str, Any]
    sources: tuple[str, ...] = ()
    links: Any = None
    shape: Any = None
    parameters: int | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)


def layers_of(model: Object, summary: Summary | None) -> list[Layer]:
    """The layers of a model in their order; those of inner models behind their model.

    Args:
        model: The model.
        summary: Its table, for shapes and parameters.
    """
    rows = {} if summary is None else _by_name(summary.rows)
    if not isinstance(model, Model):
        return [_layer(model.type_name, model, False, (), None, rows, "")]
    return list(_within(model, "", rows))


def _by_name(rows: tuple[Row, ...]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    way: list[str] = []
    for row in rows:
        del way[row.depth :]
        way.append(row.name)
        found.setdefault("/".join(way), row)
    return found


def _within(model: Model, prefix: str, rows: Mapping[str, Row]) -> Iterator[Layer]:
    if isinstance(model, Sequential):
        yield from _stacked(model, prefix, rows)
    elif isinstance(model, Functional):
        yield from _graphed(model, prefix, rows)
    elif isinstance(model, Subclass):
        for name, spec in (model.inputs or {}).items():
            yield _layer(prefix + name, spec, True, (), None, rows, prefix + name)
        for name, spec in model.layers.items():
            yield from _declared(name, spec, prefix, rows)


def _stacked(model: Sequential, prefix: str, rows: Mapping[str, Row]) -> Iterator[Layer]:
    given = [each.arguments().get("name") for each in model.layers]
    names = Names(each for each in given if each)
    before: tuple[str, ...] = ()
    for spec, own in zip(model.layers, given, strict=True):
        name = prefix + (own or names.for_type(spec.type_name))
        yield from _one(name, spec, own is not None, before, None, rows)
        before = (name,)


def _graphed(model: Functional, prefix: str, rows: Mapping[str, Row]) -> Iterator[Layer]:
    for name, spec in model.inputs.items():
        yield _layer(prefix + name, spec, True, (), None, rows, prefix + name)
    sources = wire(model).sources
    for name, node in model.layers.items():
        links = node.from_ if node.from_ is not None else sources.get(name, "")
        taken = [f"{prefix}{each.name}" for _, each in references(links)] if links else []
        taken += [f"{prefix}{each}" for each in names_in(node.call) if each in {*model.layers, *model.inputs}]
        how = (
            None
            if isinstance(links, str) and "[" not in links and not node.call
            else canonical({"from": links, **({"call": node.call} if node.call else {})})
        )
        if node.layer is None:
            yield Layer(prefix + name, True, "reuse", {"reuse": node.reuse}, tuple(taken), how)
        else:
            yield from _one(prefix + name, node.layer, True, tuple(taken), how, rows)


def _declared(name: str, spec: Any, prefix: str, rows: Mapping[str, Row]) -> Iterator[Layer]:
    if isinstance(spec, Mapping):
        for key, each in spec.items():
            yield from _declared(f"{name}_{key}", each, prefix, rows)
    elif isinstance(spec, tuple):
        for number, each in enumerate(spec, 1):
            yield from _declared(f"{name}_{number}", each, prefix, rows)
    else:
        own = spec.arguments().get("name") or name
        yield from _one(prefix + own, spec, True, (), None, rows)


def _one(  # noqa: PLR0913, PLR0917 - what it is written from
    name: str, spec: Object, given: bool, sources: tuple[str, ...], links: Any, rows: Mapping[str, Row]
) -> Iterator[Layer]:
    yield _layer(name, spec, given, sources, links, rows, name)
    if isinstance(spec, Model):
        yield from _within(spec, f"{name}/", rows)


def _layer(  # noqa: PLR0913, PLR0917 - a layer in its parts
    name: str,
    spec: Object,
    given: bool,
    sources: tuple[str, ...],
    links: Any,
    rows: Mapping[str, Row],
    key: str,
) -> Layer:
    row = rows.get(key)
    shapes = [] if row is None else [each.shape for each in leaves(row.outputs)]
    shown = [None if each is None else list(each) for each in shapes]
    shape = shown[0] if len(shown) == 1 else shown or None
    own = own_keys(spec) if isinstance(spec, Model) else arguments_of(spec)
    count = None if row is None else row.parameters
    otherwise = {} if isinstance(spec, Model) else defaults_of(spec)
    otherwise = {key: canonical(each) for key, each in otherwise.items()}
    return Layer(name, given, spec.type_name, own, sources, links, shape, count, otherwise)


def own_keys(model: Model) -> dict[str, Any]:
    """What a model says beside its layers."""
    made: dict[str, Any] = {}
    if isinstance(model, Functional):
        made["outputs"] = canonical(model.outputs)
        made["inputs"] = list(model.inputs)
    if isinstance(model, Subclass):
        made["call"] = "\n".join(line.rstrip() for line in model.call.strip().splitlines())
        made["inputs"] = None if model.inputs is None else list(model.inputs)
    if not getattr(model, "trainable", True):
        made["trainable"] = False
    return made
