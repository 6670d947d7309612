"""Training by objectives, against plain compile and fit, and its laws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest

import kbuild
from kbuild.building.objectives import attach
from kbuild.building.site import Site
from kbuild.callbacks.optimizers import iterations, learning_rates
from kbuild.callbacks.state import training_variables
from kbuild.schemas import Compile, Objective
from kbuild.schemas.errors import BuildError

DATA = np.random.default_rng(0)
SILENT = "ops.mean(ops.cast(model(x) > 0, 'float32'))"
X, Y = DATA.normal(size=(24, 3)).astype("float32"), DATA.normal(size=(24, 1)).astype("float32")


def make() -> Any:
    layers = [
        {"Input": {"shape": [3]}},
        {"Dense": {"units": 4, "activation": "tanh", "name": "hidden", "kernel_regularizer": "l2"}},
        {"Dropout": {"rate": 0.3}},
        {"Dense": {"units": 1, "name": "head"}},
    ]
    return kbuild.build({"seed": 5, "model": {"style": "sequential", "layers": layers}})


@pytest.fixture
def model() -> Iterator[Any]:
    yield make()


def trained(model: Any, *objectives: Objective, epochs: int = 2, weights: Any = None) -> Any:
    model.compile(optimizer="sgd")
    runner = attach(model, objectives, Compile(), Site(seed=1))
    history = model.fit(X, Y, sample_weight=weights, epochs=epochs, batch_size=8, shuffle=False, verbose=0)
    return runner, history.history


def same(one: Any, other: Any) -> bool:
    return all(map(np.array_equal, one.get_weights(), other.get_weights()))


@pytest.mark.parametrize("weights", [None, np.linspace(0, 2, 24, dtype="float32")], ids=["plain", "weighted"])
def test_one_objective_is_compile_and_fit_to_the_bit(model: Any, weights: Any) -> None:
    plain = make()
    plain.compile(optimizer="adam", loss="mse")
    kept = plain.fit(X, Y, sample_weight=weights, epochs=2, batch_size=8, shuffle=False, verbose=0).history
    loss = Objective(loss="return losses.mean_squared_error(y, model(x))", optimizer="adam")
    _, history = trained(model, loss, weights=weights)
    assert same(model, plain)
    assert history["loss"] == kept["loss"] == history["objective_1"]


def test_each_objective_trains_its_own_layers_and_no_other_changes_by_one_bit(model: Any) -> None:
    before = [np.array(each) for each in model.get_layer("hidden").weights]
    trained(model, Objective(loss="return losses.mse(y, model(x))", trainable="head", optimizer="sgd"))
    assert all(map(np.array_equal, before, model.get_layer("hidden").weights))
    assert not np.array_equal(model.get_layer("head").kernel, make().get_layer("head").kernel)


def test_objectives_run_in_order_with_an_optimizer_each_and_log_their_values(model: Any) -> None:
    one = Objective(name="one", loss="return losses.mse(y, model(x))", trainable="head", optimizer="adam")
    text = "return {'loss': ops.mean(ops.square(hidden(x))), 'size': ops.max(hidden(x))}"
    two = Objective(name="two", loss=text, trainable="hidden", optimizer={"SGD": {"learning_rate": 0.5}})
    _, history = trained(model, one, two)
    assert set(history) == {"loss", "one", "two", "size"}
    assert history["loss"][0] == pytest.approx(history["one"][0] + history["two"][0], rel=1e-5)
    assert set(learning_rates(model)) == {"learning_rate", "learning_rate_two"}
    assert iterations(model) == 6


def test_the_state_of_a_training_holds_every_optimizer_and_what_programs_draw_from(model: Any) -> None:
    one = Objective(name="one", loss="return losses.mse(y, model(x))", optimizer="adam")
    text = "return ops.mean(ops.square(hidden(random.normal((8, 3)))))"
    runner, _ = trained(model, one, Objective(name="two", loss=text, trainable="hidden", optimizer="adam"))
    names = list(training_variables(model))
    assert sum("adam" in name and "momentum" in name for name in names) == 4 + 2
    assert sum(name.startswith("seed/") for name in names) == 2
    runner.detach()
    assert sum(name.startswith("seed/") for name in training_variables(model)) == 1


def test_a_detached_model_is_the_plain_model_again(model: Any, tmp_path: Any) -> None:
    runner, _ = trained(model, Objective(loss="return losses.mse(y, model(x))"))
    runner.detach()
    assert {"train_step", "test_step"}.isdisjoint(vars(model))
    model.save(tmp_path / "model.keras")
    assert same(keras.saving.load_model(tmp_path / "model.keras"), model)


def test_a_rule_changes_weights_by_what_it_returns(model: Any) -> None:
    rule = "return {'head/bias': 0.25 * ops.ones((1,)), 'hidden/kernel': -weights['hidden/kernel']}"
    trained(model, Objective(update=rule), epochs=1)
    assert np.array_equal(model.get_layer("head").bias, [0.75])
    assert not np.any(model.get_layer("hidden").kernel)
    assert iterations(model) == 3


@pytest.mark.parametrize(
    ("objective", "code"),
    [
        ({"loss": f"return {SILENT}", "trainable": "head"}, "trains-nothing"),
        ({"loss": "return ops.mean(x)", "trainable": "dropout"}, "trains-nothing"),
        ({"update": "return {'haed/bias': x}"}, "unknown-weight"),
        ({"update": "return {'head/bias': x}"}, "shape-mismatch"),
        ({"update": "return x"}, "no-update"),
        ({"loss": "return {'error': ops.mean(model(x))}"}, "no-loss"),
    ],
)
def test_what_cannot_train_is_told_before_the_first_step(model: Any, objective: Any, code: str) -> None:
    with pytest.raises(BuildError) as caught:
        trained(model, Objective(**objective))
    assert caught.value.code == code


def test_what_layers_add_to_the_loss_counts(model: Any) -> None:
    program = "return ops.mean(hidden(x))"
    text = Objective(loss=program, trainable="hidden", optimizer={"SGD": {"learning_rate": 0.0}})
    _, history = trained(model, text, epochs=1)
    hidden = model.get_layer("hidden")
    expected = np.mean(hidden(X)) + 0.01 * np.sum(np.square(hidden.kernel))
    assert history["loss"][0] == pytest.approx(float(expected), rel=1e-5)
