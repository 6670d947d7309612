from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading import Limits, Mapping, Node, Problem, Scalar, Sequence, Source, plain
from kbuild.reading.parse_json import parse_json
from kbuild.reading.parse_yaml import parse_yaml

SAFE = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"],
        exclude_characters="\u2028\u2029\ufeff\ufffe\uffff\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    max_size=12,
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | SAFE,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(SAFE, inner, max_size=5),
    max_leaves=30,
)


def parse(text: str, limits: Limits | None = None) -> tuple[Node | None, list[Problem]]:
    return parse_json(Source(text, "x.json"), limits or Limits())


@given(VALUES, st.sampled_from([None, 0, 1, 3, "\t"]))
def test_what_python_writes_is_read_alike(data: object, indent: int | str | None) -> None:
    node, problems = parse(json.dumps(data, indent=indent))
    assert problems == []
    assert node is not None
    assert plain(node) == data


@given(VALUES, st.sampled_from([None, 2]))
def test_yaml_and_json_read_the_same_text_alike(data: object, indent: int | None) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    from_json, from_yaml = parse(text), parse_yaml(Source(text))
    assert from_json[1] == from_yaml[1] == []
    assert from_json[0] is not None
    assert from_yaml[0] is not None
    assert repr(plain(from_json[0])) == repr(plain(from_yaml[0]))


@given(VALUES)
def test_every_place_points_at_the_text_it_claims(data: object) -> None:
    text = json.dumps(data, indent=1)
    node, _ = parse(text)
    lines = text.split("\n")
    waiting = [node]
    while waiting:
        current = waiting.pop()
        assert current is not None
        assert current.span is not None
        assert json.loads(current.span.text) == plain(current)
        assert lines[current.span.line - 1][current.span.column - 1 :].startswith(
            current.span.text.split("\n")[0]
        )
        if isinstance(current, Sequence):
            waiting.extend(current.items)
        elif isinstance(current, Mapping):
            for key, entry in current.entries.items():
                assert entry.key_span is not None
                assert json.loads(entry.key_span.text) == key
                waiting.append(entry.value)


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ('{"a": NaN}', "NaN is no number in JSON", (1, 7)),
        ('{"a": -Infinity}', "-Infinity is no number in JSON", (1, 7)),
        ('{"a": 1,}', "expected a key in double quotes, found `}`", (1, 9)),
        ("[1,]", "expected a value, found `]`", (1, 4)),
        ("[1 2]", "expected `,` or `]`, found `2`", (1, 4)),
        ('["a": 1]', "expected `,` or `]`, found `:`", (1, 5)),
        ('{"a"\n 1}', "expected `:` and a value after this key", (1, 2)),
        ("{'a': 1}", "JSON's texts stand in double quotes", (1, 2)),
        ("{a: 1}", "expected a key in double quotes or `}`, found `a`", (1, 2)),
        ('{"a": 1} // x', "JSON has no comments", (1, 10)),
        ('{"a": True}', "`True` is no value in JSON", (1, 7)),
        ('{"a": 01}', "expected a value, found `01`", (1, 7)),
        ('{"a": +1}', "expected a value, found `+1`", (1, 7)),
        ('{"a": .5}', "expected a value, found `.5`", (1, 7)),
        ('{"a": 1.}', "expected a value, found `1.`", (1, 7)),
        ('"a\nb"', "this text does not end on its line, or holds a wrong escape", (1, 1)),
        ('"\\x"', "this text does not end on its line, or holds a wrong escape", (1, 1)),
        ("[1] [2]", "expected the end of the text, found `[`", (1, 5)),
        ("[1}", "expected `,` or `]`, found `}`", (1, 3)),
        ('{\n "a": [\n', "this `[` is never closed", (2, 7)),
    ],
)
def test_mistakes_are_said_in_plain_words_at_their_place(
    text: str, message: str, place: tuple[int, int]
) -> None:
    node, problems = parse(text)
    assert node is None
    assert [(problem.code, problem.message) for problem in problems] == [("syntax", message)]
    assert (problems[0].line, problems[0].column) == place


def test_duplicates_are_all_refused() -> None:
    node, problems = parse('{"a": 1, "a": 2, "b": {"c": 1, "c": 2}}')
    assert [problem.code for problem in problems] == ["duplicate-key", "duplicate-key"]
    assert node is not None
    assert plain(node) == {"a": 1, "b": {"c": 1}}


def test_half_a_surrogate_pair_is_refused_and_a_whole_one_is_a_character() -> None:
    assert [problem.code for problem in parse('"\\ud800"')[1]] == ["syntax"]
    node, problems = parse('"\\ud83d\\ude00"')
    assert isinstance(node, Scalar)
    assert (node.value, problems) == ("😀", [])


def test_numbers_are_integers_or_floats_as_written() -> None:
    node, _ = parse("[1, 1.0, 1e2, -0, -0.0]")
    assert node is not None
    assert repr(plain(node)) == "[1, 1.0, 100.0, 0, -0.0]"


@pytest.mark.parametrize("text", ["1e999", "9" * 5000])
def test_numbers_beyond_reason_are_refused(text: str) -> None:
    assert [problem.code for problem in parse(f"[{text}]")[1]] == ["bad-number"]


def test_depth_and_nodes_are_limited() -> None:
    assert [problem.code for problem in parse("[" * 65 + "]" * 65)[1]] == ["too-deep"]
    assert [problem.code for problem in parse("[" + "1," * 200_000 + "1]")[1]] == ["too-many-nodes"]


@given(st.text(max_size=100) | st.text('{}[]:,"\\ntrue1-+.eE /*#\n\t', max_size=40))
def test_any_text_ends_in_a_tree_or_in_problems(text: str) -> None:
    node, problems = parse(text)
    assert node is not None or problems


@pytest.mark.parametrize(
    "text",
    [
        '"' + "a" * (1 << 22) + '"',
        '"' + "\\n" * (1 << 20) + '"',
        '"' + "\\u0041" * (1 << 18) + '"',
        "\n" * (1 << 22),
        " " * (1 << 22) + "x",
        "[" * (1 << 22),
        '{"a":' * (1 << 20),
        "-" * (1 << 22),
        "1" * (1 << 22),
        '"' + "a" * (1 << 22),
        "1." + "1" * (1 << 20) + "e",
    ],
)
def test_large_and_hostile_texts_end_quickly(text: str) -> None:
    start = time.process_time()
    node, problems = parse(text)
    assert node is not None or problems
    assert time.process_time() - start < 3
