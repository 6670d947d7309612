"""A training from document to result: everything is checked and traced first, then the run begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kbuild.building.build import build_model
from kbuild.building.compile import compile_model
from kbuild.building.site import Site
from kbuild.callbacks import Checkpoint
from kbuild.callbacks.states import reset_states
from kbuild.data import Feeds, Samples
from kbuild.schemas.document import Document
from kbuild.schemas.training import Compile
from kbuild.training.adapting import adapt
from kbuild.training.chunked import as_seen, check_calls, check_states
from kbuild.training.class_weights import weighted
from kbuild.training.execution import Execution, choose, way_of
from kbuild.training.feeds import (
    Evaluation,
    MemoryEvaluation,
    MemoryTraining,
    StreamEvaluation,
    StreamTraining,
    Training,
)
from kbuild.training.filling import fill_batches, stop_filling
from kbuild.training.fitting import check_fit
from kbuild.training.folder import RunFolder
from kbuild.training.monitors import check_monitors
from kbuild.training.plan import Plan
from kbuild.training.variables import make_variables
from kbuild.training.watchers import Watcher, watchers_of

if TYPE_CHECKING:
    from kbuild.building.objectives import Objectives


@dataclass(slots=True)
class Session:
    """A training that is ready to begin: nothing about it is in doubt, and nothing has been written.

    Attributes:
        document: The document, with a seed.
        spec: Its `compile`.
        plan: How the data is batched and trained on.
        feeds: The data.
        model: The model, built, compiled and traced.
        training: Where training batches come from.
        validation: Where validation batches come from; None without validation.
        watchers: The callbacks.
        execution: How it is executed, and why.
        objectives: What has taken the place of the model's steps; None where it trains by its loss.
        phase: The name of the phase, where it is one of several.
        whole: The document that the phase is of.
        carried: Which weights go on from the phases before.
    """

    document: Document
    spec: Compile
    plan: Plan
    feeds: Feeds
    model: Any
    training: Training
    validation: Evaluation | None
    watchers: list[Watcher]
    execution: Execution
    objectives: Objectives | None = None
    phase: str | None = None
    whole: Document | None = None
    carried: dict[str, Any] = field(default_factory=dict)

    @property
    def checkpoint(self) -> Checkpoint:
        """The callback that keeps the state of the training, the first where there are several."""
        return next(each.callback for each in self.watchers if isinstance(each.callback, Checkpoint))

    def evaluation(self, data: Any) -> Evaluation:
        """Where the batches of further data come from, such as the test's."""
        return evaluation_of(data, self.plan, self.spec)


def prepare(  # noqa: PLR0913 - what a training is made of
    document: Document,
    spec: Compile,
    feeds: Feeds,
    folder: RunFolder,
    callbacks: Sequence[Any] = (),
    *,
    model: Any = None,
    plan: Plan | None = None,
) -> Session:
    """Build, compile and trace the model, and hold everything against everything else.

    Args:
        document: The document, with a seed.
        spec: Its `compile`.
        feeds: The data.
        folder: The folder that the run will have; it is not made.
        callbacks: Callbacks that Python code gives.
        model: The model where it is built already, and adapted.
        plan: How the data is trained on where the document does not say it all.

    Raises:
        DocumentError: A monitor that nothing computes, two batch sizes, ...
        DataError: Data that does not fit the model.
        Exception: What Keras refuses, with a note that names the document's line.
    """
    plan = plan if plan is not None else Plan.of(document)
    built = model is not None
    model = model if built else build_model(document)
    seen = as_seen(feeds, plan, document)
    for name in ("train", "validation", "test"):
        if isinstance(samples := getattr(seen, name), Samples):
            check_fit(model, spec, samples, name)
    check_states(model, feeds, plan, document)
    if not built:
        adapt(model, seen.train)
    fill_batches(model)
    watchers = watchers_of(document, folder, callbacks)
    site = Site(document.seed, document.source, ("compile",))
    compile_model(model, spec, site)
    objectives = _objectives(document, model, spec)
    with site.noted():
        make_variables(model, seen.train)
    training = _training(feeds.train, plan, spec)
    check_calls(spec, training.feed.together, document)
    validation = (
        evaluation_of(feeds.validation, plan, spec, plan.validation_steps)
        if feeds.validation is not None
        else None
    )
    execution = choose(model, spec, training.feed, [each.callback for each in watchers])
    session = Session(
        document, spec, plan, feeds, model, training, validation, watchers, execution, objectives
    )
    names = install(session)
    check_monitors(document, model, watchers, traced=names, validation=validation is not None)
    return session


def install(session: Session) -> frozenset[str] | None:
    """Put the chosen execution into the model; the names of the training step's logs, where they are known.

    What Keras finds wrong while it traces is noted at the document's `compile`: model, losses, metrics and
    data each stand by themselves, and do not fit together.
    """
    model, steps = session.model, session.execution.steps_per_execution
    # An attribute only, so that a saved model does not remember what suited this training.
    model.steps_per_execution = steps
    with Site(session.document.seed, session.document.source, ("compile",)).noted():
        names = session.training.install(model, steps)
        if session.validation is not None:
            session.validation.install(model, steps)
    return names


def _objectives(document: Document, model: Any, spec: Compile) -> Objectives | None:
    if not document.objectives:
        return None
    from kbuild.building.objectives import attach

    return attach(model, document.objectives, spec, Site(document.seed, document.source, ("objectives",)))


def uninstall(session: Session) -> None:
    """Leave the model as Keras would: it makes its own functions when it is used again."""
    model = session.model
    if session.objectives is not None:
        session.objectives.detach()
    model.steps_per_execution = session.spec.steps_per_execution or 1
    model.train_function = model.test_function = None
    stop_filling(model)
    # A model that is loaded from its file remembers nothing either.
    reset_states(model)


def _training(data: Any, plan: Plan, spec: Compile) -> Training:
    if not isinstance(data, Samples):
        return StreamTraining(data, plan)
    data = weighted(data, plan.class_weight)
    way, _ = way_of(spec, in_memory=True)
    return MemoryTraining(data, plan) if way == "memory" else StreamTraining(data, plan)


def evaluation_of(data: Any, plan: Plan, spec: Compile, steps: int | None = None) -> Evaluation:
    """Where the batches of an evaluation come from.

    Args:
        data: Samples, or a dataset.
        plan: How they are batched.
        spec: The document's `compile`.
        steps: How many batches at most; None for all.
    """
    way, _ = way_of(spec, in_memory=isinstance(data, Samples))
    return MemoryEvaluation(data, plan, steps) if way == "memory" else StreamEvaluation(data, plan, steps)
