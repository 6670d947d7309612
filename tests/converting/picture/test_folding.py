from itertools import pairwise

from kbuild.converting.picture.diagram import Box, Diagram
from kbuild.converting.picture.folding import fold


def chain(*names: str) -> Diagram:
    boxes = tuple(Box(name, name, "Dense", ((None, len(name)),), 1) for name in names)
    return Diagram("m", boxes, tuple(pairwise(names)), len(names), 0)


def test_a_part_becomes_a_box_with_its_last_shape_and_all_its_parameters() -> None:
    folded = fold(chain("image", "stage_1_conv", "stage_1_relu", "stage_2_conv", "stage_2_relu", "label"), 2)
    assert [box.key for box in folded.boxes] == ["image", "stage_1", "stage_2", "label"]
    assert folded.boxes[1].parameters == 2
    assert folded.boxes[1].shapes == ((None, 12),)
    assert folded.arrows == (("image", "stage_1"), ("stage_1", "stage_2"), ("stage_2", "label"))
    assert folded.parameters == 6


def test_a_part_that_something_else_flows_through_stays() -> None:
    whole = chain("a_1_x", "between", "a_1_y")
    assert fold(whole, 2) == whole


def test_names_without_more_words_stay() -> None:
    whole = chain("conv_1", "conv_2", "label")
    assert fold(whole, 2) == whole
