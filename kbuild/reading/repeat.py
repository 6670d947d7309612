"""`when`, `repeat` and `for_each` beside a type: which copies of an entry there are, and how they differ."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from kbuild.reading.expressions import ExpressionError, parse
from kbuild.reading.frames import Abandoned
from kbuild.reading.scope import Given, Scope
from kbuild.reading.slips import slip
from kbuild.reading.template import Piece, has_template, shown, split
from kbuild.reading.tree import Entry, Mapping, Node, Scalar, Sequence, measure, plain
from kbuild.reading.words import (
    EXPANDED,
    arguments,
    is_entry,
    text_of,
    type_key,
    with_arguments,
    with_value,
    without,
)

if TYPE_CHECKING:
    from kbuild.reading.expand import Expander

Make: TypeAlias = Callable[[Node, Scope], list[Node]]


class Row:
    """One row of `for_each`, or the only one when there is no `for_each`.

    Args:
        entry: The entry without its words, with the row's arguments.
        scope: What names mean in it.
        count: How many copies are made of it; 0 when `when` leaves it out.
        left_out: Whether that was `when`.
    """

    __slots__ = ("count", "entry", "left_out", "scope")

    def __init__(self, entry: Mapping, scope: Scope, count: int = 1, *, left_out: bool = False) -> None:
        self.entry = entry
        self.scope = scope
        self.count = count
        self.left_out = left_out


def rows(expander: Expander, entry: Mapping, scope: Scope) -> list[Row]:
    """Return the rows of an entry with `when`, `repeat` or `for_each` beside its type."""
    base = without(entry, EXPANDED)
    used, known = set(names_used(base)), dict[str, bool]()
    table = _cells(expander, entry, scope)
    if "when" not in entry:
        expander.context.expect(len(table) * measure(base)[0], entry)
    made: list[Row] = []
    for cells in table:
        for name in cells:
            if name not in known:
                known[name] = _is_argument(expander, base, name, used)
        made.append(_row(base, cells, {name: node for name, node in cells.items() if known[name]}, scope))
    for row in made:
        row.left_out = _left_out(expander, entry, row.scope)
        row.count = 0 if row.left_out else _count(expander, entry, row.scope)
    return made


def listed(expander: Expander, sequence: Sequence, scope: Scope, make: Make) -> list[Node]:
    """Return the items of a list, with those that repeat in their places.

    Args:
        expander: The walk.
        sequence: The list as written.
        scope: What names mean in it.
        make: What one item without words becomes: one node, or several.
    """
    path, made = expander.context.path, list[Node]()
    for item in sequence.items:
        path.append(len(made))
        if isinstance(item, Mapping) and is_entry(item):
            made.extend(_copies(expander, item, scope, make))
        else:
            made.extend(make(item, scope))
        path.pop()
    return made


def _copies(expander: Expander, entry: Mapping, scope: Scope, make: Make) -> list[Node]:
    """Return what an entry with words becomes: its copies share all that they have in common."""
    groups: list[list[Node]] = []
    for row in rows(expander, entry, scope):
        if row.count > 0:
            nodes = make(row.entry, row.scope)
            for node in nodes:
                size, levels = measure(node)
                expander.context.charge(size * (row.count - 1), levels, node)
            groups.extend([nodes] * row.count)
    if "repeat" in entry or "for_each" in entry:
        groups = _numbered(groups)
    return [node for group in groups for node in group]


def single(expander: Expander, entry: Mapping, scope: Scope) -> Node | None:
    """Return what an entry becomes where only one can stand; `None` when it is left out."""
    for word in ("repeat", "for_each"):
        found = entry.entries.get(word)
        if found is not None:
            message = f"`{word}` has no place here: only one value can stand here"
            hint = "it belongs into a list, or into the `layers` of a model"
            expander.context.report("misplaced-word", message, found.key_span, hint)
    if _left_out(expander, entry, scope):
        return None
    return expander.expand(without(entry, EXPANDED), scope)


def _numbered(groups: list[list[Node]]) -> list[list[Node]]:
    """Give copies with equal names a number: `hidden_1`, `hidden_2`, ..."""
    names = [name for group in groups for node in group if (name := _name(node)) is not None]
    if len(set(names)) == len(names):
        return groups
    return [
        [node if (name := _name(node)) is None else renamed(node, f"{name}_{index}") for node in group]
        for index, group in enumerate(groups, 1)
    ]


def _name(node: Node) -> str | None:
    return text_of(arguments(node).get("name"))


def renamed(node: Node, name: str) -> Node:
    """Return an entry whose type has another `name`."""
    if not isinstance(node, Mapping):
        return node
    given = arguments(node)
    earlier = given.get("name")
    value = Scalar(name, node.span if earlier is None else earlier.span)
    return with_arguments(node, with_value(given, "name", value))


def _left_out(expander: Expander, entry: Mapping, scope: Scope) -> bool:
    condition = entry.get("when")
    if condition is None:
        return False
    value = _resolved(expander, "when", condition, scope)
    if not isinstance(value, Scalar) or (not isinstance(value.value, bool) and not value.failed):
        message = f"`when` is true or false, received {shown(plain(value))}"
        hint = slip(plain(value)) or 'write a comparison, such as "${depth > 0}"'
        expander.context.report("wrong-type", message, condition.span, hint)
        return False
    return value.value is False


def _count(expander: Expander, entry: Mapping, scope: Scope) -> int:
    times = entry.get("repeat")
    if times is None:
        return 1
    node = _resolved(expander, "repeat", times, scope)
    value = node.value if isinstance(node, Scalar) else plain(node)
    if isinstance(node, Scalar) and node.failed:
        return 1
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"`repeat` is a whole number, 0 or more, received {shown(value)}"
        expander.context.report("wrong-type", message, times.span, slip(value))
        return 1
    most = expander.context.limits.nodes
    if value > most:
        message = f"`repeat` makes {value:,} values, more than {most:,}, the limit"
        expander.context.report("too-many-nodes", message, times.span)
        raise Abandoned
    return value


def _resolved(expander: Expander, word: str, node: Node, scope: Scope) -> Node:
    expander.context.path.append(word)
    made = expander.evaluate(node, scope)
    expander.context.path.pop()
    return made


def _cells(expander: Expander, entry: Mapping, scope: Scope) -> list[dict[str, Node]]:
    """Return the values of each row of `for_each`, by their names."""
    table = entry.get("for_each")
    if table is None:
        return [{}]
    written = _resolved(expander, "for_each", table, scope)
    if isinstance(written, Mapping):
        return _columns(expander, written)
    if isinstance(written, Sequence) and all(isinstance(item, Mapping) for item in written.items):
        found = [item for item in written.items if isinstance(item, Mapping)]
        return [{key: each.value for key, each in item.entries.items()} for item in found]
    if not (isinstance(written, Scalar) and written.failed):
        message = f"`for_each` holds a list for each name, received {shown(plain(written))}"
        hint = "write for_each: {filters: [32, 64]}"
        expander.context.report("wrong-type", message, table.span, hint)
    return [{}]


def _columns(expander: Expander, table: Mapping) -> list[dict[str, Node]]:
    columns: dict[str, list[Node]] = {}
    for key, entry in table.entries.items():
        if isinstance(entry.value, Sequence):
            columns[key] = entry.value.items
        elif not (isinstance(entry.value, Scalar) and entry.value.failed):
            message = f"`{key}` needs a list here, a value for each row, received {shown(plain(entry.value))}"
            hint = "a value that is the same in every row belongs into the type's arguments"
            expander.context.report("wrong-type", message, entry.value.span, hint)
    lengths = {len(column) for column in columns.values()}
    if len(lengths) > 1:
        counted = ", ".join(f"`{key}` has {len(column)}" for key, column in columns.items())
        expander.context.report("wrong-length", f"the lists differ in length: {counted}", table.span)
    return [
        {key: column[index] for key, column in columns.items()} for index in range(min(lengths, default=0))
    ]


def _row(base: Mapping, cells: dict[str, Node], added: dict[str, Node], scope: Scope) -> Row:
    if not cells:
        return Row(base, scope)
    given = {name: Given(name, node, role="is in this row") for name, node in cells.items()}
    return Row(_with_cells(base, added), Scope(given, scope))


def _with_cells(base: Mapping, added: dict[str, Node]) -> Mapping:
    given = arguments(base)
    if not added or type_key(base) is None:
        return base
    entries = dict(given.entries)
    for name, node in added.items():
        entries[name] = Entry(name, node.span, _of_row(name, node))
    return with_arguments(base, Mapping(entries, given.span, given.origin))


def _of_row(name: str, node: Node) -> Node:
    """Return a cell as an argument; a text in it was resolved with its table."""
    if isinstance(node, Scalar) and has_template(node.value):
        return Scalar(str(node.value).replace("${", "$${"), node.span, node.block, node.origin)
    return node


def _is_argument(expander: Expander, base: Mapping, name: str, used: set[str]) -> bool:
    """Say whether a column is an argument of the type, and not a name for its expressions only."""
    if name in arguments(base):
        return False
    kind = type_key(base)
    known = None if kind is None else expander.has_argument(kind, name)
    return name not in used if known is None or known is False else True


def names_used(node: Node) -> Iterator[str]:
    """Return the names in all `${...}` below a node."""
    if isinstance(node, Scalar):
        if has_template(node.value):
            yield from _names_in(str(node.value))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from names_used(item)
    else:
        for entry in node.entries.values():
            yield from names_used(entry.value)


def _names_in(text: str) -> Iterator[str]:
    try:
        codes = [piece.code for piece in split(text) if isinstance(piece, Piece)]
        for code in codes:
            yield from (each.id for each in ast.walk(parse(code)) if isinstance(each, ast.Name))
    except ExpressionError:
        # It is reported when the text itself is worked out.
        return
