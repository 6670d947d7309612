"""A checkpoint, read and compared with its checksums, ready to be given to a model and its callbacks."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kbuild.callbacks.checkpoints.memories import check_given, cut_logs, give_back, give_back_attributes
from kbuild.callbacks.checkpoints.packing import pack, unpack
from kbuild.callbacks.checkpoints.randomness import random_state, set_random_state
from kbuild.callbacks.checkpoints.store import LOGS, STATE, TRAINING, WEIGHTS, Entry, read
from kbuild.callbacks.checkpoints.tables import set_tables
from kbuild.callbacks.resumption import Resumption
from kbuild.callbacks.state import assign_training, assign_weights
from kbuild.callbacks.tensors import decode

Notes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that a checkpoint holds.

    Attributes:
        entry: The checkpoint.
        weights: The model's weights.
        arrays: All other arrays.
        notes: What `state.json` holds.
        logs: How long each callback's logs were.
    """

    entry: Entry
    weights: Mapping[str, Any]
    arrays: Mapping[str, Any]
    notes: Notes
    logs: Sequence[Mapping[str, Any]]

    @classmethod
    def of(cls, entry: Entry) -> Loaded:
        """Reads a checkpoint.

        Raises:
            CheckpointError: It is damaged.
        """
        logs = json.loads(read(entry, LOGS))["logs"] if LOGS in entry.files else []
        return cls(
            entry,
            decode(read(entry, WEIGHTS)),
            decode(read(entry, TRAINING)),
            json.loads(read(entry, STATE)),
            logs,
        )

    @property
    def place(self) -> Resumption:
        """Where the training goes on."""
        last = unpack(self.notes.get("last", {}), self.arrays)
        return Resumption(self.entry.step, self.entry.epoch, self.entry.batch, last)

    @property
    def stopped(self) -> bool:
        """Whether a callback had ended the training."""
        return bool(self.notes.get("stopped", False))

    @property
    def first_epoch(self) -> int:
        """The epoch that the whole training began with."""
        return int(self.notes.get("first_epoch", 0))

    def give_model(self, model: Any) -> None:
        """Gives a model its weights and everything that training changes in it.

        Raises:
            CheckpointError: They are another model's, or it is compiled otherwise; with the differences.
        """
        set_tables(model, self.notes.get("tables", {}))
        assign_weights(model, self.weights)
        assign_training(model, self.arrays)

    def check(self, callbacks: Sequence[Any]) -> None:
        """Makes sure that no callback is missing.

        Raises:
            CheckpointError: One is.
        """
        check_given(callbacks, self.notes["callbacks"])

    def give_callbacks(self, callbacks: Sequence[Any]) -> None:
        """Gives those callbacks their states that say themselves what they remember."""
        give_back(callbacks, self.notes["callbacks"], self.arrays)

    def give_attributes(self, callbacks: Sequence[Any]) -> None:
        """Gives all other callbacks their attributes, once they have begun the training."""
        give_back_attributes(callbacks, self.notes["callbacks"], self.arrays)

    def cut_logs(self, callbacks: Sequence[Any]) -> None:
        """Lets the callbacks cut off what they logged after this."""
        cut_logs(callbacks, self.logs)

    def set_random(self, when: str) -> None:
        """Sets the random state of the process.

        Args:
            when: `random` for that of the checkpoint, `epoch_random` for that of its epoch's beginning.
        """
        if self.notes.get(when):
            set_random_state(unpack(self.notes[when], self.arrays))


def notes_of(
    states: Sequence[Notes],
    arrays: dict[str, Any],
    *,
    epoch_random: Any,
    last: Mapping[str, Any],
    **facts: Any,
) -> dict[str, Any]:
    """Gathers what a checkpoint holds beside the model's variables.

    Args:
        states: What the callbacks remember.
        arrays: Where arrays are put.
        epoch_random: The random state at the beginning of the epoch; None where it does not matter.
        last: What the last step returned, in mid-epoch.
        **facts: Plain data: `stopped`, `first_epoch`, `tables`.

    Returns:
        What goes into `state.json`.
    """
    notes: dict[str, Any] = {"callbacks": list(states), **facts}
    notes["last"] = pack(dict(last), arrays, "last")
    notes["random"] = pack(random_state(), arrays, "random")
    if epoch_random is not None:
        notes["epoch_random"] = pack(epoch_random, arrays, "epoch_random")
    return notes
