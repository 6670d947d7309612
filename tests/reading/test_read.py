from __future__ import annotations

import os
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading import DocumentError, Limits, Problem, plain, read, read_parts
from kbuild.reading.read import is_text


def problem(source: str | bytes | Path) -> Problem:
    with pytest.raises(DocumentError) as caught:
        read(source)
    return caught.value.problems[0]


@pytest.mark.parametrize("text", ["a: 1", "a:\n  b", "{a: 1}", "[1]", "\ufeffa: 1", "  {}", "key:"])
def test_a_text_is_told_from_a_path(text: str) -> None:
    assert is_text(text)


@pytest.mark.parametrize("path", ["model.yaml", "/a/b.json", "C:\\models\\a.yaml", "digits", "../x y.yml"])
def test_a_path_is_told_from_a_text(path: str) -> None:
    assert not is_text(path)


def test_a_file_is_read_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n")
    node = read(path)
    assert plain(node) == {"a": 1}
    assert node.span is not None
    assert node.span.file == str(path)
    assert plain(read(str(path))) == {"a": 1}


def test_json_is_read_by_its_extension(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": 1 /* no */}')
    assert problem(path).message == "JSON has no comments"
    path.write_text('{"a": 1}')
    assert plain(read(path)) == {"a": 1}


def test_a_text_that_looks_like_json_is_yaml() -> None:
    assert plain(read('{"a": 1, b: [x]}  # yaml')) == {"a": 1, "b": ["x"]}


def test_json_text_with_characters_in_two_escapes_is_read() -> None:
    assert plain(read('{"a": "\\ud83d\\ude00"}')) == {"a": "😀"}


def test_a_mapping_is_read_without_places() -> None:
    node = read({"a": (1, 2)})
    assert plain(node) == {"a": [1, 2]}
    assert node.span is None


def test_a_byte_order_mark_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    node = read(path)
    assert plain(node) == {"a": 1}
    assert node.span is not None
    assert node.span.column == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le"])
def test_other_encodings_are_refused_by_name(encoding: str) -> None:
    found = problem("a: 1\n".encode(encoding))
    assert found.code in {"encoding", "forbidden-character"}
    assert found.hint is not None
    assert "UTF-8" in found.hint


def test_a_byte_that_is_not_utf_8_is_shown_at_its_place() -> None:
    found = problem("a: 1\nname: caf\xe9\n".encode("latin-1"))
    assert (found.code, found.line, found.column) == ("encoding", 2, 10)
    assert "0xE9" in found.message


def test_a_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "digits.yaml").write_text("a: 1")
    found = problem(tmp_path / "digit.yaml")
    assert found.code == "file-not-found"
    assert found.hint == f"did you mean {tmp_path / 'digits.yaml'}?"


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    assert problem(tmp_path).code == "not-a-file"


def test_a_file_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert problem(path).code == "unreadable-file"


def test_a_path_with_nul_is_a_problem() -> None:
    assert problem("a\x00b.yaml").code == "unreadable-file"


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: " + "x" * 100)
    _, problems = read_parts(path, limits=Limits(text=50))
    assert [found.code for found in problems] == ["too-large"]
    _, problems = read_parts("a: " + "x" * 100, limits=Limits(text=50))
    assert [found.code for found in problems] == ["too-large"]


def test_a_depth_that_python_cannot_walk_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 128"):
        Limits(depth=1000)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_tree_or_a_document_error(content: bytes) -> None:
    try:
        read(content)
    except DocumentError as error:
        assert str(error)


@given(st.text("ab:{}[]-,&*|>'\"# \n\t1.${}", max_size=60).map(str.encode))
def test_any_bytes_like_yaml_end_in_a_tree_or_a_document_error(content: bytes) -> None:
    try:
        read(content)
    except DocumentError as error:
        assert str(error)


def test_16_mib_take_little_memory() -> None:
    content = b"a: |\n" + b"  " + b"x" * (16 * 1024 * 1024 - 20)
    tracemalloc.start()
    start = time.process_time()
    read(content)
    taken, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 5
    assert peak < 200 * 1024 * 1024
