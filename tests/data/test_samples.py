"""Samples in memory: one length, cut by rows, known by a fingerprint."""

from __future__ import annotations

import numpy as np
import pytest

from kbuild.data.samples import Meta, Origin, Samples, like, mapped, parts
from kbuild.schemas.errors import DataError


def test_the_length_is_that_of_the_first_axis() -> None:
    assert len(Samples(np.zeros((5, 3)))) == 5
    assert len(Samples({"a": np.zeros((4, 3)), "b": np.zeros(4)})) == 4
    assert len(Samples((np.zeros((4, 3)), np.zeros(4)))) == 4


@pytest.mark.parametrize(
    "fields",
    [
        {"x": np.zeros((5, 3)), "y": np.zeros(4)},
        {"x": {"a": np.zeros(5), "b": np.zeros(6)}},
        {"x": np.zeros(5), "y": np.zeros(5), "sample_weight": np.zeros(1)},
    ],
)
def test_arrays_of_different_lengths_are_named(fields: dict[str, object]) -> None:
    with pytest.raises(DataError, match="has 5") as caught:
        Samples(**fields)  # type: ignore[arg-type]  # whatever the table holds
    assert caught.value.code == "length-mismatch"


def test_a_single_number_is_no_data() -> None:
    with pytest.raises(DataError) as caught:
        Samples(np.asarray(3.0))
    assert caught.value.code == "wrong-shape"


def test_rows_taken_twice_still_know_where_they_stood() -> None:
    samples = Samples({"a": np.arange(10)}, np.arange(10), np.ones(10), Meta(Origin("digits")))
    taken = samples.take(np.array([8, 3, 5])).take(np.array([2, 0]))
    assert isinstance(taken.x, dict)
    assert taken.x["a"].tolist() == [5, 8]
    assert [taken.meta.origin.row(index) for index in range(2)] == [5, 8]
    assert taken.meta.origin.where(1) == "row 8 (counted from 0)"


def test_a_text_file_knows_its_lines() -> None:
    origin = Origin("a.csv", line=lambda row: row + 2).take(np.array([4, 6]))
    assert origin.where(1) == "line 8"


def test_the_fingerprint_changes_with_any_value_name_or_type() -> None:
    x, y = np.arange(6.0).reshape(3, 2), np.array(["a", "b", "c"], object)
    base = Samples(x, y)
    others = [
        Samples(np.where(x == 5, 6, x), y),
        Samples(x, np.array(["a", "b", "ß"], object)),
        Samples({"x": x}, y),
        Samples(x.astype("float32"), y),
        Samples(x.reshape(3, 2, 1), y),
        Samples(x, np.array(["a", "b", "c"])),
        Samples(x),
    ]
    assert base.fingerprint() == Samples(x.copy(), y.copy()).fingerprint()
    assert len({each.fingerprint() for each in (base, *others)}) == 8


@pytest.mark.parametrize("tree", [np.arange(3), {"a": np.arange(3), "b": np.arange(4)}, (np.arange(2),)])
def test_a_tree_keeps_its_form(tree: object) -> None:
    doubled = mapped(lambda each: each * 2, tree)  # type: ignore[arg-type]  # each form in turn
    back = like(doubled, parts(doubled))
    assert type(back) is type(tree)
    assert [each.tolist() for each in parts(back).values()] == [
        (each * 2).tolist() for each in parts(tree).values()
    ]
