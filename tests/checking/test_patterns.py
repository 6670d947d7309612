"""Names and patterns of layers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.checking.layer_names import direct_names, layers_of
from kbuild.checking.patterns import matches
from kbuild.schemas import Document

NAMES = st.lists(st.text("abc_1", min_size=1, max_size=5), min_size=1, max_size=4)


@given(NAMES, st.data())
def test_a_name_means_the_layer_and_all_inside_it_wherever_it_stands(
    names: list[str], data: st.DataObject
) -> None:
    assert matches(data.draw(st.sampled_from(names)), "/".join(names))


@given(NAMES, st.integers(1, 4))
def test_a_path_means_what_begins_with_it(names: list[str], count: int) -> None:
    assert matches("/".join(names[:count]), "/".join(names))
    assert not matches("/".join([*names, "more"]), "/".join(names))


@pytest.mark.parametrize(
    ("pattern", "path", "found"),
    [
        ("block_*", "block_1", True),
        ("block_?", "block_12", False),
        ("encoder/*", "encoder/hidden", True),
        ("encoder/*", "encoder", False),
        ("enc*/hid*", "encoder/hidden/kernel", True),
        ("hidden", "Hidden", False),
    ],
)
def test_letters_may_be_left_open(pattern: str, path: str, found: bool) -> None:
    assert matches(pattern, path) is found


def test_the_layers_of_a_document_have_the_names_that_keras_will_know_them_by() -> None:
    document = Document.model_validate(
        {
            "model": {
                "style": "subclass",
                "layers": {
                    "embed": {"Dense": {"units": 1}},
                    "blocks": [
                        {"Dense": {"units": 1}},
                        {"Sequential": {"layers": ["Flatten", {"Dense": {"units": 1}}]}},
                    ],
                    "towers": {"left": {"Dense": {"units": 1}}},
                },
                "call": "return embed(inputs)",
            }
        }
    )
    assert [each.path for each in layers_of(document.model)] == [
        "embed",
        "blocks_1",
        "blocks_2",
        "blocks_2/flatten",
        "blocks_2/dense",
        "towers_left",
    ]
    assert direct_names(document.model) == ("embed", "blocks", "towers")
