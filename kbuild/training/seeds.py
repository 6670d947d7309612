"""The seed of a run: the document's, or one that is drawn and written down."""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kbuild.schemas.document import Document

# Short enough to be read out and typed; the language's seeds go up to 2**32 - 1.
_DRAWN_BELOW = 10**6


def with_seed(document: Document) -> Document:
    """Give a document without a seed one that is drawn, so that its run can be repeated.

    Args:
        document: Any document.

    Returns:
        The same document where it has a seed, otherwise a copy with one.
    """
    if document.seed is not None:
        return document
    seeded = document.model_copy(update={"seed": secrets.randbelow(_DRAWN_BELOW)})
    return seeded.with_source(document.source)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Seed what is left to chance outside the layers, and put the program's own randomness back afterwards.

    Layers, initial weights and the order of the data have seeds of their own. What is left: operations of
    TensorFlow, NumPy and Python that a class of the user's own, or one of Keras's callbacks, draws from
    without a seed. The state of Keras's global seed matters beyond a run: while it is set, `fit` shuffles
    arrays into the same order in every epoch.

    Args:
        seed: The document's.
    """
    import keras
    import numpy as np

    before = random.getstate(), np.random.get_state()
    framework = _framework_state()
    keras.utils.set_random_seed(seed)
    try:
        yield
    finally:
        _restore_framework(framework)
        random.setstate(before[0])
        np.random.set_state(before[1])


def _framework_state() -> tuple[Any, ...]:
    # Neither Keras nor TensorFlow has public access to what `set_random_seed` replaces.
    from keras.src.backend.common import global_state
    from keras.src.random.seed_generator import GLOBAL_SEED_GENERATOR
    from keras.src.utils.rng_utils import GLOBAL_RANDOM_SEED
    from tensorflow.python.eager import context

    names = (GLOBAL_RANDOM_SEED, GLOBAL_SEED_GENERATOR)
    attributes = {name: global_state.get_global_attribute(name) for name in names}
    return attributes, context.global_seed()


def _restore_framework(state: tuple[Any, ...]) -> None:
    import tensorflow as tf
    from keras.src.backend.common import global_state

    attributes, seed = state
    for name, value in attributes.items():
        global_state.set_global_attribute(name, value)
    tf.random.set_seed(seed)
