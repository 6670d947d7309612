"""YAML 1.2 to a tree, from the events of PyYAML's C parser.

PyYAML's own loaders recurse (a deep document ends the process), keep the last of two equal keys, expand merge
keys without a bound and read YAML 1.1. The events below them are fast and carry positions, so the tree is
composed from these, without recursion, and everything that cannot be part of a document is reported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kbuild.reading.characters import forbidden_characters
from kbuild.reading.frames import Abandoned, Composer, failed
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.problems import Problem
from kbuild.reading.spans import Source, Span
from kbuild.reading.suggest import did_you_mean
from kbuild.reading.tree import Mapping, Node, Origin, Scalar, Sequence, measure, with_origin
from kbuild.reading.yaml_places import block_start, without_properties
from kbuild.reading.yaml_syntax import syntax_problem
from kbuild.schemas.writing.scalars import NumberError, resolve_plain

_QUOTED = frozenset("'\"")
_BLOCK = frozenset("|>")
_ODD_KEYS = frozenset({"", "<<"})


def parse_yaml(source: Source, limits: Limits = DEFAULT) -> tuple[Node | None, list[Problem]]:
    r"""Read a YAML text into a tree.

    Args:
        source: The text.
        limits: Depth and number of nodes; past one, reading stops.

    Returns:
        The tree and what is wrong. The tree is `None` when the text cannot be read to its end; with smaller
        problems, such as duplicate keys, it holds everything else.

    Example:
        >>> tree, problems = parse_yaml(Source("units: 3\nunits: 4\n"))
        >>> tree, [problem.code for problem in problems]
        (Mapping([Entry('units', Scalar(3))]), ['duplicate-key'])
    """
    forbidden = forbidden_characters(source)
    if forbidden:
        return None, forbidden
    composer = _YamlComposer(source, limits)
    composer.read()
    return composer.result(), composer.problems


class _YamlComposer(Composer):
    """One reading of one text."""

    def __init__(self, source: Source, limits: Limits) -> None:
        super().__init__(source, limits)
        self.anchors: dict[str, Node | None] = {}
        self.open_anchors: list[str | None] = []
        self.documents = 0

    def read(self) -> None:
        """Compose until the text ends or nothing more can be made of it."""
        from yaml import YAMLError
        from yaml._yaml import CParser

        parser = CParser(self.source.text)
        handlers = self.handlers()
        try:
            while (event := parser.get_event()) is not None:
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
        except YAMLError as error:
            self.problems.append(syntax_problem(self.source, error))
        except Abandoned:
            return
        finally:
            parser.dispose()
        if self.result() is None and not self.problems:
            self.report("empty-document", "there is nothing in this document", None)

    def handlers(self) -> dict[type, Callable[[Any], None]]:
        """Return what is done at each kind of event; the others say nothing."""
        from yaml import events

        return {
            events.ScalarEvent: self.on_scalar,
            events.MappingStartEvent: self.on_mapping,
            events.SequenceStartEvent: self.on_sequence,
            events.MappingEndEvent: self.on_end,
            events.SequenceEndEvent: self.on_end,
            events.AliasEvent: self.on_alias,
            events.DocumentStartEvent: self.on_document,
        }

    def span(self, event: Any) -> Span:
        """Return the place of an event's token, without an anchor or a tag before it."""
        start, end = event.start_mark, event.end_mark
        span = Span(self.source, start.index, start.line + 1, start.column + 1, end.index - start.index)
        if event.anchor is not None or event.tag is not None:
            if event.tag is not None:
                self.report("tag", f"the tag {event.tag!r} has no meaning here", span, "remove it")
            return without_properties(span)
        return span

    def on_document(self, event: Any) -> None:
        """Refuse a second document in the same text."""
        self.documents += 1
        if self.documents > 1:
            mark = event.start_mark
            span = Span(self.source, mark.index, mark.line + 1, mark.column + 1, 3)
            hint = "put it into a file of its own"
            self.report("several-documents", "a second document begins here", span, hint)
            raise Abandoned

    def on_scalar(self, event: Any) -> None:
        """Take a scalar: a key where one is due, a value otherwise.

        Most events are plain keys and values, so these take the shortest way.
        """
        if event.anchor is not None or event.tag is not None:
            self.on_marked_scalar(event)
            return
        start, text, frame = event.start_mark, event.value, self.frame
        offset = start.index
        length = event.end_mark.index - offset
        span = Span(self.source, offset, start.line + 1, start.column + 1, length)
        if frame.entries is None or frame.key is not None:
            self.count(1, 0, span)
            self.add(self.scalar(text, event.style, span))
        elif text in _ODD_KEYS or not frame.entries or text in frame.entries:
            self.on_key(text, event.style, span)
        else:
            frame.key, frame.key_span = text, span

    def on_marked_scalar(self, event: Any) -> None:
        """Take a scalar with an anchor, or with a tag that is reported."""
        span = self.span(event)
        if self.frame.entries is not None and self.frame.key is None:
            self.on_key(event.value, event.style, span)
            node = Scalar(event.value, span)
        else:
            self.count(1, 0, span)
            node = self.scalar(event.value, event.style, span)
            self.add(node)
        if event.anchor is not None:
            self.anchors[event.anchor] = node

    def scalar(self, text: str, style: str, span: Span) -> Scalar:
        """Return the node of a scalar that is a value."""
        if style in _QUOTED:
            return Scalar(text, span)
        if style in _BLOCK:
            return Scalar(text, span.part(0, 1), block_start(span, text))
        try:
            return Scalar(resolve_plain(text), span)
        except NumberError as error:
            self.report("bad-number", str(error), span)
            return failed(span)

    def on_key(self, key: str, style: str, span: Span) -> None:
        """Take a key. Keys are texts: `0` and `true` stand for themselves, as in JSON."""
        node = self.frame.node
        if node.span is not None and node.span.length == 0:
            node.span.length = max(1, span.length)
        is_plain = style not in _QUOTED and style not in _BLOCK
        if is_plain and key == "":
            self.refuse_key("empty-key", "a key is missing before `:`", span, "write the key's name")
        elif is_plain and key == "<<":
            hint = "write the keys out, or use `include` or `blocks`"
            self.refuse_key("merge-key", "merge keys (`<<`) are no part of YAML 1.2", span, hint)
        else:
            self.add_key(key, span)

    def on_mapping(self, event: Any) -> None:
        """Begin a mapping."""
        self.begin(Mapping(span=self.span(event)), event)

    def on_sequence(self, event: Any) -> None:
        """Begin a list."""
        self.begin(Sequence(span=self.span(event)), event)

    def begin(self, node: Mapping | Sequence, event: Any) -> None:
        """Open a collection, whose span is the first token of it until its end is known."""
        assert node.span is not None  # noqa: S101 - made just above
        node.span.length = int(event.flow_style or isinstance(node, Sequence))
        is_key = self.frame.entries is not None and self.frame.key is None
        if is_key:
            message = "a key is a text, not a list or a mapping"
            self.report("complex-key", message, node.span, "remove the `?` or the brackets before `:`")
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        self.open(node, is_key=is_key)
        self.open_anchors.append(event.anchor)

    def on_end(self, event: Any) -> None:
        """End a list or mapping."""
        node = self.close()
        if event.end_mark.index > event.start_mark.index and node.span is not None:
            node.span.length = event.end_mark.index - node.span.offset
        anchor = self.open_anchors.pop()
        if anchor is not None:
            self.anchors[anchor] = node

    def on_alias(self, event: Any) -> None:
        """Take a copy of an anchored node: its parts are shared in the tree, separate when it is used."""
        start, end = event.start_mark, event.end_mark
        span = Span(self.source, start.index, start.line + 1, start.column + 1, end.index - start.index)
        name = event.anchor
        node = self.anchors.get(name)
        if self.frame.entries is not None and self.frame.key is None:
            self.on_key_alias(node, span)
            return
        if node is None:
            self.report_alias(name, span)
            self.count(1, 0, span)
            self.add(failed(span))
            return
        size, levels = measure(node)
        self.count(size, levels, span)
        self.add(with_origin(node, Origin("alias", f"`*{name}` is used here", span, node.origin)))

    def on_key_alias(self, node: Node | None, span: Span) -> None:
        """Take an alias in the place of a key."""
        if isinstance(node, Scalar) and isinstance(node.value, str):
            self.add_key(node.value, span)
        else:
            self.refuse_key("complex-key", "this alias is no text, and a key is one", span, "write the key")

    def report_alias(self, name: str, span: Span) -> None:
        """Report an alias that stands for nothing."""
        if name in self.anchors:
            self.report("recursive-alias", f"`*{name}` stands inside `&{name}` itself", span)
        else:
            hint = did_you_mean(name, self.anchors)
            self.report("unknown-alias", f"there is no anchor `&{name}` before this", span, hint)
