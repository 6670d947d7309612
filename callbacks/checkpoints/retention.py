"""Which checkpoints stay and which go: a rule on a list, apart from any disk."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from kbuild.callbacks.watch import Mode


class Checkpointed(Protocol):
    """What the rule has to know of a checkpoint."""

    @property
    def number(self) -> int:
        """Its number among the checkpoints that were due, from 1; 0 for one out of turn."""

    @property
    def logs(self) -> Mapping[str, float]:
        """The logs of the epoch that it ends; empty in the middle of one."""


C = TypeVar("C", bound=Checkpointed)


@dataclass(frozen=True, slots=True)
class Criterion:
    """A value by which checkpoints are good.

    Attributes:
        monitor: Its name in the logs.
        mode: `"min"` or `"max"`.
        keep: How many of the best stay.
    """

    monitor: str
    mode: Mode
    keep: int = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """What stays: the union of what each part asks for.

    Attributes:
        last: The newest so many; None for all.
        every: Each checkpoint whose number is a multiple of this; None for no such.
        best: The best by each of these.
    """

    last: int | None = 3
    every: int | None = None
    best: Sequence[Criterion] = field(default=())

    def doomed(self, checkpoints: Sequence[C]) -> list[C]:
        """Lists the checkpoints that the rule lets go.

        Args:
            checkpoints: Those of one lineage, oldest first.

        Returns:
            Those that no part of the rule asks for, oldest first.
        """
        if self.last is None:
            return []
        kept = {id(entry) for entry in checkpoints[-self.last :]}
        kept |= {id(entry) for entry in checkpoints if self.keeps_for_ever(entry.number)}
        for criterion in self.best:
            kept |= {id(entry) for entry in ranked(checkpoints, criterion)[: criterion.keep]}
        return [entry for entry in checkpoints if id(entry) not in kept]

    def keeps_for_ever(self, number: int) -> bool:
        """Says whether a checkpoint of this number is one of the so many-th."""
        return self.every is not None and number > 0 and number % self.every == 0


def ranked(checkpoints: Sequence[C], criterion: Criterion) -> list[C]:
    """Orders checkpoints by a value, best first.

    Args:
        checkpoints: Oldest first; among equals the oldest stays the best.
        criterion: The value; `keep` is not looked at.

    Returns:
        Those whose value is a finite number.
    """
    values = [
        (entry.logs[criterion.monitor], entry) for entry in checkpoints if criterion.monitor in entry.logs
    ]
    finite = [(value, entry) for value, entry in values if math.isfinite(value)]
    sign = 1 if criterion.mode == "min" else -1
    return [entry for _, entry in sorted(finite, key=lambda pair: sign * pair[0])]
