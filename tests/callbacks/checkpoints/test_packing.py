import json
from typing import Any

import keras
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kbuild.callbacks.checkpoints.packing import is_plain, pack, unpack
from kbuild.callbacks.tensors import as_array

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
keys = st.text(max_size=5) | st.sampled_from(["array", "float", "tuple", "pairs"]) | st.integers()
trees = st.recursive(
    leaves,
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(keys, each, max_size=3)
        | st.lists(each, max_size=3).map(tuple)
    ),
)


def through_json(value: Any) -> Any:
    arrays: dict[str, Any] = {}
    packed = json.loads(json.dumps(pack(value, arrays, "callback/0"), allow_nan=False))
    return unpack(packed, {name: np.array(as_array(each)) for name, each in arrays.items()})


@given(trees)
def test_plain_states_come_back_equal_through_json(tree: Any) -> None:
    assert repr(through_json(tree)) == repr(tree)
    assert is_plain(tree)


def test_arrays_are_taken_out_of_a_state_and_put_back() -> None:
    arrays: dict[str, Any] = {}
    state = {"best": [np.arange(3), keras.ops.ones(2)], "wait": 1, "own": keras.Variable(5.0)}
    packed = pack(state, arrays, "callback/0")
    assert list(arrays) == ["callback/0/best/0", "callback/0/best/1", "callback/0/own"]
    found = unpack(packed, {name: np.array(as_array(v)) for name, v in arrays.items()})
    assert found["wait"] == 1
    assert found["best"][0].tolist() == [0, 1, 2]
    assert float(found["own"]) == 5.0


def test_numbers_of_numpy_keep_their_types_and_generators_go_on() -> None:
    found = through_json({"best": np.float32(0.1), "count": np.int64(3), "worst": np.float32("inf")})
    assert repr(found) == repr({"best": np.float32(0.1), "count": np.int64(3), "worst": np.float32("inf")})
    generator = np.random.default_rng(3)
    generator.random(5)
    again = through_json(generator)
    assert again.random() == generator.random()


def test_an_array_that_changes_afterwards_was_copied() -> None:
    arrays: dict[str, Any] = {}
    value = np.zeros(2)
    pack([value], arrays, "a")
    value += 1
    assert arrays["a/0"].tolist() == [0, 0]


def test_what_does_something_is_not_plain() -> None:
    assert not any(map(is_plain, (print, [print], {"a": object()}, np.array([print]), {1: {2}})))
