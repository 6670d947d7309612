from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kbuild.converting.picture.ranking import breaks, chosen_breaks, ranked

Graph = tuple[list[str], list[tuple[str, str]]]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Graphs without cycles: arrows lead from earlier to later boxes."""
    keys = [f"k{index}" for index in range(draw(st.integers(1, 25)))]
    pairs = [(one, two) for index, one in enumerate(keys) for two in keys[index + 1 :]]
    arrows = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40)) if pairs else []
    return keys, arrows


@given(graphs())
def test_every_arrow_leads_down(graph: Graph) -> None:
    rows = ranked(*graph)
    assert all(rows[start] < rows[end] for start, end in graph[1])


@given(graphs())
def test_a_break_is_crossed_by_the_results_of_one_box_of_the_row_above(graph: Graph) -> None:
    rows = ranked(*graph)
    for row in breaks(rows, graph[1]):
        crossing = {start for start, end in graph[1] if rows[start] <= row < rows[end]}
        assert len(crossing) == 1
        assert rows[crossing.pop()] == row


@given(st.sets(st.integers(0, 98)), st.integers(1, 8))
def test_chosen_breaks_are_allowed_and_no_more_than_wanted(allowed: set[int], columns: int) -> None:
    chosen = chosen_breaks(sorted(allowed), 100, columns)
    assert set(chosen) <= allowed
    assert len(chosen) < columns


def test_chosen_breaks_make_columns_of_equal_height_where_every_row_may_be_broken() -> None:
    assert chosen_breaks(list(range(99)), 100, 4) == [24, 49, 74]
