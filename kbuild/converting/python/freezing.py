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


def frozen(program: Program, variable: str, model: Object, phase: Phase, touched: set[str]) -> list[ast.stmt]:
    """The statements that freeze and thaw layers for a phase.

    Args:
        program: What is being written.
        variable: The model's.
        model: What the document says of it.
        phase: The phase.
        touched: The models, by their paths within this one, whose layers the phases before have frozen or
            thawed; those of this phase take their place.
    """
    layers = list(layers_of(model))
    before = sorted(touched)
    touched.clear()
    if phase.trainable is not None:
        inner = [each for each in before if each]
        made = [_thaw(variable, each) for each in inner]
        return made + list(_only(program, variable, layers, phase.trainable, "", touched))
    made = [_thaw(variable, each) for each in before]
    if before:
        still = [each.path for each in layers if each.spec.arguments().get("trainable") is False]
        made += [_set(layer_at(name(variable), each), False) for each in still]
    if phase.frozen:
        made += _without(program, variable, layers, phase.frozen, touched)
    return made


def _thaw(variable: str, path: str) -> ast.stmt:
    """Thaw the layers of a model: one that says so of itself already would tell them nothing."""
    return _each(_model_at(variable, path), assign("layer.trainable", constant(True)))


def _model_at(variable: str, path: str) -> ast.expr:
    return layer_at(name(variable), path) if path else name(variable)


def _only(  # noqa: PLR0913, PLR0917 - what it is written from
    program: Program,
    variable: str,
    layers: Sequence[Named],
    patterns: Sequence[str],
    path: str,
    touched: set[str],
) -> Iterator[ast.stmt]:
    """Train the layers that patterns mean, and freeze the others of a model."""
    touched.add(path)
    before = f"{path}/" if path else ""
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
    yield _each(_model_at(variable, path), assign("layer.trainable", test))
    for each in inner:
        yield from _only(program, variable, layers, patterns, each, touched)


def _without(
    program: Program,
    variable: str,
    layers: Sequence[Named],
    patterns: Sequence[str],
    touched: set[str],
) -> Iterator[ast.stmt]:
    meant = [each.path for each in layers if matches_any(patterns, each.path)]
    outer = [each for each in meant if not any(each.startswith(f"{other}/") for other in meant)]
    known = all(any(matches_any([each], layer.path) for layer in layers) for each in patterns)
    if not known or (len(outer) > 3 and not any("/" in each for each in outer)):
        test = _named(program, outer if known and len(patterns) > 2 else patterns)
        touched.add("")
        yield _each(name(variable), ast.If(test, [_set(name("layer"), False)], []))
        return
    for each in outer:
        touched.add(each.rpartition("/")[0])
        yield _set(layer_at(name(variable), each), False)


def _each(model: ast.expr, statement: ast.stmt) -> ast.stmt:
    layers = ast.Attribute(model, "layers", ast.Load())
    return ast.For(ast.Name("layer", ast.Store()), layers, [statement], [], lineno=0)


def _set(layer: ast.expr, trainable: bool) -> ast.stmt:
    return assign(ast.Attribute(layer, "trainable", ast.Store()), constant(trainable))


def _named(program: Program, patterns: Sequence[str]) -> ast.expr:
    """Whether a layer's name is one of those that patterns mean."""
    if "*" in patterns:
        return constant(True)
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
