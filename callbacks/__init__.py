"""Keras callbacks that need nothing else of kbuild: `Checkpoint`, `EarlyStopping`, `TensorBoard`.

Each goes into the `callbacks` of a plain `model.fit` and takes what Keras's callback of that name takes,
and more. Names are imported when they are first asked for, so `import kbuild.callbacks` costs nothing and
loads no Keras.

Example:
    >>> import keras, numpy as np
    >>> from kbuild.callbacks import EarlyStopping
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    >>> model.compile("sgd", "mse")
    >>> stop = EarlyStopping(monitor="loss", patience=2, restore_best_weights=True)
    >>> history = model.fit(np.ones((8, 2)), np.ones(8), epochs=3, callbacks=[stop], verbose=0)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kbuild.callbacks.checkpoint import Checkpoint
    from kbuild.callbacks.checkpoints.restoring import load_checkpoint, restore
    from kbuild.callbacks.early_stopping import EarlyStopping
    from kbuild.callbacks.errors import CheckpointError, MonitorError
    from kbuild.callbacks.monitors import direction, expected_logs
    from kbuild.callbacks.tensorboard import TensorBoard

__all__ = [
    "Checkpoint",
    "CheckpointError",
    "EarlyStopping",
    "MonitorError",
    "TensorBoard",
    "direction",
    "expected_logs",
    "load_checkpoint",
    "restore",
]

_MODULES = {
    "Checkpoint": "checkpoint",
    "CheckpointError": "errors",
    "EarlyStopping": "early_stopping",
    "MonitorError": "errors",
    "TensorBoard": "tensorboard",
    "direction": "monitors",
    "expected_logs": "monitors",
    "load_checkpoint": "checkpoints.restoring",
    "restore": "checkpoints.restoring",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{module}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
