"""Objects and plain values of a document as expressions."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import Any

from kbuild.converting.python.build import call, constant, lambda_, mapping, name
from kbuild.converting.python.program import Program
from kbuild.reading.tree import Path
from kbuild.schemas import catalog, rule, types
from kbuild.schemas.catalog import Argument, TypeEntry
from kbuild.schemas.errors import UsageError
from kbuild.schemas.objects import Object

_FUNCTION_KINDS = ("op", "activation")
_SHORT = ("L1", "L2", "OrthogonalRegularizer", "MaxNorm", "DTypePolicy")


def made(program: Program, spec: Object, path: Path, **overrides: ast.expr | None) -> ast.expr:
    """The expression that makes what an object describes.

    Args:
        program: What is being written.
        spec: A layer, an optimizer, a loss, a callback, ...
        path: Where it stands in the document, without its type.
        overrides: Arguments that are given whatever the object says; None leaves one out.
    """
    entry = types.entry_of(spec)
    here = path if spec.type_name == "Input" and path[-2:-1] == ("inputs",) else (*path, spec.type_name)
    values = {**_given(program, spec, entry, here), **overrides}
    target = reference(program, entry)
    if not entry.of_keras and "name" not in entry.args:
        values.pop("name", None)
    if not entry.of_keras and _is_function(entry):
        return _applied(program, target, values)
    if spec.kind in _FUNCTION_KINDS:
        return _function(program, target, values)
    if spec.type_name == "LearningRateScheduler":
        values["schedule"] = lambda_(call("float", call(values["schedule"], name("epoch"))), "epoch")  # type: ignore[arg-type]  # it is required
    node = spread(target, entry, values)
    if spec.kind == "layer":
        held = {each.name: each.default for each in entry.args.values() if each.has_default}
        node.defaults = held  # type: ignore[attr-defined]  # read when the program is finished
    return node


def spread(target: ast.expr, entry: TypeEntry, values: Mapping[str, ast.expr | None]) -> ast.Call:
    """A call with the arguments by name that nobody gives by name in their places."""
    given = {key: value for key, value in values.items() if value is not None}
    lead = [key for key in _leading(entry) if key in given]
    places = [given.pop(key) for key in lead] if lead == list(_leading(entry)) else []
    return call(target, *places, **given)


def _leading(entry: TypeEntry) -> tuple[str, ...]:
    if entry.name in _SHORT:
        return tuple(entry.args)[:1]
    if entry.kind not in ("layer", "schedule"):
        return ()
    required = []
    for argument in entry.args.values():
        if not argument.required:
            break
        required.append(argument.name)
    most = 2 if "Conv" in entry.name else 1
    return tuple(required) if entry.kind == "layer" and len(required) <= most else ()


def reference(program: Program, entry: TypeEntry) -> ast.expr:
    """The class or function of a type; the user's own is imported from its module.

    Raises:
        UsageError: `not-in-python` for one that no module holds.
    """
    if entry.api.startswith("keras."):
        return program.public(entry.api)
    module, _, word = entry.api.rpartition(".")
    if "<" in module or module == "__main__" or not module:
        text = f"{entry.name} is defined where no program can import it from: {entry.api}"
        raise UsageError(text, code="not-in-python", hint="move it to the top of a module of its own")
    return name(program.use_from(module, word))


def own_by_name(program: Program, kinds: Iterable[str], written: Any) -> ast.expr | None:
    """A class or function of the user's own that is named by a text alone; None for anything else."""
    if not isinstance(written, str):
        return None
    for kind in kinds:
        entry = catalog.find(kind, written) if kind in catalog.kinds() else None
        if entry is not None and not entry.of_keras:
            made_here = reference(program, entry)
            return made_here if _is_function(entry) else call(made_here)
    return None


def _is_function(entry: TypeEntry) -> bool:
    return entry.api.rpartition(".")[2][:1].islower() or entry.kind in _FUNCTION_KINDS


def _applied(program: Program, target: ast.expr, values: Mapping[str, ast.expr | None]) -> ast.expr:
    """A function with arguments that Keras can save, which it can't a `functools.partial`."""
    if not values:
        return target
    word = program.use_from("kbuild.building.layers.applied", "Applied")
    given = {key: each for key, each in values.items() if each is not None}
    return call(word, target, mapping(list(given), list(given.values())))


def _function(program: Program, target: ast.expr, values: Mapping[str, ast.expr | None]) -> ast.expr:
    if not values:
        return target
    return call(program.use_from("functools", "partial"), target, **values)


def _given(program: Program, spec: Object, entry: TypeEntry, here: Path) -> dict[str, ast.expr | None]:
    return {
        key: _hinted(
            argument(program, entry.args.get(key), each, (*here, key)), program.hints((*here, key), key)
        )
        for key, each in spec.arguments().items()
    }


def _hinted(node: ast.expr, hints: tuple[str, ...]) -> ast.expr:
    """Remember what a literal is for, as a name for it where it differs between two uses."""
    for each in ast.walk(node):
        if not hasattr(each, "hints"):
            each.hints = hints  # type: ignore[attr-defined]  # read by `folding` alone
    return node


def argument(program: Program, known: Argument | None, written: Any, path: Path) -> ast.expr:
    """An argument as Keras takes it: a whole number is a float where Keras wants one."""
    whole = isinstance(written, int) and not isinstance(written, bool)
    if known is not None and whole and "float" in known.types and "int" not in known.types:
        return program.param(path, written) or constant(float(written))
    own = None if known is None else own_by_name(program, known.types, written)
    if own is not None:
        return own
    if known is not None and isinstance(written, tuple) and known.name == "thresholds":
        return constant(list(written))
    return value(program, written, path)


def value(program: Program, written: Any, path: Path) -> ast.expr:
    """Any value: objects made, numbers in tuples, other things in lists, parameters by their names."""
    if isinstance(written, Object):
        from kbuild.converting.python.layers import inner_layer, is_model

        return inner_layer(program, written, path) if is_model(written) else made(program, written, path)
    if isinstance(written, Mapping):
        return mapping(list(written), [value(program, each, (*path, key)) for key, each in written.items()])
    if isinstance(written, tuple):
        items = [value(program, each, (*path, index)) for index, each in enumerate(written)]
        numbers = all(each is None or isinstance(each, (int, float, tuple)) for each in written)
        return ast.Tuple(items, ast.Load()) if numbers else ast.List(items, ast.Load())
    if isinstance(written, str) and written.startswith(("ops.", "activations.")):
        found = rule.find(_FUNCTION_KINDS, written)
        if found is not None:
            return reference(program, types.entry_of(found.model_validate({})))
    return program.param(path, written) or constant(written)
