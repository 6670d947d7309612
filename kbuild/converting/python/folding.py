"""What is written several times, written once: runs of layers, loops, and functions with parameters.

Everything here works on trees of Python, whatever they came from: trees of one shape differ in their leaves
only, and a leaf that differs becomes a name.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from kbuild.converting.python.build import call, constant, formatted, name
from kbuild.converting.python.identifiers import Pool, identifier

_INDEX = "index"
_PERIOD = 12


def is_leaf(node: ast.AST) -> bool:
    """Whether a node may differ between trees of one shape: a literal, or a constant of the program."""
    if isinstance(node, ast.Tuple):
        return bool(node.elts) and all(isinstance(each, ast.Constant) for each in node.elts)
    return isinstance(node, ast.Constant) or bool(getattr(node, "leaf", False))


def leaves(node: ast.AST) -> list[ast.expr]:
    """The leaves of a tree, in order."""
    found: list[ast.expr] = []
    _gather(node, found)
    return found


def _gather(node: ast.AST, found: list[ast.expr]) -> None:
    if is_leaf(node):
        found.append(node)  # type: ignore[arg-type]  # literals and constants are expressions
        return
    for child in ast.iter_child_nodes(node):
        _gather(child, found)


def shape(nodes: Sequence[ast.AST]) -> str:
    """What trees of one shape have in common."""
    return "\n".join(ast.dump(replaced(each, lambda _: ast.Name("?"))) for each in nodes)


def replaced(node: ast.AST, change: Callable[[ast.expr], ast.expr]) -> Any:
    """A copy of a tree with its leaves changed."""
    if is_leaf(node):
        return change(node)  # type: ignore[arg-type]  # literals and constants are expressions
    made = copy.copy(node)
    for field, value in ast.iter_fields(node):
        if isinstance(value, list):
            new = [replaced(each, change) if isinstance(each, ast.AST) else each for each in value]
            setattr(made, field, new)
        elif isinstance(value, ast.AST):
            setattr(made, field, replaced(value, change))
    return made


def with_leaves(node: Any, new: Sequence[ast.expr]) -> Any:
    """A copy of a tree with other leaves, in their order."""
    rest = iter(new)
    return replaced(node, lambda _: next(rest))


def same(one: ast.AST, other: ast.AST) -> bool:
    """Whether two trees are the same program."""
    return ast.dump(one) == ast.dump(other)


def folded_list(items: Sequence[ast.expr]) -> list[ast.expr]:
    """The items of a list, with three or more in a row of one make as `*[... for index in range(3)]`."""
    made: list[ast.expr] = []
    start = 0
    while start < len(items):
        stop = _run(items, start)
        folded = _repeated(items[start:stop]) if stop - start > 2 else None
        if folded is None:
            folded, stop = _periodic(items, start)
        made.append(items[start] if folded is None else ast.Starred(folded, ast.Load()))
        start = start + 1 if folded is None else stop
    return made


def _periodic(items: Sequence[ast.expr], start: int) -> tuple[ast.ListComp | None, int]:
    """`[layer for _ in range(3) for layer in [...]]` for several in a row that come again and again."""
    dumps = [ast.dump(each) for each in items[start:]]
    for period in range(2, min(_PERIOD, len(dumps) // 3) + 1):
        times = 1
        while dumps[times * period : (times + 1) * period] == dumps[:period]:
            times += 1
        if times > 2:
            outer = ast.comprehension(ast.Name("_", ast.Store()), call("range", constant(times)), [], 0)
            each = ast.List(list(items[start : start + period]), ast.Load())
            inner = ast.comprehension(ast.Name("layer", ast.Store()), each, [], 0)
            return ast.ListComp(name("layer"), [outer, inner]), start + times * period
    return None, start


def _run(items: Sequence[ast.expr], start: int) -> int:
    stop = start + 1
    while stop < len(items) and _numbered([items[start], items[start + 1], *items[start + 1 : stop + 1]]):
        if _numbered(items[start : stop + 1]) is None:
            break
        stop += 1
    return stop


def repeated(items: Sequence[ast.expr]) -> ast.expr | None:
    """`[... for index in range(3)]` for items that differ in a running number of their names at most."""
    return _repeated(items) if len(items) > 1 else None


def _repeated(items: Sequence[ast.expr]) -> ast.ListComp | None:
    body = _numbered(items)
    if body is None:
        return None
    counts = any(isinstance(each, ast.Name) and each.id == _INDEX for each in ast.walk(body))
    target = ast.Name(_INDEX if counts else "_", ast.Store())
    times = call("range", constant(len(items)))
    return ast.ListComp(body, [ast.comprehension(target, times, [], 0)])


def _numbered(items: Sequence[ast.expr]) -> ast.expr | None:
    """The item with a variable for the running number; None if they differ in more."""
    if len({shape([each]) for each in items}) > 1:
        return None
    rows = [leaves(each) for each in items]
    new: list[ast.expr] = []
    for column in zip(*rows, strict=True):
        if all(same(each, column[0]) for each in column):
            new.append(column[0])
            continue
        text = counted(column)
        if text is None:
            return None
        new.append(text)
    made: ast.expr = merged(with_leaves(items[0], new))
    return made


def counted(column: Sequence[ast.expr]) -> ast.expr | None:
    """A text in which `_1`, `_2`, ... stands, with `index + 1` in the number's place."""
    texts = [each.value for each in column if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if len(texts) < len(column):
        return None
    found = re.fullmatch(r"(.*_)1(_.*|)", texts[0])
    for head, tail in [] if found is None else [(found[1], found[2])]:
        if all(text == f"{head}{number}{tail}" for number, text in enumerate(texts, 1)):
            number = ast.BinOp(name(_INDEX), ast.Add(), ast.Constant(1))
            return formatted(head, number, tail)
    return None


def merged(node: Any) -> Any:
    """A tree whose texts that are put together from texts that are put together are one."""
    for each in ast.walk(node):
        if isinstance(each, ast.JoinedStr):
            parts: list[str | ast.expr] = []
            for value in each.values:
                parts += _pieces(value)
            joined = formatted(*parts)
            each.values = joined.values if isinstance(joined, ast.JoinedStr) else [joined]
    return node


def _pieces(value: ast.expr) -> list[str | ast.expr]:
    if isinstance(value, ast.JoinedStr):
        return [piece for each in value.values for piece in _pieces(each)]
    if isinstance(value, ast.FormattedValue):
        return [value.value]
    return [str(value.value)] if isinstance(value, ast.Constant) else [value]


def looped(body: Sequence[ast.stmt], is_unit: Callable[[ast.stmt], bool]) -> list[ast.stmt]:
    """Statements with those of one make in a row, each taking the one before's result, as a loop.

    Args:
        body: Statements of a function.
        is_unit: Whether a statement calls a function of the program: two of those make a loop, three layers.
    """
    made: list[ast.stmt] = []
    taken = {each.id for one in body for each in ast.walk(one) if isinstance(each, ast.Name)}
    start = 0
    while start < len(body):
        stop = start + 1
        while stop < len(body) and _follows(body[start], body[stop]):
            if _loop(body[start : stop + 1], taken) is None:
                break
            stop += 1
        run = body[start:stop]
        loop = _loop(run, taken) if len(run) >= (2 if is_unit(run[0]) else 3) else None
        made += [loop] if loop is not None else list(run)
        start = stop
    return made


def _follows(one: ast.stmt, other: ast.stmt) -> bool:
    return (
        isinstance(one, ast.Assign)
        and isinstance(other, ast.Assign)
        and isinstance(one.value, ast.Call)
        and same(one.targets[0], other.targets[0])
        and shape([one]) == shape([other])
    )


def _loop(run: Sequence[ast.stmt], taken: set[str]) -> ast.For | None:
    """A loop over what differs between statements; None if no name counts them."""
    rows = [leaves(each) for each in run]
    new: list[ast.expr] = []
    varying: list[tuple[str, tuple[ast.expr, ...]]] = []
    pool, counts = Pool([_INDEX, *taken]), False
    for column in zip(*rows, strict=True):
        if all(same(each, column[0]) for each in column):
            new.append(column[0])
        elif (text := counted(column)) is not None:
            new.append(text)
            counts = True
        else:
            known = next((word for word, other in varying if all(map(same, other, column))), None)
            word = known or pool.take(_hint(column))
            if known is None:
                varying.append((word, column))
            new.append(name(word))
    if not counts or len(varying) > 4:
        return None
    body = merged(with_leaves(run[0], new))
    return ast.For(*_header(len(run), varying), body=[body], orelse=[], lineno=0)


def _header(count: int, varying: list[tuple[str, tuple[ast.expr, ...]]]) -> tuple[ast.expr, ast.expr]:
    index = ast.Name(_INDEX, ast.Store())
    if not varying:
        times = constant(count)
        times.hints = ("repeats",)  # type: ignore[attr-defined]  # read by `parametrised` alone
        return index, call("range", times)
    names: list[ast.expr] = [ast.Name(word, ast.Store()) for word, _ in varying]
    rows = [list(each) for each in zip(*(column for _, column in varying), strict=True)]
    one = len(varying) == 1
    items = [row[0] if one else ast.Tuple(row, ast.Load()) for row in rows]
    target = names[0] if one else ast.Tuple(names, ast.Store())
    return ast.Tuple([index, target], ast.Store()), call("enumerate", ast.List(items, ast.Load()))


def _hint(column: Sequence[ast.expr], words: Collection[str] = ()) -> str:
    hints: tuple[str, ...] = getattr(column[0], "hints", ("value",))
    return identifier(next((each for each in hints if each in words), hints[0]))


def parametrised(
    bodies: Sequence[list[ast.stmt]], taken: Sequence[str], words: Collection[str] = ()
) -> tuple[list[ast.stmt], list[tuple[str, list[ast.expr]]]]:
    """Make one body of several of one shape.

    Args:
        bodies: Lists of statements.
        taken: Names that the bodies use.
        words: The names that a parameter has rather than others.

    Returns:
        The body, and its parameters: each name with its value for each of the bodies.
    """
    rows = [leaves(ast.Module(body, [])) for body in bodies]
    pool, found, new = Pool(taken), list[tuple[str, list[ast.expr]]](), list[ast.expr]()
    for column in zip(*rows, strict=True):
        if all(same(each, column[0]) for each in column):
            new.append(column[0])
            continue
        word = _known(found, column)
        if word is None:
            title = pool.take(_hint(column, words))
            found.append((title, list(column)))
            word = name(title)
        new.append(word)
    whole = merged(with_leaves(ast.Module(bodies[0], []), new))
    return whole.body, found


def _known(found: list[tuple[str, list[ast.expr]]], column: Sequence[ast.expr]) -> ast.expr | None:
    """A parameter that has these values, or of which they are a multiple."""
    for word, values in found:
        if all(map(same, values, column)):
            return name(word)
    wanted = [_whole(each) for each in column]
    for word, values in found:
        have = [_whole(each) for each in values]
        if None in wanted or None in have or not all(have):
            continue
        factors = {one / other for one, other in zip(wanted, have, strict=True) if one and other}
        factor = factors.pop() if len(factors) == 1 else 0.0
        if factor > 1 and factor.is_integer():
            return ast.BinOp(ast.Constant(int(factor)), ast.Mult(), name(word))
    return None


def _whole(node: ast.expr) -> int | None:
    value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
