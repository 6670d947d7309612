"""From the tree as written to the resolved one: what the document says once everything in it is worked out.

In this order: older versions of the format, `include`, overrides, `params`, and then one walk for `${...}`,
`when`, `repeat`, `for_each` and blocks. Overrides that name what only this walk makes come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as MappingOf
from pathlib import Path

from kbuild.reading.blocks import collect
from kbuild.reading.context import Context
from kbuild.reading.expand import Expander
from kbuild.reading.frames import Abandoned
from kbuild.reading.garbage import uncollected
from kbuild.reading.include import Includer, mentions_include
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.overrides import Override, Overrides, as_overrides
from kbuild.reading.problems import DocumentError, Problem, has_errors
from kbuild.reading.scope import Given
from kbuild.reading.template import has_template
from kbuild.reading.tree import Entry, Mapping, Node, Scalar
from kbuild.reading.upgrade import upgrade


def resolve(
    node: Node,
    overrides: MappingOf[str, object] | Iterable[str | Override] | None = None,
    *,
    limits: Limits = DEFAULT,
    folder: Path | None = None,
) -> Node:
    """Return the resolved tree of a document.

    Args:
        node: The document as `read` returns it.
        overrides: What to change, as on the command line (`["fit.epochs=3", "+callbacks={...}"]`) or as a
            mapping (`{"fit.epochs": 3}`); see `overrides.Override`.
        limits: How large the result may be.
        folder: The folder that `include` may read from; that of the document's file if not given.

    Returns:
        A tree without `include`, `blocks`, `repeat`, `for_each`, `when` and `${...}`. `params` stay, with
        their values. Each node knows where it came from (see `explain_origin`).

    Raises:
        DocumentError: With everything that is wrong.

    Example:
        >>> from kbuild.reading import plain, read
        >>> written = read("model: {layers: [{repeat: 2, Dense: {units: '${2 ** 5}'}}]}")
        >>> plain(resolve(written))
        {'model': {'layers': [{'Dense': {'units': 32}}, {'Dense': {'units': 32}}]}}
    """
    resolved, problems = resolve_parts(node, overrides, limits=limits, folder=folder)
    if has_errors(problems):
        raise DocumentError(problems)
    return resolved


@uncollected()
def resolve_parts(
    node: Node,
    overrides: MappingOf[str, object] | Iterable[str | Override] | None = None,
    *,
    limits: Limits = DEFAULT,
    folder: Path | None = None,
    allowed: Sequence[Path] = (),
) -> tuple[Node, list[Problem]]:
    """Resolve a document and return what is wrong instead of raising it.

    The tree is as good as it could be made: `Scalar.failed` marks what could not be worked out. When a limit
    was passed, it is the tree as written.

    Args:
        node: As `resolve` takes it.
        overrides: Likewise.
        limits: Likewise.
        folder: Likewise.
        allowed: Further folders that trusted code lets `include` read from.
    """
    context = Context(limits)
    try:
        return _resolve(context, node, overrides, folder, allowed), context.problems
    except Abandoned:
        return node, context.problems


def _resolve(
    context: Context,
    node: Node,
    overrides: MappingOf[str, object] | Iterable[str | Override] | None,
    folder: Path | None,
    allowed: Sequence[Path],
) -> Node:
    node, problems = upgrade(node)
    context.problems.extend(problems)
    file = _file(node)
    if folder is None and file is not None:
        folder = file.parent
    includer = Includer(context, folder, file, allowed)
    if mentions_include(node):
        node = includer.expand(node, folder)
    changes = Overrides(context, as_overrides(context, overrides))
    if changes.waiting:
        node = includer.expand(changes.apply(node), folder)
    context.nodes = 0
    if isinstance(node, Mapping):
        node = _expanded(context, node)
    return changes.apply(node, last=True) if changes.waiting else node


def _file(node: Node) -> Path | None:
    span = node.span
    return None if span is None or span.source.name is None else Path(span.source.name)


def _expanded(context: Context, root: Mapping) -> Mapping:
    """Return a document whose values are worked out, without its blocks."""
    expander = Expander(context, collect(context, root))
    context.charge(1, 1, root)
    entries: dict[str, Entry] = {}
    params = root.entries.get("params")
    if params is not None:
        context.path.append("params")
        entries["params"] = Entry("params", params.key_span, _params(expander, params.value))
        context.path.pop()
    for key, entry in root.entries.items():
        if key in {"params", "blocks"}:
            continue
        context.path.append(key)
        value = expander.value(key, entry.value, expander.outermost)
        context.path.pop()
        if value is not None:
            entries[key] = entry if value is entry.value else Entry(key, entry.key_span, value)
    return Mapping({key: entries[key] for key in root.entries if key in entries}, root.span, root.origin)


def _params(expander: Expander, section: Node) -> Node:
    """Give the document's parameters to the walk and return them with their values."""
    context = expander.context
    if not isinstance(section, Mapping):
        if not (isinstance(section, Scalar) and section.value is None):
            context.report("wrong-type", "`params` is a mapping of names to values", section.span)
        return section
    scope = expander.outermost
    for name, entry in section.entries.items():
        scope.given[name] = Given(name, entry.value, scope)
    entries: dict[str, Entry] = {}
    for name, entry in section.entries.items():
        if isinstance(entry.value, Scalar) and not has_template(entry.value.value):
            entries[name] = entry
            continue
        context.path.append(name)
        entries[name] = Entry(name, entry.key_span, _param(expander, name))
        context.path.pop()
    return Mapping(entries, section.span, section.origin)


def _param(expander: Expander, name: str) -> Node:
    given = expander.outermost.given[name]
    try:
        node = given.resolved(expander.evaluate)
    except RecursionError:
        # The expression that closes the circle has said so.
        node = Scalar(None, given.span, failed=True)
    return node
