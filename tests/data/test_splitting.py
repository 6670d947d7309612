"""Shares partition the rows, keep the classes' proportions, and follow from the seed."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kbuild.data.splitting import Parts, Shares, classes_of, share_out
from kbuild.schemas.errors import DataError

shares = st.tuples(
    st.sampled_from([0.0, 0.05, 0.1, 0.2, 0.25, 1 / 3, 0.5]), st.sampled_from([0.0, 0.1, 0.15, 0.3])
).map(lambda pair: Shares(*pair))
sizes_of_classes = st.lists(st.integers(1, 60), min_size=1, max_size=12)


def shared(count: int, wanted: Shares, seed: int, labels: np.ndarray | None = None) -> Parts:
    try:
        return share_out(count, wanted, seed=seed, labels=labels)
    except DataError as error:
        assert error.code == "too-few-samples"
        assume(False)
        raise


@given(st.integers(2, 500), shares, st.integers(0, 2**32), st.sampled_from(["random", "last"]))
def test_every_row_is_in_exactly_one_part(count: int, wanted: Shares, seed: int, how: str) -> None:
    parts = shared(count, Shares(wanted.validation, wanted.test, how), seed)
    together = np.concatenate([parts.train, parts.validation, parts.test])
    assert sorted(together.tolist()) == list(range(count))


@given(sizes_of_classes, shares, st.integers(0, 2**32))
def test_each_class_has_its_share_of_each_part_rounded_up_or_down(
    sizes: list[int], wanted: Shares, seed: int
) -> None:
    labels = np.random.default_rng(seed).permutation(np.repeat(np.arange(len(sizes)), sizes))
    assume(classes_of(labels) is not None)
    parts = shared(len(labels), wanted, seed, labels)
    for number, size in enumerate(sizes):
        for rows, share in zip((parts.train, parts.validation, parts.test), wanted.fractions(), strict=True):
            found = int((labels[rows] == number).sum())
            assert abs(Fraction(found) - size * share) < 1


@given(sizes_of_classes, shares, st.integers(0, 2**32))
def test_each_class_is_trained_on(sizes: list[int], wanted: Shares, seed: int) -> None:
    labels = np.repeat(np.arange(len(sizes)), sizes)
    assume(classes_of(labels) is not None)
    parts = shared(len(labels), wanted, seed, labels)
    assert set(labels[parts.train]) == set(range(len(sizes)))


@given(st.integers(20, 2000), shares, st.integers(0, 9))
def test_without_classes_each_part_has_its_share_within_one_row(
    count: int, wanted: Shares, seed: int
) -> None:
    parts = shared(count, wanted, seed)
    for rows, share in zip((parts.train, parts.validation, parts.test), wanted.fractions(), strict=True):
        assert abs(len(rows) - count * share) < 1


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    labels = np.arange(300) % 3
    one, same, other = (
        share_out(300, Shares(0.1, 0.2), seed=seed, labels=labels).test.tolist() for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_the_validation_share_does_not_move_the_test_rows() -> None:
    without = share_out(1000, Shares(0, 0.1), seed=3)
    beside = share_out(1000, Shares(0.25, 0.1), seed=3)
    assert without.test.tolist() == beside.test.tolist()


def test_the_rows_of_a_seed_are_those_of_long_ago() -> None:
    parts = share_out(12, Shares(0.25, 0.25), seed=0, labels=np.arange(12) % 2)
    assert (parts.train.tolist(), parts.validation.tolist(), parts.test.tolist()) == (
        [1, 3, 6, 8, 10, 11],
        [0, 4, 9],
        [2, 5, 7],
    )


def test_last_takes_the_test_from_the_end() -> None:
    parts = share_out(10, Shares(0.2, 0.3, "last"), seed=0)
    assert (parts.train.tolist(), parts.validation.tolist(), parts.test.tolist()) == (
        [0, 1, 2, 3, 4],
        [5, 6],
        [7, 8, 9],
    )


@pytest.mark.parametrize(
    ("count", "wanted"), [(3, Shares(0.1)), (1, Shares(0.5)), (4, Shares(0, 0.1, "last"))]
)
def test_a_share_of_nothing_is_an_error(count: int, wanted: Shares) -> None:
    with pytest.raises(DataError) as caught:
        share_out(count, wanted, seed=0)
    assert caught.value.code == "too-few-samples"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([0, 1, 1, 0, 1, 0, 1, 0], [0, 1, 1, 0, 1, 0, 1, 0]),
        ([0.0, 1.0, 1.0, 0.0], [0, 1, 1, 0]),
        (["b", "a", "b", "a"], [1, 0, 1, 0]),
        ([True, False, True, True], [1, 0, 1, 1]),
        ([[1, 0], [0, 1], [1, 0]], [0, 1, 0]),
        ([[3], [7], [3], [7]], [0, 1, 0, 1]),
        ([0.5, 1.5, 0.5, 1.5], None),
        ([1, 2, 3, 4, 5, 6, 7, 8], None),
        ([[1, 1], [0, 1], [1, 0]], None),
        ([[0.2, 0.8], [0.5, 0.5]], None),
        ([float("nan"), 1.0], None),
        ([], None),
    ],
)
def test_classes_are_few_distinct_whole_values_texts_or_one_hot_vectors(
    labels: list[object], expected: list[int] | None
) -> None:
    found = classes_of(np.asarray(labels))
    assert (None if found is None else found.tolist()) == expected
