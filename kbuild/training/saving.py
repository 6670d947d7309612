"""The final model as a `.keras` file, and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from kbuild.callbacks.checkpoints.files import flush_folder


def save_model(model: Any, path: Path) -> None:
    """Save a model; the file appears whole or not at all.

    Args:
        model: A built model.
        path: Where, ending in `.keras`.
    """
    fresh = path.with_name(f".{os.getpid()}.{path.name}")
    try:
        model.save(fresh)
        with fresh.open("rb") as file:
            os.fsync(file.fileno())
        fresh.replace(path)
        flush_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def load_model(path: Path) -> Any:
    """Load a model that `save_model` saved.

    Raises:
        BuildError: If its weights lead to other files, or claim sizes that they have not.
    """
    from kbuild.training.quiet import import_keras

    import_keras()
    import keras

    # Imported for what they register: a model may hold kbuild's own classes.
    import kbuild.building.layers.applied
    import kbuild.building.layers.pin_training
    import kbuild.building.subclass  # noqa: F401
    from kbuild.building.hdf5 import refuse_foreign
    from kbuild.building.registered import announce

    announce()
    refuse_foreign(path)
    return keras.saving.load_model(path)
