"""Handing copies of a training to the thread that writes them: not too often, and the best never too late."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kbuild.callbacks.background import Worker
from kbuild.callbacks.retention import Rule
from kbuild.callbacks.state import Snapshot
from kbuild.callbacks.store import FORMAT, STATE, TRAINING, WEIGHTS, Lineage, Place, Store
from kbuild.callbacks.tensors import encode


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A state of the training that may be written.

    Attributes:
        place: Where in the training it stands.
        state: The model's state.
        best: Whether it is the best so far.
        callbacks: The callbacks' states, as plain data.
        arrays: Their arrays.
    """

    place: Place
    state: Snapshot
    best: bool
    callbacks: list[dict[str, Any]]
    arrays: Mapping[str, Any]


class Saver:
    """Writes moments into a store, in a thread of its own.

    Training waits for a write only when the one before it is not done: no more than one copy is being
    written. When moments come faster than `min_seconds`, the newest and the best are held back, and the
    others are dropped. The best is always written before anything that comes after it, so a training that
    is killed and goes on from its newest checkpoint finds the best one or makes it again.

    Args:
        store: Where to.
        min_seconds: The least time between two writes.
    """

    def __init__(self, store: Store, min_seconds: float) -> None:
        self._store = store
        self._min_seconds = min_seconds
        self._worker = Worker("checkpoint", waiting=1)
        self._last = -min_seconds
        self._best: Moment | None = None
        self._newest: Moment | None = None

    def offer(self, moment: Moment, lineage: Lineage, rule: Rule) -> None:
        """Takes a moment, and writes it now or later, or drops it for a later one.

        Args:
            moment: The moment; later than those before it.
            lineage: The runs that retention looks at.
            rule: What it keeps.

        Raises:
            OSError: An earlier one could not be written.
        """
        if moment.best:
            self._best = moment
        self._newest = moment
        in_time = time.monotonic() - self._last >= self._min_seconds
        if in_time or rule.keeps_for_ever(moment.place.number):
            self.flush(lineage, rule)

    def flush(self, lineage: Lineage, rule: Rule) -> None:
        """Writes what is held back.

        Args:
            lineage: The runs that retention looks at.
            rule: What it keeps.
        """
        for moment in dict.fromkeys((self._best, self._newest)):
            if moment is not None:
                self._worker.submit(self._write, moment, dict(lineage), rule)
        self._best = self._newest = None
        self._last = time.monotonic()

    def forget(self) -> None:
        """Drops what is held back: it is of a training that failed."""
        self._best = self._newest = None

    def wait(self) -> None:
        """Waits until what was handed over is on the disk."""
        self._worker.wait()

    def close(self) -> None:
        """Waits, and ends the thread."""
        self._worker.close()

    def _write(self, moment: Moment, lineage: Lineage, rule: Rule) -> None:
        text = json.dumps({"format": FORMAT, "callbacks": moment.callbacks}, indent=1)
        content = {
            WEIGHTS: encode(moment.state.weights),
            TRAINING: encode({**moment.state.training, **moment.arrays}),
            STATE: [text.encode()],
        }
        self._store.write(moment.place, content)
        self._store.prune(lineage, rule)
