"""Every document of the gallery is right, short, and says what it is."""

from __future__ import annotations

import re

import pytest

import kbuild
from kbuild import gallery
from tests.gallery.bars import BARS, DESCRIBED

NAMES = gallery.names()


def test_every_document_has_a_bar_or_only_describes_a_network() -> None:
    assert set(NAMES) == {*BARS, *DESCRIBED}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_wrong_with_a_document(name: str) -> None:
    assert kbuild.check(gallery.path(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_named_as_its_file_and_described_in_a_sentence(name: str) -> None:
    document = kbuild.load(gallery.path(name))
    assert document.name == name
    assert document.description is not None
    assert re.fullmatch(r"[^\n]{20,110}\.", document.description)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_short_and_begins_with_what_it_shows_and_how_it_is_used(name: str) -> None:
    lines = gallery.read(name).splitlines()
    heading = [line for line in lines[: lines.index("kbuild: 1")] if line.startswith("#")]
    assert len(heading) == lines.index("kbuild: 1")
    assert len(lines) <= 110
    assert f"kbuild {'summary' if name in DESCRIBED else 'train'} {name}" in "\n".join(heading)


@pytest.mark.parametrize("name", BARS)
def test_a_document_that_trains_has_a_seed_and_test_data(name: str) -> None:
    document = kbuild.load(gallery.path(name))
    assert document.seed is not None
    assert document.data is not None
    assert document.data.test is not None or name == "gan"
