"""Which callbacks do something between the ends of epochs, and at which steps."""

from __future__ import annotations

from typing import Any

_HOOKS = ("on_train_batch_begin", "on_train_batch_end", "on_batch_begin", "on_batch_end")


def step_interval(callback: Any, *, stops_at_nan: bool = True) -> int | None:
    """Say at which steps a callback acts.

    kbuild's callbacks say it themselves (`acts_on_steps`, `step_interval`). Of Keras's, those that save
    each so many steps count them rightly through executions of several, if an execution ends there. Of any
    other callback it is only known whether it has something to do at a step.

    Args:
        callback: A Keras callback.
        stops_at_nan: Whether an execution ends by itself at the step whose loss is not finite.

    Returns:
        1 for each step, n for the multiples of n, None for a callback that acts between epochs only.
    """
    if hasattr(callback, "acts_on_steps"):
        return (callback.step_interval or 1) if callback.acts_on_steps else None
    if not any(overrides(callback, hook) for hook in _HOOKS):
        return None
    return _of_keras(callback, stops_at_nan) if type(callback).__module__.startswith("keras.") else 1


def overrides(callback: Any, hook: str) -> bool:
    """Say whether a callback has something of its own in place of a hook that does nothing."""
    return not getattr(getattr(callback, hook, None), "_is_default", False) and hasattr(callback, hook)


def _of_keras(callback: Any, stops_at_nan: bool) -> int | None:
    name = type(callback).__name__
    if name in ("ModelCheckpoint", "BackupAndRestore", "OrbaxCheckpoint"):
        frequency = callback.save_freq
        return None if frequency == "epoch" else int(frequency)
    if name == "TensorBoard":
        # It counts calls where it should count steps, so it is only right when each step is a call.
        quiet = callback.update_freq == "epoch" and not callback._should_trace
        return None if quiet else 1
    if name == "TerminateOnNaN":
        return None if stops_at_nan else 1
    return None if name == "ProgbarLogger" else 1
