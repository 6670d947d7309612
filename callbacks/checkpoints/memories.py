"""What the callbacks of a training remember, collected for a checkpoint and given back.

A callback with `get_state()` and `set_state(state)` says itself what it remembers; of any other its plain
attributes are kept as far as training has changed them (`attributes`). A callback that writes a log offers
`log_positions()` and `set_log_positions(lengths)`: a checkpoint remembers how long each file was, and a
training that goes on cuts off what was written after.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import keras

from kbuild.callbacks.checkpoints.attributes import attributes, changed, take_back
from kbuild.callbacks.checkpoints.packing import pack, unpack
from kbuild.callbacks.errors import CheckpointError
from kbuild.callbacks.state import unique

Lengths = Mapping[str, int]


def class_name(callback: Any) -> str:
    """Names a callback's class, in the way that a checkpoint remembers it."""
    return f"{type(callback).__module__}.{type(callback).__qualname__}"


class Memories:
    """The callbacks of a training, from its beginning on.

    Args:
        callbacks: All of them, in their order.
    """

    def __init__(self, callbacks: Iterable[Any] = ()) -> None:
        everyone = list(unique(callbacks))
        self._logging = [each for each in everyone if hasattr(each, "log_positions")]
        self._callbacks = [each for each in everyone if getattr(each, "keeps_state", True)]
        self._before = {id(each): attributes(each) for each in self._callbacks if _is_foreign(each)}

    def states(self, arrays: dict[str, Any]) -> list[dict[str, Any]]:
        """Collects what the callbacks remember at this moment.

        Args:
            arrays: Where their arrays are put.

        Returns:
            `{"class": name, "state": plain data}` for each that says it itself, `{"class": name,
            "attributes": plain data}` for each other that has changed.
        """
        found = []
        for index, callback in enumerate(self._callbacks):
            kept: dict[str, Any] = {}
            if hasattr(callback, "get_state"):
                kept = {"state": callback.get_state()}
            elif id(callback) in self._before:
                differing = changed(callback, self._before[id(callback)])
                kept = {"attributes": differing} if differing else {}
            for word, state in kept.items():
                packed = pack(state, arrays, f"callback/{index}")
                found.append({"class": class_name(callback), word: packed})
        return found

    def positions(self) -> list[tuple[str, Path, Any]]:
        """Asks each callback that writes a log how long its files are at this moment.

        Returns:
            Class, folder, and the files' lengths or a promise of them.
        """
        return [(class_name(each), Path(each.log_folder), each.log_positions()) for each in self._logging]


def settled(positions: Iterable[tuple[str, Path, Any]]) -> list[dict[str, Any]]:
    """Waits for the lengths of logs, and until those are on the disk: never is a checkpoint ahead of a log.

    Args:
        positions: What `Memories.positions` gave.

    Returns:
        `{"class": name, "lengths": {file: bytes}}` for each.
    """
    found = []
    for name, folder, lengths in positions:
        known: Lengths = lengths.result() if isinstance(lengths, Future) else lengths
        for file in known:
            _flush(folder / file)
        found.append({"class": name, "lengths": dict(known)})
    return found


def give_back(
    callbacks: Sequence[Any], states: Sequence[Mapping[str, Any]], arrays: Mapping[str, Any]
) -> None:
    """Gives the callbacks that say themselves what they remember what they said.

    Args:
        callbacks: Those of the training that goes on; told apart by class and order. None at all are asked
            for nothing.
        states: What `Memories.states` gave.
        arrays: The arrays that belong to it.

    Raises:
        CheckpointError: There is a state of a callback that is not there.
    """
    for callback, state in _matched(callbacks, states, "state"):
        callback.set_state(unpack(state, arrays))


def give_back_attributes(
    callbacks: Sequence[Any], states: Sequence[Mapping[str, Any]], arrays: Mapping[str, Any]
) -> None:
    """Gives all other callbacks the attributes that training had changed, once they have begun theirs."""
    for callback, state in _matched(callbacks, states, "attributes"):
        take_back(callback, unpack(state, arrays))


def check_given(callbacks: Sequence[Any], states: Sequence[Mapping[str, Any]]) -> None:
    """Makes sure that each callback that says itself what it remembers is there.

    Raises:
        CheckpointError: One is not.
    """
    _matched(callbacks, states, "state")


def cut_logs(callbacks: Sequence[Any], positions: Sequence[Mapping[str, Any]]) -> None:
    """Lets each callback that writes a log cut off what was written after a checkpoint.

    Args:
        callbacks: Those of the training that goes on.
        positions: What `settled` gave; empty for a training that begins anew.
    """
    saved: dict[str, list[Lengths]] = defaultdict(list)
    for each in positions:
        saved[each["class"]].append(each["lengths"])
    for callback in callbacks:
        if hasattr(callback, "set_log_positions"):
            waiting = saved[class_name(callback)]
            callback.set_log_positions(waiting.pop(0) if waiting else {})


def cut(path: Path, length: int) -> None:
    """Cuts a file that grows to what it was; one that is shorter, or not there, is left alone."""
    if path.is_file() and path.stat().st_size > length:
        os.truncate(path, length)


def _is_foreign(callback: Any) -> bool:
    own = type(callback).__module__.split(".")[0] == "kbuild"
    return not own and not hasattr(callback, "get_state") and isinstance(callback, keras.callbacks.Callback)


def _matched(
    callbacks: Sequence[Any], states: Sequence[Mapping[str, Any]], word: str
) -> list[tuple[Any, Any]]:
    """Pairs callbacks with their saved states, by class and order; without callbacks, none are wanted."""
    saved: dict[str, list[Any]] = defaultdict(list)
    for state in states if callbacks else ():
        if word in state:
            saved[state["class"]].append(state[word])
    chosen = []
    for callback in callbacks:
        waiting = saved[class_name(callback)]
        if waiting and (hasattr(callback, "set_state") or word == "attributes"):
            chosen.append((callback, waiting.pop(0)))
    left = sorted(name for name, waiting in saved.items() if waiting and word == "state")
    if left:
        raise CheckpointError(
            f"The checkpoint holds states of callbacks that were not given: {', '.join(left)}."
        )
    return chosen


def _flush(path: Path) -> None:
    if not path.is_file():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
