"""Comments that silence warnings and advice: `# kbuild: ignore[no-validation]`, on the line or just above it.

Errors can't be silenced: a document that has one can't be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kbuild.reading.problems import Problem

# A comment further off is not looked for: a hostile line may be the whole text.
_FAR = 2000
_COMMENT = re.compile(r"#[ \t]*kbuild:[ \t]*ignore\[(?P<codes>[a-z0-9\-, ]*)\]")


def unsilenced(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what a comment silences."""
    for problem in problems:
        if problem.severity == "error" or problem.code not in _silenced(problem):
            yield problem


def _silenced(problem: Problem) -> set[str]:
    """The codes that are silenced where a problem stands."""
    if problem.span is None:
        return set()
    text, offset = problem.span.source.text, problem.span.offset
    begin = text.rfind("\n", 0, offset) + 1
    here = _COMMENT.search(text, offset, min(_end(text, offset), offset + _FAR))
    found = _codes(here)
    if begin:
        # A line that is nothing but a comment.
        above = text.rfind("\n", 0, begin - 1) + 1
        comment = _COMMENT.search(text, above, min(begin - 1, above + _FAR))
        if comment is not None and not text[above : comment.start()].strip():
            found |= _codes(comment)
    return found


def _end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _codes(comment: re.Match[str] | None) -> set[str]:
    return set() if comment is None else {code.strip() for code in comment["codes"].split(",")}
