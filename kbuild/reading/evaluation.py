"""A text with `${...}` becomes a value that remembers where it came from."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from kbuild.reading.context import Context
from kbuild.reading.expressions import READING, ExpressionError, evaluate
from kbuild.reading.frames import Abandoned
from kbuild.reading.operations import LONGEST_TEXT
from kbuild.reading.scope import Given, Scope
from kbuild.reading.spans import Span
from kbuild.reading.template import Piece, shown, split
from kbuild.reading.tree import Entry, Mapping, Node, Origin, Scalar, Sequence, inside, measure

_MOST_NAMES = 10_000


class Evaluation:
    """The evaluation of one scalar.

    Args:
        context: Where problems go and what is left of the budget.
        scalar: The text.
        scope: What its names mean.
        resolve: How a parameter that is needed gets resolved.
    """

    def __init__(
        self, context: Context, scalar: Scalar, scope: Scope, resolve: Callable[[Node, Scope], Node]
    ) -> None:
        self.context = context
        self.scalar = scalar
        self.scope = scope
        self.resolve = resolve
        self.used: list[Given] = []

    def run(self) -> Node:
        """Return the value's node; a failed one, with its problem reported, when it cannot be worked out."""
        try:
            return self._run(str(self.scalar.value))
        except ExpressionError as error:
            self.context.report(error.code, error.message, self._span(error), error.hint)
            if self.context.budget.left < 0:
                raise Abandoned from None
            return Scalar(None, self.scalar.span, origin=self.scalar.origin, failed=True)

    def _run(self, text: str) -> Node:
        pieces = split(text)
        if pieces == [text]:
            return self.scalar
        if len(pieces) == 1 and isinstance(pieces[0], Piece):
            return self._whole(pieces[0])
        node = Scalar(self._written(pieces), self.scalar.span, self.scalar.block, self.scalar.origin)
        if self.used:
            node.origin = self._origin()
        return self._failed_with() or node

    def _written(self, pieces: list[str | Piece]) -> str:
        """Return the text with the values in it; doubling again and again, it would fill the memory."""
        parts, made = list[str](), 0
        for piece in pieces:
            part = piece if isinstance(piece, str) else shown(self._value(piece))
            made += 0 if isinstance(piece, str) else len(part)
            if made > LONGEST_TEXT:
                message = f"what is put into this text has more than {LONGEST_TEXT:,} characters, the limit"
                raise ExpressionError("expression-limit", message)
            parts.append(part)
        self.context.budget.spend(made // 100)
        return "".join(parts)

    def _whole(self, piece: Piece) -> Node:
        """Return the value of a scalar that is one expression and nothing else: it keeps its type."""
        value = self._value(piece)
        given = self.used[0] if self.used and piece.code.strip() == self.used[0].name else None
        failed = self._failed_with()
        if failed is not None:
            return failed
        if given is not None and not isinstance(given.node, Scalar):
            return self._copy(given.node)
        node = tree_of(value, self.scalar.span)
        node.origin = self._origin()
        return node

    def _copy(self, node: Node) -> Node:
        """Return a parameter's list or mapping at the place where it is used; its parts keep their places."""
        origin = self._origin()
        if isinstance(node, Sequence):
            return Sequence(node.items, self.scalar.span, origin)
        assert isinstance(node, Mapping)  # noqa: S101 - a scalar does not come here
        return Mapping(node.entries, self.scalar.span, origin)

    def _value(self, piece: Piece) -> object:
        try:
            self.context.budget.spend(READING)
            value = evaluate(piece.code, self._name, self.context.budget)
        except ExpressionError as error:
            if self._failed_with() is not None:
                # The cause is reported where the parameter was given.
                return None
            error.start += piece.start
            error.length = error.length or len(piece.code)
            raise
        return value

    def _name(self, name: str) -> object:
        given = self.scope.find(name)
        if given is None:
            raise KeyError(*islice(self.scope.names(), _MOST_NAMES))
        try:
            value = given.value(self.resolve)
        except RecursionError:
            raise ExpressionError("cycle", f"`{name}` needs its own value") from None
        if given not in self.used:
            self.used.append(given)
        return value

    def _failed_with(self) -> Scalar | None:
        """Return a failed node when a parameter has failed: its problem is reported where it was given."""
        if any(given.failed for given in self.used):
            return Scalar(None, self.scalar.span, origin=self.scalar.origin, failed=True)
        return None

    def _origin(self) -> Origin | None:
        """Return the history of the value: the parameters that it was made from, and theirs."""
        before = self.used[0].node.origin if len(self.used) == 1 else None
        step = self.scalar.origin if before is None else before
        for given in reversed(self.used):
            step = Origin("param", f"`{given.name}` {given.role}", given.span, step)
        text = str(self.scalar.value).strip()
        return Origin("expression", text if len(text) < 80 else "an expression", None, step)

    def _span(self, error: ExpressionError) -> Span | None:
        text = str(self.scalar.value)
        line = 1 + text.count("\n", 0, error.start)
        column = 1 + error.start - (text.rfind("\n", 0, error.start) + 1)
        return inside(self.scalar, line, column, max(1, error.length))


def tree_of(value: object, span: Span | None) -> Node:
    """Return a result of an expression as a tree, all of it at the expression's place."""
    if isinstance(value, list):
        return Sequence([tree_of(item, span) for item in value], span)
    if isinstance(value, dict):
        entries = {key: Entry(key, span, tree_of(below, span)) for key, below in value.items()}
        return Mapping(entries, span)
    return Scalar(value, span)


def charge_copy(context: Context, node: Node) -> None:
    """Account for a tree that is put into the document once more."""
    size, levels = measure(node)
    context.charge(size, levels, node)
