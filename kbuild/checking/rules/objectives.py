"""`objectives`: their programs, the layers they train, their names."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding, Path
from kbuild.checking.layer_names import direct_names, layers_of
from kbuild.checking.objectives import logged, parse_objective, updated_layers
from kbuild.checking.rules.names import ill_formed, refuse_name
from kbuild.checking.rules.phases import pattern_findings
from kbuild.checking.rules.registry import for_document
from kbuild.schemas.document import Document
from kbuild.schemas.models import Subclass
from kbuild.schemas.objectives import Objective, log_name


@for_document
def programs_of_objectives(document: Document) -> Iterator[Finding]:
    """Every mistake of each program, in one pass."""
    for index, objective in enumerate(document.objectives):
        place: Path = ("objectives", index, objective.program_key)
        _, errors = parse_objective(objective, document.model)
        for error in errors:
            within = (error.line, error.column, error.length)
            yield Finding(error.code, error.message, place, hint=error.hint, within=within)


@for_document
def layers_of_objectives(document: Document) -> Iterator[Finding]:
    """A pattern that means no layer trains nothing."""
    layers = tuple(layers_of(document.model))
    for index, objective in enumerate(document.objectives):
        yield from pattern_findings(objective.trainable or (), layers, ("objectives", index, "trainable"))
        yield from _updates(objective, index, document)


def _updates(objective: Objective, index: int, document: Document) -> Iterator[Finding]:
    names = direct_names(document.model)
    if objective.update is None or not names or isinstance(document.model, Subclass):
        return
    for weight in updated_layers(objective, document.model):
        layer = weight.split("/", 1)[0]
        if layer not in names or "/" not in weight:
            candidates = tuple(f"{each}/kernel" for each in names)
            text = f"there is no weight `{weight}`"
            hint = "a weight goes by its layer's name and its own, such as unit/kernel"
            place: Path = ("objectives", index, "update")
            yield Finding("unknown-weight", text, place, hint=hint, name=weight, candidates=candidates)


@for_document
def names_of_objectives(document: Document) -> Iterator[Finding]:
    """Their values stand in the logs by these names, beside the metrics."""
    first: dict[str, Path] = {}
    for index, objective in enumerate(document.objectives):
        place: Path = ("objectives", index, "name")
        name = log_name(objective, index)
        if ill_formed(name):
            yield refuse_name(name, place)
        elif name == "loss":
            text = "an objective cannot be called `loss`, which is the sum of them all"
            yield Finding("duplicate-name", text, place)
        for each in logged(objective, index):
            if each in first:
                text = f"two values of the logs are called `{each}`"
                at = place if objective.name is not None else ("objectives", index)
                yield Finding("duplicate-name", text, at, related=((first[each], "the first of them"),))
            first.setdefault(each, place)


@for_document
def one_way_to_train(document: Document) -> Iterator[Finding]:
    """Objectives stand in the place of the loss."""
    if document.objectives and document.compile is not None and document.compile.loss is not None:
        text = "objectives stand in the place of a loss, and both are here"
        hint = "keep the loss or the objectives"
        yield Finding(
            "conflicting-arguments",
            text,
            ("compile", "loss"),
            key=True,
            hint=hint,
            related=((("objectives",), "the objectives"),),
        )
