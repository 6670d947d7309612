"""The lower-case words that kbuild adds beside a type, and how a type is told from them."""

from __future__ import annotations

from kbuild.reading.tree import Entry, Mapping, Node, Scalar

EXPANDED = frozenset({"when", "repeat", "for_each"})
LINKS = frozenset({"from", "call", "reuse"})
WORDS = EXPANDED | LINKS


def is_type(key: str) -> bool:
    """Say whether a key names a type: types begin with a capital letter or hold a dot."""
    return key[:1].isupper() or "." in key


def type_key(mapping: Mapping) -> str | None:
    """Return the type of `{Type: {...}}`, whatever words stand beside it; `None` unless it has just one."""
    found: str | None = None
    for key in mapping.entries:
        if is_type(key):
            if found is not None:
                return None
            found = key
    return found


def is_entry(mapping: Mapping) -> bool:
    """Say whether a mapping is a type or a reuse with `when`, `repeat` or `for_each` beside it."""
    entries = mapping.entries
    if "when" not in entries and "repeat" not in entries and "for_each" not in entries:
        return False
    return type_key(mapping) is not None or "reuse" in entries


def without(mapping: Mapping, keys: frozenset[str]) -> Mapping:
    """Return a mapping without some of its keys."""
    entries = {key: entry for key, entry in mapping.entries.items() if key not in keys}
    return Mapping(entries, mapping.span, mapping.origin)


def with_value(mapping: Mapping, key: str, value: Node) -> Mapping:
    """Return a mapping in which `key` has another value; the key keeps its place."""
    entries = dict(mapping.entries)
    earlier = entries.get(key)
    entries[key] = Entry(key, value.span if earlier is None else earlier.key_span, value)
    return Mapping(entries, mapping.span, mapping.origin)


def arguments(entry: Node) -> Mapping:
    """Return the arguments of an entry's type; an empty mapping when there are none."""
    if isinstance(entry, Mapping):
        key = type_key(entry)
        found = None if key is None else entry.get(key)
        if isinstance(found, Mapping):
            return found
    return Mapping(span=entry.span)


def with_arguments(entry: Mapping, arguments: Mapping) -> Mapping:
    """Return an entry whose type has other arguments."""
    key = type_key(entry)
    return entry if key is None else with_value(entry, key, arguments)


def text_of(node: Node | None) -> str | None:
    """Return a scalar's text, or `None` for anything else."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None
