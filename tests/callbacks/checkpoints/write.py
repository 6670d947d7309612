"""Writes `formatN` beside itself, with the kbuild that is on Python's path: once for each format, for ever.

    PYTHONPATH=CHECKOUT python tests/callbacks/checkpoints/write.py

The newest format's is written when the format is; `expected.json` says what the model was.
"""

import json
from pathlib import Path

import keras
import numpy as np

from kbuild.callbacks import Checkpoint, EarlyStopping
from kbuild.callbacks.checkpoints.store import FORMAT


def tiny() -> keras.Model:
    """Makes the model of these checkpoints: all that has a state, as small as can be."""
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, name="first"),
            keras.layers.BatchNormalization(name="norm"),
            keras.layers.Dropout(0.5, name="drop"),
            keras.layers.Dense(1, name="last"),
        ],
        name="sequential",
    )
    model.compile(keras.optimizers.Adam(0.1), "mse", metrics=["mae"])
    return model


def main() -> None:
    """Trains for two epochs of three steps."""
    folder = Path(__file__).parent / f"format{FORMAT}"
    model = tiny()
    x = np.arange(24, dtype="float32").reshape(12, 2) / 24
    callbacks = [Checkpoint(folder, keep=1, monitor=None), EarlyStopping("loss", patience=7)]
    model.fit(x, x.sum(axis=1), batch_size=4, epochs=2, shuffle=False, verbose=0, callbacks=callbacks)
    weights = {weight.path: np.asarray(weight).tolist() for weight in model.weights}
    expected = {"weights": weights, "iterations": int(model.optimizer.iterations)}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
