from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading import Limits, Mapping, Node, Problem, Scalar, Sequence, Source, plain
from kbuild.reading.parse_yaml import parse_yaml


def parse(text: str, limits: Limits | None = None) -> tuple[Node | None, list[Problem]]:
    return parse_yaml(Source(text, "x.yaml"), limits or Limits())


def value(text: str) -> object:
    node, problems = parse(text)
    assert node is not None
    assert problems == []
    return plain(node)


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse(text)[1]]


def test_everything_that_is_wrong_comes_in_one_pass() -> None:
    text = "a: 1\na: 2\n<<: {b: 1}\nc: !x 3\nd: *nix\ne: 1e999\n? [k]\n: 1\nf: {g: 1, g: 2}\n"
    assert codes(text) == [
        "duplicate-key",
        "merge-key",
        "tag",
        "unknown-alias",
        "bad-number",
        "complex-key",
        "duplicate-key",
    ]


def test_what_is_wrong_is_left_out_and_the_rest_is_read() -> None:
    node, _ = parse("a: 1\na: 2\n<<: {b: 1}\nd: 4\n")
    assert node is not None
    assert plain(node) == {"a": 1, "d": 4}


def test_a_duplicate_names_the_first() -> None:
    (problem,) = parse("a: 1\nb: 2\na: 3\n")[1]
    assert (problem.line, problem.column, problem.path) == (3, 1, "a")
    assert problem.related[0].line == 1


def test_keys_are_texts() -> None:
    assert value("{0: 1, true: 2, 1.5: 3, ~: 4}") == {"0": 1, "true": 2, "1.5": 3, "~": 4}


def test_a_quoted_merge_key_is_a_key() -> None:
    assert value("'<<': 1") == {"<<": 1}


def test_a_missing_key_is_a_problem() -> None:
    assert codes("?\n: 2\n") == ["empty-key"]
    assert codes("a: 1\n: 2\n") == ["syntax"]


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system ['x']", "!custom 1", "!!str 3", "! x", "!!set {a}"]
)
def test_tags_are_refused(tag: str) -> None:
    assert codes(f"a: {tag}\n") == ["tag"]


def test_aliases_make_separate_values_in_the_tree_as_used() -> None:
    data = value("a: &x {units: [3]}\nb: *x\n")
    assert data == {"a": {"units": [3]}, "b": {"units": [3]}}
    assert isinstance(data, dict)
    assert data["a"] is not data["b"]


def test_an_alias_remembers_where_it_is_used() -> None:
    node, _ = parse("a: &x 3\nb: *x\n")
    assert isinstance(node, Mapping)
    used = node.get("b")
    assert used is not None
    assert used.origin is not None
    assert used.origin.span is not None
    assert used.origin.span.line == 2


def test_an_anchored_key_can_be_used() -> None:
    assert value("&k a: 1\nb: *k\n") == {"a": 1, "b": "a"}


def test_an_alias_can_be_a_key_when_it_is_a_text() -> None:
    assert value("a: &k name\n*k : 2\n") == {"a": "name", "name": 2}
    assert codes("a: &k [1]\n*k : 2\n") == ["complex-key"]


def test_a_recursive_alias_is_refused() -> None:
    assert codes("a: &x [1, *x]\n") == ["recursive-alias"]
    assert codes("&x {a: *x}\n") == ["recursive-alias"]


def test_an_unknown_alias_names_the_nearest_anchor() -> None:
    (problem,) = parse("a: &units 1\nb: *unit\n")[1]
    assert problem.hint == "did you mean `units`?"


def test_a_second_document_is_refused() -> None:
    node, problems = parse("a: 1\n---\nb: 2\n")
    assert node is not None
    assert plain(node) == {"a": 1}
    assert [problem.code for problem in problems] == ["several-documents"]


@pytest.mark.parametrize("text", ["", "   \n\n", "# nothing\n", "---\n...\n"])
def test_an_empty_document_is_a_problem(text: str) -> None:
    if text.startswith("---"):
        assert value(text) is None
    else:
        assert codes(text) == ["empty-document"]


def test_a_yaml_directive_is_allowed() -> None:
    assert value("%YAML 1.2\n---\na: 1\n") == {"a": 1}


def test_a_type_without_arguments_in_a_flow_mapping_is_null() -> None:
    assert value("{Concatenate, from: [a, b]}") == {"Concatenate": None, "from": ["a", "b"]}


# Limits


def test_depth_is_limited() -> None:
    assert value("[" * 64 + "]" * 64)
    assert codes("[" * 65 + "]" * 65) == ["too-deep"]
    assert codes("- " * 100_000 + "a") == ["too-deep"]


def test_depth_counts_aliases_where_they_end_up() -> None:
    text = "a: &a [[[[[1]]]]]\nb: &b [[[[[*a]]]]]\nc: [[[[[*b]]]]]\n"
    assert parse(text, Limits(depth=17))[1] == []
    assert [problem.code for problem in parse(text, Limits(depth=15))[1]] == ["too-deep"]


def test_nodes_are_limited_with_aliases_expanded() -> None:
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 30)
    )
    start = time.perf_counter()
    assert codes(laughs) == ["too-many-nodes"]
    assert time.perf_counter() - start < 1


def test_many_problems_end_the_reading() -> None:
    assert len(parse("a: 1\n" * 5000)[1]) == 200


# Places


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    if isinstance(node, Sequence):
        return [found for item in node.items for found in scalars(item)]
    return [found for entry in node.entries.values() for found in scalars(entry.value)]


WORDS = st.text("abcdefghij名é😀", min_size=1, max_size=6)
LEAVES = WORDS | st.integers(-999, 999) | st.booleans()
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def flow(data: object) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{key}:\t{flow(below)}" for key, below in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ",\n ".join(map(flow, data)) + "]"
    return str(data).lower() if isinstance(data, bool) else str(data)


@given(st.dictionaries(WORDS, TREES, min_size=1, max_size=4))
def test_every_place_points_at_the_text_it_claims(data: dict[str, object]) -> None:
    text = "".join(f"{key}:\n  {flow(below)}\n" for key, below in data.items())
    node, problems = parse(text)
    assert problems == []
    assert isinstance(node, Mapping)
    lines = text.split("\n")
    for key, entry in node.entries.items():
        assert entry.key_span is not None
        assert entry.key_span.text == key
    for scalar in scalars(node):
        span = scalar.span
        assert span is not None
        written = lines[span.line - 1][span.column - 1 : span.column - 1 + span.length]
        assert written == span.text == flow(scalar.value)


def test_places_are_right_after_every_kind_of_line_break() -> None:
    node, _ = parse("a: 1\r\nb: 2\rc: 3\n")
    assert isinstance(node, Mapping)
    assert [entry.key_span.line for entry in node.entries.values() if entry.key_span] == [1, 2, 3]


def test_an_anchor_does_not_belong_to_the_place() -> None:
    node, _ = parse("a: &x  3\nb: &y\n  - 1\nc: &z # why\n  k: 1\nd: &w [1,\n 2]\n")
    assert isinstance(node, Mapping)
    places = [entry.value.span for entry in node.entries.values()]
    assert [(span.line, span.column, span.text) for span in places if span] == [
        (1, 8, "3"),
        (3, 3, "-"),
        (5, 3, "k"),
        (6, 7, "[1,\n 2]"),
    ]


def test_a_flow_collection_is_placed_whole_and_a_block_by_its_beginning() -> None:
    node, _ = parse("a: {b: 1}\nc:\n  - 1\nd:\n  ee: 1\n")
    assert isinstance(node, Mapping)
    places = [entry.value.span for entry in node.entries.values()]
    assert [span.text for span in places if span] == ["{b: 1}", "-", "ee"]


def test_quotes_belong_to_the_place() -> None:
    node, _ = parse("a: 'x''y'\nb: \"z\"\n")
    assert isinstance(node, Mapping)
    assert [entry.value.span.text for entry in node.entries.values() if entry.value.span] == ["'x''y'", '"z"']


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a: |\n  x\n", (2, 3)),
        ("a: |-\n\n\n      x\n      y\n", (2, 7)),
        ("a: >\n  x\n", (2, 3)),
        ("a: |2\n     x\n   y\n", (2, 3)),
        ("a:\n  - |\n    x\n", (3, 5)),
        ("a: &q |\n  x\n", (2, 3)),
    ],
)
def test_the_first_line_of_a_block_text_is_known(text: str, block: tuple[int, int]) -> None:
    node, problems = parse(text)
    assert problems == []
    assert node is not None
    (scalar,) = scalars(node)
    assert scalar.block == block
    assert scalar.span is not None
    assert scalar.span.text in {"|", ">"}


# Any text


@given(st.text(max_size=200))
def test_any_text_ends_in_a_tree_or_in_problems(text: str) -> None:
    node, problems = parse(text)
    assert node is not None or problems


@given(st.text("abc:{}[]-,&*!|>'\"#%@`?~ \n\t01.e<\\", max_size=60))
def test_any_text_like_yaml_ends_in_a_tree_or_in_problems(text: str) -> None:
    node, problems = parse(text)
    assert node is not None or problems
    for problem in problems:
        span = problem.span
        assert span is None or 0 <= span.offset <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "#" + "a" * (1 << 22),
        "a: " + "b " * (1 << 21),
        'a: "' + "\\x41" * (1 << 20) + '"',
        "\n" * (1 << 22),
        "a: |\n" + " b\n" * (1 << 20),
        "- " * (1 << 20),
        "{" * (1 << 20),
        "? " * (1 << 20),
        "[a, " * (1 << 20),
        "&a " * (1 << 18),
        "a: &a\n" * 3,
        "'" * (1 << 22),
        "!" * (1 << 20),
        "a:\n" + " b\n" * (1 << 20),
    ],
)
def test_large_and_hostile_texts_end_quickly(text: str) -> None:
    start = time.process_time()
    node, problems = parse(text)
    assert node is not None or problems
    assert time.process_time() - start < 3
