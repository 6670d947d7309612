"""A resolved tree against the schemas: a `Document`, or problems at their lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kbuild.reading.counsel import counsel
from kbuild.reading.echoes import without_echoes
from kbuild.reading.problems import Problem
from kbuild.reading.slips import slip
from kbuild.reading.suggest import did_you_mean, suggest
from kbuild.reading.tree import Node, Path, Scalar, plain, walk
from kbuild.schemas.document import Document

_OWN = "a type of your own is made one by --plugin, or by kbuild.register"


def validate(root: Node, blocks: Collection[str] = ()) -> tuple[Document | ValidationError, list[Problem]]:
    """Hold a resolved tree against the schemas.

    Args:
        root: The resolved tree.
        blocks: The names of the document's blocks, which stand where names of layers do.

    Returns:
        The document, or what the schemas raised; and what is wrong, each at its place.

    Example:
        >>> from kbuild.reading import read
        >>> _, problems = validate(read("model: {style: sequential, layers: [{Dense: {unit: 3}}]}"))
        >>> [problem.hint for problem in problems]
        ['did you mean `units`?']
    """
    try:
        return Document.model_validate(plain(root)), []
    except ValidationError as error:
        return error, problems_of(root, error.errors(include_url=False), blocks)


def problems_of(root: Node, errors: Iterable[ErrorDetails], blocks: Collection[str] = ()) -> list[Problem]:
    """Give each of Pydantic's errors its place and its hint."""
    kept = without_echoes(list(errors))
    return [_problem(root, each, blocks) for each in kept if not _reported(root, each)]


def _problem(root: Node, error: ErrorDetails, blocks: Collection[str]) -> Problem:
    context: dict[str, Any] = error.get("ctx") or {}
    path: Path = tuple(error["loc"])
    # A missing argument has no place of its own: its owner's name has.
    missing = bool(context.get("missing"))
    return Problem.at(
        root,
        path[:-1] if missing and len(path) > 1 else path,
        error["type"],
        str(context.get("message", error["msg"])),
        key=missing or bool(context.get("key")),
        hint=_hint(error["type"], context, error["input"], blocks),
    )


def _hint(code: str, context: dict[str, Any], value: Any, blocks: Collection[str]) -> str | None:
    if context.get("hint"):
        return str(context["hint"])
    if (found := counsel(code, context, value)) is not None:
        return found
    if "candidates" in context:
        name, candidates = str(context["name"]), context["candidates"]
        # A block of the document's own is what was meant, rather than one of a hundred layers.
        near = suggest(name, blocks) if code == "unknown-type" and "Dense" in candidates else None
        found = did_you_mean(name, [near] if near is not None else candidates)
        return found or (_OWN if code == "unknown-type" else None)
    return slip(context["slip"]) if "slip" in context else None


def _reported(root: Node, error: ErrorDetails) -> bool:
    """Whether resolving has already said what is wrong with this value; of its key it has said nothing."""
    if (error.get("ctx") or {}).get("key"):
        return False
    last = list(walk(root, tuple(error["loc"])))[-1]
    return isinstance(last, Scalar) and last.failed
