"""References between the entries of a functional model, and putting others in their places."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from kbuild.reading.tree import Entry, Mapping, Node, Scalar, Sequence
from kbuild.reading.words import is_type, text_of, without

_REFERENCE = re.compile(r"\s*([^\[\]\s]+)\s*(?:\[\s*([^\[\]]+?)\s*\])?\s*")
_OR = re.compile(r"\s+or\s+")

Replace: TypeAlias = Callable[[Scalar], Node | None]
"""What a reference becomes; `None` for no change."""


def parts(text: str) -> tuple[str, str | None]:
    """Return the name of a reference and which of several results it takes.

    Example:
        >>> parts("encoder[1]"), parts("x")
        (('encoder', '1'), ('x', None))
    """
    found = _REFERENCE.fullmatch(text)
    return (text, None) if found is None else (found[1], found[2])


def options(text: str) -> list[str]:
    """Return the references of `a or b`.

    Example:
        >>> options("skip or x")
        ['skip', 'x']
    """
    return _OR.split(text.strip())


def relink(node: Node, replace: Replace) -> Node:
    """Return a `from`, `outputs` or value of `call` with other references.

    A reference that becomes several stands for all of them in a list.
    """
    if isinstance(node, Scalar):
        return (replace(node) or node) if isinstance(node.value, str) else node
    if isinstance(node, Mapping):
        entries = {
            key: Entry(key, entry.key_span, relink(entry.value, replace))
            for key, entry in node.entries.items()
        }
        return Mapping(entries, node.span, node.origin)
    items: list[Node] = []
    for item in node.items:
        made = relink(item, replace)
        if isinstance(item, Scalar) and isinstance(made, Sequence):
            items.extend(made.items)
        else:
            items.append(made)
    return Sequence(items, node.span, node.origin)


def relinked(entry: Node, replace: Replace) -> Node:
    """Return an entry of `layers` whose `from` and `call` have other references."""
    if not isinstance(entry, Mapping) or ("from" not in entry and "call" not in entry):
        return entry
    entries = dict(entry.entries)
    for word in ("from", "call"):
        found = entries.get(word)
        if found is not None:
            entries[word] = Entry(word, found.key_span, relink(found.value, replace))
    return Mapping(entries, entry.span, entry.origin)


def pick(result: Node, item: str | None, at: Scalar) -> Node | None:
    """Return one of several results, or all when none is picked; `None` when there is no such result."""
    if item is None:
        return None if isinstance(result, Mapping) else placed(result, at)
    if isinstance(result, Mapping):
        found = result.get(item)
    elif isinstance(result, Sequence):
        index = int(item) if re.fullmatch(r"-?[0-9]{1,6}", item) else None
        inside = index is not None and -len(result.items) <= index < len(result.items)
        found = result.items[index] if inside and index is not None else None
    else:
        text = str(result.value)
        return None if "[" in text else Scalar(f"{text}[{item}]", at.span, origin=at.origin)
    return None if found is None else placed(found, at)


def placed(result: Node, at: Scalar) -> Node:
    """Return a result at the place of the reference that stands for it."""
    if isinstance(result, Scalar):
        return Scalar(result.value, at.span, origin=at.origin)
    if isinstance(result, Sequence):
        return Sequence([placed(item, at) for item in result.items], at.span, at.origin)
    return result


def chained(link: Node | None, result: Node) -> Node:
    """Return what the next copy in a row is called with: the result of the one before, and the same others.

    Example:
        >>> chained(Sequence([Scalar("x"), Scalar("memory")]), Scalar("decoder_1"))
        Sequence([Scalar('decoder_1'), Scalar('memory')])
    """
    if isinstance(link, Sequence) and len(link.items) > 1:
        return Sequence([result, *link.items[1:]], link.span, link.origin)
    if isinstance(link, Mapping) and link.entries:
        first = next(iter(link.entries))
        key_span = link.entries[first].key_span
        entries = {**link.entries, first: Entry(first, key_span, result)}
        return Mapping(entries, link.span, link.origin)
    return result


def without_link(entry: Node, above: str | None) -> Node:
    """Return an entry without a `from` that only names the entry above."""
    if not isinstance(entry, Mapping) or above is None or text_of(entry.get("from")) != above:
        return entry
    left = without(entry, frozenset({"from"}))
    key = next(iter(left.entries), "")
    value = left.get(key)
    if len(left.entries) == 1 and is_type(key) and isinstance(value, Scalar) and value.value is None:
        return Scalar(key, left.entries[key].key_span, origin=entry.origin)
    return left


def with_link(entry: Node, link: Node | None) -> Node:
    """Return an entry that is called with `link`."""
    if link is None:
        return entry
    if isinstance(entry, Mapping):
        entries = dict(entry.entries)
    else:
        key = text_of(entry) or ""
        entries = {key: Entry(key, entry.span, Scalar(None, entry.span))}
    earlier = entries.get("from")
    entries["from"] = Entry("from", link.span if earlier is None else earlier.key_span, link)
    return Mapping(entries, entry.span, entry.origin)
