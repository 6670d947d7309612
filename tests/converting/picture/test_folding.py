from itertools import pairwise

from kbuild.converting.picture.diagram import Box, Diagram, Part
from kbuild.converting.picture.folding import deeper, fold, named

PARTS = (Part("s", "stage_1", "Stage"), Part("s/a", "first", "Unit", "s"), Part("t", "stage_2", "Stage"))


def chain(*names: tuple[str, str | None]) -> Diagram:
    boxes = tuple(Box(name, name, "Dense", ((None, len(name)),), 1, part) for name, part in names)
    return Diagram("m", boxes, tuple(pairwise(name for name, _ in names)), len(names), 0, PARTS)


WHOLE = chain(("image", None), ("conv", "s/a"), ("relu", "s/a"), ("out", "s"), ("last", "t"), ("label", None))


def test_a_part_becomes_a_box_with_its_last_shape_and_all_its_parameters() -> None:
    folded = fold(WHOLE, ["s"])
    assert [box.key for box in folded.boxes] == ["image", "s", "last", "label"]
    assert (folded.boxes[1].name, folded.boxes[1].type_name) == ("stage_1", "Stage of 3")
    assert folded.boxes[1].parameters == 3
    assert folded.boxes[1].shapes == ((None, 3),)
    assert folded.arrows == (("image", "s"), ("s", "last"), ("last", "label"))
    assert [part.key for part in folded.parts] == ["t"]
    assert folded.parameters == 6


def test_an_inner_part_stays_in_the_outer_one() -> None:
    folded = fold(WHOLE, ["s/a"])
    assert [(box.name, box.part) for box in folded.boxes[1:3]] == [("first", "s"), ("out", "s")]


def test_what_is_in_a_folded_part_is_folded_with_it() -> None:
    assert fold(WHOLE, ["s", "s/a"]) == fold(WHOLE, ["s"])


def test_parts_are_chosen_by_depth_by_name_and_by_type() -> None:
    assert deeper(WHOLE, 0) == ["s", "s/a", "t"]
    assert deeper(WHOLE, 1) == ["s/a"]
    assert named(WHOLE, "Stage") == ["s", "t"]
    assert named(WHOLE, "first") == ["s/a"]


def test_a_part_that_something_else_flows_through_stays() -> None:
    whole = chain(("x", "t"), ("between", None), ("y", "t"))
    assert fold(whole, ["t"]) == whole
