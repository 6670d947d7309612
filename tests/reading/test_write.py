from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading import DocumentError, Source, plain, read, write_json, write_yaml
from kbuild.reading.parse_json import parse_json
from kbuild.schemas.errors import KbuildError
from kbuild.schemas.writing.texts import literal, text

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text(
    "ab \n\t:#-|'\"\\{}[],&*!%@`~?>${}.0e1", max_size=20
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**40), 10**40) | st.floats(allow_nan=False) | TEXTS
KEYS = TEXTS | st.sampled_from(["model", "layers", "fit", "Dense", "call", "<<", "yes", "null", "1", ""])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=25,
)


@given(VALUES, st.sampled_from([20, 60, 100]))
def test_reading_what_was_written_gives_the_same(data: object, width: int) -> None:
    written = write_yaml(data, width=width)
    assert repr(plain(read(written.encode()))) == repr(data)


@given(VALUES.filter(lambda data: "inf" not in repr(data)), st.sampled_from([20, 100]))
def test_reading_what_was_written_as_json_gives_the_same(data: object, width: int) -> None:
    written = write_json(data, width=width)
    node, problems = parse_json(Source(written))
    assert problems == []
    assert node is not None
    assert repr(plain(node)) == repr(data)
    assert json.loads(written) == data


@given(VALUES)
def test_writing_is_settled_at_once(data: object) -> None:
    written = write_yaml(data)
    assert write_yaml(read(written.encode())) == written


def test_a_document_is_written_as_a_person_would() -> None:
    text = """\
name: digits
seed: 1
params: {units: 128, rate: 0.3}
model:
  style: functional
  inputs:
    wide: {shape: [5]}
    deep: {shape: [6]}
  layers:
    hidden: {Dense: {units: "${units}", activation: relu}, from: deep}
    joined: {Concatenate, from: [wide, hidden]}
    output: {Dense: {units: 1}}
    gate: Flatten
  outputs: [output, gate]
compile:
  optimizer: {Adam: {learning_rate: 1e-5, clipnorm: 1.0}}
  loss: mse
callbacks:
  - EarlyStopping: {patience: 3}
  - {TensorBoard: {}, when: "${units > 3}"}
"""
    assert write_yaml(read(text)) == text


def test_programs_are_literal_blocks() -> None:
    data = {"model": {"call": "x = a(y)\nif training:\n    x = b(x)\n\nreturn x\n"}}
    assert write_yaml(data) == (
        "model:\n  call: |\n    x = a(y)\n    if training:\n        x = b(x)\n\n    return x\n"
    )


def test_what_is_too_long_for_a_line_stands_below() -> None:
    layer = {"Conv2D": {"filters": 64, "kernel_size": 3, "strides": 2, "padding": "same", "use_bias": False}}
    assert write_yaml({"layers": [layer]}, width=60) == (
        "layers:\n  - Conv2D:\n      filters: 64\n      kernel_size: 3\n      strides: 2\n"
        "      padding: same\n      use_bias: false\n"
    )


def test_long_lists_of_words_are_filled_into_lines() -> None:
    written = write_yaml({"vocabulary": [f"word{i}" for i in range(40)]}, width=60)
    assert max(map(len, written.splitlines())) <= 60
    assert len(written.splitlines()) < 9


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("relu", "relu"),
        ("skip or x", "skip or x"),
        ("yes", '"yes"'),
        ("null", '"null"'),
        ("1e-3", '"1e-3"'),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("it's", '"it\'s"'),
        ('say "a"', "'say \"a\"'"),
        ("", '""'),
        (" a", '" a"'),
        ("encoder[1]", '"encoder[1]"'),
        ("\u202e", '"\\u202e"'),
        ("<<", '"<<"'),
        ("été", "été"),
        ("y", "y"),
    ],
)
def test_texts_have_quotes_only_where_they_need_them(value: str, written: str) -> None:
    assert text(value) == written


@pytest.mark.parametrize("value", ["a", "\n\n", "\ta\nb", "a\r\nb", "a\n \nb", "a\x1b\nb"])
def test_some_texts_cannot_be_blocks(value: str) -> None:
    assert literal(value, 2) is None


def test_numbers_are_written_so_that_they_stay_numbers() -> None:
    assert write_yaml([1e-5, 1e16, 1.0, -0.0, 10**20, math.inf, -math.inf]) == (
        "- 1e-5\n- 1e16\n- 1.0\n- -0.0\n- 100000000000000000000\n- .inf\n- -.inf\n"
    )
    assert "nan" in write_yaml(math.nan)


def test_json_has_no_infinity() -> None:
    with pytest.raises(KbuildError, match="no infinity"):
        write_json({"a": math.inf})


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(DocumentError):
        write_yaml({"a": object()})


def test_a_tree_is_written_like_its_values() -> None:
    assert write_yaml(read("a: [1, 2]")) == write_yaml({"a": (1, 2)}) == "a: [1, 2]\n"
