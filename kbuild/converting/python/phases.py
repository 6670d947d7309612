"""`phases` as several trainings in a row: layers frozen and thawed, compiled again, epochs counted on."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from kbuild.converting.python.carrying import Carried, carried, statements
from kbuild.converting.python.data import Samples, evaluated, loaded
from kbuild.converting.python.freezing import frozen
from kbuild.converting.python.identifiers import identifier
from kbuild.converting.python.program import Program
from kbuild.converting.python.training import compiled, fitted
from kbuild.converting.python.writing import Gap
from kbuild.schemas.document import Document
from kbuild.schemas.objects import Object
from kbuild.schemas.phases import phase_document, phase_name


@dataclass(slots=True)
class Stage:
    """A phase, as far as it is known before anything is written.

    Attributes:
        index: Which, from 0.
        title: Its name.
        document: What it trains by.
        variable: Of its model.
        begins: Whether it is the first that trains that model.
        makes: Whether that model is made for it, beside the document's own.
        layers: What the model takes from those before it.
    """

    index: int
    title: str
    document: Document
    variable: str
    begins: bool
    makes: bool
    layers: list[Carried]


def stages(program: Program, document: Document) -> list[Stage]:
    """Look at the phases of a document: which models they train, and which weights go on."""
    found: list[Stage] = []
    before: list[tuple[str, Object]] = []
    for index, phase in enumerate(document.phases):
        whole = phase_document(document, index)
        title = phase_name(phase, index)
        own = index == 0 or phase.model is not None
        used = any(each.variable == "model" for each in found)
        if not own:
            variable, makes = found[-1].variable, False
        elif whole.model.tree() == document.model.tree() and not used:
            variable, makes = "model", False
        else:
            variable, makes = program.names.take(identifier(title, fallback="phase")), True
        layers = carried(whole.model, before) if own and before else []
        found.append(Stage(index, title, whole, variable, own, makes, layers))
        if own:
            before.append((variable, whole.model))
    program.titled |= {path for stage in found for each in stage.layers for path in (each.here, each.there)}
    return found


def trainings(program: Program, document: Document, found: list[Stage]) -> list[ast.stmt]:
    """The statements of all phases, one after the other."""
    body: list[ast.stmt] = []
    seen: list[str] = []
    samples: Samples | None = None
    epochs, touched = 0, dict[str, set[str]]()
    for stage in found:
        phase = document.phases[stage.index]
        with program.phase_of(stage.index, stage.document):
            body.append(Gap(f"Phase {stage.index + 1}: {_plain(stage.title)}."))
            samples, load = loaded(program, stage.document, stage.variable)
            body += _news(load, seen)
            seen = [ast.dump(each) for each in load if not isinstance(each, Gap)]
            body += statements(stage.variable, stage.layers)
            held = touched.setdefault(stage.variable, set())
            body += frozen(program, stage.variable, stage.document.model, phase, held)
            runner, prepared, reads_targets = prepare(
                program, stage.document, stage.variable, stage.title, tested=stage is found[-1]
            )
            body += prepared
            samples = samples if reads_targets else samples.without_targets()
            body += fitted(program, stage.document, samples, runner, epochs)
        epochs += 1 if stage.document.fit is None else stage.document.fit.epochs
    if samples is not None:
        body += evaluated(program, found[-1].document, samples, runner)
    return body


def prepare(
    program: Program, document: Document, variable: str, title: str, *, tested: bool = True
) -> tuple[str, list[ast.stmt], bool]:
    """What trains a model: its variable, the statements that make it ready, and whether it reads targets."""
    if document.objectives:
        from kbuild.converting.python.objectives import trainer

        return trainer(program, document, variable, title, tested=tested)
    if document.compile is None:
        return variable, [], True
    return variable, [compiled(program, document.compile, variable)], True


def _news(load: list[ast.stmt], seen: list[str]) -> list[ast.stmt]:
    """What has to be done to have the data, as far as it is not done already."""
    wanted = [ast.dump(each) for each in load if not isinstance(each, Gap)]
    if seen and wanted[: len(seen)] == seen:
        rest = load
        for _ in seen:
            while isinstance(rest[0], Gap):
                rest = rest[1:]
            rest = rest[1:]
        return rest
    return load


def _plain(title: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in title).split())
