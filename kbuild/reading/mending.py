"""What a document most likely means where a name in it is misspelt: with that, checking goes on behind it.

A key, a type or an argument that does not exist hides everything that it holds. Where a problem asks for a
name that is spelt nearly alike (`did you mean ...?`), it is put in its place, so that the same pass finds
what else is wrong. The tree keeps every place, so what is found is shown in the text as its author wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kbuild.reading.problems import Problem
from kbuild.reading.spans import Span
from kbuild.reading.suggest import alike, meant
from kbuild.reading.tree import Entry, Mapping, Node, Scalar, Sequence

# Stands for the style that a model's keys show.
_ANY_STYLE = ""

Spot = tuple[int, int]
"""A place: the source's identity and the offset of the first character."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A tree with other names.

    Attributes:
        written: The tree.
        guessed: The places of the new names and of the plain values behind them, of which nothing more is
            said: what is wrong there may be the name.
    """

    written: Node
    guessed: frozenset[Spot]


def mended(written: Node, problems: Iterable[Problem]) -> Mended | None:
    """Put the nearest valid names into a tree where a problem asks for them.

    Args:
        written: The document as it is written.
        problems: What is wrong with it.

    Returns:
        The tree and the places that differ; None where there is nothing to mend.

    Example:
        >>> from kbuild.reading import read
        >>> tree = read("modle: {style: sequential}")
        >>> span = tree.entries["modle"].key_span
        >>> found = mended(tree, [Problem("unknown-key", "", span=span, hint="did you mean `model`?")])
        >>> found.written
        Mapping([Entry('model', Mapping([Entry('style', Scalar('sequential'))]))])
    """
    names: dict[Spot, str] = {}
    for each in problems:
        spot, name = spot_of(each.span), _meant(each)
        if spot is not None and name is not None:
            names.setdefault(spot, name)
    if not names:
        return None
    mending = _Mending(names)
    root = mending.node(written)
    return Mended(root, frozenset(mending.guessed)) if mending.guessed else None


def spot_of(span: Span | None) -> Spot | None:
    """The place where a span begins; None for what has no place."""
    return None if span is None else (id(span.source), span.offset)


def _meant(problem: Problem) -> str | None:
    """What a problem's place is to hold; a name of another framework brings arguments of its own."""
    if problem.severity != "error" or problem.span is None:
        return None
    name = meant(problem.hint)
    if name is None or not alike(problem.span.text[: 2 * len(name)], name):
        return _ANY_STYLE if problem.path.endswith(".style") else None
    return name


class _Mending:
    """Goes through a tree once; nodes that several places share stay shared."""

    def __init__(self, names: dict[Spot, str]) -> None:
        self._names = names
        self._made: dict[int, Node] = {}
        self.guessed: set[Spot] = set()

    def node(self, node: Node) -> Node:
        if id(node) not in self._made:
            self._made[id(node)] = self._node(node)
        return self._made[id(node)]

    def _node(self, node: Node) -> Node:
        if isinstance(node, Scalar):
            name = self._name(node.span)
            return node if not name or not isinstance(node.value, str) else self._scalar(node, name)
        if isinstance(node, Sequence):
            made: Node = Sequence([self.node(each) for each in node.items], node.span, node.origin)
        else:
            entries = [self._entry(each, node) for each in node.entries.values()]
            made = Mapping({each.key: each for each in entries}, node.span, node.origin)
        return made

    def _scalar(self, node: Scalar, name: str) -> Scalar:
        self._guess(node.span)
        return Scalar(name, node.span, None, node.origin)

    def _entry(self, entry: Entry, holder: Mapping) -> Entry:
        if entry.key == "style" and self._name(entry.value.span) == _ANY_STYLE:
            self._guess(entry.value.span)
            return Entry(entry.key, entry.key_span, Scalar(_style(holder), entry.value.span))
        name = self._name(entry.key_span)
        if not name or name in holder:
            return Entry(entry.key, entry.key_span, self.node(entry.value))
        self._guess(entry.key_span)
        if isinstance(entry.value, Scalar):
            self._guess(entry.value.span)
        return Entry(name, entry.key_span, self.node(entry.value))

    def _name(self, span: Span | None) -> str | None:
        spot = spot_of(span)
        return None if spot is None else self._names.get(spot)

    def _guess(self, span: Span | None) -> None:
        spot = spot_of(span)
        if spot is not None:
            self.guessed.add(spot)


def _style(model: Mapping) -> str:
    """The style that a model's keys show."""
    if "call" in model:
        return "subclass"
    return "sequential" if isinstance(model.get("layers"), Sequence) else "functional"
