"""Training in phases: one after the other, in one run folder, with one count of epochs and steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kbuild.building.build import build_model
from kbuild.building.trainability import Trainability
from kbuild.callbacks.optimizers import count_on
from kbuild.data import Feeds, Samples
from kbuild.reading.suggest import did_you_mean
from kbuild.schemas.document import Document
from kbuild.schemas.phases import phase_document, phase_name
from kbuild.schemas.training import Compile
from kbuild.training.adapting import adapt
from kbuild.training.carrying import Carried, carry
from kbuild.training.chunked import as_seen, check_states
from kbuild.training.fitting import check_fit
from kbuild.training.folder import RunFolder
from kbuild.training.phase_folder import PhaseFolder
from kbuild.training.phase_weights import read_final, write_final
from kbuild.training.plan import Plan, problem
from kbuild.training.run import Run
from kbuild.training.session import Session, prepare, uninstall
from kbuild.training.watchers import Watcher


@dataclass(slots=True)
class _Phase:
    """One phase, as far as it is known before the training.

    Attributes:
        index: Which, from 0.
        name: Its name.
        document: What it trains by.
        spec: Its `compile`.
        feeds: Its data.
        model: The model; the same object as the phase's before unless it has one of its own.
        own_model: Whether it has.
    """

    index: int
    name: str
    document: Document
    spec: Compile
    feeds: Feeds
    model: Any
    own_model: bool


class Phases:
    """The phases of a training.

    All models are built, all data is loaded and everything is held against everything else before the first
    phase begins, so that no mistake in the last is found after hours of the first.

    Args:
        document: A document with phases, and with a seed.
        spec_of: Gives the `compile` of a phase's document.
        feeds_of: Gives the data of a phase's document.
        callbacks: Callbacks that Python code gives, for every phase.

    Raises:
        DocumentError: Names that mean no layer, a phase that trains nothing, ...
        DataError: Data that does not fit a model.
    """

    def __init__(
        self,
        document: Document,
        spec_of: Callable[[Document], Compile],
        feeds_of: Callable[[Document], Feeds],
        callbacks: Sequence[Any] = (),
    ) -> None:
        self.document = document
        self._callbacks = callbacks
        self._trainable: dict[int, Trainability] = {}
        self._done: list[dict[str, Any]] = []
        self._phases: list[_Phase] = []
        for index in range(len(document.phases)):
            self._phases.append(self._known(index, spec_of, feeds_of))
        for each in self._phases:
            self._check(each)

    @property
    def epochs(self) -> int:
        """Epochs of all phases together."""
        return sum(Plan.of(each.document).epochs for each in self._phases)

    def first(self, folder: RunFolder) -> Session:
        """The training of the first phase, ready to begin.

        Args:
            folder: The run's folder, which need not be there yet.
        """
        return self._session(self._phases[0], folder, Carried(new=list(self._trainability(0).paths())))

    def after(self, session: Session, folder: RunFolder, note: Callable[[str], None]) -> Session | None:
        """End a phase, and prepare the one after it.

        Args:
            session: The training of the phase that ended.
            folder: The run's folder.
            note: Takes lines for people.

        Returns:
            The training of the next phase; None after the last.
        """
        phase = self._phases[len(self._done)]
        if phase is self._phases[-1]:
            self._note(phase, session, folder)
            return None
        uninstall(session)
        write_final(phase.model, PhaseFolder(folder.path, phase.name).final)
        self._note(phase, session, folder)
        return self._begin(self._phases[len(self._done)], folder, note)

    def go_on(self, folder: RunFolder, note: Callable[[str], None]) -> Session:
        """The training of the phase that a run was in when it ended, with what the phases before it left.

        Args:
            folder: The run's folder.
            note: Takes lines for people.

        Returns:
            That training, as it was when the phase began.
        """
        # The last phase may have ended, and what comes after it not have been done.
        self._done = list(folder.read_state().get("phases", ()))[: len(self._phases) - 1]
        for phase in self._phases[: len(self._done)]:
            read_final(phase.model, PhaseFolder(folder.path, phase.name).final)
        if not self._done:
            return self.first(folder)
        return self._begin(self._phases[len(self._done)], folder, note)

    def _known(
        self, index: int, spec_of: Callable[[Document], Compile], feeds_of: Callable[[Document], Feeds]
    ) -> _Phase:
        document = phase_document(self.document, index)
        phase = self.document.phases[index]
        own = index == 0 or phase.model is not None
        same = next((each for each in self._phases if each.document.data == document.data), None)
        feeds = feeds_of(document) if same is None else same.feeds
        if own:
            model = build_model(document)
            adapt(model, as_seen(feeds, Plan.of(document), document).train)
        else:
            model = self._phases[-1].model
        return _Phase(index, phase_name(phase, index), document, spec_of(document), feeds, model, own)

    def _check(self, phase: _Phase) -> None:
        self._set_trainable(phase)
        seen = as_seen(phase.feeds, Plan.of(phase.document), phase.document)
        for name in ("train", "validation", "test"):
            if isinstance(samples := getattr(seen, name), Samples):
                check_fit(phase.model, phase.spec, samples, name)
        check_states(phase.model, phase.feeds, Plan.of(phase.document), phase.document)

    def _trainability(self, index: int) -> Trainability:
        model = self._phases[index].model
        if id(model) not in self._trainable:
            self._trainable[id(model)] = Trainability(model)
        return self._trainable[id(model)]

    def _set_trainable(self, phase: _Phase) -> None:
        written, state = self.document.phases[phase.index], self._trainability(phase.index)
        part = "trainable" if written.trainable is not None else "frozen"
        patterns = getattr(written, part) or ()
        for each in state.unknown(patterns):
            at: tuple[str | int, ...] = ("phases", phase.index, part, patterns.index(each))
            hint = did_you_mean(each, state.paths())
            raise problem(self.document, at, "unknown-layer", f"there is no layer `{each}`", hint=hint)
        if written.trainable is not None:
            state.only(patterns)
        else:
            state.without(patterns)
        updates = phase.document.objectives and all(each.update for each in phase.document.objectives)
        if phase.model.built and not phase.model.trainable_weights and not updates:
            at = ("phases", phase.index, part) if patterns else ("phases", phase.index)
            text = f"the phase `{phase.name}` trains nothing: no layer with weights is left to train"
            raise problem(self.document, at, "trains-nothing", text, key=bool(patterns))

    def _begin(self, phase: _Phase, folder: RunFolder, note: Callable[[str], None]) -> Session:
        carried = Carried()
        if phase.own_model:
            carried = carry(phase.model, [(each.name, each.model) for each in self._phases[: phase.index]])
        session = self._session(phase, folder, carried)
        note(f"phase {phase.name}{f': {carried.describe()}' if phase.own_model else ''}")
        return session

    def _session(self, phase: _Phase, folder: RunFolder, carried: Carried) -> Session:
        last = self._done[-1] if self._done else {"epoch": 0, "step": 0}
        self._set_trainable(phase)
        own = Plan.of(phase.document)
        plan = replace(own, initial_epoch=last["epoch"], epochs=last["epoch"] + own.epochs)
        count_on(phase.model, last["step"])
        session = prepare(
            phase.document,
            phase.spec,
            phase.feeds,
            PhaseFolder(folder.path, phase.name),
            self._callbacks,
            model=phase.model,
            plan=plan,
        )
        session.phase, session.whole = phase.name, self.document
        session.carried = carried.plain()
        _shift(session.watchers, last["epoch"])
        return session

    def _note(self, phase: _Phase, session: Session, folder: RunFolder) -> None:
        """Write down where a phase ended; from here on a run that is resumed begins with the next."""
        row = Run(folder.path).metrics[-1]
        ended: dict[str, Any] = {"name": phase.name, "epoch": row["epoch"], "step": row["step"]}
        if phase.own_model and phase.index:
            ended |= {"weights": session.carried}
        self._done.append(ended)
        folder.write_state(phases=self._done)


def _shift(watchers: Sequence[Watcher], epochs: int) -> None:
    """Callbacks that count epochs from the beginning of their phase, told where that is."""
    for each in watchers:
        if each.path is not None and hasattr(each.callback, "start_from_epoch"):
            each.callback.start_from_epoch += epochs
        if each.path is not None and type(each.callback).__name__ == "LearningRateScheduler":
            schedule = each.callback.schedule
            each.callback.schedule = lambda epoch, rate, inner=schedule: inner(epoch - epochs, rate)
