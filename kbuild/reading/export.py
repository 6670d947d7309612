"""Problems for programs: JSON, and the annotations of GitHub's workflows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from kbuild.reading.problems import Problem, Related, ordered

_COMMANDS = {"error": "error", "warning": "warning", "advice": "notice"}


def render_json(problems: Iterable[Problem]) -> str:
    """Return the problems as one JSON object, ordered by place.

    `problems` has every field of each problem, `counts` how many there are of each severity.

    Example:
        >>> print(render_json([]))
        {
          "problems": [],
          "counts": {"error": 0, "warning": 0, "advice": 0}
        }
    """
    shown = ordered(problems)
    counts = Counter(problem.severity for problem in shown)
    rows = ",\n".join("    " + json.dumps(as_dict(problem), ensure_ascii=False) for problem in shown)
    listed = f"[\n{rows}\n  ]" if rows else "[]"
    totals = json.dumps({severity: counts[severity] for severity in ("error", "warning", "advice")})
    return f'{{\n  "problems": {listed},\n  "counts": {totals}\n}}'


def as_dict(problem: Problem) -> dict[str, object]:
    """Return a problem field by field."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.path,
        **_where(problem),
        "message": problem.message,
        "hint": problem.hint,
        "related": [{"message": related.message, **_where(related)} for related in problem.related],
    }


def _where(placed: Problem | Related) -> dict[str, object]:
    return {
        "file": placed.file,
        "line": placed.line,
        "column": placed.column,
        "length": placed.length,
    }


def render_github(problems: Iterable[Problem]) -> str:
    """Return the problems as workflow commands, one a line, which GitHub shows beside the lines of a change.

    Example:
        >>> print(render_github([Problem("cycle", "a needs b", path="model")]))
        ::error title=cycle::a needs b (at model)
    """
    return "\n".join(_annotation(problem) for problem in ordered(problems))


def _annotation(problem: Problem) -> str:
    fields = {"title": problem.code}
    if problem.span is not None and problem.file is not None:
        end = problem.span.column + max(1, len(problem.span.first_line))
        fields = {
            "file": problem.file,
            "line": str(problem.line),
            "col": str(problem.column),
            "endColumn": str(end),
            **fields,
        }
    text = problem.message if problem.hint is None else f"{problem.message}\n{problem.hint}"
    if problem.span is None and problem.path:
        text += f" (at {problem.path})"
    written = ",".join(f"{name}={_escape_property(value)}" for name, value in fields.items())
    return f"::{_COMMANDS[problem.severity]} {written}::{_escape_data(text)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
