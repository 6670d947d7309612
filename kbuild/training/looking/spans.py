"""The phases of a run: which epochs are of which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kbuild.schemas.errors import KbuildError
from kbuild.schemas.phases import phase_name
from kbuild.training.folder import RunFolder

if TYPE_CHECKING:
    from kbuild.training.run import Run


@dataclass(frozen=True, slots=True)
class Span:
    """A phase that has begun.

    Attributes:
        name: Its name.
        first: Its first epoch, counted over all phases from 1.
        last: Its last epoch so far; before `first` where none has ended yet.
        done: Whether it is over.
    """

    name: str
    first: int
    last: int
    done: bool

    @property
    def epochs(self) -> str:
        """The epochs in words.

        Example:
            >>> Span("top", 6, 11, True).epochs, Span("top", 6, 6, False).epochs
            ('epochs 6 to 11', 'epoch 6')
        """
        if self.last < self.first:
            return "no epoch yet"
        return f"epochs {self.first} to {self.last}" if self.last > self.first else f"epoch {self.first}"


def spans(run: Run, epochs: int) -> list[Span]:
    """List the phases of a run that have begun.

    Args:
        run: The run. What it says of its phases is read now, so have its epochs been read before.
        epochs: How many epochs have ended.

    Returns:
        The phases; none where the training has no phases.
    """
    done = RunFolder(run.folder).read_state().get("phases") or []
    found: list[Span] = []
    for each in done:
        found.append(Span(each["name"], found[-1].last + 1 if found else 1, each["epoch"], True))
    names = _names(run)
    if len(found) < len(names):
        first = found[-1].last + 1 if found else 1
        if not found or epochs >= first or run.state == "running":
            found.append(Span(names[len(found)], first, epochs, False))
    return found


def _names(run: Run) -> Sequence[str]:
    try:
        return [phase_name(each, index) for index, each in enumerate(run.document.phases)]
    except (KbuildError, OSError):
        # The phases that are over are known all the same.
        return ()


def of_epoch(found: Sequence[Span], epoch: int) -> Span | None:
    """The phase that an epoch is of.

    Example:
        >>> of_epoch([Span("a", 1, 2, True), Span("b", 3, 2, False)], 3).name
        'b'
    """
    return next((each for each in found if each.first <= epoch <= each.last or not each.done), None)


def marks(found: Sequence[Span], rows: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """Where the phases begin on an axis of epochs: between two of them, the first at the first.

    Args:
        found: The phases.
        rows: The logs of the epochs.

    Returns:
        Names and places; nothing where there is no more than one phase to tell from another.

    Example:
        >>> marks([Span("a", 1, 2, True), Span("b", 3, 4, True)], [{"epoch": 1}, {"epoch": 4}])
        {'a': 1.0, 'b': 2.5}
    """
    if len(found) < 2 or not rows:
        return {}
    return {each.name: each.first - 0.5 if each.first > 1 else 1.0 for each in found}
