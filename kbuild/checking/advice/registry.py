"""The registry of advice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import moved, trainings_of
from kbuild.schemas.document import Document

AdviceRule = Callable[[Document], Iterable[Finding]]
_rules: list[AdviceRule] = []


def advice(rule: AdviceRule) -> AdviceRule:
    """Register a rule: a function from a document to findings, which says nothing where it does not know."""
    _rules.append(rule)
    return rule


def advice_of(document: Document) -> Iterator[Finding]:
    """Apply every rule to each training of a document."""
    found: list[Finding] = []
    for index, each in trainings_of(document):
        given = (finding for rule in _rules for finding in rule(each))
        found += given if index is None else moved(document, index, given)
    yield from dict.fromkeys(found)
