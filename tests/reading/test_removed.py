"""What earlier versions of Keras took is answered by what to write now."""

from __future__ import annotations

from typing import Any

import pytest

import kbuild
from kbuild.reading.removed import removed

LAYERS = {"layers": [{"Input": {"shape": [4]}}, {"Dense": {"units": 1}}]}


def hints(document: dict[str, Any]) -> list[str | None]:
    return [each.hint for each in kbuild.check(document)]


def test_a_rate_that_decays_is_the_schedule_that_computes_the_same() -> None:
    optimizer = {"SGD": {"learning_rate": 0.1, "decay": 1e-3}}
    (hint,) = hints({"model": LAYERS, "compile": {"optimizer": optimizer, "loss": "mse"}})
    assert hint is not None
    assert "{InverseTimeDecay: {initial_learning_rate: …, decay_steps: 1, decay_rate: 0.001}}" in hint


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"fit": {"samples_per_epoch": 640}}, "divided by batch_size"),
        ({"fit": {"workers": 4}}, "reads ahead by itself"),
        ({"callbacks": [{"ModelCheckpoint": {"filepath": "a.keras", "period": 5}}]}, "{every_epochs: 5}"),
        ({"compile": {"loss": "mse", "class_mode": "binary"}}, "the loss says it"),
        ({"phases": [{"trainable": True}]}, 'write "*" for all'),
    ],
)
def test_what_is_gone_or_means_something_else_is_said(part: dict[str, Any], words: str) -> None:
    assert any(words in (hint or "") for hint in hints({"model": LAYERS, **part}))


def test_one_name_may_be_gone_in_one_place_and_valid_in_another() -> None:
    assert removed("mode", ["monitor", "patience"]) is None
    assert removed("mode", ["moving_mean_initializer"]) is not None
