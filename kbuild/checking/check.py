"""All checks of a document that need no engine, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from kbuild.checking.finding import Finding, Path
from kbuild.checking.rules import rule_findings
from kbuild.checking.rules.registry import moved
from kbuild.checking.shapes.findings import shape_findings
from kbuild.checking.wiring import wire
from kbuild.reading.frames import MOST_PROBLEMS
from kbuild.reading.problems import Problem, Related, dotted
from kbuild.reading.suggest import did_you_mean
from kbuild.reading.tree import Scalar, inside, walk
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Model, Sequential
from kbuild.schemas.objects import Object
from kbuild.schemas.phases import phase_document


def findings_of(document: Document) -> list[Finding]:
    """Everything that is wrong or doubtful in a document that fits the schemas."""
    structure = [*_structure(document), *(each for found in _of_phases(document) for each in found)]
    wiring = [each for each, of_shapes in structure if not of_shapes]
    shapes = [each for each, of_shapes in structure if of_shapes]
    return [*wiring, *rule_findings(document), *shapes]


def _structure(document: Document) -> Iterator[tuple[Finding, bool]]:
    """What is wrong with a model's wiring, or else with its shapes; each with whether it is of shapes."""
    wiring = [each for path, model in models_of(document) for each in _of_model(model, path)]
    # Shapes go along the wires: where those are wrong, what they would carry is not known.
    if not wiring:
        yield from ((each, True) for each in shape_findings(document))
    yield from ((each, False) for each in wiring)


def _of_phases(document: Document) -> Iterator[list[tuple[Finding, bool]]]:
    """The same for the models that phases have of their own."""
    for index, phase in enumerate(document.phases):
        if phase.model is not None:
            found = list(_structure(phase_document(document, index)))
            places = moved(document, index, (each for each, _ in found))
            yield list(zip(places, (of_shapes for _, of_shapes in found), strict=True))


def models_of(document: Document) -> Iterator[tuple[Path, Model]]:
    """All models of a document, nested ones too, each with the path at which its keys stand."""
    if isinstance(document.model, Model):
        yield from _nested(document.model, ("model",))


def _nested(model: Model, path: Path) -> Iterator[tuple[Path, Model]]:
    yield path, model
    for below, spec in _members(model):
        if isinstance(spec, Model):
            yield from _nested(spec, (*path, *below, spec.type_name))


def _members(model: Model) -> Iterator[tuple[Path, Object]]:
    if isinstance(model, Sequential):
        yield from ((("layers", index), each) for index, each in enumerate(model.layers))
    elif isinstance(model, Functional):
        yield from ((("layers", name), node.layer) for name, node in model.layers.items() if node.layer)
    else:
        yield from _declared(getattr(model, "layers", {}), ("layers",))


def _declared(value: Any, path: Path) -> Iterator[tuple[Path, Object]]:
    if isinstance(value, Object):
        yield path, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _declared(each, (*path, name))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _declared(each, (*path, index))


def _of_model(model: Model, path: Path) -> Iterable[Finding]:
    return wire(model, path).findings if isinstance(model, Functional) else ()


def placed(source: Any, findings: Iterable[Finding]) -> list[Problem]:
    """Findings as problems: each at its line, where the document was read from a text."""
    return [_placed(source, each) for each in islice(findings, MOST_PROBLEMS)]


def _placed(source: Any, finding: Finding) -> Problem:
    hint = finding.hint or _meant(finding)
    if source is None:
        return Problem(
            finding.code, finding.message, _severity(finding), path=dotted(finding.path), hint=hint
        )
    related = [Related(text, source.locate(path, key=True)) for path, text in finding.related]
    if finding.within is not None:
        return _within(source, finding, hint)
    return Problem.at(
        source.root,
        finding.path,
        finding.code,
        finding.message,
        key=finding.key,
        severity=_severity(finding),
        hint=hint,
        related=related,
    )


def _meant(finding: Finding) -> str | None:
    if not finding.name:
        return None
    if finding.apart is None:
        return did_you_mean(finding.name, finding.candidates)
    return did_you_mean(finding.name, (each for each in finding.candidates if each != finding.apart))


def _within(source: Any, finding: Finding, hint: str | None) -> Problem:
    """A problem inside a text of the document, such as a program."""
    node = list(walk(source.root, finding.path))[-1]
    span = inside(node, *finding.within) if isinstance(node, Scalar) and finding.within else None
    return Problem(finding.code, finding.message, _severity(finding), dotted(finding.path), span, hint)


def _severity(finding: Finding) -> Any:
    return finding.severity
