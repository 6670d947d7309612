"""Where a value comes from: the chain of places that led to it."""

from __future__ import annotations

from dataclasses import dataclass

from kbuild.reading.paths import PathError, descend, segments
from kbuild.reading.paths import candidates as below
from kbuild.reading.spans import Span
from kbuild.reading.suggest import did_you_mean
from kbuild.reading.tree import Node, Path, walk
from kbuild.schemas.errors import UsageError


@dataclass(frozen=True, slots=True)
class Step:
    """One place on the way to a value.

    Args:
        kind: `value`, or that of an `Origin`: `include`, `alias`, `expression`, `param`, `override`,
            `written`, `block`.
        text: What happened there.
        span: The place, where there is one.
    """

    kind: str
    text: str
    span: Span | None


def find_path(root: Node, text: str) -> Path:
    """Return the path of what a person names as in an override: `model.layers.conv1.filters`.

    Args:
        root: The resolved document.
        text: The path, with layers by name or index, and types left out or not.

    Raises:
        UsageError: When it names nothing, or several things.

    Example:
        >>> from kbuild.reading import read
        >>> find_path(read("model: {layers: [{Dense: {units: 3, name: a}}]}"), "model.layers.a.units")
        ('model', 'layers', 0, 'Dense', 'units')
    """
    try:
        found = descend(root, segments(text))
    except PathError as error:
        raise UsageError(error.message, code="ambiguous-path", hint=error.hint) from None
    if found.rest:
        name = found.rest[0].text
        hint = did_you_mean(name, below(found.node))
        raise UsageError(f"there is no `{name}` in the document's `{text}`", code="unknown-path", hint=hint)
    return found.path


def explain_origin(root: Node, path: Path) -> list[Step]:
    r"""Return the places that led to a value, the nearest first.

    Args:
        root: The resolved document.
        path: The way to the value; the deepest node that exists is explained.

    Returns:
        Where it is written, then the parameters it was worked out from, the value that an override replaced,
        the uses of the blocks it stands in, and the includes.

    Example:
        >>> from kbuild.reading import read, resolve
        >>> root = resolve(read("params: {n: 3}\nfit: {epochs: '${n * 2}'}"))
        >>> [(step.text, step.span.line) for step in explain_origin(root, ("fit", "epochs")) if step.span]
        [('the value is written here', 2), ('`n` is given here', 1)]
    """
    nodes = list(walk(root, path))
    steps = [Step("value", "the value is written here", nodes[-1].span)]
    for node in reversed(nodes):
        if node.origin is not None:
            steps.extend(Step(origin.kind, origin.text, origin.span) for origin in node.origin)
    return [step for index, step in enumerate(steps) if step not in steps[:index]]
