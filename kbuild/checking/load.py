"""From a file, a text or a mapping to a checked document: all that is wrong is found in one pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kbuild.checking.check import findings_of, placed
from kbuild.reading.load import LoadResult, load_parts
from kbuild.reading.problems import DocumentError, Problem, has_errors
from kbuild.schemas.document import Document

Source = str | Path | Mapping[str, Any]


def load(source: Source, overrides: Mapping[str, Any] | Sequence[str] | None = None) -> Document:
    """Read, resolve and check a document.

    Neither Keras nor TensorFlow is imported.

    Args:
        source: A path, a text in YAML or JSON, or a mapping.
        overrides: What to change, as `{"params.units": 256}` or as `["params.units=256"]`.

    Returns:
        The document, as a frozen Pydantic model.

    Raises:
        DocumentError: With all problems, each at its line, in `.problems`.

    Example:
        >>> load("model: {style: sequential, layers: [Flatten]}").model.type_name
        'Sequential'
    """
    result, problems = _checked(source, overrides)
    if result.document is None or has_errors(problems):
        raise DocumentError([each for each in problems if each.severity == "error"])
    return result.document


def check(
    source: Source | Document, overrides: Mapping[str, Any] | Sequence[str] | None = None
) -> list[Problem]:
    """Find everything that is wrong or doubtful in a document, without Keras.

    Args:
        source: A path, a text, a mapping, or a document.
        overrides: What to change first.

    Returns:
        Problems ordered by place; empty when all is well.

    Example:
        >>> [problem.code for problem in check("modle: {}")]
        ['unknown-key']
    """
    if isinstance(source, Document):
        return placed(source.source, findings_of(source))
    return _checked(source, overrides)[1]


def _checked(source: Source, overrides: Any) -> tuple[LoadResult, list[Problem]]:
    result = load_parts(source, overrides)
    problems = list(result.problems)
    if result.document is not None:
        problems.extend(placed(result.document.source, findings_of(result.document)))
    return result, problems
