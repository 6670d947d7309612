"""`phases`: several trainings in a row, each with what it says itself, and the rest from the document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeVar

from pydantic import PlainValidator, model_validator

from kbuild.schemas.data import Data
from kbuild.schemas.models import model_plain, read_model
from kbuild.schemas.objectives import Objective, Patterns, read_objectives
from kbuild.schemas.objects import Object, Spec, plain_fields
from kbuild.schemas.reading_lists import read_callbacks
from kbuild.schemas.refusal import Collector, refuse, shown
from kbuild.schemas.training import Compile, Fit
from kbuild.schemas.values import value

if TYPE_CHECKING:
    from kbuild.schemas.document import Document

_Part = TypeVar("_Part", bound=Spec)

#: The parts that a phase takes from the document key by key; all others it takes, or says, as a whole.
MERGED = ("compile", "data", "fit")
_OF_A_PHASE = (*MERGED, "callbacks", "objectives")


class Phase(Spec):
    """One training of several. What it does not say it takes from the document.

    Of `compile`, `data` and `fit` it takes each key that it does not say itself. `callbacks`, `objectives`
    and `model` it says as a whole or not at all. Weights go on from the phases before it; into a `model` of
    its own they are carried by the names of layers. Its optimizer is a new one.

    Args:
        name: By which the run's folder and messages know it; left out, `phase_1`, `phase_2`, ...
        trainable: Names or patterns of the layers that are trained; all others are frozen.
        frozen: Names or patterns of the layers that are frozen; of all others the model says itself.
        compile: What differs from the document's `compile`.
        objectives: In place of the document's.
        fit: What differs from the document's `fit`.
        callbacks: In place of the document's.
        data: What differs from the document's `data`.
        model: In place of the model of the phase before.

    Example:
        >>> Phase(name="head", trainable="digit", fit={"epochs": 5}).tree()
        {'name': 'head', 'trainable': ['digit'], 'fit': {'epochs': 5}}
    """

    title: ClassVar[str] = "a phase"

    name: Annotated[str | None, value("str", "null")] = None
    trainable: Patterns = None
    frozen: Patterns = None
    compile: Compile | None = None
    objectives: Annotated[Sequence[Objective], PlainValidator(read_objectives)] = ()
    fit: Fit | None = None
    callbacks: Annotated[Sequence[Object], PlainValidator(read_callbacks)] = ()
    data: Data | None = None
    model: Annotated[
        Object | None, PlainValidator(lambda each: None if each is None else read_model(each))
    ] = None

    @model_validator(mode="after")
    def _say_it_in_one_way(self) -> Phase:
        if self.trainable is not None and self.frozen is not None:
            text = "a phase says which layers are trained, or which are frozen, not both"
            refuse("conflicting-arguments", text, at=("frozen",), key=True, hint="keep one of the two")
        return self

    def tree(self) -> dict[str, Any]:
        """What was set, as a document would hold it."""
        out: dict[str, Any] = plain_fields(self)
        if self.model is not None:
            out["model"] = model_plain(self.model)
        return out


def read_phases(written: Any) -> tuple[Phase, ...]:
    """Read a list of phases."""
    if written is None:
        return ()
    if not isinstance(written, (list, tuple)):
        refuse(
            "wrong-type", f"expected a list of phases, received {shown(written)}", hint="write - before each"
        )
    errors = Collector()
    out = [errors.attempt((index,), _read, each) for index, each in enumerate(written)]
    errors.raise_any()
    return tuple(each for each in out if each is not None)


def _read(written: Any) -> Phase:
    return written if isinstance(written, Phase) else Phase.model_validate(written)


def phase_name(phase: Phase, index: int) -> str:
    """The name of a phase.

    Example:
        >>> phase_name(Phase(), 1)
        'phase_2'
    """
    return phase.name or f"phase_{index + 1}"


def phase_document(document: Document, index: int) -> Document:
    """The document of one phase: what the phase says, and what the whole document says besides.

    Args:
        document: A document with phases.
        index: The phase, from 0.

    Returns:
        A document without phases that trains as this phase does.

    Example:
        >>> from kbuild.schemas import Document
        >>> whole = Document(model={"style": "sequential", "layers": ["Flatten"]}, compile={"loss": "mse"},
        ...                  phases=[{"compile": {"optimizer": "sgd"}}])
        >>> phase_document(whole, 0).compile.tree()
        {'optimizer': 'sgd', 'loss': 'mse'}
    """
    phase = document.phases[index]
    changes: dict[str, Any] = {"phases": ()}
    for name in MERGED:
        changes[name] = _merged(getattr(document, name), getattr(phase, name))
    if "callbacks" in phase.model_fields_set:
        changes["callbacks"] = phase.callbacks
    model = next(
        (each.model for each in reversed(document.phases[: index + 1]) if each.model is not None), None
    )
    if model is not None:
        changes["model"] = model
    changes["objectives"] = _objectives(document, phase)
    if "objectives" in phase.model_fields_set and not _says_loss(phase):
        changes["compile"] = _without_loss(changes["compile"])
    made = document.model_copy(update=changes)
    return made.with_source(document.source)


def place_of(document: Document, index: int, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where something of a phase's document stands in the whole document.

    Args:
        document: A document with phases.
        index: The phase, from 0.
        path: A place in `phase_document(document, index)`.

    Example:
        >>> from kbuild.schemas import Document
        >>> whole = Document(model={"style": "sequential", "layers": ["Flatten"]}, compile={"loss": "mse"},
        ...                  phases=[{"compile": {"optimizer": "sgd"}}])
        >>> place_of(whole, 0, ("compile", "optimizer")), place_of(whole, 0, ("compile", "loss"))
        (('phases', 0, 'compile', 'optimizer'), ('compile', 'loss'))
    """
    if not path:
        return path
    if path[0] == "model":
        at = next((each for each in range(index, -1, -1) if document.phases[each].model is not None), None)
        return path if at is None else ("phases", at, *path)
    own = getattr(document.phases[index], str(path[0]), None) if path[0] in _OF_A_PHASE else None
    if not own:
        return path
    if path[0] in MERGED and len(path) > 1 and path[1] not in own.model_fields_set:
        whole = getattr(document, str(path[0]))
        if whole is not None and path[1] in whole.model_fields_set:
            return path
    return ("phases", index, *path)


def _merged(whole: _Part | None, own: _Part | None) -> _Part | None:
    if whole is None or own is None:
        return own if own is not None else whole
    return whole.model_copy(update={name: getattr(own, name) for name in own.model_fields_set})


def _objectives(document: Document, phase: Phase) -> Sequence[Objective]:
    if "objectives" in phase.model_fields_set:
        return phase.objectives
    # A phase with a loss of its own is trained by that.
    return () if _says_loss(phase) else document.objectives


def _says_loss(phase: Phase) -> bool:
    return phase.compile is not None and phase.compile.loss is not None


def _without_loss(spec: Compile | None) -> Compile | None:
    return None if spec is None else spec.model_copy(update={"loss": None, "loss_weights": None})
