from __future__ import annotations

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.converting.picture import Box, Diagram, compose
from kbuild.converting.picture.scene import Rectangle, Scene


def diagram(count: int, arrows: list[tuple[int, int]]) -> Diagram:
    boxes = tuple(
        Box(str(each), f"layer_{each}", "Dense", ((None, 10),), 1000 * each) for each in range(count)
    )
    return Diagram("a model", boxes, tuple((str(one), str(two)) for one, two in arrows))


def chain(count: int) -> list[tuple[int, int]]:
    return [(each, each + 1) for each in range(count - 1)]


def overlap(one: Rectangle, two: Rectangle) -> bool:
    across = one.x < two.x + two.width and two.x < one.x + one.width
    return across and one.y < two.y + two.height and two.y < one.y + one.height


def columns(scene: Scene) -> int:
    return 1 + sum(line.dashed for line in scene.lines)


@given(st.data())
def test_boxes_never_overlap_and_all_is_on_the_picture(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 40))
    pairs = [(one, two) for one in range(count) for two in range(one + 1, min(count, one + 6))]
    arrows = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=60)) if pairs else []
    scene = compose(diagram(count, arrows))
    assert len(scene.rectangles) == count
    assert not any(overlap(one, two) for one, two in combinations(scene.rectangles, 2))
    for box in scene.rectangles:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= scene.width
        assert box.y + box.height <= scene.height
    assert all(
        0 <= x <= scene.width and 0 <= y <= scene.height for line in scene.lines for x, y in line.points
    )


def test_what_flows_goes_down_from_the_foot_of_a_box_to_the_head_of_another() -> None:
    scene = compose(diagram(2, [(0, 1)]))
    (line,) = scene.lines
    upper, lower = scene.rectangles
    assert line.points[0] == (upper.x + upper.width / 2, upper.y + upper.height)
    assert line.points[-1] == (lower.x + lower.width / 2, lower.y)


def test_a_short_chain_is_one_column_and_straight() -> None:
    scene = compose(diagram(10, chain(10)))
    assert columns(scene) == 1
    assert all(len({round(x, 6) for x, _ in line.points}) == 1 for line in scene.lines)


def test_a_long_chain_is_broken_into_columns_about_as_wide_as_a_page() -> None:
    scene = compose(diagram(180, chain(180)))
    assert columns(scene) > 4
    assert 1.0 < scene.width / scene.height < 2.2


def test_a_long_chain_that_one_arrow_spans_stays_one_column() -> None:
    scene = compose(diagram(40, [*chain(40), (0, 39)]))
    assert columns(scene) == 1


def test_a_box_says_its_name_type_shape_and_parameters() -> None:
    scene = compose(Diagram("m", (Box("a", "hidden", "Dense", ((None, 3),), 1234),), (), 2, 3))
    assert {words.text for words in scene.words} == {
        "m: 5 parameters",
        "hidden",
        "Dense",
        "3",
        "1,234 parameters",
    }


def test_a_thousand_boxes_are_laid_out_within_a_few_seconds() -> None:
    skips = [(each, each + 4) for each in range(0, 996, 4)]
    start = time.process_time()
    compose(diagram(1000, [*chain(1000), *skips]))
    assert time.process_time() - start < 5


def test_branches_of_unequal_length_are_joined_in_their_middle() -> None:
    names = ["start", "short", "one", "two", "end"]
    links = [("start", "short"), ("start", "one"), ("one", "two"), ("short", "end"), ("two", "end")]
    boxes = tuple(Box(name, name, "Dense") for name in names)
    scene = compose(Diagram("branches", boxes, tuple(links)))
    middles = {name: each.x + each.width / 2 for name, each in zip(names, scene.rectangles, strict=True)}
    assert middles["end"] == pytest.approx((middles["short"] + middles["two"]) / 2, abs=1)
    assert middles["start"] == pytest.approx(middles["end"], abs=1)
