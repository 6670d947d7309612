"""The `call` program of a subclass-style model as the method `call` of a class.

What is a tensor is worked out from the inputs on. A program that decides or loops on tensors, or on sizes
that are not known, is left to kbuild's own model.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from typing import Any

from kbuild.converting.python.build import assign, call, constant, function, lambda_, name
from kbuild.converting.python.identifiers import Pool, identifier
from kbuild.converting.python.program import Program
from kbuild.reading.program import Program as CallProgram
from kbuild.reading.program.vocabulary import PLAIN_FUNCTIONS, WHOLE_INPUT
from kbuild.schemas.models import Subclass

# Kinds of values: plain ones, sizes (numbers, unless a dimension is unknown), tensors, tensors whose dtype is
# no float (TensorFlow mixes no dtypes, Keras's functions do), lists of those, and layers.
PLAIN, SIZE, TENSOR, ODD, ITEMS, LAYERS = "plain", "size", "tensor", "odd", "items", "layers"
_TENSORS = (TENSOR, ODD)


class Untranslatable(Exception):  # noqa: N818 - a signal within this package, not an error that anyone sees
    """The program is not Python's own."""


def translated(
    program: Program, parsed: CallProgram, attributes: Mapping[str, str], model: Subclass
) -> ast.FunctionDef:
    """The method `call`.

    Args:
        program: What is being written.
        parsed: The checked program.
        attributes: The attribute that each declared layer is.
        model: The model.

    Raises:
        Untranslatable: If it needs kbuild's own model.
    """
    inputs = model.inputs
    if inputs is not None and any(each.arguments().get("optional") for each in inputs.values()):
        raise Untranslatable
    if "mask" in parsed.reads and inputs is not None and len(inputs) > 1:
        raise Untranslatable
    writer = _Call(program, attributes, _sizes_known(model))
    given, lead = writer.inputs(inputs)
    body = writer.block(parsed.tree.body)
    extra = [each for each in ("training", "mask") if each in parsed.reads]
    return function("call", ["self", given, *extra], [*lead, *body], defaults=[constant(None) for _ in extra])


def _sizes_known(model: Subclass) -> bool:
    shapes = [each.arguments().get("shape") for each in (model.inputs or {}).values()]
    return bool(shapes) and all(shape is not None and None not in shape for shape in shapes)


class _Call:
    """Translates statements and expressions, and knows the kind of each name's value."""

    def __init__(self, program: Program, attributes: Mapping[str, str], sizes_known: bool) -> None:
        self.program = program
        self.attributes = attributes
        self.sizes_known = sizes_known
        self.kinds: dict[str, str] = {"training": PLAIN, "mask": ODD}
        self.words: dict[str, str] = {"training": "training", "mask": "mask"}
        self.training: frozenset[str] = frozenset()
        self.pool = Pool(["self", "keras", "ops", "inputs", "training", "mask", *PLAIN_FUNCTIONS])

    def knows(self, batch: Mapping[str, str], training: Collection[str]) -> None:
        """Write the program of an objective, which knows a batch, and tells layers whether they are trained.

        Args:
            batch: The kinds of what it knows of the batch.
            training: The layers that are told.
        """
        self.kinds.update(batch)
        self.words.update({each: each for each in batch})
        self.training = frozenset(training)

    def inputs(self, inputs: Mapping[str, Any] | None) -> tuple[str, list[ast.stmt]]:
        """The parameter of the method, and what takes it apart."""
        if inputs is None:
            self.kinds[WHOLE_INPUT], self.words[WHOLE_INPUT] = TENSOR, "inputs"
            return "inputs", []
        for each, spec in inputs.items():
            dtype = str(spec.arguments().get("dtype") or "float32")
            self.kinds[each] = TENSOR if "float" in dtype else ODD
            if each != WHOLE_INPUT or len(inputs) > 1:
                self.words[each] = self.pool.take(_word(each))
            else:
                self.words[each] = "inputs"
        if len(inputs) == 1:
            return next(iter(self.words[each] for each in inputs)), []
        parts: list[ast.expr] = [ast.Subscript(name("inputs"), constant(each), ast.Load()) for each in inputs]
        return "inputs", [assign([self.words[each] for each in inputs], ast.Tuple(parts, ast.Load()))]

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """Statements."""
        made: list[ast.stmt] = []
        for index, each in enumerate(body):
            chosen = self._chosen(each, body[index + 1 :]) if isinstance(each, ast.If) else None
            if chosen is not None:
                return (
                    [*made, chosen]
                    if isinstance(chosen, ast.Return)
                    else [*made, chosen, *self.block(body[index + 1 :])]
                )
            made.append(self._statement(each))
        return made

    def _chosen(self, node: ast.If, rest: list[ast.stmt]) -> ast.stmt | None:
        """A condition on a tensor as `ops.cond`: of one value that is assigned, or of two results."""
        test, kind = self.value(node.test)
        if kind not in _TENSORS:
            return None
        body, other = node.body, node.orelse or rest
        both = [each[0] for each in (body, other) if len(each) == 1]
        self.program.use("ops")
        if len(both) == 2 and all(isinstance(each, ast.Return) for each in both):
            sides = [self.value(each.value)[0] for each in both]  # type: ignore[attr-defined]  # both return
            return ast.Return(call("ops.cond", test, *map(lambda_, sides)))
        title = _assigned(body)
        if title is None or title not in self.kinds or (node.orelse and _assigned(node.orelse) != title):
            raise Untranslatable
        before = ast.Name(title, ast.Load())
        written = [each[0].value if each else before for each in (body, node.orelse)]  # type: ignore[attr-defined]  # both assign
        values = [self.value(each) for each in written]
        self.kinds[title] = TENSOR if all(of == TENSOR for _, of in values) else ODD
        made = call("ops.cond", test, *(lambda_(each) for each, _ in values))
        return ast.Assign([ast.Name(self._word(title), ast.Store())], made, lineno=0)

    def _statement(self, node: Any) -> ast.stmt:
        if isinstance(node, ast.Return):
            return ast.Return(self.value(node.value)[0])
        if isinstance(node, ast.Expr):
            return ast.Expr(self.value(node.value)[0])
        if isinstance(node, ast.Assign):
            made, kind = self.value(node.value)
            if isinstance(node.value, (ast.Tuple, ast.List)) and kind == ITEMS:
                kind = [self.value(each)[1] for each in node.value.elts]
            return ast.Assign([self._target(each, kind) for each in node.targets], made, lineno=0)
        if isinstance(node, ast.AugAssign):
            assert isinstance(node.target, ast.Name)  # noqa: S101 - the check of syntax admits no other
            before = ast.Name(node.target.id, ast.Load())
            made, kind = self.value(ast.BinOp(before, node.op, node.value))
            self.kinds[node.target.id] = kind
            if not isinstance(made, ast.BinOp):
                return ast.Assign([ast.Name(self._word(node.target.id), ast.Store())], made, lineno=0)
            return ast.AugAssign(ast.Name(self._word(node.target.id), ast.Store()), node.op, made.right)
        if isinstance(node, ast.If):
            return self._if(node)
        if isinstance(node, ast.For):
            return self._for(node)
        raise Untranslatable

    def _if(self, node: ast.If) -> ast.stmt:
        test = self._plain(node.test)
        before = dict(self.kinds)
        body = self.block(node.body)
        after, self.kinds = self.kinds, before
        other = self.block(node.orelse)
        for each, kind in after.items():
            known = self.kinds.setdefault(each, kind)
            if known != kind:
                self.kinds[each] = ODD if {known, kind} <= {*_TENSORS, PLAIN, SIZE} else ITEMS
        return ast.If(test, body, other)

    def _for(self, node: ast.For) -> ast.stmt:
        items, kinds = self._iterated(node.iter)
        target = self._target(node.target, kinds)
        # What a loop changes may be of another kind the second time round.
        before = dict(self.kinds)
        self.block(node.body)
        again = self.block(node.body)
        changed = {each for each in before if before[each] != self.kinds[each]}
        if any(before[each] in (PLAIN, SIZE) for each in changed):
            again = self.block(node.body)
        return ast.For(target, items, again, [], lineno=0)

    def _iterated(self, node: ast.expr) -> tuple[ast.expr, Any]:
        """What a loop runs over, and the kind of what it gives."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "range":
                return call("range", *[self._plain(each) for each in node.args]), PLAIN
            if node.func.id in ("enumerate", "zip"):
                pairs = [
                    self._iterated(each) for each in node.args[: 1 if node.func.id == "enumerate" else None]
                ]
                rest = [self._plain(each) for each in node.args[len(pairs) :]]
                each_kind: list[Any] = [kind for _, kind in pairs]
                made = call(node.func.id, *[each for each, _ in pairs], *rest)
                return made, [PLAIN, *each_kind] if node.func.id == "enumerate" else each_kind
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _METHODS:
            owner, kind = self.value(node.func.value)
            inner = LAYERS if kind == LAYERS else TENSOR
            kinds: Any = {"items": [PLAIN, inner], "keys": PLAIN, "values": inner}[node.func.attr]
            return ast.Call(ast.Attribute(owner, node.func.attr, ast.Load()), [], []), kinds
        found, kind = self.value(node)
        if kind in _TENSORS or kind == SIZE:
            raise Untranslatable
        return found, {LAYERS: LAYERS, ITEMS: ODD}.get(kind, PLAIN)

    def _target(self, node: ast.expr, kind: Any) -> ast.expr:
        if isinstance(node, ast.Name):
            self.kinds[node.id] = kind if isinstance(kind, str) else ITEMS
            return ast.Name(self._word(node.id), ast.Store())
        if isinstance(node, (ast.Tuple, ast.List)):
            kinds = kind if isinstance(kind, list) else [ODD if kind == ITEMS else kind] * len(node.elts)
            pairs = zip(node.elts, kinds, strict=False)
            return ast.Tuple([self._target(each, one) for each, one in pairs], ast.Store())
        if isinstance(node, ast.Subscript):
            made, _ = self.value(ast.Subscript(node.value, node.slice, ast.Load()))
            assert isinstance(made, ast.Subscript)  # noqa: S101 - the value of a subscript is one
            made.ctx = ast.Store()
            return made
        raise Untranslatable

    def _word(self, written: str) -> str:
        if written not in self.words:
            self.words[written] = self.pool.take(_word(written))
        return self.words[written]

    def _plain(self, node: ast.expr) -> ast.expr:
        """A value that Python itself has to know."""
        made, kind = self.value(node)
        if kind in _TENSORS or (kind == SIZE and not self.sizes_known):
            raise Untranslatable
        return made

    def value(self, node: Any) -> tuple[ast.expr, Any]:
        """An expression and the kind of its value."""
        from kbuild.converting.python.call_values import VALUES

        return VALUES[type(node)](self, node)


def _assigned(body: list[ast.stmt]) -> str | None:
    """The name of the one assignment that is all of a block."""
    only = body[0] if len(body) == 1 else None
    if isinstance(only, ast.Assign) and len(only.targets) == 1 and isinstance(only.targets[0], ast.Name):
        return only.targets[0].id
    return None


_METHODS = ("items", "keys", "values")


def _word(written: str) -> str:
    """A variable of the method: as the program says it, where Python and the class leave it free."""
    plain = written.isascii() and written.isidentifier() and written not in ("self", "keras", "layers", "ops")
    return written if plain else identifier(written)


Call = _Call
