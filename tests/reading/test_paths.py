from __future__ import annotations

import pytest

from kbuild.reading import read
from kbuild.reading.paths import PathError, descend, segments

TEXT = "model: {layers: {block1.conv: {Conv2D: {filters: 3}, from: x}, a: Flatten}}"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("model.layers.block1.conv.filters", ("model", "layers", "block1.conv", "Conv2D", "filters")),
        ('model.layers."block1.conv".from', ("model", "layers", "block1.conv", "from")),
        ("model . layers . a", ("model", "layers", "a")),
    ],
)
def test_keys_with_dots_are_found(path: str, found: tuple[str, ...]) -> None:
    assert descend(read(TEXT), segments(path)).path == found


def test_what_leads_no_further_is_left_over() -> None:
    found = descend(read(TEXT), segments("model.layers.b.units"))
    assert (found.path, [segment.text for segment in found.rest]) == (("model", "layers"), ["b", "units"])


@pytest.mark.parametrize("text", ["", ".", "a.", "a..b", "a[b]", '"a', 'a b"c'])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(PathError):
        segments(text)
