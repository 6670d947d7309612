"""What the YAML parser complains of, in the words of the person who made the mistake."""

from __future__ import annotations

import re
from typing import Any

from kbuild.reading.problems import Problem, Related
from kbuild.reading.spans import Source, Span

_PLAIN_WORDS: dict[str, tuple[str, str | None]] = {
    "mapping values are not allowed in this context": (
        "a `:` has no place here",
        "check the indentation, or put a text that holds `: ` in quotes",
    ),
    "could not find expected ':'": (
        "this line is no `key: value`",
        "write a `:` and a space after the key, or check the indentation",
    ),
    "did not find expected key": ("expected a key here", "align it with the keys above"),
    "did not find expected '-' indicator": (
        "expected another `- ` of the list here",
        "align it with the items above",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot begin here",
        "begin the list on the next line, or write it in brackets: [a, b]",
    ),
    "did not find expected ',' or '}'": ("expected `,` or `}` here", None),
    "did not find expected ',' or ']'": ("expected `,` or `]` here", None),
    "found unexpected end of stream": (
        "the text ends in the middle of this",
        "is a quote or a bracket missing?",
    ),
    "did not find expected node content": ("expected a value here", None),
    "found unknown escape character": (
        "there is no such escape in double quotes",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    "found invalid Unicode character escape code": ("this escape is no character", None),
    "found a tab character that violates indentation": ("a tab cannot indent", "use spaces"),
    "found a tab character where an indentation space is expected": ("a tab cannot indent", "use spaces"),
    "did not find expected <document start>": (
        "this does not belong to the value above",
        "check the indentation of this line",
    ),
    "did not find expected comment or line break": ("expected the end of the line here", None),
    "found undefined tag handle": ("tags (`!`) have no meaning here", "remove it, or put the text in quotes"),
    "found incompatible YAML document": ("this version of YAML is not known", "remove the `%YAML` line"),
    "found unknown directive name": ("`%` cannot begin a line", "put the text in quotes"),
}
_OPENING = frozenset({"{", "[", '"', "'"})
_CLOSING = {"{": "}", "[": "]"}
_EXPRESSION = re.compile(r"\$\{[^{}\n]*\}")
_NO_SPACE = re.compile(r"\s*(?:- )?[A-Za-z_]\w*:[^\s:/\\]")


def syntax_problem(source: Source, error: Any) -> Problem:
    """Return the problem for an exception of the YAML parser.

    Args:
        source: The text.
        error: A `yaml.MarkedYAMLError`, or another `yaml.YAMLError`.
    """
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", None) or error)
    if mark is None:
        return Problem("syntax", said, span=None)
    if context is not None and context.index < mark.index >= len(source.text.rstrip()):
        begun = _at(source, context)
        if begun.text in _OPENING:
            return Problem("syntax", f"this `{begun.text}` is never closed", span=begun)
    message, hint = _PLAIN_WORDS.get(said, (said, None))
    if said == "found unknown directive name":
        return Problem("syntax", message, span=_at(source, context or mark), hint=hint)
    if said == "found character that cannot start any token":
        message, hint = _unstartable(source.text[mark.index])
    if _missing_space(source, mark.index):
        hint = "write a space after the `:`"
    elif said.startswith("did not find expected ','"):
        message, hint = _between(source, mark, context) or (message, hint)
    related: tuple[Related, ...] = ()
    if context is not None and context.line != mark.line:
        related = (Related("it belongs to what begins here", _at(source, context)),)
    return Problem("syntax", message, span=_at(source, mark), hint=hint, related=related)


def _unstartable(character: str) -> tuple[str, str]:
    if character == "\t":
        return "a tab cannot indent", "use spaces"
    return f"`{character}` cannot begin a value", "put the text in quotes"


def _between(source: Source, mark: Any, context: Any) -> tuple[str, str] | None:
    """What is wrong where a `,` is missing: an expression that is no text, or an open bracket."""
    expression = _EXPRESSION.match(source.text, mark.index - 1)
    if expression is not None:
        return "`${` has to stand in quotes here", f'write "{expression[0]}"'
    if context is None or context.line == mark.line:
        return None
    opened = source.text[context.index]
    return (
        f"`{opened}` of line {context.line + 1} is not closed",
        f"close it by `{_CLOSING.get(opened, opened)}`",
    )


def _missing_space(source: Source, offset: int) -> bool:
    """Say whether the line of a syntax error, or the one before it, has a `key:value` without a space."""
    before = source.text[max(0, offset - 400) : offset].split("\n")[-2:]
    return any(_NO_SPACE.match(line) and ": " not in line for line in before)


def _at(source: Source, mark: Any) -> Span:
    return Span(source, mark.index, mark.line + 1, mark.column + 1, 1)
