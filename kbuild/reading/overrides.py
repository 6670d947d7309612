"""Changes from outside: `--set fit.epochs=3`, `--set +callbacks=...`, `--unset fit.class_weight`."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from kbuild.reading.changes import Refused, change
from kbuild.reading.context import Context
from kbuild.reading.from_python import from_python
from kbuild.reading.parse_yaml import parse_yaml
from kbuild.reading.paths import PathError, Segment, segments
from kbuild.reading.problems import Problem, has_errors
from kbuild.reading.spans import Source, Span
from kbuild.reading.tree import Node, Scalar

Action: TypeAlias = Literal["set", "append", "unset"]

_ORDER = 1_000_000
"""Overrides come after all files when problems are sorted by place."""


@dataclass(frozen=True, slots=True)
class Override:
    """One change to a document.

    Make it with `Override.parse` from the command line's text, or with `Override.of` from Python's values.

    Args:
        action: `set`, `append` (to a list, or a new key to a mapping) or `unset`.
        steps: The path.
        value: What to set or append.
        source: The override's own text, which problems show.
        begin: Where the path begins in that text.
    """

    action: Action
    steps: tuple[Segment, ...]
    value: Node
    source: Source
    begin: int = 0

    @property
    def span(self) -> Span:
        """The whole override."""
        return self.source.span(0, len(self.source.text))

    def at(self, segment: Segment) -> Span:
        """Return the place of a step of the path."""
        start = self.begin + segment.start
        return self.source.span(start, start + max(1, len(segment.text)))

    @classmethod
    def parse(cls, text: str, order: int = 0) -> Override | Problem:
        """Read an override as the command line takes it.

        Args:
            text: `path=value` sets, `+path=value` appends, `-path` unsets. The value is YAML.
            order: Its place among several overrides.

        Returns:
            The override, or what is wrong with it.

        Example:
            >>> override = Override.parse("fit.epochs=3")
            >>> override.action, override.value
            ('set', Scalar(3))
        """
        if text.startswith("-") and "=" not in text:
            return cls._made("unset", Source(text, "--unset", _ORDER + order), (1, len(text)), Scalar(None))
        action: Action = "append" if text.startswith("+") else "set"
        begin, equals = int(action == "append"), text.find("=")
        source = Source(text, "--set", _ORDER + order)
        if equals < 0:
            hint = f"write {text}=VALUE, or --unset {text} to delete it"
            return Problem("bad-override", "there is no `=` in it", span=source.span(0, len(text)), hint=hint)
        value, problems = _value(text, equals + 1, order)
        if value is None or has_errors(problems):
            return problems[0]
        return cls._made(action, value.span.source if value.span else source, (begin, equals), value)

    @classmethod
    def of(cls, path: str, value: object, order: int = 0) -> Override | Problem:
        """Make an override from a path and a plain value of Python.

        Args:
            path: As in `parse`: `fit.epochs` sets, `+callbacks` appends, `-fit.class_weight` unsets.
            value: Plain data.
            order: Its place among several overrides.
        """
        node, problems = from_python(value)
        source = Source(path, "override", _ORDER + order)
        if node is None or has_errors(problems):
            return replace(problems[0], path="", span=source.span(0, len(path)))
        action: Action = "unset" if path.startswith("-") else "append" if path.startswith("+") else "set"
        return cls._made(action, source, (int(action != "set"), len(path)), node)

    @classmethod
    def unset(cls, path: str, order: int = 0) -> Override | Problem:
        """Make the override that deletes what is at a path."""
        return cls._made("unset", Source(path, "--unset", _ORDER + order), (0, len(path)), Scalar(None))

    @classmethod
    def _made(cls, action: Action, source: Source, path: tuple[int, int], value: Node) -> Override | Problem:
        begin, end = path
        try:
            return cls(action, segments(source.text[begin:end]), value, source, begin)
        except PathError as error:
            start = min(begin + error.start, max(0, len(source.text) - 1))
            span = source.span(start, min(len(source.text), start + 1))
            return Problem("bad-override", error.message, span=span, hint=error.hint)


def _value(text: str, start: int, order: int) -> tuple[Node | None, list[Problem]]:
    """Read the value of an override, whose places are those in the whole text."""
    source = Source(" " * start + text[start:], "--set", _ORDER + order)
    node, problems = parse_yaml(source)
    source.text = text
    if node is None and [problem.code for problem in problems] == ["empty-document"]:
        return Scalar(None, source.span(start - 1, len(text))), []
    return node, problems


def as_overrides(
    context: Context, given: MappingOf[str, object] | Iterable[str | Override] | None
) -> list[Override]:
    """Return overrides from their texts or a mapping, with a problem for each that is none."""
    if given is None:
        return []
    if isinstance(given, MappingOf):
        made = [Override.of(path, value, order) for order, (path, value) in enumerate(given.items())]
    else:
        made = [
            each if isinstance(each, Override) else Override.parse(each, order)
            for order, each in enumerate(given)
        ]
    context.problems.extend(each for each in made if isinstance(each, Problem))
    return [each for each in made if isinstance(each, Override)]


class Overrides:
    """The overrides of a document that are still to be applied.

    Args:
        context: Where problems go.
        waiting: The overrides, in order.
    """

    def __init__(self, context: Context, waiting: list[Override]) -> None:
        self.context = context
        self.waiting = waiting

    def apply(self, root: Node, *, last: bool = False) -> Node:
        """Return the document with the overrides that fit it.

        Those that name nothing wait: what they name may come to be when blocks and rows are expanded.

        Args:
            root: The document.
            last: Report those that still name nothing.
        """
        waiting: list[Override] = []
        for override in self.waiting:
            try:
                root = change(root, override)
            except Refused as error:
                if last or error.final:
                    self.report(override, error)
                else:
                    waiting.append(override)
        self.waiting = waiting
        return root

    def report(self, override: Override, error: Refused) -> None:
        """Report an override that cannot be applied, at its own text."""
        span = override.span if error.segment is None else override.at(error.segment)
        self.context.problems.append(Problem(error.code, error.message, span=span, hint=error.hint))
