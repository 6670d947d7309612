"""Shapes through the `call` program of a subclass-style model."""

from __future__ import annotations

from typing import Any

import pytest

from kbuild.checking.shapes import Graph, Tensor, walk
from kbuild.schemas import Subclass

_LAYERS = {
    "embed": {"Embedding": {"input_dim": 50, "output_dim": 8}},
    "blocks": [{"Dense": {"units": 8}}, {"Dense": {"units": 8}}],
    "towers": {"a": {"Dense": {"units": 3}}, "b": {"Dense": {"units": 3}}},
    "noise": {"GaussianNoise": {"stddev": 0.1}},
    "lstm": {"LSTM": {"units": 6, "return_sequences": True, "return_state": True}},
    "cell": {"GRUCell": {"units": 8}},
    "heed": {"MultiHeadAttention": {"num_heads": 2, "key_dim": 3}},
    "head": {"Dense": {"units": 9}},
}
_INPUTS = {"x": {"shape": [12, 4]}, "tokens": {"shape": [None], "dtype": "int32"}}


def run(call: str, inputs: Any = _INPUTS) -> Graph:
    return walk(Subclass.model_validate({"inputs": inputs, "layers": _LAYERS, "call": call}))


def shape(call: str, inputs: Any = _INPUTS) -> Any:
    outputs = run(call, inputs).outputs
    return (
        outputs.shape if isinstance(outputs, Tensor) else [getattr(each, "shape", None) for each in outputs]
    )


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("return head(x)", (None, 12, 9)),
        ("return head(embed(tokens))", (None, None, 9)),
        ("y = x + 1.0\nreturn y * x", (None, 12, 4)),
        ("y = x\nfor block in blocks:\n    y = block(y)\nreturn y", (None, 12, 8)),
        ("y = x\nfor t in range(3):\n    y = y[:, 1:]\nreturn y", (None, 9, 4)),
        ("if training:\n    y = noise(x)\nelse:\n    y = x\nreturn y", (None, 12, 4)),
        ("y = noise(x) if training else x\nreturn y", (None, 12, 4)),
        ("if training:\n    return head(x)\nreturn head(x)", (None, 12, 9)),
        ("if 2 > 1:\n    return head(x)\nreturn x", (None, 12, 9)),
        ("y, h, c = lstm(x)\nreturn h", (None, 6)),
        ("y, h, c = lstm(x)\nreturn y, h", [(None, 12, 6), (None, 6)]),
        ("return ops.mean(x, axis=1)", (None, 4)),
        ("return ops.concatenate([x, x], axis=-1)", (None, 12, 8)),
        ("return ops.einsum('bij,bkj->bik', x, x)", (None, 12, 12)),
        ("return x @ ops.transpose(x, [0, 2, 1])", (None, 12, 12)),
        ("return x[:, 0]", (None, 4)),
        ("return x[..., None]", (None, 12, 4, 1)),
        ("return x[:, -3:, ::2]", (None, 3, 2)),
        ("return x[None, :, 0]", (1, None, 4)),
        ("return heed(x, x)", (None, 12, 4)),
        ("return heed(query=x, value=x, key=x)", (None, 12, 4)),
        ("h = ops.zeros_like(embed(tokens)[:, 0])\nh, s = cell(x[:, 0], [h])\nreturn h", (None, 8)),
        ("p = []\nfor n, t in towers.items():\n    p.append(t(x))\nreturn ops.stack(p)", (2, None, 12, 3)),
        ("for i, b in enumerate(blocks):\n    y = b(x)\nreturn y", (None, 12, 8)),
        ("for a, b in zip(blocks, blocks):\n    y = a(x) + b(x)\nreturn y", (None, 12, 8)),
        ("n = x.shape[1]\nreturn ops.reshape(x, [-1, n * 4])", (None, 48)),
        ("y = x\nwhile ops.max(y) > 1.0:\n    y = y * 0.5\nreturn y", (None, 12, 4)),
        ("y = x\nfor t in range(len(blocks)):\n    y = blocks[t](y)\nreturn y", (None, 12, 8)),
        ("return {'a': head(x), 'b': x}['a']", (None, 12, 9)),
        ("return not training", None),
        ("return random.normal([3])", None),
    ],
)
def test_a_program_gives_the_shape(call: str, expected: Any) -> None:
    graph = run(call)
    assert graph.problems == ()
    assert shape(call) == expected


def test_layers_that_are_called_in_a_loop_make_their_weights_once() -> None:
    call = "y = embed(tokens)\nfor t in range(5):\n    y = blocks[0](y)\nreturn head(y)"
    graph = run(call)
    assert graph.parameters == 50 * 8 + 72 + 81
    assert set(graph.unused) == {"blocks_2", "towers_a", "towers_b", "noise", "lstm", "cell", "heed"}


def test_what_the_two_ways_disagree_on_is_unknown() -> None:
    assert shape("if training:\n    y = head(x)\nelse:\n    y = x\nreturn y") == (None, 12, None)
    assert shape("if training:\n    y = ops.mean(x)\nelse:\n    y = x\nreturn y") is None


def test_a_loop_of_unknown_length_leaves_known_what_does_not_change() -> None:
    assert shape("y = x\nfor t in range(x.shape[0]):\n    y = y * 2.0\nreturn y") == (None, 12, 4)
    assert shape("y = x\nfor t in range(x.shape[0]):\n    y = y[:, 1:]\nreturn y") == (None, None, 4)


def test_without_declared_inputs_nothing_is_known_and_nothing_refused() -> None:
    graph = run("y = head(inputs)\nreturn lstm(y)[0]", inputs=None)
    assert graph.outputs == Tensor(None)
    assert graph.problems == ()


def test_a_mismatch_is_told_at_the_call() -> None:
    ((step, problem),) = run("y = x[:, 0]\nreturn lstm(y)[0]").problems
    assert (problem.code, step.place) == ("rank-mismatch", (2, 8, 7))


def test_an_op_that_does_not_fit_is_told_at_its_place() -> None:
    ((step, problem),) = run("y = head(x)\nreturn y + x").problems
    assert (problem.code, step.place) == ("shape-mismatch", (2, 8, 5))


def test_a_program_with_mistakes_is_left_to_its_own_check() -> None:
    graph = run("return heads(x)")
    assert graph.outputs == Tensor(None)
    assert graph.problems == ()


def test_a_program_that_would_take_too_long_is_given_up() -> None:
    loop = "y = x\nfor a in range(900):\n    for b in range(900):\n        y = y * 1.0\nreturn y"
    assert shape(loop) is None
    assert shape("n = 2\nfor a in range(900):\n    n = n * n\nreturn x") == (None, 12, 4)
