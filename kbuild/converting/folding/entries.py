"""A functional model's entries with every link said, and the order in which they read well."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.reading.links import parts
from kbuild.reading.words import is_type

_WORDS = ("from", "call", "reuse")


@dataclass(slots=True)
class Entry:
    """One entry of `layers`.

    Attributes:
        name: Its key.
        kind: The type, such as `Conv2D` or `ops.add`; empty for a reuse.
        arguments: What the type is given; None if nothing.
        links: Its `from`, said even where the document leaves it out.
        call: Its `call`.
        reuse: The entry whose layer it calls once more.
    """

    name: str
    kind: str
    arguments: Any
    links: Any
    call: Any = None
    reuse: str | None = None

    def tree(self) -> dict[str, Any]:
        """The entry as a document writes it, with its `from`."""
        out: dict[str, Any] = {"reuse": self.reuse} if self.reuse else {self.kind: self.arguments or None}
        if self.links is not None:
            out["from"] = self.links
        return {**out, "call": self.call} if self.call else out


def read_entries(model: Mapping[str, Any]) -> list[Entry]:
    """The entries of a resolved functional model.

    Example:
        >>> model = {"inputs": {"x": {}}, "layers": {"a": "ReLU", "b": {"ops.abs": None}}, "outputs": "b"}
        >>> [(each.name, each.kind, each.links) for each in read_entries(model)]
        [('a', 'ReLU', 'x'), ('b', 'ops.abs', 'a')]
    """
    inputs = list(model.get("inputs") or {})
    above = inputs[0] if len(inputs) == 1 else None
    out = []
    for name, written in model["layers"].items():
        entry = {written: None} if isinstance(written, str) else dict(written)
        kind = next((key for key in entry if is_type(key)), "")
        links = entry.get("from", above)
        out.append(Entry(name, kind, entry.get(kind), links, entry.get("call"), entry.get("reuse")))
        above = name
    return out


def references(value: Any, known: Collection[str]) -> Iterator[str]:
    """The references to known names within a `from`, `outputs` or `call`."""
    if isinstance(value, str):
        if parts(value)[0] in known:
            yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from references(each, known)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from references(each, known)


def relinked(value: Any, replace: Callable[[str], str | None]) -> Any:
    """A `from`, `outputs` or `call` with other references; `replace` gives None for no change."""
    if isinstance(value, str):
        found = replace(value)
        return value if found is None else found
    if isinstance(value, Mapping):
        return {key: relinked(each, replace) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [relinked(each, replace) for each in value]
    return value


def reading_order(needs: Mapping[str, Collection[str]]) -> list[str] | None:
    """Follow each chain as far as it goes, so that most entries stand below what they take.

    Args:
        needs: The entries that each entry takes, in the order in which they are written.

    Returns:
        The names; None if they form a cycle.
    """
    waiting = {name: len(each) for name, each in needs.items()}
    takers: dict[str, list[str]] = {}
    for name, each in needs.items():
        for need in each:
            takers.setdefault(need, []).append(name)
    ready = [name for name, count in waiting.items() if not count][::-1]
    order: list[str] = []
    while ready:
        order.append(name := ready.pop())
        free = []
        for taker in takers.get(name, ()):
            waiting[taker] -= 1
            if not waiting[taker]:
                free.append(taker)
        ready.extend(reversed(free))
    return order if len(order) == len(needs) else None


def needs_of(entries: Collection[Entry], among: Collection[str]) -> dict[str, set[str]]:
    """The entries that each entry takes: the results it is called with, and the layer that it reuses."""
    out: dict[str, set[str]] = {}
    for each in entries:
        found = {parts(text)[0] for text in references([each.links, each.call], among)}
        if each.reuse and parts(each.reuse)[0] in among:
            found.add(parts(each.reuse)[0])
        out[each.name] = found - {each.name}
    return out


def shortened(entries: list[tuple[str, dict[str, Any]]], inputs: list[str]) -> dict[str, Any]:
    """The entries without what a reader knows: a `from` that names the entry above, a type without arguments.

    Args:
        entries: Names and trees in the order in which they are written.
        inputs: The names of the model's inputs.
    """
    above = inputs[0] if len(inputs) == 1 else None
    out: dict[str, Any] = {}
    for name, tree in entries:
        short = {key: each for key, each in tree.items() if key != "from" or each != above}
        ((key, value), *more) = short.items()
        out[name] = key if not more and value is None else short
        above = name
    return out
