from __future__ import annotations

import json
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
    line, _, text = (empty / "digits.yaml").read_text(encoding="utf-8").partition("\n")
    assert line == "# yaml-language-server: $schema=.kbuild-schema.json"
    assert text == gallery.read("digits")
    assert "kbuild train digits.yaml" in done.stderr


def test_the_first_document_needs_no_name(invoke: Any, empty: Path) -> None:
    assert invoke("new").exit_code == 0
    assert sorted(each.name for each in empty.iterdir()) == [".kbuild-schema.json", "digits.yaml"]


def test_the_first_line_names_a_schema_that_is_there(invoke: Any, empty: Path) -> None:
    done = invoke("new", "digits")
    line = (empty / "digits.yaml").read_text(encoding="utf-8").partition("\n")[0]
    schema = json.loads((empty / line.partition("$schema=")[2]).read_text(encoding="utf-8"))
    assert "model" in schema["properties"]
    assert ".kbuild-schema.json" in done.stderr


def test_the_schema_of_a_folder_is_renewed_and_a_file_of_another_origin_is_left(
    invoke: Any, empty: Path
) -> None:
    schema = empty / ".kbuild-schema.json"
    schema.write_text('{"$comment":"Written by kbuild schema.","old":1}', encoding="utf-8")
    assert invoke("new", "digits").exit_code == 0
    assert "old" not in json.loads(schema.read_text(encoding="utf-8"))
    schema.write_text("mine", encoding="utf-8")
    assert invoke("new", "digits", "--output", "two.yaml").exit_code == 0
    assert schema.read_text(encoding="utf-8") == "mine"


def test_without_a_schema_the_document_is_the_gallery_s(invoke: Any, empty: Path) -> None:
    assert invoke("new", "digits", "--no-schema").exit_code == 0
    assert [each.name for each in empty.iterdir()] == ["digits.yaml"]
    assert (empty / "digits.yaml").read_text(encoding="utf-8") == gallery.read("digits")


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
