"""NaN, infinity and labels without a unit are named with their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.data.checks import check_samples, labels_within
from kbuild.data.samples import Meta, Origin, Samples
from kbuild.schemas.errors import DataError, KbuildError

Refused = Callable[..., KbuildError]


def test_finite_numbers_texts_and_whole_numbers_pass() -> None:
    check_samples(Samples({"a": np.zeros((3, 2)), "b": np.array(["x", "y", "z"])}, np.arange(3)))


def test_a_value_that_is_not_finite_is_named_with_file_line_and_column(refused: Refused) -> None:
    x = np.zeros((5, 2), np.float32)
    x[3, 1] = np.nan
    meta = Meta(Origin("a.csv", line=lambda row: row + 2), features={"": ("rooms", "size")})
    error = refused(check_samples, Samples(x, meta=meta), "validation")
    assert error.code == "not-finite"
    assert str(error).startswith(
        "validation: a.csv holds values that are not finite: x is nan in line 5, `size`"
    )


def test_arrays_are_named_by_index(refused: Refused) -> None:
    images = np.zeros((5, 4, 4))
    images[2, 1, 3] = -np.inf
    error = refused(check_samples, Samples({"image": images}, np.zeros(5)))
    assert "x['image'] is -inf in row 2 (counted from 0), position 1, 3" in str(error)


@pytest.mark.parametrize("field", ["y", "sample_weight"])
def test_targets_and_weights_are_looked_at_too(refused: Refused, field: str) -> None:
    values: dict[str, Any] = {"y": np.zeros(4), "sample_weight": np.ones(4)}
    values[field] = np.array([0, np.inf, 0, 0])
    assert f"{field} is inf in row 1" in str(refused(check_samples, Samples(np.zeros(4), **values)))


@given(st.integers(0, 10**6 - 1))
def test_one_nan_is_found_wherever_it_is(place: int) -> None:
    x = np.zeros(10**6, np.float32).reshape(10_000, 100)
    x.flat[place] = np.nan
    with pytest.raises(DataError, match=f"row {place // 100} .*position {place % 100}\n"):
        check_samples(Samples(x))


def test_no_samples_are_an_error(refused: Refused) -> None:
    assert refused(check_samples, Samples(np.zeros((0, 3)))).code == "no-samples"


@pytest.mark.parametrize("labels", [[0, 1, 2], [0.0, 1.0, 2.0], [[0], [2], [1]]])
def test_labels_from_0_to_the_last_unit_pass(labels: Any) -> None:
    labels_within(Samples(np.zeros(3), np.asarray(labels)), classes=3)


@pytest.mark.parametrize(("labels", "place"), [([0, 3, 1], 1), ([0, 1, -1], 2), ([0.5, 1, 2], 0)])
def test_a_label_without_a_unit_is_named_with_its_place(refused: Refused, labels: Any, place: int) -> None:
    error = refused(labels_within, Samples(np.zeros(3), np.asarray(labels)), classes=3)
    assert error.code == "label-out-of-range"
    assert f"row {place} (counted from 0): the label {labels[place]:g} has no unit" in str(error)
    assert "3 units stand for the classes 0 to 2" in str(error)


def test_one_output_of_several_is_looked_at(refused: Refused) -> None:
    samples = Samples(np.zeros(2), {"a": np.array([0, 1]), "b": np.array([0, 9])})
    labels_within(samples, classes=2, output="a")
    assert refused(labels_within, samples, classes=2, output="b").code == "label-out-of-range"
