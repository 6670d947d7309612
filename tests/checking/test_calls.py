"""What layers, functions of Keras and losses are called with is checked before anything runs."""

from __future__ import annotations

import textwrap

import pytest

import kbuild

PROGRAM = """
model:
  inputs: {x: {shape: [5, 3]}}
  layers:
    lstm: {LSTM: {units: 3}}
    many: [{repeat: 2, Dense: {units: 3}}]
    named: {a: {Dense: {units: 3}}, b: {Dropout: {rate: 0.2}}}
    sub: {Sequential: {layers: [{Dense: {units: 3}}]}}
    heed: {MultiHeadAttention: {num_heads: 1, key_dim: 2}}
  call: |
"""


def found(program: str) -> list[tuple[str, str | None]]:
    text = PROGRAM + textwrap.indent(program, "    ")
    return [(each.code, each.hint) for each in kbuild.check(text)]


@pytest.mark.parametrize(
    ("call", "code", "hint"),
    [
        ("lstm(x, initial=x)", "unknown-argument", "did you mean `initial_state`?"),
        ("lstm(x, None, None, False, 3)", "wrong-count", "its arguments are `sequences`,"),
        ("lstm(mask=None)", "missing-argument", "its arguments are `sequences`,"),
        ("lstm(x, sequences=x)", "wrong-count", "its place"),
        ("sub(x, trainig=False)", "unknown-argument", "did you mean `training`?"),
        ("heed(x)", "missing-argument", "its arguments are `query`, `value`"),
        ("many[0](x, training_=True)", "unknown-argument", "did you mean `training`?"),
        ("named['a'](x, mask=None)", "unknown-argument", "valid here: `inputs`, `training`"),
        ("random.normal(shpe=(2, 3))", "unknown-argument", "did you mean `shape`?"),
        ("random.normal()", "missing-argument", "its arguments are `shape`"),
        ("random.uniform((2,), 0, 1, 'float32', 1, 2)", "wrong-count", "its arguments are `shape`"),
        ("losses.mse(x)", "missing-argument", "its arguments are `y_true`, `y_pred`"),
        ("losses.huber(x, x, delt=2)", "unknown-argument", "did you mean `delta`?"),
        ("losses.mse(x, x, x)", "wrong-count", "its arguments are `y_true`, `y_pred`"),
        ("ops.concatenate([x, x], axes=1)", "unknown-argument", "did you mean `axis`?"),
    ],
)
def test_a_wrong_argument_is_one_mistake_with_what_would_mend_it(call: str, code: str, hint: str) -> None:
    ((received, said),) = found(f"return {call}")
    assert received == code
    assert (said or "").startswith(hint)


@pytest.mark.parametrize(
    "loop",
    [
        "layer in many",
        "i, layer in enumerate(many)",
        "layer, other in zip(many, many)",
        "k, layer in named.items()",
    ],
)
def test_layers_of_a_list_or_a_dictionary_are_known_in_a_loop(loop: str) -> None:
    program = f"for {loop}:\n    x = layer(x, foo=1)\nreturn x"
    assert [code for code, _ in found(program)] == ["unknown-argument"]


@pytest.mark.parametrize(
    "call",
    [
        "lstm(x, initial_state=[x[:, 0], x[:, 1]], mask=None, training=True)",
        "lstm(sequences=x)",
        "many[1](x, training=False)",
        "sub(x, training=False, mask=None)",
        "heed(x, x, use_causal_mask=True)",
        "random.normal((2, 3), stddev=0.5, seed=1)",
        "losses.huber(x, x, 2.0)",
    ],
)
def test_right_arguments_are_no_mistake(call: str) -> None:
    assert found(f"return {call}") == []


def test_the_arguments_of_a_graph_s_calls_are_known_too() -> None:
    text = """
model:
  inputs: {x: {shape: [5, 3]}}
  layers:
    lstm: {LSTM: {units: 3}, from: x, call: {trainig: true}}
    heed: {MultiHeadAttention: {num_heads: 1, key_dim: 2}, from: {query: x, value: x, keys: x}}
    twice: {ops.multiply: {}, from: x, call: {x3: 2.0}}
  outputs: [lstm, heed, twice]
"""
    assert [(each.line, each.hint) for each in kbuild.check(text) if each.code == "unknown-argument"] == [
        (5, "did you mean `training`?"),
        (6, "did you mean `key`?"),
        (7, "valid here: `x1`, `x2`"),
    ]
