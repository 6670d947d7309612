from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kbuild import gallery


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_document_is_written_to_a_file_of_its_name(invoke: Any, empty: Path) -> None:
    done = invoke("new", "digits")
    assert done.exit_code == 0
    assert (empty / "digits.yaml").read_text(encoding="utf-8") == gallery.read("digits")
    assert "kbuild train digits.yaml" in done.stderr


def test_the_first_document_needs_no_name(invoke: Any, empty: Path) -> None:
    assert invoke("new").exit_code == 0
    assert [each.name for each in empty.iterdir()] == ["digits.yaml"]


def test_a_file_that_exists_is_never_overwritten(invoke: Any, empty: Path) -> None:
    (empty / "mine.yaml").write_text("mine", encoding="utf-8")
    done = invoke("new", "digits", "--output", "mine.yaml")
    assert done.exit_code == 2
    assert "mine.yaml is there already" in done.stderr
    assert (empty / "mine.yaml").read_text(encoding="utf-8") == "mine"


def test_a_dash_shows_the_document(invoke: Any, empty: Path) -> None:
    assert invoke("new", "digits", "--output", "-").stdout == gallery.read("digits")
    assert list(empty.iterdir()) == []


def test_the_list_names_every_document_with_its_description(invoke: Any, empty: Path) -> None:
    lines = invoke("new", "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(gallery.names())
    assert all(len(line.split()) > 3 for line in lines)


def test_a_name_that_is_not_there_gets_the_nearest(invoke: Any, empty: Path) -> None:
    done = invoke("new", "digit")
    assert done.exit_code == 2
    assert "digits" in done.stderr
