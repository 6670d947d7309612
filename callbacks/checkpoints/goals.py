"""By which values checkpoints are the best: resolved when a training begins, watched at each epoch's end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kbuild.callbacks.checkpoints.retention import Criterion
from kbuild.callbacks.monitors import check_mode, check_monitor, missing, resolve_mode
from kbuild.callbacks.saying import say
from kbuild.callbacks.surroundings import Surroundings
from kbuild.callbacks.watch import Mode, better

_WHO = "Checkpoint"
_AUTO = "auto"


class Goals:
    """The values by which a checkpoint can be the best, and the best of each so far.

    Args:
        monitor: A name of the logs, several, `"auto"`, or None for none.
        mode: One for all, a list in their order, or a mapping from them.
        keep: How many of the best by each stay.

    Raises:
        ValueError: A monitor is twice there or no name, or a mode is none or of no monitor.
    """

    def __init__(self, monitor: str | Sequence[str] | None, mode: Any, keep: int) -> None:
        given = () if monitor is None else (monitor,) if isinstance(monitor, str) else tuple(monitor)
        if len(set(given)) < len(given) or (len(given) > 1 and _AUTO in given):
            raise ValueError(f"{_WHO}: monitor is a name, or several different ones, not {monitor!r}.")
        self._monitors = given
        self._modes = _modes(given, mode)
        for each in self._modes:
            check_mode(each, _WHO)
        self._keep = keep
        self._around = Surroundings(None, None)
        #: Empty before a training, and where an unset monitor waits for the first epoch's logs.
        self.criteria: tuple[Criterion, ...] = ()
        self.best: list[float | None] = [None] * len(given)

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """What is known of them from the arguments alone, before any training."""
        known: dict[Any, Mode] = {"min": "min", "max": "max"}
        pairs = zip(self._monitors, self._modes, strict=True)
        return tuple(
            Criterion(name, known[mode], self._keep)
            for name, mode in pairs
            if name != _AUTO and mode in known
        )

    def begin(self, model: Any, around: Surroundings) -> None:
        """Resolves names and directions against what the training computes.

        Args:
            model: The compiled model.
            around: What is known of the training.

        Raises:
            MonitorError: Nothing computes a monitor, or nobody knows its direction.
        """
        self._around = around
        # Where nobody says whether the training validates, its first epoch's logs will.
        waits = _AUTO in self._monitors and around.validation is None
        self.criteria = () if waits else self._resolved(model, around.validation)

    def improved(self, model: Any, values: Mapping[str, float], verbose: int) -> bool:
        """Says whether an epoch is the best so far, by any of them.

        Args:
            model: The model.
            values: The epoch's logs.
            verbose: 1 prints by which.

        Raises:
            MonitorError: The epoch should have computed a monitor and didn't.
        """
        if not self.criteria and self._monitors:
            self.criteria = self._resolved(model, "val_loss" in values)
        found = False
        for index, criterion in enumerate(self.criteria):
            value = values.get(criterion.monitor)
            if value is None:
                self._note_missing(criterion.monitor, values)
            elif better(value, self.best[index], criterion.mode):
                self.best[index], found = value, True
                if verbose:
                    say(f"{_WHO}: {criterion.monitor} {value:.6g} is the best so far.")
        return found

    def get_state(self) -> Any:
        """Gives the best values: one number, or a list of several."""
        return list(self.best) if len(self.best) > 1 else next(iter(self.best), None)

    def set_state(self, state: Any) -> None:
        """Takes back what `get_state` gave."""
        values = list(state) if isinstance(state, (list, tuple)) else [state]
        self.best = (values + [None] * len(self._monitors))[: len(self._monitors)]

    def _resolved(self, model: Any, validation: bool | None) -> tuple[Criterion, ...]:
        usual = "val_loss" if validation else "loss"
        found = []
        for each, mode in zip(self._monitors, self._modes, strict=True):
            name = usual if each == _AUTO else each
            check_monitor(model, name, self._around, _WHO)
            found.append(Criterion(name, resolve_mode(model, name, mode, _WHO), self._keep))
        return tuple(found)

    def _note_missing(self, monitor: str, values: Mapping[str, float]) -> None:
        """An epoch that was not validated says nothing; one that was, and lacks the monitor, is an error."""
        validated = any(name.startswith("val_") for name in values)
        if validated or not monitor.startswith("val_") or self._around.validation is False:
            raise missing(monitor, values, self._around.validation, _WHO)


def _modes(monitors: Sequence[str], mode: Any) -> list[Any]:
    if not monitors and not isinstance(mode, str):
        return []
    if isinstance(mode, Mapping):
        strangers = sorted(set(mode) - set(monitors))
        if strangers:
            raise ValueError(f"{_WHO}: mode names {strangers}, which monitor doesn't.")
        return [mode.get(name, _AUTO) for name in monitors]
    if isinstance(mode, Sequence) and not isinstance(mode, str):
        if len(mode) != len(monitors):
            raise ValueError(f"{_WHO}: mode has {len(mode)} values for {len(monitors)} monitors.")
        return list(mode)
    check_mode(mode, _WHO)
    return [mode] * len(monitors)
