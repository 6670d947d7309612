from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.converting.picture.ordering import Neighbours, crossings, increasing, ordered, placed

UPPER, LOWER = ["a", "b", "c", "d"], ["w", "x", "y", "z"]
arrows_between = st.lists(
    st.sampled_from([(one, two) for one in UPPER for two in LOWER]), unique=True, max_size=12
)


@given(arrows_between)
def test_crossings_are_those_that_counting_pairs_gives(arrows: list[tuple[str, str]]) -> None:
    pairs = [(UPPER.index(start), LOWER.index(end)) for start, end in arrows]
    expected = sum((one[0] - two[0]) * (one[1] - two[1]) < 0 for one, two in combinations(pairs, 2))
    assert crossings([UPPER, LOWER], Neighbours(arrows)) == expected


@given(arrows_between)
def test_ordering_keeps_every_key_and_never_adds_crossings(arrows: list[tuple[str, str]]) -> None:
    near = Neighbours(arrows)
    rows = ordered([UPPER, LOWER], near)
    assert [sorted(row) for row in rows] == [UPPER, LOWER]
    assert crossings(rows, near) <= crossings([UPPER, LOWER], near)


def test_ordering_uncrosses_what_can_be_uncrossed() -> None:
    near = Neighbours([("a", "z"), ("b", "y"), ("c", "x"), ("d", "w")])
    assert crossings(ordered([UPPER, LOWER], near), near) == 0


@given(arrows_between)
def test_places_keep_the_order_and_the_room_between(arrows: list[tuple[str, str]]) -> None:
    widths = dict.fromkeys([*UPPER, *LOWER], 10.0)
    middles = placed([UPPER, LOWER], Neighbours(arrows), widths, 5.0)
    for row in (UPPER, LOWER):
        steps = [middles[right] - middles[left] for left, right in pairwise(row)]
        assert all(step >= 15.0 - 1e-9 for step in steps)


def test_a_chain_is_placed_straight_though_an_arrow_passes_it() -> None:
    rows = [["top"], ["one", "passing"], ["end"]]
    near = Neighbours([("top", "one"), ("one", "end"), ("top", "passing"), ("passing", "end")])
    middles = placed(rows, near, {"top": 10.0, "one": 10.0, "end": 10.0, "passing": 0.0}, 5.0)
    assert middles["top"] == pytest.approx(middles["one"], abs=0.1)
    assert middles["one"] == pytest.approx(middles["end"], abs=0.1)


values = st.lists(st.floats(-100, 100), min_size=1, max_size=20)


@given(values)
def test_increasing_values_increase_and_keep_their_mean(given_values: list[float]) -> None:
    found = increasing(given_values, [1.0] * len(given_values))
    assert all(left <= right + 1e-9 for left, right in pairwise(found))
    assert sum(found) == pytest.approx(sum(given_values), abs=1e-6)


@given(values)
def test_values_that_increase_already_stay(given_values: list[float]) -> None:
    assert increasing(sorted(given_values), [1.0] * len(given_values)) == pytest.approx(sorted(given_values))
