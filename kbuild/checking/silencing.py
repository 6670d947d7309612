"""Comments that silence warnings and advice: `# kbuild: ignore[no-validation]`, on the line or just above it.

Errors can't be silenced: a document that has one can't be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kbuild.reading.problems import Problem

_COMMENT = re.compile(r"(?P<before>.*?)#\s*kbuild:\s*ignore\[(?P<codes>[a-z0-9\-, ]*)\]")


def unsilenced(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what a comment silences."""
    for problem in problems:
        if problem.severity == "error" or problem.code not in _silenced(problem):
            yield problem


def _silenced(problem: Problem) -> set[str]:
    """The codes that are silenced where a problem stands."""
    if problem.span is None:
        return set()
    lines = problem.span.source.text.splitlines()
    here = problem.span.line - 1
    found: set[str] = set()
    for index in (here, here - 1):
        match = _COMMENT.match(lines[index]) if 0 <= index < len(lines) else None
        # A comment behind the line above is about that line.
        if match is not None and (index == here or not match["before"].strip()):
            found.update(code.strip() for code in match["codes"].split(","))
    return found
