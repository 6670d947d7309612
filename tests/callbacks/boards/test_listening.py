from __future__ import annotations

import threading
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from kbuild.callbacks.boards.examples import Examples
from kbuild.callbacks.boards.listening import listening
from kbuild.callbacks.boards.probe import Probe, values
from kbuild.callbacks.state import copied

layers = keras.layers


class Own(keras.Model):  # type: ignore[misc]  # Keras is untyped
    def __init__(self) -> None:
        super().__init__()
        self.hidden = layers.Dense(4, activation="relu", name="hidden", bias_initializer="ones")
        self.out = layers.Dense(1, name="out")

    def call(self, inputs: Any) -> Any:
        return self.out(self.hidden(inputs))


def dead(model: Any) -> dict[str, float]:
    x = np.ones((6, 3), "float32")
    model(x)
    return Probe(model).look(values(model, copied), Examples(x, None)).dead


def test_dead_relus_of_a_nested_and_of_a_subclassed_model_are_found() -> None:
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(4, name="inner"), layers.ReLU(name="gate")])
    inner.get_layer("inner").set_weights([np.zeros((3, 4)), np.array([-1.0, -1.0, 1.0, 1.0])])
    start = keras.Input((3,))
    nested = keras.Model(start, layers.Dense(2, activation="relu", name="outer")(inner(start)))
    found = dead(nested)
    assert found[f"{inner.name}/gate"] == 0.5
    assert set(found) == {f"{inner.name}/gate", "outer"}
    own = Own()
    own(np.ones((1, 3)))
    own.hidden.set_weights([np.zeros((3, 4)), np.array([-1.0, 1.0, 1.0, 1.0])])
    assert dead(own) == {"hidden": 0.25}


def test_another_thread_s_calls_and_traces_are_not_heard_and_nothing_stays_behind() -> None:
    layer = layers.Dense(2)
    layer(np.ones((1, 3)))
    heard: list[str] = []
    with listening({"it": layer}, lambda name, _: heard.append(name)):
        thread = threading.Thread(target=lambda: layer(np.ones((1, 3))))
        thread.start()
        thread.join()
        tf.function(layer)(tf.ones((1, 3)))
        assert not heard
        layer(np.ones((1, 3)))
    assert heard == ["it"]
    assert "call" not in vars(layer)
