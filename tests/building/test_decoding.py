"""Beam search finds what is likeliest, and with a width of 1 what a greedy decoder writes."""

from __future__ import annotations

from itertools import product
from typing import Any

import keras
import numpy as np
import pytest

import kbuild
from kbuild import gallery
from kbuild.schemas.errors import UsageError

STEPS, CLASSES = 4, 3


@pytest.fixture(scope="module")
def chain() -> Any:
    """A model whose next class depends on the one before, by a table; the last row is the start's."""
    table = np.random.default_rng(3).normal(0, 2, (CLASSES + 1, CLASSES))
    previous = keras.Input((STEPS,), dtype="int32", name="previous")
    fixed = keras.initializers.Constant(table)
    follows = keras.layers.Embedding(CLASSES + 1, CLASSES, embeddings_initializer=fixed)(previous)
    return keras.Model({"previous": previous}, keras.layers.Softmax()(follows))


def start(samples: int = 2) -> dict[str, np.ndarray]:
    return {"previous": np.full((samples, STEPS), CLASSES, "int32")}


def log_of(model: Any, classes: np.ndarray) -> np.ndarray:
    before = np.concatenate([np.full((len(classes), 1), CLASSES), classes[:, :-1]], axis=1)
    said = np.asarray(model({"previous": before}))
    return np.asarray(np.log(np.take_along_axis(said, classes[..., None], axis=2)[..., 0]).sum(axis=1))


def test_a_wide_beam_finds_the_likeliest_of_all_sequences(chain: Any) -> None:
    every = np.array(list(product(range(CLASSES), repeat=STEPS)))
    logs = log_of(chain, every)
    found = kbuild.beam_search(chain, start(), CLASSES**STEPS, training=False)
    assert found.classes.tolist() == [every[logs.argmax()].tolist()] * 2
    assert found.logs == pytest.approx(np.full(2, logs.max()), abs=1e-4)


def test_a_wider_beam_finds_nothing_less_likely_and_its_logarithms_are_true(chain: Any) -> None:
    found = [kbuild.beam_search(chain, start(1), width, training=False) for width in (1, 2, 9, 81)]
    logs = [float(each.logs[0]) for each in found]
    assert logs[-1] == max(logs)
    for each in found:
        assert each.logs == pytest.approx(log_of(chain, each.classes), abs=1e-4)


def test_after_the_end_a_sequence_repeats_it_for_nothing(chain: Any) -> None:
    found = kbuild.beam_search(chain, start(1), 9, end=0, training=False)
    classes = found.classes[0].tolist()
    first = classes.index(0) if 0 in classes else STEPS - 1
    assert set(classes[first + 1 :]) <= {0}
    assert log_of(chain, found.classes)[0] <= found.logs[0] + 1e-4


def test_a_beam_of_one_writes_what_the_program_feeds_back_to_itself() -> None:
    model = kbuild.build(gallery.path("seq2seq"))
    layer = model.get_layer("letters")
    layer.adapt(np.array(["April 23, 2021", "May 1, 1999", "July 8, 2006"]))
    texts = np.array(["April 3, 2021", "May 21, 1996", "July 8, 1906"])
    inputs = {"text": texts, "previous": np.full((3, 10), 11, "int32")}
    written = np.asarray(model({name: keras.ops.convert_to_tensor(each) for name, each in inputs.items()}))
    assert kbuild.beam_search(model, inputs, 1).classes.tolist() == written.argmax(axis=-1).tolist()
    halves = kbuild.beam_search(model, inputs, 3, batch_size=2)
    assert halves.classes.tolist() == kbuild.beam_search(model, inputs, 3).classes.tolist()


def test_a_model_that_writes_nothing_step_by_step_is_refused(chain: Any) -> None:
    with pytest.raises(UsageError, match="input `previous`"):
        kbuild.beam_search(chain, np.zeros((2, STEPS)))  # type: ignore[arg-type]  # what is refused
    flat = keras.Model(chain.inputs, keras.layers.Flatten()(chain.outputs[0]))
    with pytest.raises(UsageError, match="probabilities of 4 steps"):
        kbuild.beam_search(flat, start())
