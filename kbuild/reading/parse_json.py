"""JSON to a tree with the place of every key and value.

Python's `json` keeps no positions, takes the last of two equal keys and reads NaN. This is a small tokenizer
over the same grammar; the tree that it builds equals the one that YAML's reader builds of the same text.
"""

from __future__ import annotations

import re

from kbuild.reading.characters import forbidden_characters
from kbuild.reading.frames import Abandoned, Composer, failed
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.problems import Problem, Related
from kbuild.reading.scalars import NumberError, resolve_plain
from kbuild.reading.spans import Source, Span
from kbuild.reading.tree import Mapping, Node, Scalar, Sequence

_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\n]*+)"
    r'(?:(?P<string>"(?:[^"\\\x00-\x1f]++|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*+")(?P<colon>[ \t\r\n]*+:)?+'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?![\w.]))"
    r"|(?P<mark>[\[\]{},])"
    r"|(?P<word>(?:true|false|null)(?!\w))"
    r"|(?P<end>\Z))"
)
_WORDS = {"true": True, "false": False, "null": None}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
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
        self.expected = "value"

    def read(self) -> None:
        """Take token by token, until the text ends."""
        text, match, position = self.source.text, _TOKEN.match, 0
        handlers = {
            "colon": self.on_key,
            "string": self.on_scalar,
            "number": self.on_scalar,
            "word": self.on_scalar,
            "mark": self.on_mark,
            "end": self.on_end,
        }
        while position >= 0:
            token = match(text, position)
            if token is None:
                self.refuse_token(position)
                return
            blank = token[1]
            if "\n" in blank or "\r" in blank:
                self.skip_lines(blank, token.end(1))
            if not handlers[token.lastgroup or ""](token):
                self.refuse_token(token.end(1))
                return
            position = -1 if token.lastgroup == "end" else token.end()

    def skip_lines(self, blank: str, end: int) -> None:
        """Count the line breaks of a piece of white space that ends at `end`."""
        self.line += blank.count("\n") + blank.count("\r") - blank.count("\r\n")
        self.line_begin = end - (len(blank) - 1 - max(blank.rfind("\n"), blank.rfind("\r")))

    def on_key(self, token: re.Match[str]) -> bool:
        """Take a text with a colon behind it."""
        if self.expected not in {"key", "key or }"}:
            return False
        key = token["string"]
        span = self.span(token.end(1), len(key))
        self.add_key(self.unescaped(key, span), span)
        colon = token["colon"]
        if len(colon) > 1 and ("\n" in colon or "\r" in colon):
            self.skip_lines(colon[:-1], token.end() - 1)
        self.expected = "value"
        return True

    def on_scalar(self, token: re.Match[str]) -> bool:
        """Take a text, a number or a word."""
        if self.expected not in {"value", "value or ]"}:
            return False
        kind = token.lastgroup or ""
        text = token[kind]
        span = self.span(token.end(1), len(text))
        self.count(1, 1, span)
        self.add(self.scalar(kind, text, span))
        self.after_value()
        return True

    def scalar(self, kind: str, text: str, span: Span) -> Scalar:
        """Return the node of a text, a number or a word."""
        if kind == "string":
            return Scalar(self.unescaped(text, span), span)
        if kind == "word":
            return Scalar(_WORDS[text], span)
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
        return True

    def span(self, start: int, length: int) -> Span:
        """Return the place of a token on the line that is being read."""
        return Span(self.source, start, self.line, 1 + start - self.line_begin, length)

    def unescaped(self, token: str, span: Span) -> str:
        """Return what a text in quotes says."""
        text = token[1:-1]
        if "\\" not in text:
            return text
        # Pairs of surrogates are one character; a single one is none.
        units = _ESCAPE.sub(_character, text).encode("utf-16", "surrogatepass")
        try:
            return units.decode("utf-16")
        except UnicodeDecodeError:
            self.report("syntax", "this text holds half a surrogate pair, which is no character", span)
            return units.decode("utf-16", "replace")

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


def _character(escape: re.Match[str]) -> str:
    if escape[1] is not None:
        return chr(int(escape[1], 16))
    return _ESCAPES.get(escape[2], escape[2])
