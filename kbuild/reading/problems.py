"""What is wrong with a document, as values that can be sorted, counted, shown and exported.

A `Problem` is made where a mistake is found and travels as it is; `render` shows it to people, `render_json`,
`render_github` and `render_sarif` to programs. `DocumentError` carries all problems of a document at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from kbuild.reading.tree import Node, Origin, Path, Span, locate, walk
from kbuild.schemas.clipping import LONGEST_MESSAGE, clipped
from kbuild.schemas.errors import KbuildError

_ONE_NAME = re.compile(r"\$\{\s*[^\W\d]\w*\s*\}\Z")

Severity: TypeAlias = Literal["error", "warning", "advice"]


class _Placed:
    """The place of something, field by field, from its span."""

    __slots__ = ()
    span: Span | None

    @property
    def file(self) -> str | None:
        """The file's name, `None` for a text or Python objects."""
        return None if self.span is None else self.span.file

    @property
    def line(self) -> int | None:
        """The line, from 1."""
        return None if self.span is None else self.span.line

    @property
    def column(self) -> int | None:
        """The column in characters, from 1."""
        return None if self.span is None else self.span.column

    @property
    def length(self) -> int | None:
        """How many characters the place covers."""
        return None if self.span is None else self.span.length


@dataclass(frozen=True, slots=True)
class Related(_Placed):
    """A further place that belongs to a problem, such as the other half of a mismatch.

    Args:
        message: What this place has to do with the problem, in lower case and without a full stop.
        span: The place.
    """

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Problem(_Placed):
    """One mistake, or one piece of advice, with its place.

    `file`, `line`, `column` and `length` are read from the span.

    Args:
        code: A stable word such as `unknown-argument`, which `kbuild explain` knows.
        message: What is wrong: what was received and what was expected, without a full stop.
        severity: `error`, `warning` or `advice`; only errors keep a document from being used.
        path: The way to the node in the resolved document, dotted: `model.layers.2.Dense.units`.
        span: The place in the text.
        hint: What to do about it, often the nearest valid name.
        related: Further places that belong to it.

    Example:
        >>> Problem("out-of-range", "`epochs` is at least 1, received 0", path="fit.epochs").severity
        'error'
    """

    code: str
    message: str
    severity: Severity = "error"
    path: str = ""
    span: Span | None = None
    hint: str | None = None
    related: tuple[Related, ...] = ()

    def __post_init__(self) -> None:
        # Names and values of the document are quoted in these; one of a megabyte would be told in full.
        for name in ("message", "path", "hint"):
            said = getattr(self, name)
            if said is not None and len(said) > LONGEST_MESSAGE:
                object.__setattr__(self, name, clipped(said))

    @classmethod
    def at(  # noqa: PLR0913 - one argument for each field, all but four with names
        cls,
        root: Node,
        path: Path,
        code: str,
        message: str,
        *,
        key: bool = False,
        severity: Severity = "error",
        hint: str | None = None,
        related: Iterable[Related] = (),
    ) -> Problem:
        """Make a problem of the node at `path`, with its place and the places it came from.

        Use this wherever a resolved tree is at hand. A value that a parameter passed on unchanged is shown
        where it was given, since that is where it is wrong, and where it is used; one that was worked out is
        shown where that was, with the parameters. Uses of blocks, includes and overrides are named too.

        Args:
            root: The resolved document.
            path: The way to the node; the deepest that exists is pointed at.
            code: The problem's code.
            message: What is wrong.
            key: Point at the key instead of the value.
            severity: `error`, `warning` or `advice`.
            hint: What to do about it.
            related: Further places; those of the node's history are added to them.

        Example:
            >>> from kbuild.reading import read
            >>> problem = Problem.at(read("fit: {epochs: 0}"), ("fit", "epochs"), "out-of-range", "too few")
            >>> problem.line, problem.column, problem.path
            (1, 15, 'fit.epochs')
        """
        used = locate(root, path, key=key)
        span = used if key else given_at(root, path) or used
        places = [*related, *([] if span == used else [Related("it is used here", used)])]
        shown = {span, used}
        places += [place for place in origin_places(root, path) if place.span not in shown]
        return cls(code, message, severity, dotted(path), span, hint, tuple(places))


class DocumentError(KbuildError):
    """The document is wrong; `problems` says everything that is wrong with it, ordered by place.

    Printing it shows each problem with the author's own line. The exit code is 1.

    Args:
        problems: At least one.
    """

    exit_code = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(ordered(problems))
        first = self.problems[0]
        super().__init__(first.message, code=first.code, hint=first.hint)

    def __str__(self) -> str:
        from kbuild.reading.render import render

        return render(self.problems)

    def __reduce__(self) -> tuple[type[DocumentError], tuple[tuple[Problem, ...]]]:
        return DocumentError, (self.problems,)


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by place, and keep one of those that say the same of the same place.

    A block that is used ten times would otherwise report its one mistake ten times.
    """
    unique: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        where = problem.path if problem.span is None else problem.span
        unique.setdefault((problem.code, where, problem.message), problem)
    return sorted(unique.values(), key=_place)


def _place(problem: Problem) -> tuple[int, str, int, int]:
    span = problem.span
    if span is None:
        return -1, "", 0, 0
    return span.source.order, span.file or "", span.line, span.column


def has_errors(problems: Iterable[Problem]) -> bool:
    """Say whether any problem keeps the document from being used."""
    return any(problem.severity == "error" for problem in problems)


def dotted(path: Path) -> str:
    """Return a path as it is written in overrides and shown in problems.

    Example:
        >>> dotted(("model", "layers", 2, "Dense", "units"))
        'model.layers.2.Dense.units'
    """
    return ".".join(map(str, path))


def given_at(root: Node, path: Path) -> Span | None:
    """Return where a value was given that came through parameters unchanged; `None` for all others."""
    nodes = list(walk(root, path))
    steps = list(nodes[-1].origin or ()) if len(nodes) == len(path) + 1 else []
    found: Span | None = None
    while len(steps) > 1 and steps[0].kind == "expression" and _ONE_NAME.match(steps[0].text):
        found, steps = steps[1].span, steps[2:]
    return found


def origin_places(root: Node, path: Path) -> list[Related]:
    """Return the places by which the node at `path` came into the document, the nearest first.

    A value written where it stands has none; one from a block names each use of the block, one from a
    parameter the place where the parameter was given.
    """
    steps: list[Origin] = []
    for node in walk(root, path):
        if node.origin is not None:
            steps = [*node.origin, *steps]
    places: dict[Span, Related] = {}
    for step in steps:
        if step.span is not None:
            places.setdefault(step.span, Related(step.text, step.span))
    return list(places.values())
