from __future__ import annotations

import pytest

from kbuild.reading import Problem, Source
from kbuild.reading.parse_yaml import parse_yaml


def problem(text: str) -> Problem:
    (found,) = parse_yaml(Source(text))[1]
    return found


@pytest.mark.parametrize(
    ("text", "message", "place", "hint"),
    [
        ("a: b: c\n", "a `:` has no place here", (1, 5), "check the indentation"),
        ("fit:\n  epochs:3\n  batch: 4\n", "a `:` has no place here", (3, 8), "write a space after the `:`"),
        ("a:\n\tb: 3\n", "a tab cannot indent", (2, 1), "use spaces"),
        ("a: @b\n", "`@` cannot begin a value", (1, 4), "put the text in quotes"),
        ("a: `b`\n", "``` cannot begin a value", (1, 4), "put the text in quotes"),
        ("a: {b: 1\n", "this `{` is never closed", (1, 4), None),
        ("a: [1, 2\n", "this `[` is never closed", (1, 4), None),
        ("a: 'x\n", "this `'` is never closed", (1, 4), None),
        ("a: [1, 2\nb: 3\n", "`[` of line 1 is not closed", (2, 2), None),
        ('a: "\\q"\n', "there is no such escape in double quotes", (1, 5), "write `\\\\` for a backslash"),
        ("a:\n  - 1\n b: 2\n", "expected a key here", (3, 2), "align it"),
        ("a: 1\n  b: 2\n", "a `:` has no place here", (2, 4), "check the indentation"),
        ("a: - 1\n", "a list cannot begin here", (1, 4), "begin the list on the next line"),
        ("%foo\n", "`%` cannot begin a line", (1, 1), "put the text in quotes"),
    ],
)
def test_a_mistake_in_the_syntax_is_said_in_plain_words(
    text: str, message: str, place: tuple[int, int], hint: str | None
) -> None:
    found = problem(text)
    assert (found.code, found.message) == ("syntax", message)
    assert (found.line, found.column) == place
    assert hint is None or (found.hint is not None and hint in found.hint)


def test_the_other_half_of_a_mistake_is_shown() -> None:
    assert [related.line for related in problem("a: [1, 2\nb: 3\n").related] == [1]
