from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kbuild.reading import Limits, plain
from kbuild.reading.from_python import from_python


def value(data: object) -> object:
    node, problems = from_python(data)
    assert problems == []
    assert node is not None
    return plain(node)


def codes(data: object) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in from_python(data)[1]]


def test_plain_values_stay_what_they_are() -> None:
    data = {"a": [1, 2.5, None, True, "x"], "b": {}, "c": []}
    assert value(data) == data


def test_tuples_become_lists_and_paths_texts() -> None:
    assert value({"shape": (28, 28), "path": Path("a/b")}) == {"shape": [28, 28], "path": "a/b"}


def test_numpys_scalars_are_numbers() -> None:
    data = value([np.int64(3), np.float32(0.5), np.bool_(True), np.str_("x"), np.array(4)])
    assert isinstance(data, list)
    assert [type(item) for item in data] == [int, float, bool, str, int]


def test_keys_become_texts_as_in_json() -> None:
    assert value({0: 1, True: 2, None: 3}) == {"0": 1, "true": 2, "null": 3}


def test_what_is_no_plain_data_is_named_with_its_path() -> None:
    assert codes({"a": [1, {1}], "b": {(1, 2): 3}, "c": object()}) == [
        ("wrong-type", "a.1"),
        ("wrong-type", "b"),
        ("wrong-type", "c"),
    ]


def test_keys_that_become_equal_are_refused() -> None:
    assert codes({"0": 1, 0: 2}) == [("duplicate-key", "")]


def test_a_list_that_holds_itself_ends() -> None:
    data: list[object] = []
    data.append(data)
    assert [code for code, _ in codes(data)] == ["too-deep"]


def test_limits_hold() -> None:
    assert [problem.code for problem in from_python([1] * 50, Limits(nodes=20))[1]] == ["too-many-nodes"]


@pytest.mark.parametrize("data", [10**400, -(10**5000)], ids=["long", "longer"])
def test_huge_integers_are_refused(data: int) -> None:
    assert codes([data]) == [("bad-number", "0")]


def test_half_a_surrogate_pair_is_no_text() -> None:
    assert codes(["a\ud800"]) == [("wrong-type", "0")]
