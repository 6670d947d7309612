"""The range test on the engine: what it finds trains nearly as well as the best of ten rates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kbuild
from kbuild import gallery
from kbuild.schemas.errors import UsageError
from kbuild.training.rates.testing import range_test, without_schedule

XOR = {
    "seed": 1,
    "model": {"style": "sequential", "layers": [{"Input": {"shape": [2]}}, {"Dense": {"units": 1}}]},
    "compile": {
        "optimizer": {
            "SGD": {"learning_rate": {"CosineDecay": {"initial_learning_rate": 0.1, "decay_steps": 9}}}
        },
        "loss": "mse",
    },
    "data": {"train": {"Toy": {"name": "xor"}}, "batch_size": 4},
}
CNN = {
    "name": "small-cnn",
    "seed": 1,
    "model": {
        "style": "sequential",
        "layers": [
            {"Input": {"shape": [8, 8]}},
            {"Reshape": {"target_shape": [8, 8, 1]}},
            {"Rescaling": {"scale": 0.0625}},
            {"Conv2D": {"filters": 16, "kernel_size": 3, "activation": "relu"}},
            "MaxPooling2D",
            {"Conv2D": {"filters": 32, "kernel_size": 2, "activation": "relu"}},
            "Flatten",
            {"Dense": {"units": 10, "activation": "softmax"}},
        ],
    },
    "compile": {
        "optimizer": {"Adam": {"learning_rate": 0.001}},
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    },
    "data": {"train": {"Toy": {"name": "digits"}}, "validation": 0.1, "test": 0.2, "batch_size": 32},
    "fit": {"epochs": 20},
}
GRID = [10 ** (-5 + 5 * step / 9) for step in range(10)]


def test_rates_rise_over_the_range_and_a_schedule_gives_way() -> None:
    document = kbuild.load(XOR)
    assert without_schedule(document).tree()["compile"]["optimizer"] == {"SGD": {"learning_rate": 0.001}}
    found = range_test(document, low=1e-3, high=100.0, steps=40)
    assert found.rates[0] == pytest.approx(1e-3)
    assert len(found.rates) == len(found.losses) == len(found.smoothed) <= 40
    assert found.rates == sorted(found.rates)


@pytest.mark.parametrize(("low", "high", "steps"), [(0, 1, 99), (1, 1, 99), (1e-3, 1, 3)])
def test_a_range_that_does_not_rise_is_refused(low: float, high: float, steps: int) -> None:
    with pytest.raises(UsageError, match="the rates go from"):
        range_test(kbuild.load(XOR), low=low, high=high, steps=steps)


@pytest.mark.slow
@pytest.mark.parametrize("source", [gallery.path("digits"), CNN], ids=["digits", "cnn"])
def test_the_suggestion_is_within_a_hundredth_of_the_best_of_ten(source: Any, tmp_path: Path) -> None:
    suggested = range_test(kbuild.load(source)).suggestion.rate
    assert suggested is not None
    reached = {}
    for rate in [suggested, *GRID]:
        changes = [f"compile.optimizer.Adam.learning_rate={rate}", "fit.epochs=20"]
        run = kbuild.train(source, overrides=changes, runs=tmp_path, verbose=0)
        accuracy = run.test["accuracy"]
        assert accuracy is not None
        reached[rate] = accuracy
    print({f"{rate:.2g}": round(each, 4) for rate, each in reached.items()})
    assert reached[suggested] >= max(reached.values()) - 0.01
