"""What a callback can learn about the `fit` that runs it: whether it validates, and beside whom."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import keras


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the running training.

    Attributes:
        validation: Whether it validates; None when nobody says.
        callbacks: All callbacks of the training in their order; None when they can't be seen.
    """

    validation: bool | None
    callbacks: tuple[Any, ...] | None


def surroundings(model: Any, params: Mapping[str, Any] | None) -> Surroundings:
    """Finds out how the training that calls a callback was set up.

    A training loop of one's own says so in the callbacks' parameters
    (`CallbackList(..., model=model, validation=True)`). Keras's `fit` tells callbacks neither its
    validation data nor each other, though a monitor that nothing computes has to be found before the
    first epoch, not after it: so its frames are looked at, and nothing is changed in them.

    Args:
        model: The model in training.
        params: What the callback got by `set_params`.

    Returns:
        What is known; unknown parts are None.
    """
    validation = (params or {}).get("validation")
    callbacks: tuple[Any, ...] | None = None
    frame = inspect.currentframe()
    while frame is not None and (validation is None or callbacks is None):
        names = frame.f_locals
        owner = names.get("self")
        if callbacks is None and isinstance(owner, keras.callbacks.CallbackList):
            callbacks = tuple(owner.callbacks)
        elif validation is None and owner is model and "validation_data" in names:
            validation = names["validation_data"] is not None
        frame = frame.f_back
    return Surroundings(validation if validation is None else bool(validation), callbacks)


def callback_list() -> Any:
    """Gives Keras's list of callbacks that is calling; None where nobody's list is."""
    frame = inspect.currentframe()
    while frame is not None:
        owner = frame.f_locals.get("self")
        if isinstance(owner, keras.callbacks.CallbackList):
            return owner
        frame = frame.f_back
    return None


def may_add_logs(callback: Any) -> bool:
    """Says whether a callback may put names of its own into the logs of an epoch.

    Args:
        callback: Any Keras callback.

    Returns:
        False for callbacks that leave the epoch's logs alone.
    """
    if type(callback).__module__.split(".")[0] in {"keras", "kbuild"}:
        return isinstance(callback, keras.callbacks.LambdaCallback)
    return not getattr(callback.on_epoch_end, "_is_default", False)
