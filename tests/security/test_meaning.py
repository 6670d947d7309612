"""Laws 14, 15, 20: one meaning in YAML and JSON, no foreign exception, no file's content in errors."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kbuild
from kbuild.reading.expressions import Budget, ExpressionError, evaluate
from kbuild.reading.parse_json import parse_json
from kbuild.reading.parse_yaml import parse_yaml
from kbuild.reading.program import parse_program
from kbuild.reading.spans import Source
from kbuild.reading.tree import plain

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co")), max_size=20)
_SCALAR = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False) | _TEXT
_FINITE = _SCALAR.filter(lambda each: not isinstance(each, float) or abs(each) < 1e308)
_VALUE = st.recursive(
    _FINITE, lambda each: st.lists(each, max_size=4) | st.dictionaries(_TEXT, each, max_size=4), max_leaves=20
)
_WORDS = (
    "model style sequential functional subclass layers inputs outputs call compile fit data callbacks params "
    "blocks repeat for_each when include from reuse Dense Input units shape null true 1 -1 1e308 .nan ${a} "
    "${ } : - , [ ] { } | > & * ! # ' \" \n \t x d ops.add return for in while if range( ) = + ** . __class__"
).split(" ")
_SOUP = st.lists(st.sampled_from(_WORDS) | _TEXT, max_size=30).map(" ".join)


@given(_VALUE)
def test_a_text_means_the_same_as_json_and_as_yaml(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    ours, problems = parse_json(Source(text))
    theirs, others = parse_yaml(Source(text))
    assert (problems, others) == ([], [])
    assert ours is not None
    assert theirs is not None
    assert repr(plain(ours)) == repr(plain(theirs)) == repr(value)


@given(_SOUP)
@settings(max_examples=150)
def test_any_words_end_in_problems_and_no_other_exception(text: str) -> None:
    for source in (text + "\n", "model: " + text + "\n", "model: {layers: [" + text + "]}\n"):
        for problem in kbuild.check(source):
            assert problem.code


@given(st.binary(max_size=60))
@settings(max_examples=100)
def test_any_bytes_end_in_problems_and_no_other_exception(content: bytes) -> None:
    from kbuild.reading.read import read_parts

    node, problems = read_parts(content)
    assert node is not None or problems


@given(_SOUP)
def test_any_expression_ends_in_a_value_or_in_its_own_error(text: str) -> None:
    try:
        evaluate(text, {"a": 3, "b": [1, 2]}, Budget(10_000))
    except ExpressionError as error:
        assert error.message


@given(_SOUP)
def test_any_program_ends_in_a_program_or_in_problems(text: str) -> None:
    program, problems = parse_program(text, layers=["d"], inputs=["x"])
    assert program is not None or problems


@pytest.mark.parametrize(
    "content", ["root:hunter2:0\n", "hunter2\n", "[hunter2", "hunter2: [\n", '{"hunter2']
)
def test_an_error_quotes_no_file_outside_and_nothing_of_the_environment(content: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(content)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.yaml").symlink_to("../secret.txt")
    os.environ["KBUILD_TEST_SECRET"] = "hunter2"
    try:
        for named in ("link.yaml", "../secret.txt", "$KBUILD_TEST_SECRET", "${KBUILD_TEST_SECRET}"):
            path = folder / "document.yaml"
            path.write_text(f"include: '{named}'\nname: '${{KBUILD_TEST_SECRET}}'\n")
            with pytest.raises(kbuild.DocumentError) as caught:
                kbuild.load(path)
            assert "hunter2" not in str(caught.value)
    finally:
        del os.environ["KBUILD_TEST_SECRET"]


@pytest.mark.parametrize("named", [".env", "id_rsa", "passwords.txt"])
def test_an_included_file_that_is_no_document_is_not_shown(named: str, tmp_path: Path) -> None:
    (tmp_path / named).write_text("TOKEN: [hunter2\nOTHER: [\n")
    path = tmp_path / "document.yaml"
    path.write_text(f"include: {named}\n")
    with pytest.raises(kbuild.DocumentError) as caught:
        kbuild.load(path)
    assert "hunter2" not in str(caught.value)
