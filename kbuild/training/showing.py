"""What kbuild tells its TensorBoard callback of a run, beyond what Keras lets a callback know."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kbuild.callbacks import TensorBoard
from kbuild.callbacks.boards.examples import Examples
from kbuild.data import Samples
from kbuild.data.chunks import chunk_of, sequence_length
from kbuild.schemas.document import Document
from kbuild.training.hyperparameters import hyperparameters
from kbuild.training.warning import Warner
from kbuild.training.written import resolved_text

if TYPE_CHECKING:
    from kbuild.training.session import Session

_SAMPLES = 1000
_MOST_BOXES = 400


def show(session: Session, environment: Mapping[str, Any]) -> None:
    """Give the run's TensorBoard its samples, classes, hyperparameters and texts.

    Args:
        session: The training that is about to begin.
        environment: Versions, machine and execution.
    """
    for board in boards(session):
        # The run has a test to do, and a model to save.
        board.waits_at_end = False
        train, validation = session.feeds.train, session.feeds.validation
        length = session.plan.chunk_length
        board.training_examples = _examples(train, length)
        if board.examples == "auto":
            board.examples = _examples(validation, length) or _examples(train, length)
        if board.class_names is None:
            board.class_names = _classes(validation if isinstance(validation, Samples) else train)
        if isinstance(train, Samples) and session.training.feed.steps:
            board.samples_per_step = min(session.plan.batch_size, len(train))
        if board.hparams is not None:
            given = board.hparams if isinstance(board.hparams, Mapping) else {}
            board.hparams = hyperparameters(session.document) | dict(given)
        picture = _picture(session.document, session.model)
        if picture is not None:
            board.pictures = {"model": picture}
        board.text = texts(session, environment) | board.text


def boards(session: Session) -> list[TensorBoard]:
    """The TensorBoard callbacks of a training."""
    return [each.callback for each in session.watchers if isinstance(each.callback, TensorBoard)]


def warner(session: Session, say: Callable[[str], None]) -> Warner:
    """Make the callback that warns; it knows the gradients that TensorBoard's callback computes.

    Args:
        session: The training.
        say: Takes a line.
    """
    found = boards(session)
    return Warner(say, lambda: found[0].gradient_norms if found else {})


def texts(session: Session, environment: Mapping[str, Any]) -> dict[str, str]:
    """What the tab TEXT shows of a run, beside the document as it was written.

    Args:
        session: The training.
        environment: Versions, machine and execution.
    """
    return {
        "document, resolved": f"```yaml\n{resolved_text(session.document)}\n```",
        "environment": f"```json\n{json.dumps(environment, indent=1)}\n```",
    }


def shown(session: Session) -> None:
    """Wait until TensorBoard's files hold everything; what could not be written is raised.

    The callbacks may be the caller's own, who goes on using them elsewhere: there they wait by themselves.
    """
    for board in boards(session):
        board.waits_at_end = True
        board.wait()


def ended(callbacks: Sequence[TensorBoard], reason: str) -> None:
    """Let TensorBoard say why a run did not come to its end."""
    for board in callbacks:
        board.end(reason)


def _examples(data: Any, chunk_length: int | None) -> Any:
    """The first samples; of sequences that come in chunks the first chunk."""
    if not isinstance(data, Samples) or not len(data):
        return None
    if chunk_length is None:
        return Examples(_head(data.x), _head(data.y))
    steps = sequence_length(data.x)
    x, y = (
        None if each is None else chunk_of(_head(each), 0, chunk_length, steps) for each in (data.x, data.y)
    )
    return Examples(x, y)


def _head(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: each[:_SAMPLES] for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple(each[:_SAMPLES] for each in value)
    return None if value is None else value[:_SAMPLES]


def _classes(data: Any) -> Mapping[str, Sequence[str]] | None:
    return dict(data.meta.classes) if isinstance(data, Samples) and data.meta.classes else None


def _picture(document: Document, model: Any) -> Callable[[], tuple[bytes, tuple[int, int]]] | None:
    """Draws the picture of `kbuild plot`; None for a program, which would have to be followed for it."""
    from kbuild.converting.picture import compose, of_document, of_model, to_png

    diagram = of_document(document, parts=True)
    if diagram is None and getattr(model, "inputs", None):
        diagram = of_model(model, parts=True)
    if diagram is None or len(diagram.boxes) > _MOST_BOXES:
        return None
    return lambda: to_png(compose(diagram))
