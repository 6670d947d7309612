from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbuild.building.catalog.bounds import number_bounds

WHOLE = st.integers(0, 10)


@given(low=WHOLE, high=WHOLE)
def test_the_ends_of_a_range_of_whole_numbers_are_found(low: int, high: int) -> None:
    low, high = min(low, high), max(low, high)
    assert number_bounds(lambda value: low <= value <= high, whole=True) == {"min": low, "max": high}


@given(
    low=st.sampled_from([-1, 0]),
    high=st.sampled_from([1, 255]),
    open_=st.tuples(st.booleans(), st.booleans()),
)
def test_the_ends_of_a_range_are_found_open_or_closed(low: int, high: int, open_: tuple[bool, bool]) -> None:
    def accepts(value: float) -> bool:
        return (value > low if open_[0] else value >= low) and (value < high if open_[1] else value <= high)

    expected = {"above" if open_[0] else "min": low, "below" if open_[1] else "max": high}
    assert number_bounds(accepts, whole=False) == expected


def test_a_range_open_to_one_side_has_one_bound() -> None:
    assert number_bounds(lambda value: value >= 1, whole=True) == {"min": 1}
    assert number_bounds(lambda value: value < 1, whole=False) == {"below": 1}


def test_what_takes_everything_or_nothing_has_no_bounds() -> None:
    assert number_bounds(lambda value: True, whole=False) == {}
    assert number_bounds(lambda value: False, whole=True) == {}


def test_an_edge_between_the_marks_is_left_open_rather_than_guessed() -> None:
    assert number_bounds(lambda value: value >= 0.3, whole=False) == {}
