"""The run itself: the folder is made, the model trained, tested and saved; what happens is written down."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kbuild import callbacks as bundled
from kbuild.building.site import Site
from kbuild.callbacks.boards.trimming import remove as remove_events
from kbuild.callbacks.checkpoints.restoring import find
from kbuild.callbacks.checkpoints.store import Store
from kbuild.callbacks.resumption import resumption
from kbuild.callbacks.states import reset_states
from kbuild.data import Samples
from kbuild.schemas.document import Document
from kbuild.schemas.errors import KbuildError, RunError
from kbuild.training.csv_rows import CSVRows
from kbuild.training.environment import environment
from kbuild.training.fingerprint import fingerprint
from kbuild.training.folder import RunFolder, make_folder, now, to_json, write_whole
from kbuild.training.hooks import Hooks, diverged, finite_weights
from kbuild.training.interruption import Interruption, interruptible
from kbuild.training.lock import locked
from kbuild.training.own_types import plugin_names
from kbuild.training.phase_folder import seen_by
from kbuild.training.plain_words import core, in_plain_words
from kbuild.training.progress import Display, Reporter, display
from kbuild.training.recording import Recorder
from kbuild.training.run import Run
from kbuild.training.saving import save_model
from kbuild.training.session import Session, uninstall
from kbuild.training.showing import boards, ended, show, shown, warner
from kbuild.training.telling import reporter
from kbuild.training.watchers import Watcher, make_places, watchers_of
from kbuild.training.written import resolved_text, written_bytes

if TYPE_CHECKING:
    from kbuild.training.phases import Phases


def run_session(  # noqa: PLR0913 - what a run is made of
    session: Session,
    runs: Path,
    name: str,
    callbacks: Sequence[Any],
    verbose: int | str,
    *,
    phases: Phases | None = None,
    resumed: RunFolder | None = None,
) -> Run:
    """Run a training that has been prepared, from its beginning or from where it was left.

    Args:
        session: The training.
        runs: The folder of all runs.
        name: The name of this document's.
        callbacks: Callbacks that Python code gives, as `prepare` got them.
        verbose: See `kbuild.train`.
        phases: The phases of the training, of which the session is the first.
        resumed: The folder of a run that goes on, whose lock is held; None for a new one.

    Returns:
        The run.
    """
    if resumed is not None:
        _begin_again(session, resumed)
        return _run(session, resumed, verbose, phases)
    folder = make_folder(runs, name)
    with locked(folder.path):
        _begin(session, folder, callbacks)
        return _run(session, folder, verbose, phases)


def _run(session: Session, folder: RunFolder, verbose: int | str, phases: Phases | None) -> Run:
    epochs = session.plan.epochs if phases is None else phases.epochs
    screen = display(verbose, epochs, session.plan.initial_epoch)
    screen.note(_first_lines(session, folder))
    session = _through(session, folder, screen, phases)
    with _kept(session, folder, screen):
        test = _test(session)
        if session.objectives is not None:
            # Their gradients may still be looked at.
            shown(session)
            session.objectives.detach()
        # Whoever uses the model begins with sequences of their own.
        reset_states(session.model)
        save_model(session.model, folder.model)
        shown(session)
        folder.write_state(
            state="finished", ended=now(), reason=_stopped_by(session), test=test, **_best(session, folder)
        )
    uninstall(session)
    run = Run(folder.path)
    # It is here already; reading it back would take longer than most tests.
    run.__dict__["model"] = session.model
    screen.note(run.summary())
    return run


def _through(session: Session, folder: RunFolder, screen: Display, phases: Phases | None) -> Session:
    """Train, phase after phase where there are several; the training of the last."""
    while True:
        with _kept(session, folder, screen):
            _fit(session, folder, screen)
            if phases is not None:
                shown(session)
            following = None if phases is None else phases.after(session, folder, screen.note)
        if following is None:
            return session
        session = following
        make_places(session.watchers)
        show(session, json.loads(folder.environment.read_text("utf-8")))


def _begin(session: Session, folder: RunFolder, callbacks: Sequence[Any]) -> None:
    """Write down what is known before the first step."""
    if not _belong(session.watchers, folder):
        # Another run took the number that was foreseen.
        session.watchers = watchers_of(session.document, seen_by(folder, session.phase), callbacks)
    source = session.document.source
    file = source.file.resolve() if source is not None and source.file is not None else None
    folder.write_state(
        state="running",
        started=now(),
        process=os.getpid(),
        file=file and str(file),
        plugins=plugin_names(),
        data=fingerprint(session.feeds),
    )
    document = session.document if session.whole is None else session.whole
    write_whole(folder.document, written_bytes(document))
    write_whole(folder.resolved, resolved_text(document).encode())
    about = environment() | {"execution": session.execution.plain()}
    write_whole(folder.environment, to_json(about, indent=1).encode())
    if session.feeds.preparation is not None:
        write_whole(folder.preparation, session.feeds.preparation.to_json().encode())
    make_places(session.watchers)
    show(session, about)


def _begin_again(session: Session, folder: RunFolder) -> None:
    """Write down that a run goes on."""
    again = [*folder.read_state().get("resumed", ()), now()]
    folder.write_state(state="running", process=os.getpid(), resumed=again, ended=None, reason=None)
    if not session.plan.initial_epoch and Store(session.checkpoint.folder).is_empty():
        # Killed before its first checkpoint, it begins anew, and so do its events.
        for each in session.watchers:
            if isinstance(each.callback, bundled.TensorBoard):
                remove_events(each.callback.log_folder)
    make_places(session.watchers)
    show(session, json.loads(folder.environment.read_text("utf-8")))


def _belong(watchers: Sequence[Watcher], folder: RunFolder) -> bool:
    own = [each.callback for each in watchers if isinstance(each.callback, bundled.Checkpoint)]
    return all(
        Path(each.folder).is_relative_to(folder.path.resolve())
        or Path(each.folder).is_relative_to(folder.path)
        for each in own
    )


def _fit(session: Session, folder: RunFolder, screen: Display) -> None:
    model, plan = session.model, session.plan
    told = reporter(screen, plan.epochs)
    own = [Recorder(folder, plan.initial_epoch), told, warner(session, screen.note)]
    checkpoint = session.checkpoint
    validation = session.validation.arguments() if session.validation is not None else {}
    with interruptible() as interruption:
        hooks = Hooks(
            [*(each.callback for each in session.watchers), *own],
            training=session.training,
            evaluation=session.validation,
            check=lambda: _check(hooks, interruption, checkpoint),
            model=model,
            epochs=plan.epochs,
            chunked=plan.chunk_length is not None,
        )
        place = resumption(model)
        at = (plan.initial_epoch, 0) if place is None else (place.epoch, place.batch)
        if folder.read_state().get("resumed") and (place is not None or not plan.initial_epoch):
            screen.note(_goes_on(*at))
            if isinstance(told, Reporter):
                rows = Run(folder.path).metrics
                told.remember(each for each in rows if _is_between(each, plan.initial_epoch, at[0]))
        model.fit(
            **session.training.arguments(*at),
            **plan.fit_arguments(),
            validation_data=validation.get("x"),
            validation_steps=validation.get("steps"),
            callbacks=hooks,
            verbose=0,
        )
        interruption.check()
    if not finite_weights(model):
        raise diverged(f"the weights are no finite numbers after epoch {plan.epochs}", plan.epochs, None)


def _is_between(row: Mapping[str, Any], first: int, last: int) -> bool:
    """Whether a line of the metrics is of an epoch after the first so many, and within the last."""
    return first < (row["epoch"] or 0) <= last


def _goes_on(epoch: int, step: int) -> str:
    if not epoch and not step:
        return "it ended before its first checkpoint, and begins anew"
    if not step:
        return f"it goes on after epoch {epoch}"
    return f"it goes on in epoch {epoch + 1}, after {step} step{'s' * (step > 1)}"


def _check(hooks: Hooks, interruption: Interruption, checkpoint: bundled.Checkpoint) -> None:
    """Between two steps: end the training where a signal came, or where its weights are lost."""
    if checkpoint.unsound is not None:
        raise diverged(checkpoint.unsound, hooks.epoch + 1, None)
    if interruption.requested:
        hooks.save(checkpoint)
        interruption.check()


def _test(session: Session) -> dict[str, float]:
    if session.feeds.test is None:
        return {}
    evaluation = session.evaluation(session.feeds.test)
    evaluation.install(session.model, session.execution.steps_per_execution)
    evaluation.begin()
    logs = session.model.evaluate(**evaluation.arguments(), return_dict=True, verbose=0)
    return {name: float(value) for name, value in logs.items()}


@contextmanager
def _kept(session: Session, folder: RunFolder, screen: Display) -> Iterator[None]:
    """Write down how a run failed, and say what is kept; the exception goes on."""
    try:
        yield
    except BaseException as error:
        screen.close()
        stopped = isinstance(error, KeyboardInterrupt) or getattr(error, "code", None) == "interrupted"
        state = "interrupted" if stopped else "failed"
        reason = _reason(error, session.document)
        ended(boards(session), f"{state}: {reason}")
        _finish_writing(session, error)
        try:
            folder.write_state(state=state, ended=now(), reason=reason, **_best(session, folder))
        except OSError as another:
            # On a full disk, for one; the run then looks killed, and can be resumed all the same.
            error.add_note(f"state.json could not be written: {another}")
        uninstall(session)
        _tell(error, folder)
        raise


def _reason(error: BaseException, document: Document) -> str:
    """Why a run failed, in a sentence; an exception of Keras's learns what it is about in the document."""
    if isinstance(error, KbuildError):
        return error.message
    plain = in_plain_words(error, document)
    if plain is None:
        return f"{type(error).__name__}: {core(error)}"
    error.kbuild_path = plain.path  # type: ignore[attr-defined]  # read by the command line
    error.kbuild_plain = plain  # type: ignore[attr-defined]  # read by the command line
    where = Site(source=document.source, path=plain.path).describe()
    error.add_note(f"{where}: {plain.sentence}{f': {plain.hint}' if plain.hint else ''}")
    return plain.sentence


def _finish_writing(session: Session, error: BaseException) -> None:
    """Let what is half written be finished; what goes wrong with that is told beside the first error."""
    for watcher in session.watchers:
        if isinstance(watcher.callback, (bundled.Checkpoint, bundled.TensorBoard, CSVRows)):
            try:
                if isinstance(watcher.callback, bundled.TensorBoard):
                    watcher.callback.waits_at_end = True
                watcher.callback.on_train_end()
            except Exception as another:
                error.add_note(f"{type(watcher.callback).__name__} could not finish: {another}")


def _tell(error: BaseException, folder: RunFolder) -> None:
    run = Run(folder.path)
    kept = f"{run.epochs} epoch{'' if run.epochs == 1 else 's'}"
    text = f"the run is kept in {folder.path}: metrics of {kept}"
    if run.best_checkpoint is not None:
        text += f", best checkpoint {run.best_checkpoint.name}"
    text += f"\n`kbuild resume {folder.path}` goes on with it"
    if isinstance(error, RunError):
        error.hint = text if error.hint is None else f"{error.hint}\n{text}"
    else:
        error.add_note(text)


def _best(session: Session, folder: RunFolder) -> dict[str, Any]:
    """The best checkpoint and its epoch, of the first callback that has one."""
    for watcher in session.watchers:
        if isinstance(watcher.callback, bundled.Checkpoint) and (path := watcher.callback.best) is not None:
            return {"best_checkpoint": os.path.relpath(path, folder.path), "best_epoch": find(path).epoch}
    return {}


def _stopped_by(session: Session) -> str | None:
    """Why the training ended before its last epoch, in the words of the callback that ended it."""
    reasons = (getattr(each.callback, "reason", None) for each in session.watchers)
    return next((each for each in reasons if isinstance(each, str)), None)


def _first_lines(session: Session, folder: RunFolder) -> str:
    parts = (
        ("training", session.feeds.train),
        ("validation", session.feeds.validation),
        ("test", session.feeds.test),
    )
    counts = [f"{len(each):,} {name}" for name, each in parts if isinstance(each, Samples)]
    samples = f"{', '.join(counts)} samples, " if counts else ""
    if samples and session.plan.chunk_length is not None:
        samples += f"in chunks of {session.plan.chunk_length:,} steps, "
    size = f"{session.model.count_params():,} parameters"
    return f"{folder.path}: {samples}{size}\n{session.execution.describe()}"
