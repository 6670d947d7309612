"""What could be better in a document that is not wrong: rules of the trade, each with its reason and remedy.

The rules are those that every course on neural networks teaches. Each is a small function with a code, which
`kbuild explain` tells more of, and which a comment silences: `# kbuild: ignore[linear-stack]`.

Example:
    >>> from kbuild.checking.advice import advise
    >>> layers = [{"Input": {"shape": [4]}}, {"Dense": {"units": 8}}, {"Dense": {"units": 1}}]
    >>> [each.code for each in advise({"model": {"style": "sequential", "layers": layers}})]
    ['linear-stack']
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kbuild.checking.advice import depth, forms, training
from kbuild.checking.advice.registry import advice_of
from kbuild.checking.check import placed
from kbuild.checking.load import Source, check, load
from kbuild.checking.silencing import unsilenced
from kbuild.reading.problems import Problem, has_errors, ordered
from kbuild.schemas.document import Document

__all__ = ["advice_of", "advise", "depth", "forms", "told", "training"]


def advise(
    source: Source | Document, overrides: Mapping[str, Any] | Sequence[str] | None = None
) -> list[Problem]:
    """Find what is wrong, doubtful, or could be better in a document, without Keras.

    Args:
        source: A path, a text, a mapping, or a document.
        overrides: What to change first.

    Returns:
        What `check` finds, with advice where there is no error; ordered by place.

    Example:
        >>> advise("model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 1}}]}")
        []
    """
    problems = check(source, overrides)
    if has_errors(problems):
        return problems
    document = source if isinstance(source, Document) else load(source, overrides)
    return ordered([*problems, *told(document)])


def told(document: Document) -> list[Problem]:
    """The advice for a document that is known to be right, without what its comments silence.

    Example:
        >>> from kbuild.schemas import Sequential, layers
        >>> stack = [layers.Input(shape=[4]), layers.Dense(units=8), layers.Dense(units=1)]
        >>> [each.code for each in told(Document(model=Sequential(layers=stack)))]
        ['linear-stack']
    """
    return ordered(unsilenced(placed(document.source, advice_of(document))))
