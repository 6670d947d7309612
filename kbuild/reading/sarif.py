"""Problems as SARIF 2.1.0, which code-scanning services and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from kbuild.reading.problems import Problem, Related, ordered

_LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(problems: Iterable[Problem], *, version: str = "0") -> str:
    """Return the problems as one SARIF log with one run.

    Args:
        problems: What was found.
        version: kbuild's version, as the tool's.

    Example:
        >>> log = json.loads(render_sarif([Problem("cycle", "a needs b")]))
        >>> log["runs"][0]["results"][0]["ruleId"]
        'cycle'
    """
    shown = ordered(problems)
    codes = sorted({problem.code for problem in shown})
    driver = {"name": "kbuild", "version": version, "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) for problem in shown],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    text = problem.message if problem.hint is None else f"{problem.message}\n{problem.hint}"
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
    }
    location = _location(problem)
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    if location:
        result["locations"] = [location]
    related = [{**_location(item), "message": {"text": item.message}} for item in problem.related]
    if related:
        result["relatedLocations"] = related
    return result


def _location(placed: Problem | Related) -> dict[str, Any]:
    span = placed.span
    if span is None or span.file is None:
        return {}
    region = {"startLine": span.line, "startColumn": span.column}
    region["endColumn"] = span.column + max(1, len(span.first_line))
    artifact = {"uri": quote(span.file.replace("\\", "/"))}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
