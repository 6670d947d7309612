"""Right but unusual documents: nothing is said of them, and Keras builds them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbuild.checking.load import check, load
from tests.checking.marked import Mistake, mistakes

RIGHT = mistakes("../right/documents.txt")
PLAIN = RIGHT[2].text


def _title(each: Mistake) -> str:
    return each.title


@pytest.mark.parametrize("document", RIGHT, ids=_title)
def test_nothing_is_said_of_a_right_document(document: Mistake) -> None:
    assert check(document.text) == []


def test_there_are_at_least_20() -> None:
    assert len(RIGHT) >= 20


@pytest.mark.parametrize(
    ("written", "how"),
    [
        (PLAIN.replace("\n", "\r\n").encode(), "lines that end as on Windows"),
        (b"\xef\xbb\xbf" + PLAIN.encode(), "a byte order mark"),
        (PLAIN.rstrip().encode(), "no end of the last line"),
        (b"---\n" + PLAIN.encode() + b"...\n", "the marks of a YAML document"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_file_may_be_written_by_any_editor(written: bytes, how: str, tmp_path: Path) -> None:
    path = tmp_path / "document.yaml"
    path.write_bytes(written)
    assert check(path) == []


@pytest.mark.parametrize("document", RIGHT, ids=_title)
def test_keras_builds_a_right_document(document: Mistake) -> None:
    from kbuild.building.build import build

    assert build(load(document.text)) is not None
