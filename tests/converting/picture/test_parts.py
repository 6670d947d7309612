"""What blocks and nested models made is told from the resolved document."""

from __future__ import annotations

from pathlib import Path

import kbuild
from kbuild import gallery
from kbuild.converting.picture import Diagram, compose, deeper, fold, of_document, outline

NESTED = """
blocks:
  Tower: {style: sequential, layers: [{Dense: {units: 3}}, ReLU]}
  Pair: {inputs: {x: {}}, layers: {one: {Tower, from: x}, two: Tower}, outputs: two}
model:
  style: functional
  inputs: {a: {shape: [4]}, b: {shape: [4]}}
  layers:
    left: {Pair, from: a}
    both:
      Functional:
        inputs: {x: {shape: [3]}, y: {shape: [4]}}
        layers: {sum: {Concatenate, from: [x, y]}, out: {Dense: {units: 2}}}
        outputs: out
      from: [left, b]
  outputs: both
"""


def diagram(source: str | Path) -> Diagram:
    found = of_document(kbuild.load(source), parts=True)
    assert found is not None
    return found


def test_uses_of_blocks_are_parts_within_parts_with_the_names_of_the_block() -> None:
    found = diagram(NESTED)
    assert [(part.name, part.type_name, part.within) for part in found.parts] == [
        ("left", "Pair", None),
        ("one", "Tower", "left"),
        ("two", "Tower", "left"),
        ("both", "Functional", None),
    ]
    assert [box.name for box in found.boxes] == ["a", "b", "dense", "re_lu", "dense", "re_lu", "sum", "out"]


def test_a_nested_model_is_connected_input_by_input() -> None:
    links = {(start, end) for start, end in diagram(NESTED).arrows if end.startswith("both/")}
    assert links == {("left_two_re_lu", "both/sum"), ("b", "both/sum"), ("both/sum", "both/out")}


def test_each_copy_of_a_row_is_a_part_of_its_own() -> None:
    found = diagram(gallery.path("resnet50"))
    stages = [part.name for part in found.parts if part.type_name == "Stage"]
    assert stages == ["stages_1", "stages_2", "stages_3", "stages_4"]
    assert sum(part.type_name == "Bottleneck" for part in found.parts) == 16
    assert "Norm" not in {part.type_name for part in found.parts}


def test_frames_hold_their_boxes_and_no_others() -> None:
    scene = compose(diagram(NESTED))
    assert len(scene.frames) == 4
    for frame in scene.frames:
        right, bottom = frame.x + frame.width, frame.y + frame.height
        for box in scene.rectangles:
            across = frame.x < box.x and box.x + box.width < right
            apart = box.x + box.width < frame.x or box.x > right or box.y > bottom
            assert (across and frame.y < box.y) or apart or box.y + box.height < frame.y


def test_text_has_a_line_a_layer_and_a_bracket_a_part() -> None:
    lines = outline(diagram(NESTED)).splitlines()
    assert "  ┌ left: Pair" in lines
    assert any("│ │ dense" in line and line.endswith("← a") for line in lines)
    assert any("sum" in line and line.endswith("← left/two/re_lu, b") for line in lines)


def test_folding_all_leaves_the_parts_as_boxes() -> None:
    found = diagram(NESTED)
    folded = fold(found, deeper(found, 0))
    assert [box.name for box in folded.boxes] == ["a", "b", "left", "both"]
    assert set(folded.arrows) == {("a", "left"), ("left", "both"), ("b", "both")}


REPEATED = """
blocks:
  Inner: {style: sequential, layers: [{Dense: {units: 3}}, ReLU]}
  Outer: {style: sequential, layers: [{repeat: 2, Inner: {}}, LayerNormalization]}
model: {style: sequential, layers: [{Input: {shape: [3]}}, {repeat: 3, Outer: {}}, {Dense: {units: 1}}]}
"""


def test_each_repetition_of_a_sequential_block_is_a_part_of_its_own() -> None:
    found = diagram(REPEATED)
    outer = [part.key for part in found.parts if part.type_name == "Outer"]
    inner = [part.within for part in found.parts if part.type_name == "Inner"]
    assert len(set(outer)) == 3
    assert inner == [key for key in outer for _ in range(2)]
    sizes = [sum(key in found.chain(box.part) for box in found.boxes) for key in outer]
    assert sizes == [5, 5, 5]
