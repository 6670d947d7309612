"""Weights that go on from the models of earlier phases, layer by layer, by the layers' names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kbuild.checking.layer_names import layers_of
from kbuild.checking.shapes import walk
from kbuild.converting.python.build import call, constant, name
from kbuild.schemas.models import Model
from kbuild.schemas.objects import Object


@dataclass(frozen=True, slots=True)
class Carried:
    """One layer whose weights go on.

    Attributes:
        source: The variable of the model that they come from.
        there: The layer's path in that model.
        here: Its path in the model that takes them.
    """

    source: str
    there: str
    here: str


def carried(model: Object, before: Sequence[tuple[str, Object]]) -> list[Carried]:
    """What a model takes from those before it, as a run carries it.

    Args:
        model: The model.
        before: The variables and models of the phases before, the oldest first.
    """
    known = {variable: _weighty(each) for variable, each in before}
    found: list[Carried] = []
    whole: list[str] = []
    for path, layer in _weighty(model).items():
        if any(path.startswith(f"{each}/") for each in whole):
            continue
        for variable, _ in reversed(before):
            there = _same(path, known[variable])
            if there is None:
                continue
            other = known[variable][there]
            if isinstance(layer.spec, Model):
                if there == path and _tree(layer.spec) == _tree(other.spec):
                    whole.append(path)
                    found.append(Carried(variable, there, path))
            elif layer.shapes is None or other.shapes is None or layer.shapes == other.shapes:
                found.append(Carried(variable, there, path))
            break
    return found


def statements(variable: str, layers: Sequence[Carried]) -> Iterator[ast.stmt]:
    """The statements that give a model its layers' weights."""
    plain: dict[str, list[str]] = {}
    for each in layers:
        if each.here == each.there and "/" not in each.here:
            plain.setdefault(each.source, []).append(each.here)
        else:
            yield _given(layer_at(name(variable), each.here), layer_at(name(each.source), each.there))
    for source, names in plain.items():
        which: ast.expr = constant(names[0]) if len(names) == 1 else name("name")
        given = _given(
            call(f"{variable}.get_layer", which),
            call(f"{source}.get_layer", which),
        )
        if len(names) == 1:
            yield given
        else:
            yield ast.For(ast.Name("name", ast.Store()), constant(names), [given], [], lineno=0)


def layer_at(model: ast.expr, path: str) -> ast.expr:
    """A layer of a model, or of a model within it: `model.get_layer("encoder").get_layer("code")`."""
    for each in path.split("/"):
        model = call(ast.Attribute(model, "get_layer", ast.Load()), constant(each))
    return model


def _given(target: ast.expr, source: ast.expr) -> ast.stmt:
    weights = call(ast.Attribute(source, "get_weights", ast.Load()))
    return ast.Expr(call(ast.Attribute(target, "set_weights", ast.Load()), weights))


@dataclass(frozen=True, slots=True)
class _Layer:
    spec: Object
    shapes: tuple[Any, ...] | None


def _weighty(model: Object) -> dict[str, _Layer]:
    """The layers that may have weights, with the shapes of those where they are known."""
    shapes = _shapes(model)
    return {
        each.path: _Layer(each.spec, shapes.get(each.path))
        for each in layers_of(model)
        if shapes.get(each.path) != ()
    }


def _shapes(model: Object) -> Mapping[str, tuple[Any, ...]]:
    if not isinstance(model, Model):
        return {}
    found = {}
    for path, calls in walk(model).layers.items():
        weights = calls[0].outcome.weights if calls else None
        if weights is not None:
            found[path] = tuple(each.shape for each in weights)
    return found


def _same(path: str, layers: Mapping[str, _Layer]) -> str | None:
    if path in layers:
        return path
    own = path.rsplit("/", 1)[-1]
    found = [each for each in layers if each.rsplit("/", 1)[-1] == own]
    return found[0] if len(found) == 1 else None


def _tree(spec: Object) -> Any:
    return spec.tree()
