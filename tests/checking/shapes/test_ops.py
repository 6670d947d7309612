"""The rules of `keras.ops` say what Keras says."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Iterator
from typing import Any

import keras
import pytest

from kbuild.checking.shapes import Structure, Tensor, infer, is_known, leaves
from kbuild.schemas import catalog
from tests.checking.shapes.calls import tensor
from tests.checking.shapes.oracle import Stub, shapes, symbolic, zeros

_N = None
_SHAPES = [(_N, 4), (_N, 6, 4), (_N, _N, 4), (_N, 1), (2, 6, 1), (_N, 8, 8, 3), (_N,), ()]
_PAIRS = [(_N, 4), (_N, 1), (4,), (4, 6), (4, 4), (_N, 6, 4), (1, 6, 4), (2, 4), (_N, 5), (_N, _N), ()]
# These are called with sizes, and never with what a layer gives.
_MAKERS = ("arange", "zeros", "ones")
_OPS = [name for name in catalog.types("op") if is_known(name, "op") and name not in _MAKERS]

#: Arguments to try for ops of one tensor; `{}` is tried for all.
_ARGUMENTS: dict[str, list[dict[str, Any]]] = {
    "threshold": [{"threshold": 0.5, "default_value": 0.0}],
    "clip": [{"x_min": 0.0, "x_max": 1.0}],
    "cast": [{"dtype": "float16"}],
    "saturate_cast": [{"dtype": "int32"}],
    "full_like": [{"fill_value": 2.0}],
    "zeros_like": [{}, {"dtype": "int32"}],
    "moments": [{"axes": (0,)}, {"axes": (1,), "keepdims": True}],
    "reshape": [{"newshape": (-1, 4)}, {"newshape": (2, 2, 6)}, {"newshape": (-1,)}, {"newshape": (12, -1)}],
    "transpose": [{}, {"axes": (0, 2, 1)}, {"axes": (1, 0)}, {"axes": (0, 0, 1)}],
    "swapaxes": [{"axis1": 0, "axis2": 1}, {"axis1": -1, "axis2": -2}],
    "moveaxis": [{"source": 0, "destination": -1}, {"source": (0, 1), "destination": (1, 0)}],
    "expand_dims": [{"axis": 0}, {"axis": -1}, {"axis": (0, 2)}, {"axis": 3}],
    "squeeze": [{}, {"axis": -1}, {"axis": 0}, {"axis": (1, 2)}],
    "split": [
        {"indices_or_sections": 2, "axis": -1},
        {"indices_or_sections": (1, 3), "axis": -1},
        {"indices_or_sections": 2},
    ],
    "unstack": [{"axis": -1}, {"axis": 1}, {"num": 2}],
    "repeat": [{"repeats": 2}, {"repeats": 3, "axis": 1}, {"repeats": 3, "axis": -1}],
    "pad": [{"pad_width": 1}, {"pad_width": ((0, 0), (1, 2))}, {"pad_width": ((1, 1),)}],
    "take": [
        {"indices": 1, "axis": -1},
        {"indices": (0, 1), "axis": 1},
        {"indices": ((0, 1), (1, 0)), "axis": -1},
        {"indices": 0},
    ],
    "broadcast_to": [{"shape": (3, 6, 4)}],
    "one_hot": [
        {"num_classes": 5},
        {"num_classes": 5, "axis": 1},
        {"num_classes": 5, "axis": 0, "dtype": "int32"},
    ],
    "glu": [{}, {"axis": 1}],
    "top_k": [{"k": 2}],
    "max_pool": [{"pool_size": 2}, {"pool_size": 3, "strides": 2, "padding": "same"}, {"pool_size": 9}],
    "average_pool": [{"pool_size": 2}, {"pool_size": 2, "data_format": "channels_first"}],
    "image.resize": [{"size": (4, 5)}, {"size": (4, 5), "data_format": "channels_first"}],
    "cumsum": [{}, {"axis": 0}, {"axis": -1}],
    "cumprod": [{"axis": 1}],
    "sort": [{}, {"axis": 0}],
    "argsort": [{}, {"axis": 0}],
    "flip": [{}, {"axis": 1}],
    "roll": [{"shift": 1}, {"shift": 1, "axis": 1}],
    "softmax": [{}, {"axis": 1}],
    "layer_normalization": [{}],
    "rms_normalization": [{}],
    "norm": [{}, {"axis": -1}, {"axis": -1, "keepdims": True}],
    "argmax": [{}, {"axis": 1}, {"axis": -1, "keepdims": True}],
    "argmin": [{}, {"axis": 1}],
    "count_nonzero": [{}, {"axis": 1}],
}
_REDUCTIONS: list[dict[str, Any]] = [
    {},
    {"axis": 0},
    {"axis": -1},
    {"axis": (1, 2)},
    {"axis": 1, "keepdims": True},
    {"keepdims": True},
]
_BINARY = [
    name
    for name in _OPS
    if {"x1", "x2"} <= set(catalog.types("op")[name].args) and name not in ("where", "matmul")
]


def _calls(name: str) -> Iterator[tuple[Stub, Any]]:
    if name in _BINARY:
        yield from _binary(name)
    elif name in _LISTS:
        for given, (one, other) in itertools.product(_LISTS[name], itertools.product(_PAIRS, _PAIRS)):
            dtype = "bool" if name == "where" else "float32"
            yield Stub(f"ops.{name}", given, "op"), (tensor(*one, dtype=dtype), tensor(*other))
    elif name == "einsum":
        for equation, pair in _EQUATIONS:
            yield Stub("ops.einsum", {"subscripts": equation}, "op"), pair
    else:
        default: list[dict[str, Any]] = _REDUCTIONS if "keepdims" in catalog.types("op")[name].args else [{}]
        for given in _ARGUMENTS.get(name, default):
            for shape in _SHAPES:
                yield Stub(f"ops.{name}", given, "op"), tensor(*shape)
                yield Stub(f"ops.{name}", given, "op"), tensor(*shape, dtype="int32")


def _binary(name: str) -> Iterator[tuple[Stub, Any]]:
    for one, other in itertools.product(_PAIRS, _PAIRS):
        yield Stub(f"ops.{name}", {}, "op"), (tensor(*one), tensor(*other))
    yield Stub(f"ops.{name}", {"x2": 2.0}, "op"), tensor(_N, 4)
    yield Stub(f"ops.{name}", {"x2": 2}, "op"), tensor(_N, 4, dtype="int32")
    yield Stub(f"ops.{name}", {"x2": (1.0, 2.0, 3.0, 4.0)}, "op"), tensor(_N, 4)


_LISTS: dict[str, list[dict[str, Any]]] = {
    "matmul": [{}],
    "where": [{"x2": 0.0}],
    "concatenate": [{"axis": axis} for axis in (-1, 0, 1, 2)],
    "stack": [{"axis": axis} for axis in (-1, 0, 1, 2)],
}
_EQUATIONS: list[tuple[str, Any]] = [
    ("ij,jk->ik", (tensor(_N, 4), tensor(4, 5))),
    ("bij,bkj->bik", (tensor(_N, 3, 4), tensor(_N, 5, 4))),
    ("bij,bkj->bik", (tensor(_N, 3, 4), tensor(_N, 5, 3))),
    ("bij->bji", (tensor(_N, 3, 4),)),
    ("bij,j->bi", (tensor(_N, _N, 4), tensor(4))),
    ("bi,bj->bij", (tensor(_N, 3), tensor(_N, _N))),
    ("bij->b", (tensor(_N, 3, 4),)),
    ("ij,jk->ik", (tensor(_N, 4),)),
    ("ij,jk->ik", (tensor(_N, 4, 2), tensor(4, 5))),
]
# Keras takes these without a word and they fail when they run.
_LATE: dict[str, tuple[dict[str, Any], Any]] = {
    "einsum": ({"subscripts": "bij,bkj->bik"}, (tensor(_N, 3, 4), tensor(_N, 5, 3))),
    "max_pool": ({"pool_size": 2}, tensor(_N, 4)),
    "average_pool": ({"pool_size": 2}, tensor(_N, 4)),
}


def _keras(spec: Stub, inputs: Any, fill: Any = symbolic) -> Any:
    function: Any = keras.ops
    for part in spec.type_name.split(".")[1:]:
        function = getattr(function, part)
    given = dict(spec.given)
    first = next(iter(catalog.find("op", spec.type_name).args))  # type: ignore[union-attr]
    if isinstance(inputs, tuple) and first not in ("xs",) and spec.type_name != "ops.stack":
        lead = [given.pop(first)] if first in given else []
        return function(*lead, *fill(inputs), **given)
    return function(fill(inputs), **given)


@pytest.mark.parametrize("name", _OPS)
def test_an_op_gives_what_keras_gives_and_is_refused_where_keras_refuses(name: str) -> None:
    wrong = []
    for spec, inputs in _calls(name):
        outcome = infer(spec, inputs, kind="op")
        try:
            with warnings.catch_warnings(), keras.StatelessScope():
                warnings.simplefilter("ignore")
                said = keras.tree.flatten(_keras(spec, inputs))
        except Exception as error:  # Keras raises errors of all kinds.
            known = all(each.shape is not None for each in leaves(outcome.outputs))
            if known and not outcome.problems:
                wrong.append(
                    f"{spec.given} {inputs}: gives {shapes(outcome.outputs)}, Keras refuses: {error!r:.200}"
                )
            continue
        if outcome.problems:
            if name not in _LATE:
                wrong.append(
                    f"{spec.given} {inputs}: refused ({outcome.problems[0].message}), Keras gives {said}"
                )
            continue
        mine = list(leaves(outcome.outputs))
        if any(each.shape is None for each in mine):
            continue
        same = [each.shape for each in mine] == [tuple(each.shape) for each in said]
        if not same or any(
            one.dtype not in (None, other.dtype) for one, other in zip(mine, said, strict=True)
        ):
            wrong.append(f"{spec.given} {inputs}: gives {mine}, Keras gives {said}")
    assert not wrong


@pytest.mark.parametrize("name", _LATE)
def test_what_is_refused_early_fails_when_it_runs(name: str) -> None:
    given, inputs = _LATE[name]
    spec = Stub(f"ops.{name}", given, "op")
    assert infer(spec, inputs, kind="op").problems
    with pytest.raises(Exception, match=r"."):
        _keras(spec, inputs, zeros)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        *[("arange", {"start": each}) for each in (5, 0, 2.5)],
        ("arange", {"start": 2, "stop": 7}),
        ("arange", {"start": 1, "stop": 8, "step": 3}),
        ("arange", {"start": 4, "dtype": "float32"}),
        *[(name, {"shape": each}) for name in ("zeros", "ones") for each in ((2, 3), 4, ())],
        ("zeros", {"shape": (2,), "dtype": "int32"}),
    ],
)
def test_an_op_that_makes_a_tensor_of_sizes_gives_what_keras_gives(name: str, given: dict[str, Any]) -> None:
    (mine,) = leaves(infer(Stub(f"ops.{name}", given, "op"), kind="op").outputs)
    real = getattr(keras.ops, name)(**given)
    whole = not any(isinstance(each, float) for each in given.values())
    assert mine.dtype == keras.backend.standardize_dtype(real.dtype)
    assert mine.shape == (tuple(real.shape) if whole else (None,))


def test_a_size_that_is_open_leaves_the_tensor_that_is_made_of_it_open() -> None:
    size = Tensor((), "int32")
    assert infer(Stub("ops.arange", {"start": size}, "op"), kind="op").outputs == Tensor((None,), "int32")
    assert infer(Stub("ops.zeros", {"shape": (size, 3)}, "op"), kind="op").outputs == tensor(_N, 3)
    assert infer(Stub("ops.arange", {"start": tensor(_N, 4)}, "op"), kind="op").outputs == Tensor(None)


def test_floats_stay_known_through_the_common_ops() -> None:
    for name in ("add", "multiply", "relu", "exp", "mean", "softmax", "divide", "matmul", "concatenate"):
        inputs: Any = (
            (tensor(_N, 4, 4), tensor(_N, 4, 4))
            if name in (*_BINARY, "matmul", "concatenate")
            else tensor(_N, 4, 4)
        )
        (result,) = leaves(infer(Stub(f"ops.{name}", {}, "op"), inputs, kind="op").outputs)
        assert result.dtype == "float32", name


def test_an_op_takes_its_operands_by_name_as_well() -> None:
    inputs: Structure = {"x1": tensor(_N, 4), "x2": tensor(_N, 4)}
    assert infer(Stub("ops.add", {}, "op"), inputs, kind="op").outputs == tensor(_N, 4)
    assert infer(
        Stub("ops.multiply", {}, "op"), tensor(_N, 4), {"x2": tensor(_N, 1)}, kind="op"
    ).outputs == tensor(_N, 4)


def test_an_op_without_its_second_operand_is_refused() -> None:
    (problem,) = infer(Stub("ops.add", {}, "op"), tensor(_N, 4), kind="op").problems
    assert problem.code == "missing-input"
    assert problem.inputs == ("x2",)


def test_an_op_without_a_rule_gives_nothing_known() -> None:
    assert infer(Stub("ops.fft", {}, "op"), (tensor(_N, 4), tensor(_N, 4)), kind="op").outputs == Tensor(None)
