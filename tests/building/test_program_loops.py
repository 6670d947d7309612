"""Loops of `call` programs: run while tracing, or one loop of the graph, with the same results."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from kbuild.building.program import CallProgramError, Runtime, loops
from kbuild.reading.program import parse_program

STEPS = 24


def random(*shape: int) -> Any:
    return np.random.default_rng(0).normal(size=shape).astype("float32")


def dense(units: int = 3, **arguments: Any) -> layers.Dense:
    layer = layers.Dense(units, kernel_initializer=keras.initializers.RandomUniform(seed=1), **arguments)
    layer.build((None, 3))
    return layer


def call_of(text: str, declared: dict[str, Any]) -> Callable[[Any], Any]:
    program, errors = parse_program(text, layers=declared, inputs=["x"])
    assert errors == []
    assert program is not None
    runtime = Runtime(program)
    return lambda x: runtime({**declared, "x": x}).value


@pytest.fixture
def never_unrolled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make every loop of more than one step over tensors a loop of the graph."""
    monkeypatch.setattr(loops, "UNROLLED", 1)
    yield


PROGRAMS = {
    "elman": "h = ops.zeros((ops.shape(x)[0], 3))\nfor t in range(x.shape[1]):\n"
    "    h = ops.tanh(a(x[:, t]) + a(h))\nreturn h",
    "an output each step": "h = ops.zeros_like(x[:, 0])\nout = []\nfor t in range(x.shape[1]):\n"
    "    h = ops.tanh(a(x[:, t]) + h)\n    out.append(a(h))\nreturn ops.stack(out, axis=1)",
    "jordan": "y = x[:, 0] * 0\nout = []\nfor t in range(x.shape[1]):\n"
    "    y = ops.tanh(a(x[:, t]) + y)\n    out.append(y)\nreturn ops.stack(out, axis=1)",
    "a number to start with": "h = 0.0\nfor t in range(x.shape[1]):\n    h = h * 0.9 + x[:, t]\nreturn h",
    "a whole number to start with": "s = 0\nfor t in range(x.shape[1]):\n"
    "    s = s + ops.mean(x[:, t])\nreturn s",
    "a first value inside": "for t in range(x.shape[1]):\n    y = a(x[:, t])\nreturn y",
    "backwards": "h, out = 0.0, []\nfor t in range(x.shape[1] - 1, -1, -1):\n"
    "    h = h * 0.9 + x[:, t]\n    out.append(h)\nreturn ops.stack(out, axis=1)",
    "every second": "h = 0.0\nfor t in range(1, x.shape[1], 2):\n"
    "    h = h * 0.9 + x[:, t]\nreturn h + x[:, 0]",
    "differences": "out = [x[:, 0]]\nfor t in range(1, x.shape[1]):\n"
    "    out.append(x[:, t] - x[:, t - 1])\nreturn ops.stack(out, axis=1)",
    "rows of a tensor": "s = 0.0\nfor row in ops.transpose(x, (1, 0, 2)):\n    s = s * 0.9 + row\nreturn s",
    "numbered rows": "s = 0.0\nfor i, row in enumerate(ops.transpose(x, (1, 0, 2)), 2):\n"
    "    s = s + row * i\nreturn s",
    "rows beside a range": "s = 0.0\nfor row, i in zip(ops.transpose(x, (1, 0, 2)), range(3, 99)):\n"
    "    s = s + row * i\nreturn s",
    "two outputs a step": "out = []\nfor t in range(x.shape[1]):\n"
    "    out.append(x[:, t])\n    out.append(a(x[:, t]))\nreturn ops.stack(out, axis=1)",
    "the last number": "s = 0.0\nfor t in range(x.shape[1]):\n    s = s + x[:, t]\nreturn s * t",
    "a condition on the number": "s = x[:, 0]\nfor t in range(x.shape[1]):\n    if t % 2 == 0:\n"
    "        s = s + x[:, t]\n    else:\n        s = s - a(x[:, t])\nreturn s",
    "a loop in a loop": "s = 0.0\nfor t in range(x.shape[1]):\n    for u in range(3):\n"
    "        s = s * 0.9 + x[:, t, u]\nreturn s",
    "windows that overlap": "s = 0.0\nfor t in range(x.shape[1] - 2):\n"
    "    s = s * 0.9 + ops.mean(x[:, t:t + 3], axis=1)\nreturn s",
    "windows side by side": "s, n = 0.0, 2\nfor t in range(0, x.shape[1], n):\n"
    "    s = s * 0.9 + ops.mean(x[:, t:t + n], axis=1)\nreturn s",
    "windows that grow": "s = 0.0\nfor t in range(x.shape[1]):\n"
    "    s = s * 0.9 + ops.mean(x[:, :t + 1], axis=1)\nreturn s",
    "a list that a loop fills": "out = []\nfor t in range(x.shape[1]):\n    out.append(x[:, t])\n"
    "out.append(x[:, 0])\ns = 0.0\nfor y in out:\n    s = s * 0.9 + y\n"
    "return s + out[0] + out[-1] + len(out)",
    "a state in a dictionary": "state = {'h': ops.zeros_like(x[:, 0]), 'k': 2.0}\n"
    "for t in range(x.shape[1]):\n"
    "    state['h'] = ops.tanh(a(x[:, t]) + state['h']) * state['k']\nreturn state['h']",
    "a temporary of changing kind": "s = 0.0\nfor t in range(x.shape[1]):\n    z = x[:, t]\n    z = (z, z)\n"
    "    s = s + z[0]\nreturn s",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_loop_of_unknown_length_gives_what_python_gives(name: str) -> None:
    call = call_of(PROGRAMS[name], {"a": dense()})
    graph = tf.function(call, autograph=False, input_signature=[tf.TensorSpec((None, None, 3))])
    # Where the loop makes its number a tensor, it takes one step at least.
    for steps in {"every second": (2, 5), "windows that overlap": (3, 5)}.get(name, (1, 2, 5)):
        x = tf.constant(random(4, steps, 3))
        np.testing.assert_allclose(graph(x), call(x), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_long_loop_gives_what_it_gives_unrolled_and_so_do_its_gradients(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = dense()
    call = call_of(PROGRAMS[name], {"a": layer})
    x = tf.constant(random(4, 6, 3))

    def results() -> tuple[Any, list[Any]]:
        @tf.function(autograph=False)  # type: ignore[untyped-decorator]  # TensorFlow has no types
        def both() -> Any:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = call(x)
                loss = tf.reduce_sum(y**2)
            zeros = tf.UnconnectedGradients.ZERO
            weights = [each.value for each in layer.trainable_weights]
            return y, tape.gradient(loss, [x, *weights], unconnected_gradients=zeros)

        operations = {each.type for each in both.get_concrete_function().graph.get_operations()}
        assert bool(operations & {"While", "StatelessWhile"}) == (loops.UNROLLED == 1)
        found: tuple[Any, list[Any]] = both()
        return found

    unrolled = results()
    monkeypatch.setattr(loops, "UNROLLED", 1)
    for one, other in zip(tf.nest.flatten(results()), tf.nest.flatten(unrolled), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    "text",
    [
        "i, s = 0, 0 * x[:, 0]\nwhile i < x.shape[1]:\n    s = s + x[:, i]\n    i += 1\nreturn s, i",
        "s, n = x, 0\nwhile ops.max(ops.abs(s)) > 0.1:\n    s = s / 2\n    n = n + 1\nreturn s, n",
        "s, i = 0.0, 0\nwhile i < x.shape[1] and s < 5:\n    s += ops.max(x[:, i])\n    i += 1\nreturn s, i",
        "s = x[:, :1]\nwhile s.shape[1] < 2 * x.shape[1]:\n    s = ops.concatenate([s, s], axis=1)\nreturn s",
        "n = 0\nwhile n < 3:\n    n += 1\nreturn x * n",
    ],
)
def test_a_while_on_tensors_ends_when_the_model_runs(text: str) -> None:
    call = call_of(text, {})
    graph = tf.function(call, autograph=False, input_signature=[tf.TensorSpec((None, None, 3))])
    for steps in (1, 4):
        x = tf.constant(random(2, steps, 3))
        for one, other in zip(tf.nest.flatten(graph(x)), tf.nest.flatten(call(x)), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@pytest.mark.usefixtures("never_unrolled")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "s, k = 0.0, 0\nfor t in range(4):\n    s = s + x[:, t]\n    k += 1\nreturn s * k",
            "`k` is a plain",
        ),
        (
            "s = x[:, :1]\nfor t in range(4):\n    s = ops.concatenate([s, s], axis=1)\nreturn s",
            "`s` is a float32",
        ),
        ("s = 0.0\nfor t in range(4):\n    s = s + x[:, t] * float([1, 2, 3, 4][t])\nreturn s", None),
        (
            "o = []\nfor t in range(4):\n    o.append((x[:, t], t))\nreturn o[2][0]",
            "only tensors can be",
        ),
    ],
)
def test_a_long_loop_that_has_to_be_unrolled_says_why(text: str, words: str | None) -> None:
    call = call_of(text, {})
    x = tf.constant(random(4, 6, 3))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = tf.function(call, autograph=False)(x)
    np.testing.assert_allclose(found, call(x), rtol=1e-5, atol=1e-5)
    assert [words in str(each.message) for each in caught] == ([True] if words else [])  # type: ignore[operator]


def test_loops_over_layers_are_unrolled_without_a_word() -> None:
    declared = {"blocks": [dense() for _ in range(STEPS)]}
    x = tf.constant(random(2, 3))
    expected = x
    for block in declared["blocks"]:
        expected = block(expected)
    for text in (
        "for block in blocks:\n    x = block(x)\nreturn x",
        "for i in range(len(blocks)):\n    x = blocks[i](x)\nreturn x",
        "for i, block in enumerate(blocks):\n    x = block(x) + 0 * i\nreturn x",
    ):
        np.testing.assert_allclose(
            tf.function(call_of(text, declared), autograph=False)(x), expected, rtol=1e-5
        )


def test_loops_on_plain_values_stay_plain() -> None:
    text = "k = 0\nfor i in range(100):\n    k += i\nwhile k > 10:\n    k = k // 2\nreturn ops.zeros((k, 1))"
    assert tf.function(call_of(text, {}), autograph=False)(tf.zeros(1)).shape == (9, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("s = ops.cast(0, 'int32')\nfor t in range(n):\n    s = s + 0.5\nreturn s", "ops.cast"),
        ("s = (x, 1)\nfor t in range(n):\n    s = (x, 1, 2)\nreturn s", "`s` is a tuple of 2"),
        ("s = None\nfor t in range(n):\n    s = x\nreturn s", "`s` is None"),
        ("o, i = [], 0\nwhile i < n:\n    o.append(x)\n    i += 1\nreturn o", "`o` is a list of 0"),
        ("h = 0.0\nwhile ops.max(h) < n:\n    h = h + x\nreturn h", "give it its shape before"),
        ("for t in range(n):\n    return x\nreturn x", "can't return"),
        ("for t in range(n):\n    x = blocks[t](x)\nreturn x", "choose from a list of 2"),
        ("o = []\nfor t in range(n):\n    o.append(x)\nreturn ops.concatenate(o)", "with ops.stack"),
        ("o = []\nfor t in range(n):\n    o.append(x)\nreturn o + o", "with ops.stack"),
    ],
)
def test_what_a_loop_of_the_graph_cannot_do_is_said_with_its_line(text: str, words: str) -> None:
    call = call_of(f"n = ops.shape(x)[0]\n{text}", {"blocks": [dense(), dense()]})
    graph = tf.function(call, autograph=False, input_signature=[tf.TensorSpec((None, 3))])
    with pytest.raises((CallProgramError, TypeError), match=words) as caught:
        graph(tf.constant(random(4, 3)))
    assert caught.value.__notes__[0].startswith("line ")


@pytest.mark.usefixtures("never_unrolled")
def test_losses_and_random_numbers_within_a_loop_are_those_of_the_unrolled_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = (
        "h = 0 * x[:, 0]\nfor t in range(6):\n    h = ops.tanh(a(x[:, t]) + random.normal(h.shape))\n"
        "    add_loss(ops.mean(h))\nreturn h"
    )
    program, _ = parse_program(text, layers=["a"], inputs=["x"])
    assert program is not None
    layer = dense()

    def results() -> list[Any]:
        seed = keras.random.SeedGenerator(3)

        def call(x: Any) -> Any:
            taken: list[Any] = []
            names = {"a": layer, "x": x}
            found = Runtime(program)(names, seed=seed, add_loss=taken.append)
            return found.value, tf.add_n(taken)

        x = tf.constant(random(4, 6, 3))
        return list(tf.function(call, autograph=False)(x))

    looped = results()
    monkeypatch.setattr(loops, "UNROLLED", 16)
    for one, other in zip(looped, results(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-5)


@pytest.mark.usefixtures("never_unrolled")
@pytest.mark.parametrize("between", ["", "o[2] = x[:, 0]\n", "o.append(x[:, 0])\n", "o = o + o\n"])
def test_a_list_that_a_loop_has_filled_is_a_list_like_any_other(between: str) -> None:
    filled = "o = [x[:, 0]]\nfor t in range(6):\n    o.append(x[:, t])\n"
    text = f"{filled}{between}return ops.stack(o, 1), o[3], len(o)"
    call = call_of(text, {})
    x = tf.constant(random(2, 6, 3))
    for one, other in zip(tf.function(call, autograph=False)(x), call(x), strict=True):
        np.testing.assert_allclose(one, other)


@pytest.mark.usefixtures("never_unrolled")
def test_what_a_loop_has_collected_is_stacked_without_taking_it_apart() -> None:
    call = call_of("o = []\nfor t in range(6):\n    o.append(x[:, t] * 2)\nreturn ops.stack(o, axis=1)", {})
    graph = tf.function(call, autograph=False).get_concrete_function(tf.constant(random(2, 6, 3))).graph
    packed = [len(each.inputs) for each in graph.get_operations() if each.type == "Pack"]
    assert max(packed) < 6


@pytest.mark.usefixtures("never_unrolled")
def test_a_loop_traces_its_body_once_beyond_the_first_step() -> None:
    calls: list[int] = []

    class Noted(layers.Layer):  # type: ignore[misc]  # Keras has no types
        def call(self, x: Any) -> Any:
            calls.append(1)
            return x

    text = "h, o = x[:, 0], []\nfor t in range(200):\n    h = a(x[:, t]) + h\n    o.append(h)\nreturn o[-1]"
    tf.function(call_of(text, {"a": Noted()}), autograph=False)(tf.constant(random(1, 200, 1)))
    assert len(calls) == 2


def test_outside_of_a_graph_loops_run_step_by_step() -> None:
    call = call_of(f"s = 0.0\nfor t in range({STEPS}):\n    s = s + x\nreturn s", {})
    assert float(call(tf.constant(0.5))) == STEPS / 2


@pytest.mark.slow
def test_windows_of_one_size_in_a_long_loop_compile_with_xla() -> None:
    text = (
        "h = ops.zeros_like(x[:, 0])\nfor t in range(18):\n    h = ops.tanh(h + f(x[:, t:t + 3]))\nreturn h"
    )
    nested = keras.Sequential([layers.Input((3, 3)), layers.Flatten(), layers.Dense(3)])
    call, x = call_of(text, {"f": nested}), random(2, STEPS, 3)

    def gradient(x: Any) -> Any:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(call(x))
        return tape.gradient(loss, nested.trainable_weights)

    plain, compiled = tf.function(gradient)(x), tf.function(gradient, jit_compile=True)(x)
    for left, right in zip(plain, compiled, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-4, atol=1e-5)
