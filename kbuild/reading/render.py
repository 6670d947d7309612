"""Problems as people read them: the author's own line, a caret under the exact token, what to do about it.

```
error[unknown-argument]: `Dense` has no argument `unit`
  --> digits.yaml:5:15
   |
 5 |     - Dense: {unit: 300}
   |               ^^^^
   = help: did you mean `units`?
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kbuild.reading.excerpt import Excerpt, visible
from kbuild.reading.problems import Problem, Related, Severity, ordered
from kbuild.reading.spans import Span

_COLOURS: dict[str, str] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "advice": "\x1b[1;36m",
    "note": "\x1b[1;34m",
    "frame": "\x1b[1;34m",
    "title": "\x1b[1m",
    "help": "\x1b[1;36m",
}
_RESET = "\x1b[0m"
_NOUNS: tuple[tuple[Severity, str, str], ...] = (
    ("error", "error", "errors"),
    ("warning", "warning", "warnings"),
    ("advice", "piece of advice", "pieces of advice"),
)


def render(problems: Iterable[Problem], *, color: bool = False, summary: bool = True) -> str:
    """Show problems to people, ordered by place.

    Args:
        problems: What was found.
        color: Use ANSI colours; ask for them only when the output is a terminal.
        summary: End with a line that counts them.

    Returns:
        The text, without a line break at its end; empty when there is nothing to show.

    Example:
        >>> print(render([Problem("cycle", "`a` needs `b` and `b` needs `a`", path="model.layers.a")]))
        error[cycle]: `a` needs `b` and `b` needs `a`
          --> model.layers.a
        <BLANKLINE>
        1 error
    """
    shown = ordered(problems)
    parts = ["\n".join(_problem(problem, _Paint(color))) for problem in shown]
    if summary and parts:
        parts.append(count_line(shown))
    return "\n\n".join(parts)


def count_line(problems: Iterable[Problem]) -> str:
    """Return how many problems there are of each severity, such as `2 errors, 1 warning`.

    Example:
        >>> count_line([])
        'no problems'
    """
    counts = Counter(problem.severity for problem in problems)
    parts = [
        f"{counts[name]} {one if counts[name] == 1 else many}" for name, one, many in _NOUNS if counts[name]
    ]
    return ", ".join(parts) or "no problems"


class _Paint:
    """Colour if it is wanted, plain text otherwise."""

    def __init__(self, color: bool) -> None:
        self.color = color

    def __call__(self, style: str, text: str) -> str:
        return f"{_COLOURS[style]}{text}{_RESET}" if self.color else text


def _problem(problem: Problem, paint: _Paint) -> Iterator[str]:
    gutter = _gutter(problem)
    title = paint(problem.severity, f"{problem.severity}[{problem.code}]")
    yield title + paint("title", f": {visible(problem.message)}")
    if problem.span is not None:
        yield from _place(problem.span, gutter, problem.severity, paint)
    elif problem.path:
        yield f"{' ' * gutter}{paint('frame', '-->')} {visible(problem.path)}"
    if problem.hint is not None:
        yield f"{' ' * gutter} {paint('frame', '=')} {paint('help', 'help')}: {visible(problem.hint)}"
    for related in problem.related:
        yield from _related(related, gutter, paint)


def _related(related: Related, gutter: int, paint: _Paint) -> Iterator[str]:
    yield f"{' ' * gutter} {paint('frame', '=')} {paint('note', 'note')}: {visible(related.message)}"
    if related.span is not None:
        yield from _place(related.span, gutter, "note", paint, mark="-")


def _place(span: Span, gutter: int, style: str, paint: _Paint, mark: str = "^") -> Iterator[str]:
    arrow = paint("frame", "-->")
    yield f"{' ' * gutter}{arrow} {visible(span.file or '<text>')}:{span.line}:{span.column}"
    excerpt = Excerpt.of(span)
    bar = paint("frame", "|")
    yield f"{' ' * (gutter + 1)}{bar}"
    number = paint("frame", str(span.line).rjust(gutter))
    yield f"{number} {bar} {excerpt.line}".rstrip()
    yield f"{' ' * (gutter + 1)}{bar} {' ' * excerpt.start}{paint(style, mark * excerpt.width)}"


def _gutter(problem: Problem) -> int:
    spans = [problem.span, *(related.span for related in problem.related)]
    return max([len(str(span.line)) for span in spans if span is not None], default=1) + 1
