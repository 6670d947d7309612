"""The registry of rules, and the walk that applies them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from weakref import ref

from kbuild.checking.finding import Finding, Path
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model, Node
from kbuild.schemas.objects import Object, Spec
from kbuild.schemas.phases import Phase, phase_document, place_of

ObjectRule = Callable[["Placed"], Iterable[Finding]]
DocumentRule = Callable[[Document], Iterable[Finding]]
_for_types: dict[str, list[ObjectRule]] = {}
_for_kinds: dict[str, list[ObjectRule]] = {}
_for_document: list[DocumentRule] = []
_PLAIN = (str, int, float)
_last: list[tuple[ref[Document], list[Placed]]] = []


@dataclass(frozen=True, slots=True)
class Placed:
    """An object with its place in the document.

    Attributes:
        spec: The object.
        path: Where its arguments stand: the object's path with its type at the end.
    """

    spec: Object
    path: Path

    def get(self, name: str) -> Any:
        """An argument's value: as set, or Keras's default."""
        arguments = self.spec.arguments()
        if name in arguments:
            return arguments[name]
        field = type(self.spec).model_fields.get(name)
        return None if field is None else field.default

    def is_set(self, name: str) -> bool:
        """Whether the document sets an argument."""
        return name in self.spec.arguments()

    def finding(self, code: str, message: str, argument: str | None = None, **more: Any) -> Finding:
        """A finding at one of the object's arguments, or at its type."""
        if argument is not None and self.is_set(argument):
            return Finding(code, message, (*self.path, argument), **more)
        return Finding(code, message, self.path, key=True, **more)


def for_types(*names: str) -> Callable[[ObjectRule], ObjectRule]:
    """Register a rule for the objects of some types."""

    def register(rule: ObjectRule) -> ObjectRule:
        for name in names:
            _for_types.setdefault(name, []).append(rule)
        return rule

    return register


def for_kind(kind: str) -> Callable[[ObjectRule], ObjectRule]:
    """Register a rule for all objects of a kind."""

    def register(rule: ObjectRule) -> ObjectRule:
        _for_kinds.setdefault(kind, []).append(rule)
        return rule

    return register


def for_document(rule: DocumentRule) -> DocumentRule:
    """Register a rule that looks at a document as a whole."""
    _for_document.append(rule)
    return rule


def apply(document: Document) -> Iterator[Finding]:
    """Apply every rule wherever it applies."""
    for placed in objects_of(document):
        for rule in _for_kinds.get(placed.spec.kind, ()):
            yield from rule(placed)
        for rule in _for_types.get(placed.spec.type_name, ()):
            yield from rule(placed)
    for index, each in trainings_of(document):
        found = (finding for rule in _for_document for finding in rule(each))
        yield from found if index is None else moved(document, index, found)


def trainings_of(document: Document) -> Iterator[tuple[int | None, Document]]:
    """Each training of a document as a document: one for each phase, or the whole."""
    if not document.phases:
        yield None, document
    for index in range(len(document.phases)):
        yield index, phase_document(document, index)


def moved(document: Document, index: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings in a phase's document, each at its place in the whole document.

    Args:
        document: The whole document.
        index: The phase, from 0.
        findings: What was found in the phase's.
    """
    for each in findings:
        related = tuple((place_of(document, index, path), text) for path, text in each.related)
        yield replace(each, path=place_of(document, index, each.path), related=related)


def objects_of(document: Document) -> list[Placed]:
    """Every object of a document, nested ones too, each with its place.

    Several rules ask for them, so those of the document that was asked for last are kept.
    """
    if not _last or _last[0][0]() is not document:
        found: list[Placed] = []
        for name in type(document).model_fields:
            # Parameters are values that others were worked out from.
            if name in document.model_fields_set and name != "params":
                _walk(found, getattr(document, name), (name,), top=name == "model")
        _last[:] = [(ref(document), found)]
    return _last[0][1]


def _walk(found: list[Placed], value: Any, path: Path, *, top: bool = False) -> None:
    if value is None or isinstance(value, _PLAIN):
        return
    if isinstance(value, Object):
        # A document's own model is written by its style, without a type's name around its keys.
        here = path if top and isinstance(value, Model) else (*path, value.type_name)
        found.append(Placed(value, here))
        _fields(found, value, here)
    elif isinstance(value, Node):
        _walk(found, value.layer, path)
    elif isinstance(value, Spec):
        _fields(found, value, path)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            _walk(found, each, (*path, key))
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            if each is not None and not isinstance(each, _PLAIN):
                _walk(found, each, (*path, index))


def _fields(found: list[Placed], spec: Spec, path: Path) -> None:
    inputs, phase = isinstance(spec, Model), isinstance(spec, Phase)
    fields, given, values = type(spec).model_fields, spec.model_fields_set, spec.__dict__
    # In the order of their declaration, whichever were given.
    for name in fields if len(given) > 1 else given:
        value = values.get(name)
        if value is None or isinstance(value, _PLAIN) or name not in given or (inputs and name == "inputs"):
            continue
        _walk(found, value, (*path, fields[name].alias or name), top=phase and name == "model")
