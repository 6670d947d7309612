from __future__ import annotations

import xml.etree.ElementTree as ET

from kbuild.converting.picture import Box, Diagram, compose, to_svg

NAMESPACE = "{http://www.w3.org/2000/svg}"
DIAGRAM = Diagram(
    "a < b & c",
    (
        Box("1", '<script>alert("x")</script>', "Input", ((None, 4),)),
        Box("2", "dense", "Dense", ((None, 2),), 10),
    ),
    (("1", "2"),),
    10,
    0,
)


def test_the_picture_is_well_formed_and_holds_every_box() -> None:
    root = ET.fromstring(to_svg(compose(DIAGRAM)))
    assert root.tag == f"{NAMESPACE}svg"
    assert len(root.findall(f"{NAMESPACE}rect")) == 3  # the paper, and two boxes
    assert len(root.findall(f"{NAMESPACE}path")) == 1


def test_names_are_text_and_never_markup() -> None:
    root = ET.fromstring(to_svg(compose(DIAGRAM)))
    texts = [each.text for each in root.iter(f"{NAMESPACE}text")]
    assert '<script>alert("x")</script>' in texts
    assert "a < b & c: 10 parameters" in texts


def test_a_box_says_all_it_holds_when_pointed_at() -> None:
    root = ET.fromstring(to_svg(compose(DIAGRAM)))
    titles = [each.text for each in root.iter(f"{NAMESPACE}title")]
    assert "dense: Dense (None, 2) 10 parameters" in titles
