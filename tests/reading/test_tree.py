from __future__ import annotations

from kbuild.reading import read
from kbuild.reading.tree import (
    Entry,
    Mapping,
    Origin,
    Scalar,
    Sequence,
    Source,
    child,
    has_failed,
    inside,
    locate,
    measure,
    plain,
    walk,
    with_origin,
)

TEXT = "model:\n  layers:\n    - Dense: {units: 30}\n    - Flatten\n"


def test_plain_gives_separate_objects_for_shared_nodes() -> None:
    shared = Sequence([Scalar(1)])
    both = plain(Sequence([shared, shared]))
    assert both == [[1], [1]]
    assert isinstance(both, list)
    assert both[0] is not both[1]


def test_a_value_is_located_at_its_own_text() -> None:
    span = locate(read(TEXT), ("model", "layers", 0, "Dense", "units"))
    assert span is not None
    assert (span.line, span.column, span.length, span.text) == (3, 22, 2, "30")


def test_a_key_is_located_at_its_own_text() -> None:
    span = locate(read(TEXT), ("model", "layers", 0, "Dense", "units"), key=True)
    assert span is not None
    assert span.text == "units"


def test_a_path_that_goes_too_far_is_located_at_the_deepest_node_there_is() -> None:
    span = locate(read(TEXT), ("model", "layers", 1, "Flatten", "units"))
    assert span is not None
    assert span.text == "Flatten"


def test_a_tree_from_python_has_no_places() -> None:
    assert locate(Mapping({"a": Entry("a", None, Scalar(1))}), ("a",)) is None


def test_walk_ends_where_the_path_does() -> None:
    assert len(list(walk(read(TEXT), ("model", "layers", 7)))) == 3


def test_a_mapping_has_no_child_by_index() -> None:
    assert child(read(TEXT), 0) is None


def test_measure_counts_shared_nodes_each_time_and_levels() -> None:
    leaf = Sequence([Scalar(1), Scalar(2)])
    assert measure(Sequence([leaf, leaf])) == (7, 2)


def test_a_copy_with_another_history_shares_what_is_below() -> None:
    node = read(TEXT)
    copy = with_origin(node, Origin("include", "here", None))
    assert isinstance(node, Mapping)
    assert isinstance(copy, Mapping)
    assert copy.entries is node.entries
    assert node.origin is None


def test_the_steps_of_a_history_come_newest_first() -> None:
    first = Origin("param", "first", None)
    assert [step.text for step in Origin("block", "second", None).after(first)] == ["second", "first"]


def test_a_failed_value_is_found_anywhere_below() -> None:
    assert has_failed(Sequence([Mapping({"a": Entry("a", None, Scalar(None, failed=True))})]))
    assert not has_failed(read(TEXT))


def test_a_place_inside_a_literal_block_is_exact() -> None:
    node = read("call: |\n\n    x = 1\n      y\n")
    assert isinstance(node, Mapping)
    program = node.get("call")
    assert isinstance(program, Scalar)
    span = inside(program, 3, 3)
    assert span is not None
    assert (span.line, span.column, span.text) == (4, 7, "y")


def test_a_place_inside_a_quoted_text_on_one_line_is_exact() -> None:
    node = read('a: "x + yy"\n')
    assert isinstance(node, Mapping)
    text = node.get("a")
    assert isinstance(text, Scalar)
    span = inside(text, 1, 5, 2)
    assert span is not None
    assert span.text == "yy"


def test_a_place_inside_a_text_with_escapes_is_the_whole_text() -> None:
    node = read('a: "x\\ty"\n')
    assert isinstance(node, Mapping)
    text = node.get("a")
    assert isinstance(text, Scalar)
    span = inside(text, 1, 3)
    assert span is not None
    assert span.text == '"x\\ty"'


def test_a_source_counts_every_kind_of_line_break_once() -> None:
    source = Source("a\r\nb\rc\nd")
    assert [source.span(at, at + 1).line for at in (0, 3, 5, 7)] == [1, 2, 3, 4]
    assert source.span(7, 8).column == 1
