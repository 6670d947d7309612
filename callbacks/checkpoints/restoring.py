"""The way back from a checkpoint: its weights for use, or the whole state for training to go on."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kbuild.callbacks.checkpoints.loaded import Loaded
from kbuild.callbacks.checkpoints.store import MANIFEST, WEIGHTS, Entry, Store, read, read_entry
from kbuild.callbacks.state import assign_weights
from kbuild.callbacks.tensors import decode


def load_checkpoint(path: str | os.PathLike[str], model: Any) -> Entry:
    """Gives a model the weights of a checkpoint, to predict with or to train anew.

    Args:
        path: A checkpoint, or a folder of checkpoints, of which the newest intact one is taken.
        model: A built model of the same layers; it needs no `compile`.

    Returns:
        The checkpoint, which says its epoch, step and logs.

    Raises:
        CheckpointError: It is missing, damaged, or of another model; the model is as it was.
    """
    entry = find(path)
    weights = decode(read(entry, WEIGHTS))
    assign_weights(model, weights)
    return entry


def restore(path: str | os.PathLike[str], model: Any, callbacks: Sequence[Any] = ()) -> Entry:
    """Gives a model and its callbacks the whole state of a training, which then goes on where it was.

    Args:
        path: A checkpoint, or a folder of checkpoints, of which the newest intact one is taken.
        model: A built model, compiled as it was.
        callbacks: The callbacks of the training that goes on. Those with `set_state` get back what their
            `get_state` gave; they are told apart by class and order.

    Returns:
        The checkpoint; train on with `model.fit(..., initial_epoch=entry.epoch)`. `Checkpoint(resume=True)`
        does all this by itself, and goes on in the middle of an epoch as well.

    Raises:
        CheckpointError: It is missing, damaged, or of another model or optimizer.

    Example:
        >>> import keras, numpy as np, tempfile
        >>> from kbuild.callbacks import Checkpoint
        >>> def make():
        ...     model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        ...     model.compile("adam", "mse")
        ...     return model
        >>> folder, x, y = tempfile.mkdtemp(), np.ones((8, 2)), np.ones(8)
        >>> history = make().fit(x, y, epochs=2, callbacks=[Checkpoint(folder)], verbose=0)
        >>> model, checkpoint = make(), Checkpoint(folder)
        >>> entry = restore(folder, model, [checkpoint])
        >>> entry.epoch, entry.step
        (2, 2)
        >>> history = model.fit(x, y, epochs=4, initial_epoch=entry.epoch, callbacks=[checkpoint], verbose=0)
    """
    loaded = Loaded.of(find(path))
    loaded.check(callbacks)
    loaded.give_model(model)
    loaded.give_callbacks(callbacks)
    loaded.give_attributes(callbacks)
    return loaded.entry


def find(path: str | os.PathLike[str]) -> Entry:
    """Finds the checkpoint that a path means.

    Args:
        path: A checkpoint, or a folder of checkpoints.

    Returns:
        That checkpoint, or the newest intact one in the folder.

    Raises:
        CheckpointError: There is none.
    """
    if Path(path, MANIFEST).exists():
        return read_entry(Path(path))
    return Store(path).newest_intact()
