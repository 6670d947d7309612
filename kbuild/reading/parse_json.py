"""JSON to a tree with the place of every key and value.

Python's `json` keeps no positions, takes the last of two equal keys and reads NaN. This is a small tokenizer
over the same grammar; the tree that it builds equals the one that YAML's reader builds of the same text.
"""

from __future__ import annotations

import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # C, public, but not in the stubs

from kbuild.reading.characters import forbidden_characters
from kbuild.reading.frames import Abandoned, Composer, failed
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.problems import Problem, Related
from kbuild.reading.spans import Source, Span
from kbuild.reading.tree import Mapping, Node, Scalar, Sequence
from kbuild.schemas.writing.scalars import NumberError, resolve_plain

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\n]*+)"
    r'(?:(?P<quote>")'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.]))"
    r"|(?P<mark>[\[\]{},])"
    r"|(?P<word>(?:true|false|null)(?!\w))"
    r"|(?P<end>\Z))"
)
_COLON = re.compile(r"[ \t\r\n]*+:")
_WORDS = {"true": True, "false": False, "null": None}
_HALF = re.compile("[\ud800-\udfff]")
_ODD = re.compile(r"[ \t]*(//|/\*|#|'|\"|[-+\w.]+|.)", re.DOTALL)
_WANTED = {"key": "a key in double quotes", "value": "a value", "the end": "the end of the text"}
_NOT_FINITE = frozenset({"nan", "infinity", "-infinity", "inf", "-inf", "+infinity"})


def parse_json(source: Source, limits: Limits = DEFAULT) -> tuple[Node | None, list[Problem]]:
    """Read a JSON text into a tree.

    Args:
        source: The text.
        limits: Depth and number of nodes; past one, reading stops.

    Returns:
        The tree and what is wrong, as from `parse_yaml`.

    Example:
        >>> parse_json(Source('{"units": [3, null]}'))
        (Mapping([Entry('units', Sequence([Scalar(3), Scalar(None)]))]), [])
    """
    forbidden = forbidden_characters(source)
    if forbidden:
        return None, forbidden
    composer = _JsonComposer(source, limits)
    try:
        composer.read()
    except Abandoned:
        return None, composer.problems
    return composer.result(), composer.problems


class _JsonComposer(Composer):
    """One reading of one text; `expected` names what may come next."""

    def __init__(self, source: Source, limits: Limits) -> None:
        super().__init__(source, limits)
        self.line = 1
        self.line_begin = 0
        self.position = 0
        self.expected = "value"

    def read(self) -> None:
        """Take token by token, until the text ends."""
        text, match = self.source.text, _TOKEN.match
        handlers = {
            "quote": self.on_text,
            "number": self.on_scalar,
            "word": self.on_scalar,
            "mark": self.on_mark,
            "end": self.on_end,
        }
        while self.position >= 0:
            token = match(text, self.position)
            if token is None:
                self.refuse_token(self.position)
                return
            blank = token[1]
            if "\n" in blank or "\r" in blank:
                self.skip_lines(blank, token.end(1))
            self.position = token.end()
            if not handlers[token.lastgroup or ""](token):
                self.refuse_token(token.end(1))
                return

    def skip_lines(self, blank: str, end: int) -> None:
        """Count the line breaks of a piece of white space that ends at `end`."""
        self.line += blank.count("\n") + blank.count("\r") - blank.count("\r\n")
        self.line_begin = end - (len(blank) - 1 - max(blank.rfind("\n"), blank.rfind("\r")))

    def on_text(self, token: re.Match[str]) -> bool:
        """Take a text: a key where one is due, a value otherwise."""
        start = token.end(1)
        try:
            text, self.position = scanstring(self.source.text, start + 1, True)
        except ValueError:
            return False
        span = self.span(start, self.position - start)
        if not text.isascii() and _HALF.search(text):
            self.report("syntax", "this text holds half a surrogate pair, which is no character", span)
        if self.expected in {"value", "value or ]"}:
            self.count(1, 0, span)
            self.add(Scalar(text, span))
            self.after_value()
            return True
        return self.expected in {"key", "key or }"} and self.on_key(text, span)

    def on_key(self, key: str, span: Span) -> bool:
        """Take a key and the colon behind it."""
        self.add_key(key, span)
        colon = _COLON.match(self.source.text, self.position)
        if colon is None:
            self.report("syntax", "expected `:` and a value after this key", span)
            raise Abandoned
        if "\n" in colon[0] or "\r" in colon[0]:
            self.skip_lines(colon[0][:-1], colon.end() - 1)
        self.position = colon.end()
        self.expected = "value"
        return True

    def on_scalar(self, token: re.Match[str]) -> bool:
        """Take a number or a word."""
        if self.expected not in {"value", "value or ]"}:
            return False
        kind = token.lastgroup or ""
        text = token[kind]
        span = self.span(token.end(1), len(text))
        self.count(1, 0, span)
        self.add(Scalar(_WORDS[text], span) if kind == "word" else self.number(text, span))
        self.after_value()
        return True

    def number(self, text: str, span: Span) -> Scalar:
        """Return the node of a number."""
        try:
            return Scalar(resolve_plain(text), span)
        except NumberError as error:
            self.report("bad-number", str(error), span)
            return failed(span)

    def on_mark(self, token: re.Match[str]) -> bool:
        """Take a bracket or a comma."""
        mark, start = token["mark"], token.end(1)
        if mark == ",":
            if self.expected not in {", or ]", ", or }"}:
                return False
            self.expected = "value" if self.expected == ", or ]" else "key"
            return True
        return self.on_open(mark, start) if mark in "[{" else self.on_close(mark, start)

    def on_open(self, mark: str, start: int) -> bool:
        """Begin a list or mapping."""
        if self.expected not in {"value", "value or ]"}:
            return False
        span = self.span(start, 1)
        self.open(Sequence(span=span) if mark == "[" else Mapping(span=span))
        self.expected = "value or ]" if mark == "[" else "key or }"
        return True

    def on_close(self, mark: str, start: int) -> bool:
        """End a list or mapping, if it is the one that is open and nothing is missing."""
        if self.expected not in {f", or {mark}", f"value or {mark}", f"key or {mark}"}:
            return False
        node = self.close()
        if node.span is not None:
            node.span.length = start + 1 - node.span.offset
        self.after_value()
        return True

    def after_value(self) -> None:
        """Say what may follow a value that is complete."""
        if len(self.frames) == 1:
            self.expected = "the end"
        else:
            self.expected = ", or }" if self.frame.items is None else ", or ]"

    def on_end(self, _token: re.Match[str]) -> bool:
        """Take the end of the text, and report one that comes too early."""
        if len(self.frames) > 1:
            bracket = "{" if self.frame.items is None else "["
            self.report("syntax", f"this `{bracket}` is never closed", self.frame.node.span)
        elif self.expected == "value":
            self.report("empty-document", "there is nothing in this document", None)
        self.position = -1
        return True

    def span(self, start: int, length: int) -> Span:
        """Return the place of a token on the line that is being read."""
        return Span(self.source, start, self.line, 1 + start - self.line_begin, length)

    def refuse_token(self, position: int) -> None:
        """Report what cannot stand here, and leave the tree unfinished."""
        found = _ODD.match(self.source.text, position)
        token = found[1] if found is not None else ""
        start = position if found is None else found.start(1)
        span = self.span(start, max(1, min(len(token), 80)))
        message, hint = _explained(token[:80], self.expected)
        begun = self.frame.node.span
        related: tuple[Related, ...] = ()
        if begun is not None and begun.line != span.line:
            related = (Related("it belongs to what begins here", begun),)
        self.report("syntax", message, span, hint, related)
        raise Abandoned


def _explained(found: str, expected: str) -> tuple[str, str | None]:
    if found.lower() in _NOT_FINITE:
        return f"{found} is no number in JSON", "use YAML, where .nan and .inf can be written"
    if found in {"//", "/*", "#"}:
        return "JSON has no comments", "remove it, or name the file .yaml"
    if found == "'":
        return "JSON's texts stand in double quotes", 'write "..."'
    if found == '"' and expected.startswith(("key", "value")):
        return "this text does not end on its line, or holds a wrong escape", None
    words = {"True": "true", "False": "false", "None": "null"}
    if found in words:
        return f"`{found}` is no value in JSON", f"write {words[found]}"
    wanted = " or ".join(_WANTED.get(part, f"`{part}`") for part in expected.split(" or "))
    hint = "remove the comma before it" if expected in {"key", "value"} and found in {"}", "]"} else None
    return f"expected {wanted}, found `{found}`", hint
