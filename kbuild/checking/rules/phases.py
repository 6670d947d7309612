"""`phases`: what they freeze and train, and their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kbuild.checking.finding import Finding, Path
from kbuild.checking.layer_names import Named, layers_of
from kbuild.checking.patterns import matches, matches_any
from kbuild.checking.rules.names import ill_formed, refuse_name
from kbuild.checking.shapes.graph import Step
from kbuild.checking.walked import walked
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model
from kbuild.schemas.phases import Phase, phase_document


def phase_findings(document: Document) -> Iterator[Finding]:
    """What is wrong with the phases of a document, apart from what is wrong with each as a training."""
    yield from _names(document)
    for index, phase in enumerate(document.phases):
        model = phase_document(document, index).model
        layers = tuple(layers_of(model))
        for part in ("trainable", "frozen"):
            place: Path = ("phases", index, part)
            yield from pattern_findings(getattr(phase, part) or (), layers, place)
        yield from _effects(phase, index, layers)
        yield from _trains_nothing(phase, index, model, layers)
        if phase.fit is not None and phase.fit.initial_epoch:
            text = "initial_epoch has no effect: phases count their epochs on from those before"
            yield Finding("no-effect", text, ("phases", index, "fit", "initial_epoch"), key=True)


def pattern_findings(patterns: tuple[str, ...], layers: tuple[Named, ...], place: Path) -> Iterator[Finding]:
    """A pattern that means no layer is a misspelt name.

    Args:
        patterns: Names and patterns.
        layers: The layers that there are.
        place: Where the patterns stand in the document.
    """
    known = tuple(each.path for each in layers)
    if not known or any(each.is_open for each in layers):
        # What is inside an application or a wrapper is known when it is built.
        return
    names = tuple(dict.fromkeys((*known, *(path.rsplit("/", 1)[-1] for path in known)))) if patterns else ()
    for index, pattern in enumerate(patterns):
        if not any(matches(pattern, path) for path in known):
            text = f"there is no layer `{pattern}`"
            if any(letter in pattern for letter in "*?["):
                text = f"no layer's name is like `{pattern}`"
            yield Finding("unknown-layer", text, (*place, index), name=pattern, candidates=names)


def _names(document: Document) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for index, phase in enumerate(document.phases):
        if phase.name is None:
            continue
        place: Path = ("phases", index, "name")
        if ill_formed(phase.name):
            yield refuse_name(phase.name, place)
        elif phase.name in first:
            text = f"two phases are called `{phase.name}`"
            yield Finding("duplicate-name", text, place, related=((first[phase.name], "the first of them"),))
        first.setdefault(phase.name, place)


def _effects(phase: Phase, index: int, layers: tuple[Named, ...]) -> Iterator[Finding]:
    """Freezing what is frozen already does nothing."""
    for at, pattern in enumerate(phase.frozen or ()):
        meant = [each for each in layers if matches(pattern, each.path)]
        if meant and all(each.spec.arguments().get("trainable") is False for each in meant):
            text = f"freezing `{pattern}` has no effect: the model says trainable: false of it"
            yield Finding("no-effect", text, ("phases", index, "frozen", at), severity="warning")
        elif meant and any(_covers(other, meant) for other in (phase.frozen or ())[:at]):
            text = f"freezing `{pattern}` has no effect: a name before it freezes it"
            yield Finding("no-effect", text, ("phases", index, "frozen", at), severity="warning")


def _covers(pattern: str, meant: list[Named]) -> bool:
    return all(matches(pattern, each.path) for each in meant)


def _trains_nothing(phase: Phase, index: int, model: object, layers: tuple[Named, ...]) -> Iterator[Finding]:
    if (phase.trainable is None and phase.frozen is None) or not layers:
        return
    calls = walked(model).layers if isinstance(model, Model) else {}
    weighty = [each for each in layers if not _has_no_weights(calls, each)]
    if phase.trainable is not None:
        trained = [each for each in weighty if matches_any(phase.trainable, each.path)]
        known = all(any(matches(each, layer.path) for layer in layers) for each in phase.trainable)
    else:
        trained = [
            each
            for each in weighty
            if not matches_any(phase.frozen or (), each.path)
            and each.spec.arguments().get("trainable") is not False
            and not isinstance(each.spec, Model)
        ]
        known = True
    if not trained and known:
        part = "trainable" if phase.trainable is not None else "frozen"
        text = "this phase trains nothing: no layer with weights is left to train"
        yield Finding("trains-nothing", text, ("phases", index, part), key=True)


def _has_no_weights(calls: Mapping[str, tuple[Step, ...]], layer: Named) -> bool:
    """Whether a layer of the model itself is known to have nothing to train."""
    called = calls.get(layer.path) if "/" not in layer.path else None
    return bool(called) and called is not None and called[0].outcome.trainable == 0
