"""From a file, a text or a mapping to a checked document: all that is wrong is found in one pass."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kbuild.checking.check import findings_of, placed
from kbuild.checking.recovery import quiet_about, recover
from kbuild.checking.silencing import unsilenced
from kbuild.reading.garbage import uncollected
from kbuild.reading.limits import DEFAULT, Limits
from kbuild.reading.load import LoadResult, load_parts, load_written
from kbuild.reading.mending import Spot, mended, spot_of
from kbuild.reading.problems import DocumentError, Problem, has_errors, ordered
from kbuild.reading.suggest import rationed
from kbuild.reading.tree import Path as Place
from kbuild.reading.tree import measure, plain
from kbuild.schemas.document import Document

Source = str | Path | Mapping[str, Any]

# What resolving a graph finds, and what wiring would say once more of the names that this leaves open.
_UNCONNECTED = frozenset({"left-out", "missing-from", "wrong-inputs"})
_FOLLOWING = frozenset({"unknown-name", "unused-input", "unused-layer"})

# A name that is mended shows what it holds, where there may be more to mend; of large trees it is not asked.
_MENDED_TIMES, _MOST_MENDED = 3, 10_000


def load(
    source: Source,
    overrides: Mapping[str, Any] | Sequence[str] | None = None,
    *,
    limits: Limits = DEFAULT,
    folders: Sequence[str | Path] = (),
) -> Document:
    """Read, resolve and check a document.

    Neither Keras nor TensorFlow is imported.

    Args:
        source: A path, a text in YAML or JSON, or a mapping.
        overrides: What to change, as `{"params.units": 256}` or as `["params.units=256"]`.
        limits: How much the document may ask for; raise them only for documents that you trust.
        folders: Folders outside the document's own from which it may read files.

    Returns:
        The document, as a frozen Pydantic model.

    Raises:
        DocumentError: With all problems, each at its line, in `.problems`.

    Example:
        >>> load("model: {style: sequential, layers: [Flatten]}").model.type_name
        'Sequential'
    """
    result, problems = _checked(source, overrides, limits, folders)
    if result.document is None or has_errors(problems):
        raise DocumentError([each for each in problems if each.severity == "error"])
    return result.document


def check(
    source: Source | Document,
    overrides: Mapping[str, Any] | Sequence[str] | None = None,
    *,
    limits: Limits = DEFAULT,
    folders: Sequence[str | Path] = (),
) -> list[Problem]:
    """Find everything that is wrong or doubtful in a document, without Keras.

    Args:
        source: A path, a text, a mapping, or a document.
        overrides: What to change first.
        limits: How much the document may ask for.
        folders: Folders outside the document's own from which it may read files.

    Returns:
        Problems ordered by place; empty when all is well.

    Example:
        >>> [problem.code for problem in check("modle: {}")]
        ['unknown-key']
    """
    if isinstance(source, Document):
        return list(unsilenced(placed(source.source, findings_of(source))))
    return _checked(source, overrides, limits, folders)[1]


@rationed()
@uncollected()
def _checked(
    source: Source, overrides: Any, limits: Limits, folders: Sequence[str | Path]
) -> tuple[LoadResult, list[Problem]]:
    result = load_parts(source, overrides, limits=limits, folders=tuple(map(Path, folders)))
    found = _found(result)
    if result.document is None:
        found = _mended(result, found, overrides)
    return result, ordered(unsilenced([*result.problems, *(found or ())]))


def _found(result: LoadResult) -> list[Problem] | None:
    """What is wrong with what is sound of a document's form; None where too little is."""
    document = result.document
    cut: tuple[Place, ...] = ()
    if result.error is not None and result.source is not None:
        document, cut = recover(plain(result.source.root), result.error)
    if document is None:
        return None
    found = quiet_about(findings_of(document), cut)
    if any(problem.code in _UNCONNECTED for problem in result.problems):
        found = [each for each in found if each.code not in _FOLLOWING]
    return list(placed(result.source, found))


def _mended(result: LoadResult, found: list[Problem] | None, overrides: Any) -> list[Problem]:
    """Add what is wrong behind misspelt names, which is found by reading them as what they most likely mean.

    What is wrong without them, and not with them, only followed from them.
    """
    source, known, found = result.source, [*result.problems, *(found or ())], found or []
    if source is None or max(measure(source.written)[0], measure(source.root)[0]) > _MOST_MENDED:
        return found
    written = source.written
    told: set[Spot | None] = {None}
    form: list[Problem] = []
    for _ in range(_MENDED_TIMES):
        better = mended(written, known)
        if better is None:
            break
        written = better.written
        told |= better.guessed | {spot_of(each.span) for each in known}
        again = load_written(written, (), overrides, limits=source.limits, folders=source.folders)
        behind = _found(again)
        if behind is not None:
            there = {(spot_of(each.span), each.code) for each in behind}
            found = [each for each in found if _stays(each, there, better.guessed)]
        fresh, more = _new(again.problems, told), _new(behind or (), told)
        form, found, known = form + fresh, found + more, fresh + more
    return form + found


def _stays(problem: Problem, there: Container[tuple[Spot | None, str]], guessed: Container[Spot]) -> bool:
    """Whether a problem is one of its own: there with the other names too, or itself about one of them."""
    spot = spot_of(problem.span)
    return spot in guessed or (spot, problem.code) in there


def _new(problems: Iterable[Problem], told: Container[Spot | None]) -> list[Problem]:
    return [each for each in problems if each.severity == "error" and spot_of(each.span) not in told]
