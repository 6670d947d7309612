from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.reading.expressions import ExpressionError
from kbuild.reading.template import Piece, shown, split


def test_texts_and_expressions_come_in_order() -> None:
    assert split("a ${b} c${d}") == ["a ", Piece("b", 4), " c", Piece("d", 10)]


def test_two_dollars_write_one_literally() -> None:
    assert split("$${a}") == ["${a}"]
    assert split("$$${a}") == ["$${a}"]


@pytest.mark.parametrize("code", ["{'a': '}'}['a']", "'}'", '"}"', "x[{1: 2}]", "'\\'}'"])
def test_brackets_and_quotes_in_an_expression_may_hold_a_brace(code: str) -> None:
    assert split("${" + code + "}") == [Piece(code, 2)]


def test_an_expression_without_an_end_is_an_error() -> None:
    with pytest.raises(ExpressionError) as caught:
        split("ab ${c")
    assert (caught.value.start, caught.value.length) == (3, 2)


@given(st.text("ab$ ", max_size=20))
def test_a_text_without_expressions_stays_as_it_is(text: str) -> None:
    assert split(text) == [text]


def test_values_appear_as_yaml_writes_them() -> None:
    assert shown([True, None, 0.5, {"a": "b"}]) == "[true, null, 0.5, {a: b}]"
