"""One mistake, one problem: errors of the schemas that only follow from another one are left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pydantic_core import ErrorDetails

from kbuild.reading.suggest import suggest

_OF_A_MODEL = ("style", "layers", "inputs", "outputs", "call")


def without_echoes(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    r"""Leave out what follows from a mistake that is reported already.

    Args:
        errors: What Pydantic found, with kbuild's codes.

    Example:
        >>> from kbuild.reading import read
        >>> from kbuild.reading.validate import validate
        >>> _, problems = validate(read("style: sequential\nlayers: [Flatten]"))
        >>> [problem.hint for problem in problems]
        ['write `model:` above it, and indent what belongs to the model']
    """
    kept = list(errors)
    for step in _STEPS:
        kept = step(kept)
    return kept


def _misspelt(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """The argument that is missing is the one that is misspelt, or stands outside of the braces."""
    meant: set[tuple[tuple[int | str, ...], Any]] = {
        (_owner(each), suggest(str(context["name"]), context["candidates"]))
        for each in errors
        if each["type"].startswith("unknown-") and "candidates" in (context := _context(each))
    }
    beside = ((each, _context(each).get("beside")) for each in errors)
    meant |= {((*_owner(each), owner), each["loc"][-1]) for each, owner in beside if owner}
    return [
        each
        for each in errors
        if not (_context(each).get("missing") and (_owner(each), each["loc"][-1]) in meant)
    ]


def _without_model(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Keys of the model that stand at the top, and the model that is missing, are one mistake."""
    if not any(each["loc"] == ("model",) and _context(each).get("missing") for each in errors):
        return errors
    stray = [each for each in errors if len(each["loc"]) == 1 and each["loc"][0] in _OF_A_MODEL]
    if not stray:
        return errors
    hint = "write `model:` above it, and indent what belongs to the model"
    first = _hinted(stray[0], hint)
    return [first, *(each for each in errors if each not in stray and each["loc"] != ("model",))]


def _cut_tuples(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """`(28, 28)` in braces is cut at its comma: a text that opens, and names up to one that closes."""
    out = list(errors)
    for each in errors:
        opened = _context(each).get("slip")
        if isinstance(opened, str) and opened.startswith("("):
            pieces = [other for other in out if _owner(other) == _owner(each) and _is_piece(other)]
            text = ", ".join([opened, *(str(other["loc"][-1]) for other in pieces)])
            out = [other for other in out if other not in pieces and other is not each]
            out.append(_hinted(each, f"write [{text.strip('()')}]") if pieces else each)
    return out


def _is_piece(error: ErrorDetails) -> bool:
    return error["type"].startswith("unknown-") and str(error["loc"][-1]).rstrip(")").isdigit()


def _owner(error: ErrorDetails) -> tuple[int | str, ...]:
    return tuple(error["loc"][:-1])


def _context(error: ErrorDetails) -> dict[str, Any]:
    return error.get("ctx") or {}


def _hinted(error: ErrorDetails, hint: str) -> ErrorDetails:
    return {**error, "ctx": {**_context(error), "hint": hint}}


_STEPS: tuple[Callable[[list[ErrorDetails]], list[ErrorDetails]], ...] = (
    _misspelt,
    _without_model,
    _cut_tuples,
)
