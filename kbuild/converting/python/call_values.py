"""The expressions of a `call` program as those of a method, each with the kind of its value."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from kbuild.checking.shapes.program_values import OPERATORS
from kbuild.converting.python.build import call, constant, lambda_, name
from kbuild.converting.python.call import (
    ITEMS,
    LAYERS,
    ODD,
    PLAIN,
    SIZE,
    TENSOR,
    Call,
    Untranslatable,
)
from kbuild.reading.program.calls import module_function
from kbuild.reading.program.vocabulary import ADD_LOSS, DICTIONARY_METHODS
from kbuild.schemas import catalog

_TENSORS = (TENSOR, ODD)
# Functions whose results are whole numbers or truth values, or may be.
_ODD_OPS = frozenset(
    "all any arange argmax argmin argsort cast equal greater greater_equal isfinite isinf isnan less "
    "less_equal logical_and logical_not logical_or not_equal one_hot searchsorted size".split()
)
# Functions whose results are of the dtype that they are given.
_KEEPING_OPS = frozenset(
    "abs broadcast_to concatenate cumsum expand_dims flip max min moveaxis ones_like pad prod ravel repeat "
    "reshape roll squeeze stack stop_gradient sum swapaxes take take_along_axis tile transpose "
    "zeros_like".split()
)
_OF_TENSORS = {"abs": "abs", "min": "minimum", "max": "maximum"}


def _ops(writer: Call, word: str, *args: ast.expr) -> ast.expr:
    writer.program.use("ops")
    return call(f"ops.{word}", *args)


def _constant(writer: Call, node: ast.Constant) -> tuple[ast.expr, Any]:
    return constant(node.value), PLAIN


def _name(writer: Call, node: ast.Name) -> tuple[ast.expr, Any]:
    if node.id in writer.words and node.id in writer.kinds:
        return name(writer.words[node.id]), writer.kinds[node.id]
    if node.id in writer.attributes:
        return name(f"self.{writer.attributes[node.id]}"), LAYERS
    return name(writer._word(node.id)), writer.kinds.get(node.id, ODD)


def _items(writer: Call, node: Any) -> tuple[ast.expr, Any]:
    made = [writer.value(each) for each in node.elts]
    plain = all(kind in (PLAIN, SIZE) for _, kind in made)
    return type(node)([each for each, _ in made], ast.Load()), PLAIN if plain and made else ITEMS


def _dictionary(writer: Call, node: ast.Dict) -> tuple[ast.expr, Any]:
    keys: list[ast.expr | None] = [writer.value(each)[0] for each in node.keys if each is not None]
    return ast.Dict(keys, [writer.value(each)[0] for each in node.values]), ITEMS


def _binary(writer: Call, node: ast.BinOp) -> tuple[ast.expr, Any]:
    (left, one), (right, other) = writer.value(node.left), writer.value(node.right)
    kinds = {one, other}
    if ODD in kinds and not kinds <= {ODD, PLAIN, SIZE, TENSOR}:
        return ast.BinOp(left, node.op, right), ITEMS
    if ODD in kinds:
        if type(node.op) in (ast.BitAnd, ast.BitOr, ast.BitXor):
            raise Untranslatable
        return _ops(writer, OPERATORS[type(node.op)], left, right), ODD
    kind = next((each for each in (TENSOR, ITEMS, SIZE) if each in kinds), PLAIN)
    return ast.BinOp(left, node.op, right), kind


def _unary(writer: Call, node: ast.UnaryOp) -> tuple[ast.expr, Any]:
    made, kind = writer.value(node.operand)
    if isinstance(node.op, ast.Not) and kind in _TENSORS:
        return _ops(writer, "logical_not", made), ODD
    if isinstance(node.op, ast.Invert) and kind in _TENSORS:
        raise Untranslatable
    return ast.UnaryOp(node.op, made), kind


def _comparison(writer: Call, node: ast.Compare) -> tuple[ast.expr, Any]:
    sides = [writer.value(each) for each in (node.left, *node.comparators)]
    kinds = {kind for _, kind in sides}
    is_tensor = bool(kinds & set(_TENSORS))
    if not is_tensor or all(isinstance(each, (ast.Is, ast.IsNot)) for each in node.ops):
        made = ast.Compare(sides[0][0], node.ops, [each for each, _ in sides[1:]])
        return made, SIZE if SIZE in kinds else PLAIN
    parts: list[ast.expr] = []
    for operator, one, other in zip(node.ops, sides, sides[1:], strict=True):
        if type(operator) not in OPERATORS:
            raise Untranslatable
        if len(node.ops) == 1 and not isinstance(operator, (ast.Eq, ast.NotEq)) and ODD not in kinds:
            return ast.Compare(one[0], [operator], [other[0]]), ODD
        parts.append(_ops(writer, OPERATORS[type(operator)], one[0], other[0]))
    joined = parts[0]
    for each in parts[1:]:
        joined = _ops(writer, "logical_and", joined, each)
    return joined, ODD


def _logic(writer: Call, node: ast.BoolOp) -> tuple[ast.expr, Any]:
    made = [writer.value(each) for each in node.values]
    if not {kind for _, kind in made} & set(_TENSORS):
        kind = SIZE if any(kind == SIZE for _, kind in made) else PLAIN
        return ast.BoolOp(node.op, [each for each, _ in made]), kind
    if any(kind not in _TENSORS for _, kind in made):
        raise Untranslatable
    joined = made[0][0]
    for each, _ in made[1:]:
        joined = _ops(writer, "logical_and" if isinstance(node.op, ast.And) else "logical_or", joined, each)
    return joined, ODD


def _choice(writer: Call, node: ast.IfExp) -> tuple[ast.expr, Any]:
    test, kind = writer.value(node.test)
    (yes, one), (no, other) = writer.value(node.body), writer.value(node.orelse)
    if kind in _TENSORS:
        if not {one, other} <= set(_TENSORS):
            raise Untranslatable
        return _ops(
            writer, "cond", test, lambda_(yes), lambda_(no)
        ), TENSOR if one == other == TENSOR else ODD
    if kind == SIZE and not writer.sizes_known:
        raise Untranslatable
    return ast.IfExp(test, yes, no), one if one == other else ODD


def _subscript(writer: Call, node: ast.Subscript) -> tuple[ast.expr, Any]:
    owner, kind = writer.value(node.value)
    made = ast.Subscript(owner, _index(writer, node.slice, kind), ast.Load())
    return made, ODD if kind == ITEMS else kind


def _index(writer: Call, node: ast.expr, kind: Any) -> ast.expr:
    if isinstance(node, ast.Slice):
        return ast.Slice(
            *(None if each is None else writer.value(each)[0] for each in (node.lower, node.upper, node.step))
        )
    if isinstance(node, ast.Tuple):
        return ast.Tuple([_index(writer, each, kind) for each in node.elts], ast.Load())
    made, of = writer.value(node)
    if of in _TENSORS and kind not in _TENSORS:
        raise Untranslatable
    return made


def _shape(writer: Call, node: ast.Attribute) -> tuple[ast.expr, Any]:
    owner, _ = writer.value(node.value)
    return _ops(writer, "shape", owner), SIZE


def _call(writer: Call, node: ast.Call) -> tuple[ast.expr, Any]:
    named = module_function(node.func)
    if isinstance(node.func, ast.Name) and node.func.id in (
        "range",
        "len",
        "min",
        "max",
        "abs",
        "int",
        "float",
    ):
        return _plain_function(writer, node, node.func.id)
    valued = [writer.value(each) for each in node.args]
    args = [each for each, _ in valued]
    words = {str(each.arg): writer.value(each.value)[0] for each in node.keywords}
    if named is not None:
        made, kind = _keras_function(writer, *named, args, words)
        keeps = kind == TENSOR and named[1] in _KEEPING_OPS and any(of == ODD for _, of in valued)
        return made, ODD if keeps else kind
    if isinstance(node.func, ast.Name) and node.func.id == ADD_LOSS:
        if writer.training:
            raise Untranslatable
        return call("self.add_loss", *args), PLAIN
    if isinstance(node.func, ast.Attribute):
        owner, kind = writer.value(node.func.value)
        if node.func.attr in DICTIONARY_METHODS:
            return call("list", ast.Call(ast.Attribute(owner, node.func.attr, ast.Load()), [], [])), kind
        return ast.Call(ast.Attribute(owner, "append", ast.Load()), args, []), PLAIN
    layer, kind = writer.value(node.func)
    if kind != LAYERS:
        raise Untranslatable
    if writer.training and getattr(node.func, "id", "") in writer.training:
        words.setdefault("training", name("training"))
    return call(layer, *args, **words), TENSOR


def _keras_function(
    writer: Call, module: str, word: str, args: list[ast.expr], words: dict[str, ast.expr]
) -> tuple[ast.expr, Any]:
    if module == "ops":
        writer.program.use("ops")
        odd = word in _ODD_OPS
        return call(f"ops.{word}", *args, **words), SIZE if word == "shape" else ODD if odd else TENSOR
    writer.program.use("keras")
    if module == "random":
        words.setdefault("seed", name("self.seed_generator"))
        return call(f"keras.random.{word}", *args, **words), ODD if word in (
            "randint",
            "categorical",
        ) else TENSOR
    entry = catalog.find("loss", word)
    long = (
        next((each for each in entry.identifiers if each.islower() and "_" in each), word) if entry else word
    )
    return call(f"keras.losses.{long}", *args, **words), TENSOR


def _plain_function(writer: Call, node: ast.Call, word: str) -> tuple[ast.expr, Any]:
    made = [writer.value(each) for each in node.args]
    args, kinds = [each for each, _ in made], {kind for _, kind in made}
    if not kinds & set(_TENSORS):
        plain = call(word, *args)
        return plain, SIZE if SIZE in kinds else PLAIN
    if word == "len":
        return ast.Subscript(_ops(writer, "shape", *args), constant(0), ast.Load()), SIZE
    if word == "int":
        return _ops(writer, "cast", *args, constant("int32")), ODD
    if word == "float":
        writer.program.use("keras")
        return _ops(writer, "cast", *args, call("keras.config.floatx")), TENSOR
    if word not in _OF_TENSORS or (word != "abs" and len(args) < 2):
        raise Untranslatable
    joined = args[0] if word != "abs" else _ops(writer, "abs", args[0])
    for each in args[1:]:
        joined = _ops(writer, _OF_TENSORS[word], joined, each)
    return joined, TENSOR if kinds == {TENSOR} else ODD


VALUES: dict[type[ast.expr], Callable[[Call, Any], tuple[ast.expr, Any]]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Tuple: _items,
    ast.List: _items,
    ast.Dict: _dictionary,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _comparison,
    ast.BoolOp: _logic,
    ast.IfExp: _choice,
    ast.Subscript: _subscript,
    ast.Attribute: _shape,
    ast.Call: _call,
}
