"""The runtime of `call` programs: Python's meaning on plain values, Keras's ops on tensors."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Sequence
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st
from keras import layers, ops

from kbuild.building.program import CallProgramError, Runtime
from kbuild.building.program.calls import keras_function
from kbuild.reading.program import parse_program
from kbuild.reading.program.arguments import OPEN
from kbuild.reading.program.vocabulary import MODULES, RANDOM_FUNCTIONS, functions
from kbuild.schemas import catalog


def runtime(text: str, inputs: Sequence[str] = ("x",), declared: Sequence[str] = ()) -> Runtime:
    program, errors = parse_program(text, layers=declared, inputs=inputs)
    assert errors == []
    assert program is not None
    return Runtime(program)


def run(text: str, declared: dict[str, Any] | None = None, **inputs: Any) -> Any:
    """Run a program outside of a graph."""
    return runtime(text, list(inputs), list(declared or ()))({**(declared or {}), **inputs}).value


def traced(text: str, declared: dict[str, Any] | None = None, **inputs: Any) -> Any:
    """Run a program within a graph that knows neither the number of samples nor that of steps."""
    program = runtime(text, list(inputs), list(declared or ()))

    def call(**tensors: Any) -> Any:
        return program({**(declared or {}), **tensors}).value

    tensors = {name: tf.convert_to_tensor(value) for name, value in inputs.items()}
    unknown = {name: tf.TensorSpec([None] * len(each.shape), each.dtype) for name, each in tensors.items()}
    return tf.function(call, autograph=False).get_concrete_function(**unknown)(**tensors)


def both(text: str, declared: dict[str, Any] | None = None, **inputs: Any) -> Any:
    """Run a program outside and within a graph, hold the results to each other and return one."""
    tensors = {name: tf.convert_to_tensor(value) for name, value in inputs.items()}
    outside, inside = run(text, declared, **tensors), traced(text, declared, **tensors)
    for one, other in zip(tf.nest.flatten(outside), tf.nest.flatten(inside), strict=True):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-5, atol=1e-5)
    return outside


def random(*shape: int) -> Any:
    return np.random.default_rng(0).normal(size=shape).astype("float32")


# Expressions as text, with Python itself as the judge.
_numbers = st.one_of(st.integers(-20, 20), st.floats(-20, 20).map(lambda each: round(each, 3)), st.booleans())
_atoms = _numbers.map(repr).map(lambda each: f"({each})")


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = st.sampled_from(
        ["+", "-", "*", "/", "//", "%", "<", "<=", ">", ">=", "==", "!=", "and", "or"]
    )
    return st.one_of(
        st.tuples(inner, operators, inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})"),
        st.tuples(inner, inner, inner).map(lambda each: f"({each[0]} < {each[1]} <= {each[2]})"),
        st.tuples(inner, st.integers(-3, 3)).map(lambda each: f"({each[0]} ** {each[1]})"),
        st.tuples(inner, inner, inner).map(lambda each: f"({each[0]} if {each[1]} else {each[2]})"),
        inner.map(lambda each: f"(-{each})"),
        inner.map(lambda each: f"(not {each})"),
        inner.map(lambda each: f"abs({each})"),
        inner.map(lambda each: f"int({each})"),
        inner.map(lambda each: f"float({each})"),
        st.tuples(inner, inner).map(lambda each: f"max({each[0]}, {each[1]})"),
        st.tuples(inner, inner).map(lambda each: f"min([{each[0]}, {each[1]}])"),
        st.tuples(inner, inner).map(lambda each: f"[{each[0]}, {each[1]}][{each[0]} < {each[1]}]"),
        st.tuples(inner, inner).map(lambda each: f"len([{each[0]}] * 2 + [{each[1]}])"),
    )


@given(st.recursive(_atoms, _larger, max_leaves=8))
def test_arithmetic_means_what_it_means_in_python(text: str) -> None:
    try:
        expected = eval(text)
    except (ArithmeticError, ValueError) as error:
        with pytest.raises(type(error)):
            run(f"return {text}", x=0)
        return
    found = run(f"return {text}", x=0)
    assert type(found) is type(expected)
    assert found == expected or (math.isnan(found) and math.isnan(expected))


@given(st.lists(st.integers(-9, 9), max_size=8), st.integers(1, 5))
def test_loops_and_conditions_on_plain_values_mean_what_they_mean_in_python(
    values: list[int], step: int
) -> None:
    text = (
        "total = 0\nseen = []\n"
        "for i, v in enumerate(values, 1):\n"
        "    if v % 2 == 0:\n        total += v * i\n    elif v in seen:\n        total -= 1\n"
        "    seen.append(v)\n"
        f"for j in range(10, 0, -{step}):\n    total = total * 2 + j\n"
        "while total > 100:\n    total = total // 3\n"
        "return total, seen"
    )
    total, seen = 0, []
    for i, v in enumerate(values, 1):
        if v % 2 == 0:
            total += v * i
        elif v in seen:
            total -= 1
        seen.append(v)
    for j in range(10, 0, -step):
        total = total * 2 + j
    while total > 100:
        total = total // 3
    assert run(text, values=list(values)) == (total, seen)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("return x + 1 - 2 * x / 4", lambda x: x + 1 - 2 * x / 4),
        ("return x ** 2 % 3 // 1", lambda x: x**2 % 3 // 1),
        ("return x @ ops.transpose(x)", lambda x: x @ x.T),
        ("return -x, +x, abs(x), not x[0, 0]", lambda x: (-x, x, abs(x), False)),
        ("return (x > 0) & (x < 1) | ~(x > -1)", lambda x: ((x > 0) & (x < 1)) | ~(x > -1)),
        ("return (x > 0) ^ True", lambda x: (x > 0) ^ True),
        ("return ops.cast(x, 'int32') & 3", lambda x: x.astype("int32") & 3),
        ("return 0 < x < 1", lambda x: (x > 0) & (x < 1)),
        ("return x > 0 and x < 1, x > 1 or x < 0", lambda x: ((x > 0) & (x < 1), (x > 1) | (x < 0))),
        ("return x == x[0], x != x[0], x == None", lambda x: (x == x[0], x != x[0], False)),
        ("return x[0], x[:, -1], x[..., None], x[::2, 1:], x[-1][0]",
         lambda x: (x[0], x[:, -1], x[..., None], x[::2, 1:], x[-1][0])),
        ("a, b = x[0, :2]\nreturn a + b", lambda x: x[0, 0] + x[0, 1]),
        ("return min(x, 0), max(0, x, 1), float(len(x))",
         lambda x: (np.minimum(x, 0), np.maximum(1, x), float(len(x)))),
        ("return int(x[0, 0] * 10)", lambda x: int(x[0, 0] * 10)),
        ("return ops.concatenate([x, x], axis=0)", lambda x: np.concatenate([x, x])),
        ("return losses.mse(x, x + 1), losses.mean_absolute_error(x, x)",
         lambda x: (np.ones(len(x)), np.zeros(len(x)))),
        ("return x.shape[0] * x.shape[1]", lambda x: x.shape[0] * x.shape[1]),
    ],
)  # fmt: skip
def test_tensors_compute_as_numpy_does_outside_and_within_a_graph(
    text: str, expected: Callable[[Any], Any]
) -> None:
    x = random(4, 3)
    found = both(text, x=x)
    for one, other in zip(tf.nest.flatten(found), tf.nest.flatten(expected(x)), strict=True):
        np.testing.assert_allclose(np.asarray(one), other, rtol=1e-5, atol=1e-6)


def test_whole_number_tensors_meet_fractions_as_in_keras() -> None:
    found = both("return x * 0.5, x / 2, x + 1", x=np.array([1, 2], "int32"))
    assert [each.dtype.name for each in found] == ["float32", "float32", "int32"]


def test_a_shape_that_is_not_known_while_tracing_is_a_tensor() -> None:
    assert np.asarray(traced("return x.shape", x=random(2, 3))).tolist() == [2, 3]
    assert run("return x.shape", x=ops.ones((2, 3))) == (2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "if ops.mean(x) > 0:\n    y = x * 2\nelse:\n    y = -x\nreturn y",
        "y = x\nif ops.mean(x) > 0:\n    y = x * 2\nreturn y",
        "if ops.mean(x) > 0:\n    scale = 1\nelse:\n    scale = 2.5\nreturn x * scale",
        "if ops.max(x) > 0:\n    t = ops.sum(x)\n    y = x * t\nelse:\n    t = x[0]\n    y = x + t\nreturn y",
        "if ops.mean(x) > 1:\n    k = 1\nelif ops.mean(x) > 0:\n    k = 2\nelse:\n    k = 3\nreturn x * k",
        "return x * 2 if ops.max(x) > 1 else x",
        "if ops.mean(x) > 0:\n    return x * 2\nreturn -x",
        "if ops.mean(x) > 0:\n    if ops.max(x) > 1:\n        return x\n    x = x * 3\nreturn x + 1",
        "if ops.mean(x) > 0:\n    return {'a': x, 'b': [x, 1]}\nelse:\n    return {'a': -x, 'b': [x + 1, 2]}",
        "out = [x]\nif ops.mean(x) > 0:\n    out[0] = -x\nreturn out[0]",
        "s = {'n': 0}\nif ops.mean(x) > 0:\n    s['n'] = 1\nreturn s['n']",
        "if ops.mean(x) > 0 and True:\n    y = 1.0\nelse:\n    y = 0\nreturn y",
    ],
)
@pytest.mark.parametrize("shift", [0.7, -0.7, 3.0])
def test_a_condition_on_a_tensor_chooses_when_the_model_runs(text: str, shift: float) -> None:
    both(text, x=random(4, 3) + np.float32(shift))


def test_a_number_that_is_equal_on_both_sides_stays_plain() -> None:
    text = "if ops.mean(x) > 0:\n    k, y = 2, x\nelse:\n    k, y = 2, -x\nreturn ops.reshape(y, (k, -1))"
    assert traced(text, x=random(4, 3)).shape == (2, 6)


def test_a_condition_that_is_plain_traces_one_side_only() -> None:
    calls: list[str] = []

    class Noted(layers.Layer):  # type: ignore[misc]  # Keras has no types
        def call(self, x: Any) -> Any:
            calls.append(self.name)
            return x

    declared = {"a": Noted(name="a"), "b": Noted(name="b")}
    traced("if 1 > 2:\n    return a(x)\nreturn b(x)", declared, x=random(2, 2))
    assert calls == ["b"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("if x > 0:\n    y = 1\nelse:\n    y = 2\nreturn y", "ops.any or ops.all"),
        ("if ops.max(x) > 0:\n    y = x\nelse:\n    y = (x, x)\nreturn y", "`y` is a float32 tensor"),
        ("if ops.max(x) > 0:\n    y = x\nelse:\n    y = None\nreturn y", "and None on the other"),
        ("if ops.max(x) > 0:\n    y = x\nelse:\n    y = ops.cast(x, 'int32')\nreturn y", "an int32 tensor"),
        ("if ops.max(x) > 0:\n    y = x\nelse:\n    y = 0.0\nreturn y", "the number 0.0"),
        ("if ops.max(x) > 0:\n    return x, x\nreturn x", "the result is a tuple of 2"),
        ("k = 'a' if ops.max(x) > 0 else 'b'\nreturn x", "chooses between tensors"),
        ("for t in [x, x]:\n    if ops.max(t) > 0:\n        return t\nreturn x", "`return` within a loop"),
    ],
)
def test_sides_that_cannot_be_chosen_between_are_refused_with_the_line(text: str, words: str) -> None:
    with pytest.raises((CallProgramError, ValueError), match=words) as caught:
        traced(text, x=random(4, 3))
    (note,) = caught.value.__notes__
    number = int(note.split()[1])
    assert note == f"line {number} of the call program: {text.splitlines()[number - 1].strip()}"


@pytest.mark.parametrize(
    ("text", "error", "line"),
    [
        ("y = x\nreturn ops.reshape(\n    y, (7, 9))", Exception, 2),
        ("y = [1]\nz = {\n    'a': y[3],\n}\nreturn z", IndexError, 3),
        ("return 1 / (len(x) - 4)", ZeroDivisionError, 1),
        ("a, b = [1, 2, 3]\nreturn a", ValueError, 1),
        ("for t in range(2):\n    y = dense(\n        ops.ones((2, 3, t)))\nreturn y", ValueError, 2),
        ("y = 1\nreturn y(x)", TypeError, 2),
        ("return 'a' * 1000000", TypeError, 1),
        ("return 'a%99999999d' % 1", TypeError, 1),
        ("return [x].shape", TypeError, 1),
        ("return {x: 1}", TypeError, 1),
        ("return 1 in 3", TypeError, 1),
        ("return range(2.5)", TypeError, 1),
        ("return int('12')", TypeError, 1),
        ("y = 1\ny.append(2)\nreturn y", TypeError, 2),
        ("x[0] = 1\nreturn x", CallProgramError, 1),
        ("for t in 5:\n    y = t\nreturn y", CallProgramError, 1),
        ("for t in range(0):\n    y = t\nreturn y", CallProgramError, 3),
    ],
)
def test_an_error_keeps_its_type_and_names_its_line(text: str, error: type[Exception], line: int) -> None:
    with pytest.raises(error) as caught:
        run(text, {"dense": layers.Dense(2)}, x=ops.ones((4, 3)))
    assert caught.value.__notes__ == [
        f"line {line} of the call program: {text.splitlines()[line - 1].strip()}"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("while 1 < 2:\n    x = 1\nreturn x", "500,000 steps"),
        ("for i in range(10 ** 12):\n    x = i\nreturn x", "500,000 steps"),
        ("return [1] * 10 ** 9", "500,000 steps"),
        ("a = [1]\nwhile 1 < 2:\n    a = a + a\nreturn a", "500,000 steps"),
        ("a = [1]\nfor i in range(60):\n    a = [a, a]\nreturn a == [a]", "500,000 steps"),
        ("a = [1]\nfor i in range(60):\n    a = [a, a]\nreturn a", "500,000 steps"),
        ("a = [1]\na.append(a)\nreturn ops.stack(a)", "500,000 steps"),
        ("return max(range(10 ** 12))", "500,000 steps"),
        ("for i in range(1000):\n    for j in range(1000):\n        x = j\nreturn x", "500,000 steps"),
        ("return 2 ** 10 ** 9", "1,024 bits"),
        ("k = 3\nwhile 1 < 2:\n    k = k * k\nreturn k", "1,024 bits"),
        ("return (-1) ** 0.5", "no real power"),
    ],
)
def test_programs_made_to_hurt_are_stopped(text: str, words: str) -> None:
    with pytest.raises((CallProgramError, OverflowError, ValueError), match=words):
        run(text, x=1)


def test_the_limit_of_steps_can_be_raised_by_the_caller() -> None:
    program, _ = parse_program("for i in range(200):\n    x = i\nreturn x", layers=[], inputs=["x"])
    assert program is not None
    assert Runtime(program, limit=2_000)({"x": 0}).value == 199
    with pytest.raises(CallProgramError):
        Runtime(program, limit=200)({"x": 0})


def test_the_call_of_an_op_counts_for_more_than_one_step() -> None:
    program, _ = parse_program("for i in range(200):\n    x = ops.abs(x)\nreturn x", layers=[], inputs=["x"])
    assert program is not None
    with pytest.raises(CallProgramError):
        Runtime(program, limit=2_000)({"x": 0})


def test_a_program_cannot_change_the_layers_it_was_given_nor_the_callers_lists() -> None:
    declared = [layers.Dense(2), layers.Dense(2)]
    given = {"blocks": tuple(declared)}
    with pytest.raises(TypeError):
        run("b = blocks\nb.append(1)\nreturn x", given, x=1)


def test_add_loss_and_random_reach_the_model_they_are_given() -> None:
    program = runtime("add_loss(ops.sum(x))\nadd_loss(2)\nreturn random.normal((3,)) + random.uniform((3,))")
    taken: list[float] = []
    results = [
        program(
            {"x": ops.ones(3)}, seed=keras.random.SeedGenerator(7), add_loss=lambda v: taken.append(float(v))
        )
        for _ in range(2)
    ]
    assert taken == [3.0, 2.0, 3.0, 2.0]
    np.testing.assert_array_equal(results[0].value, results[1].value)
    with pytest.raises(CallProgramError, match="no model"):
        program({"x": ops.ones(3)})


def test_losses_within_a_condition_leave_it_as_its_result() -> None:
    program = runtime("if ops.sum(x) > 0:\n    add_loss(ops.sum(x))\nreturn x")

    def total(x: Any) -> Any:
        taken: list[Any] = []
        program({"x": x}, add_loss=taken.append)
        return sum(taken)

    graph = tf.function(total)
    assert [float(graph(tf.constant([value]))) for value in (2.0, -2.0)] == [2.0, 0.0]


@pytest.mark.parametrize("module", MODULES)
def test_every_listed_function_is_there_in_keras(module: str) -> None:
    for name in functions(module):
        assert callable(keras_function(module, name)), name


def test_what_the_check_knows_of_the_arguments_of_ops_is_what_keras_has() -> None:
    for name in functions("ops"):
        entry = catalog.find("op", name)
        parameters = inspect.signature(keras_function("ops", name)).parameters.values()
        assert entry is not None
        if any(each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD) for each in parameters):
            assert name.rpartition(".")[2] in OPEN, name
        else:
            assert [each.name for each in parameters] == list(entry.args), name
            required = [each.name for each in entry.args.values() if each.required]
            assert [each.name for each in parameters if each.default is each.empty] == required, name


def test_the_list_of_random_functions_is_keras_own() -> None:
    own = {name for name in dir(keras.random) if name.islower() and not name.startswith("_")}
    assert own - set(RANDOM_FUNCTIONS) <= {"seed_generator", "random"}


def test_a_function_that_is_not_listed_is_not_found() -> None:
    with pytest.raises(LookupError):
        keras_function("ops", "while_loop")
    with pytest.raises(LookupError):
        keras_function("random", "SeedGenerator")
