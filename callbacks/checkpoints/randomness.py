"""The random state of the process: Python's, NumPy's, and Keras's global generator of seeds.

Layers have generators of their own, which are among a model's variables. This is for everything else that
draws while a model trains: callbacks, data sets and operations that were given no seed.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np
from keras.src.backend.common import global_state
from keras.src.random.seed_generator import GLOBAL_SEED_GENERATOR, global_seed_generator

from kbuild.callbacks.state import copied


def random_state() -> dict[str, Any]:
    """Gives the random state at this moment, as data that `pack` takes."""
    version, words, gauss = random.getstate()
    kind, keys, position, has_gauss, cached = np.random.get_state()
    state: dict[str, Any] = {
        "python": [version, np.array(words, np.uint32), gauss],
        "numpy": [str(kind), np.array(keys), int(position), int(has_gauss), float(cached)],
    }
    generator = global_state.get_global_attribute(GLOBAL_SEED_GENERATOR)
    if generator is not None:
        state["keras"] = copied(generator.state)
    return state


def set_random_state(state: dict[str, Any]) -> None:
    """Takes back what `random_state` gave."""
    version, words, gauss = state["python"]
    random.setstate((version, tuple(int(each) for each in words), gauss))
    kind, keys, position, has_gauss, cached = state["numpy"]
    np.random.set_state((kind, keys, position, has_gauss, cached))
    if "keras" in state:
        global_seed_generator().state.assign(state["keras"])
