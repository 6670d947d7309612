"""`trainable` and `frozen` as a person sets them: `layer.trainable` of the layers that are meant."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from kbuild.checking.layer_names import Named, layers_of
from kbuild.checking.patterns import matches_any
from kbuild.converting.python.build import assign, call, constant, name
from kbuild.converting.python.carrying import layer_at
from kbuild.converting.python.program import Program
from kbuild.schemas.objects import Object
from kbuild.schemas.phases import Phase

_GLOB = re.compile(r"[*?\[]")


def frozen(program: Program, variable: str, model: Object, phase: Phase, changed: bool) -> list[ast.stmt]:
    """The statements that freeze and thaw layers for a phase.

    Args:
        program: What is being written.
        variable: The model's.
        model: What the document says of it.
        phase: The phase.
        changed: Whether a phase before it has frozen layers of the same model.
    """
    layers = list(layers_of(model))
    if phase.trainable is not None:
        return list(_only(program, name(variable), layers, phase.trainable, ""))
    made = list(_as_built(variable, layers)) if changed else []
    if phase.frozen:
        made += _without(program, variable, layers, phase.frozen)
    return made


def _as_built(variable: str, layers: Sequence[Named]) -> Iterator[ast.stmt]:
    yield assign(f"{variable}.trainable", constant(True))
    for each in layers:
        if each.spec.arguments().get("trainable") is False:
            yield _set(layer_at(name(variable), each.path), False)


def _only(
    program: Program, model: ast.expr, layers: Sequence[Named], patterns: Sequence[str], before: str
) -> Iterator[ast.stmt]:
    """Train the layers that patterns mean, and freeze the others of a model."""
    direct = [each.path for each in layers if "/" not in each.path.removeprefix(before)]
    direct = [each for each in direct if each.startswith(before)]
    meant = {each.path for each in layers if matches_any(patterns, each.path)}
    known = all(any(matches_any([each], layer.path) for layer in layers) for each in patterns)
    inner = [
        each for each in direct if each not in meant and any(path.startswith(f"{each}/") for path in meant)
    ]
    trained = [each.removeprefix(before) for each in direct if each in meant or each in inner]
    if not known or (not inner and not before and not any("/" in each for each in patterns)):
        # What is inside an application has names that only Keras knows.
        test = _named(program, patterns)
    else:
        test = _named(program, trained)
    yield _each(model, assign("layer.trainable", test))
    for each in inner:
        yield from _only(program, layer_at(model, each.removeprefix(before)), layers, patterns, f"{each}/")


def _without(
    program: Program, variable: str, layers: Sequence[Named], patterns: Sequence[str]
) -> Iterator[ast.stmt]:
    meant = [each.path for each in layers if matches_any(patterns, each.path)]
    outer = [each for each in meant if not any(each.startswith(f"{other}/") for other in meant)]
    known = all(any(matches_any([each], layer.path) for layer in layers) for each in patterns)
    if not known or (len(outer) > 3 and not any("/" in each for each in outer)):
        test = _named(program, outer if known and len(patterns) > 2 else patterns)
        yield _each(name(variable), ast.If(test, [_set(name("layer"), False)], []))
        return
    for each in outer:
        yield _set(layer_at(name(variable), each), False)


def _each(model: ast.expr, statement: ast.stmt) -> ast.stmt:
    layers = ast.Attribute(model, "layers", ast.Load())
    return ast.For(ast.Name("layer", ast.Store()), layers, [statement], [], lineno=0)


def _set(layer: ast.expr, trainable: bool) -> ast.stmt:
    return assign(ast.Attribute(layer, "trainable", ast.Store()), constant(trainable))


def _named(program: Program, patterns: Sequence[str]) -> ast.expr:
    """Whether a layer's name is one of those that patterns mean."""
    plain = [each for each in patterns if not _GLOB.search(each)]
    tests: list[ast.expr] = []
    if len(plain) == 1:
        tests.append(ast.Compare(name("layer.name"), [ast.Eq()], [constant(plain[0])]))
    elif plain:
        tests.append(ast.Compare(name("layer.name"), [ast.In()], [constant(tuple(plain))]))
    for each in patterns:
        if each in plain:
            continue
        if each.endswith("*") and not _GLOB.search(each[:-1]):
            tests.append(call("layer.name.startswith", constant(each[:-1])))
        else:
            tests.append(call(program.use_from("fnmatch", "fnmatchcase"), name("layer.name"), constant(each)))
    if not tests:
        return constant(False)
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.Or(), tests)
