from __future__ import annotations

import shutil

import pytest

from kbuild.converting.picture import Box, Diagram, draw, to_dot
from kbuild.converting.picture.diagram import Part
from kbuild.schemas.errors import UsageError

BOXES = (Box("a", 'a "first"', "Dense", ((None, 3),), 12, "p"), Box("b", "b", "ReLU", ((None, 3),), 0, "p"))
DIAGRAM = Diagram("m", BOXES, (("a", "b"),), 12, 0, (Part("p", "tower", "Block"),))


def test_parts_are_clusters_and_names_are_quoted() -> None:
    text = to_dot(DIAGRAM)
    assert r'[label="a \"first\"  Dense\n12 parameters"' in text
    assert text.count("subgraph cluster_") == 1
    assert 'n0 -> n1 [label=" 3"]' in text


def test_without_graphviz_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UsageError, match="is not on this machine"):
        draw(DIAGRAM, "svg")


@pytest.mark.skipif(shutil.which("dot") is None, reason="no Graphviz is installed")
def test_graphviz_draws_svg_and_png() -> None:
    assert b"<svg" in draw(DIAGRAM, "svg")
    assert draw(DIAGRAM, "png").startswith(b"\x89PNG")
