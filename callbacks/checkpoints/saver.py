"""Handing copies of a training to the thread that writes them: not too often, and the best never too late."""

from __future__ import annotations

import json
import time
from typing import Any

from kbuild.callbacks.background import Worker
from kbuild.callbacks.checkpoints.memories import settled
from kbuild.callbacks.checkpoints.moments import Moment, is_large
from kbuild.callbacks.checkpoints.retention import Rule, ranked
from kbuild.callbacks.checkpoints.store import FORMAT, LOGS, STATE, TRAINING, WEIGHTS, Lineage, Store
from kbuild.callbacks.tensors import encode

#: In place of a number of seconds: so seldom that writing takes no more than a tenth of the time.
AUTO = "auto"
_SHARE = 10


class Saver:
    """Writes moments into a store, in a thread of its own.

    Training waits for a write only when the one before it is not done: no more than one copy is being
    written. When moments come faster than they may be written, the newest and the best by each monitor are
    held back, and the others are dropped; large ones are never held back. The best is always written before
    anything that comes after it, so a training that is killed and goes on from its newest checkpoint finds
    the best one or makes it again.

    Args:
        store: Where to.
        min_seconds: The least time between two writes; or `"auto"`: ten times what the last write took.
    """

    def __init__(self, store: Store, min_seconds: float | str) -> None:
        self._store = store
        self._min_seconds = min_seconds
        self._worker = Worker("checkpoint", waiting=1)
        self._last = float("-inf")
        self._took = 0.0
        self._best: list[Moment] = []
        self._newest: Moment | None = None
        #: What was not written, and why: its weights are no finite numbers.
        self.refused: str | None = None

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
            self._best = _best_of([*self._best, moment], rule)
        self._newest = moment
        wait = self._took * _SHARE if self._min_seconds == AUTO else float(self._min_seconds)
        in_time = time.monotonic() - self._last >= wait
        if in_time or rule.keeps_for_ever(moment.place.number) or is_large(moment.state.weights.values()):
            self.flush(lineage, rule)

    def make_room(self, model: Any) -> None:
        """Waits for the copy that is being written, where a second one would take much memory."""
        if is_large(model.weights):
            self._worker.wait()

    def flush(self, lineage: Lineage, rule: Rule) -> None:
        """Writes what is held back.

        Args:
            lineage: The runs that retention looks at.
            rule: What it keeps.
        """
        for moment in dict.fromkeys((*self._best, self._newest)):
            if moment is not None:
                self._worker.submit(self._write, moment, dict(lineage), rule)
        self._best, self._newest = [], None
        self._last = time.monotonic()

    def forget(self) -> None:
        """Drops what is held back: it is of a training that failed."""
        self._best, self._newest = [], None

    def wait(self) -> None:
        """Waits until what was handed over is on the disk."""
        self._worker.wait()

    def close(self) -> None:
        """Waits, and ends the thread."""
        self._worker.close()

    def _write(self, moment: Moment, lineage: Lineage, rule: Rule) -> None:
        began = time.monotonic()
        unsound = moment.unsound_weight()
        if unsound is not None:
            self.refused = f"the weight {unsound} is no finite number after step {moment.place.step}"
            return
        text = json.dumps({"format": FORMAT, **moment.notes}, indent=1)
        logs = json.dumps({"logs": settled(moment.positions)}, indent=1)
        content = {
            WEIGHTS: encode(moment.state.weights),
            TRAINING: encode({**moment.state.training, **moment.arrays}),
            STATE: [text.encode()],
            LOGS: [logs.encode()],
        }
        self._store.write(moment.place, content)
        self._store.prune(lineage, rule)
        self._took = time.monotonic() - began


def _best_of(moments: list[Moment], rule: Rule) -> list[Moment]:
    """Chooses, of moments that each were the best when they came, the newest and the best by each value."""
    places = [moment.place for moment in moments]
    leaders = {id(each) for criterion in rule.best for each in ranked(places, criterion)[:1]}
    return [each for each in moments if each is moments[-1] or id(each.place) in leaders]
