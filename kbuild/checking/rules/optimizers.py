"""Rules for optimizers and the learning rate."""

from __future__ import annotations

from collections.abc import Iterator

from kbuild.checking.finding import Finding
from kbuild.checking.rules.registry import Placed, for_document, for_kind, for_types
from kbuild.schemas.document import Document
from kbuild.schemas.objects import Object

_CLIPPING = ("clipnorm", "clipvalue", "global_clipnorm")


@for_kind("optimizer")
def one_way_of_clipping(optimizer: Placed) -> Iterator[Finding]:
    """Keras clips in one way at a time."""
    given = [name for name in _CLIPPING if optimizer.spec.arguments().get(name) is not None]
    if len(given) > 1:
        text = f"gradients are clipped in one way: {' and '.join(given)} are given"
        related = (((*optimizer.path, given[0]), "the first"),)
        yield optimizer.finding(
            "conflicting-arguments", text, given[1], hint=f"keep {given[0]} or {given[1]}", related=related
        )


@for_kind("optimizer")
def accumulation_of_one_step(optimizer: Placed) -> Iterator[Finding]:
    """Keras takes no accumulation for none, and refuses one step."""
    if optimizer.spec.arguments().get("gradient_accumulation_steps") == 1:
        text = "gradient_accumulation_steps is at least 2"
        yield optimizer.finding(
            "out-of-range", text, "gradient_accumulation_steps", hint="leave it out for no accumulation"
        )


@for_kind("optimizer")
def averages_have_to_be_asked_for(optimizer: Placed) -> Iterator[Finding]:
    """The arguments of the moving average do nothing while it is off."""
    given = optimizer.spec.arguments()
    if not given.get("use_ema", False):
        for name in ("ema_momentum", "ema_overwrite_frequency"):
            if given.get(name) is not None:
                yield optimizer.finding("no-effect", f"{name} has no effect without use_ema: true", name)


@for_types("SGD")
def nesterov_needs_momentum(optimizer: Placed) -> Iterator[Finding]:
    """Nesterov's step looks ahead along the momentum; without one it is plain SGD."""
    given = optimizer.spec.arguments()
    if given.get("nesterov") and not given.get("momentum"):
        yield optimizer.finding(
            "no-effect", "nesterov has no effect without momentum", "nesterov", hint="write momentum: 0.9"
        )


@for_document
def one_master_of_the_rate(document: Document) -> Iterator[Finding]:
    """A schedule fixes the rate of each step; a callback that sets it fails in mid-training."""
    optimizer = None if document.compile is None else document.compile.optimizer
    schedule = optimizer.arguments().get("learning_rate") if isinstance(optimizer, Object) else None
    if not isinstance(schedule, Object) or schedule.kind != "schedule":
        return
    assert isinstance(optimizer, Object)  # noqa: S101 - a schedule was found in it
    place = ("compile", "optimizer", optimizer.type_name, "learning_rate")
    for index, callback in enumerate(document.callbacks):
        if callback.type_name in ("ReduceLROnPlateau", "LearningRateScheduler"):
            text = (
                f"{callback.type_name} sets the learning rate, and so does the schedule {schedule.type_name}"
            )
            yield Finding(
                "conflicting-arguments",
                text,
                ("callbacks", index, callback.type_name),
                key=True,
                hint="keep one of the two",
                related=((place, "the schedule"),),
            )
