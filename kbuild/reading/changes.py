"""Making one change in a tree: everything off the path to it is shared with the tree before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kbuild.reading.paths import Found, PathError, Segment, candidates, descend, is_empty
from kbuild.reading.suggest import did_you_mean
from kbuild.reading.tree import Entry, Mapping, Node, Origin, Path, Scalar, Sequence, with_origin
from kbuild.reading.words import WORDS, arguments, is_type, text_of, type_key

if TYPE_CHECKING:
    from kbuild.reading.overrides import Override

SECTIONS = (
    "kbuild",
    "name",
    "description",
    "seed",
    "params",
    "blocks",
    "model",
    "weights",
    "compile",
    "data",
    "fit",
    "callbacks",
    "phases",
    "objectives",
)
_NAMES_ARE_FREE = frozenset({"params", "blocks", "layers", "inputs"})
"""Mappings whose keys the author makes up, so that a new key is more likely a slip."""


class Refused(Exception):  # noqa: N818 - it becomes a problem at the override's own text
    """A change that cannot be made.

    Args:
        code: The problem's code.
        message: What is wrong.
        segment: The step of the path to point at.
        hint: What would fit.
        final: Whether waiting for rows and blocks to be expanded cannot help.
    """

    def __init__(
        self,
        code: str,
        message: str,
        segment: Segment | None = None,
        hint: str | None = None,
        *,
        final: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.segment = segment
        self.hint = hint
        self.final = final


def change(root: Node, override: Override) -> Node:
    """Return a tree with one change.

    Args:
        root: The document.
        override: What to change.

    Raises:
        Refused: When the path names nothing, or several things, or the change does not fit what it names.
    """
    try:
        found = descend(root, override.steps)
    except PathError as error:
        segment = next((each for each in override.steps if each.start == error.start), None)
        raise Refused("ambiguous-path", error.message, segment, error.hint, final=True) from None
    if override.action == "unset":
        return _unset(root, found)
    if override.action == "append":
        return _append(root, found, override)
    if found.rest:
        return _added(root, found, override)
    return replaced(root, found.path, _with_history(found.node, override))


def _with_history(earlier: Node | None, override: Override) -> Node:
    """Return an override's value that remembers what it replaced."""
    before = None if earlier is None else earlier.origin
    if earlier is not None and earlier.span is not None:
        before = Origin("written", _was(earlier), earlier.span, before)
    span = override.value.span or override.span
    text = f"{override.source.name} {override.source.text}"
    value = override.value
    if isinstance(value, Scalar) and value.span is None:
        value = Scalar(value.value, span)
    return with_origin(value, Origin("override", text, override.span, before))


def _was(node: Node) -> str:
    if isinstance(node, Scalar):
        shown = repr(node.value) if isinstance(node.value, str) else str(node.value)
        return f"the document says {shown[:60]} here"
    return "the document's own value is here"


def _unset(root: Node, found: Found) -> Node:
    if found.rest:
        raise _missing(found)
    return replaced(root, found.path, None)


def _append(root: Node, found: Found, override: Override) -> Node:
    """Add an item to a list, or a new key to a mapping."""
    if found.rest:
        return _added(root, found, override, append=True)
    node, value = found.node, _with_history(None, override)
    if isinstance(node, Sequence):
        made: Node = Sequence([*node.items, value], node.span, node.origin)
    elif isinstance(node, Mapping) and isinstance(override.value, Mapping):
        made = Mapping({**node.entries, **override.value.entries}, node.span, node.origin)
    elif is_empty(node):
        made = Sequence([value], node.span)
    else:
        last = override.steps[-1]
        hint = "leave out the `+` to replace it"
        raise Refused("wrong-type", f"`{last.text}` is no list", last, hint, final=True)
    return replaced(root, found.path, made)


def _added(root: Node, found: Found, override: Override, *, append: bool = False) -> Node:
    """Return the tree with something new at the end of a path that leads further than the document does."""
    owner, path, rest = found.node, found.path, found.rest
    if isinstance(owner, Scalar):
        owner, rest = _as_object(owner, found)
    elif isinstance(owner, Sequence):
        raise _missing(found)
    free = bool(path) and (path[-1] in _NAMES_ARE_FREE or path[0] == "params")
    if free and not (append and len(rest) == 1):
        raise _missing(found)
    if not path and rest[0].text not in SECTIONS:
        raise _missing(found)
    value = _with_history(None, override)
    if append and not free:
        value = Sequence([value], override.span)
    kind = type_key(owner)
    if kind is not None and not (len(rest) == 1 and rest[0].text in WORDS):
        if is_type(rest[0].text):
            where = ".".join(map(str, path))
            hint = f"to have another type there, set all of it: {where}={{{rest[0].text}: {{...}}}}"
            raise Refused("unknown-path", f"this is `{kind}`, not `{rest[0].text}`", rest[0], hint)
        below = _nested(arguments(owner), rest, value, override)
        made = Mapping({**owner.entries, kind: _entry(owner, kind, below)}, owner.span, owner.origin)
    else:
        made = _nested(owner, rest, value, override)
    return replaced(root, path, made)


def _entry(owner: Mapping, key: str, value: Node) -> Entry:
    earlier = owner.entries.get(key)
    return Entry(key, value.span if earlier is None else earlier.key_span, value)


def _as_object(owner: Scalar, found: Found) -> tuple[Mapping, tuple[Segment, ...]]:
    """Return a type without arguments as one that takes some: `Flatten` as `{Flatten: {}}`."""
    if is_empty(owner):
        return Mapping(span=owner.span), found.rest
    name, first = text_of(owner), found.rest[0]
    if name is None or found.path[-1:] in {("name",), ("description",)}:
        raise _missing(found)
    named = is_type(first.text) and first.text.casefold() == name.casefold()
    kind = first.text if named else _type_of(name)
    rest = found.rest[1:] if named else found.rest
    if kind is None or not rest:
        raise _missing(found)
    entry = Entry(kind, owner.span, Mapping(span=owner.span))
    return Mapping({kind: entry}, owner.span, owner.origin), rest


def _type_of(name: str) -> str | None:
    """Return the type that a text names: itself, or what Keras's short name stands for."""
    if is_type(name):
        return name
    from kbuild.schemas import catalog

    kinds = ("optimizer", "loss", "metric", "initializer", "regularizer", "constraint")
    entries = (catalog.find(kind, name) for kind in kinds)
    return next((entry.name for entry in entries if entry is not None), None)


def _nested(owner: Mapping, rest: tuple[Segment, ...], value: Node, override: Override) -> Mapping:
    """Return a mapping with a value at the end of new keys."""
    first = rest[0]
    if len(rest) > 1:
        value = _nested(Mapping(span=override.at(first)), rest[1:], value, override)
    entry = Entry(first.text, override.at(first), value)
    return Mapping({**owner.entries, first.text: entry}, owner.span, owner.origin)


def _missing(found: Found) -> Refused:
    segment = found.rest[0]
    names = candidates(found.node)
    if not found.path:
        names = list(dict.fromkeys([*names, *SECTIONS]))
    place = ".".join(map(str, found.path))
    if isinstance(found.node, Sequence):
        message = f"`{place}` has {len(found.node.items)} items, and none is `{segment.text}`"
    elif isinstance(found.node, Scalar):
        message = f"`{place}` has nothing below it"
    else:
        message = f"there is no `{segment.text}` in `{place}`" if place else f"there is no `{segment.text}`"
    return Refused("unknown-path", message, segment, did_you_mean(segment.text, names))


def replaced(root: Node, path: Path, value: Node | None) -> Node:
    """Return a tree with another value at a path that exists; `None` deletes it."""
    if not path:
        return root if value is None else value
    step, rest = path[0], path[1:]
    if isinstance(root, Sequence) and isinstance(step, int):
        items = list(root.items)
        items[step : step + 1] = _at_most_one(items[step], rest, value)
        return Sequence(items, root.span, root.origin)
    assert isinstance(root, Mapping)  # noqa: S101 - the path exists
    entries: dict[str, Entry] = {}
    for key, entry in root.entries.items():
        if key != step:
            entries[key] = entry
            continue
        for made in _at_most_one(entry.value, rest, value):
            entries[key] = Entry(key, entry.key_span, made)
    return Mapping(entries, root.span, root.origin)


def _at_most_one(node: Node, rest: Path, value: Node | None) -> list[Node]:
    if rest:
        return [replaced(node, rest, value)]
    return [] if value is None else [value]
