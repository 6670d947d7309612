"""Values are held to what an argument takes: no coercion, limits for each number, one error a mistake."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kbuild.schemas.catalog import Argument
from kbuild.schemas.values import accept, value


def argument(*types: str, **limits: Any) -> Argument:
    return value(*types, **limits).argument


def refused(held: Argument, written: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        accept(held, written)
    return [(each["type"], each["msg"]) for each in caught.value.errors()]


@pytest.mark.parametrize(
    ("held", "written"),
    [
        (argument("int", min=1), 3),
        (argument("float"), 3),
        (argument("float"), 0.5),
        (argument("null", "int"), None),
        (argument("bool"), False),
        (argument("enum", enum=("valid", "same")), "same"),
        (argument("dtype"), "float16"),
        (argument("initializer"), "glorot_uniform"),
        (argument("activation"), "relu"),
        (argument("str"), "None"),
        (argument("any"), "anything"),
    ],
)
def test_a_value_of_the_right_type_is_kept_as_it_is(held: Argument, written: Any) -> None:
    assert accept(held, written) is written


@pytest.mark.parametrize(
    ("held", "written", "kept"),
    [
        (argument("int", "list[int]", length=2), [3, 3], (3, 3)),
        (argument("shape"), [None, 3], (None, 3)),
        (argument("list[list[int]]"), [[1, 2], [3]], ((1, 2), (3,))),
        (argument("dict"), {"a": [1]}, {"a": (1,)}),
        (argument("array"), [[0.5, 1], [2, 3]], ((0.5, 1), (2, 3))),
    ],
)
def test_lists_are_kept_as_tuples(held: Argument, written: Any, kept: Any) -> None:
    assert accept(held, written) == kept


@pytest.mark.parametrize(
    ("held", "written", "code"),
    [
        (argument("int"), True, "wrong-type"),
        (argument("int"), 3.0, "wrong-type"),
        (argument("int"), "3", "wrong-type"),
        (argument("float"), "1e-3", "wrong-type"),
        (argument("float"), float("nan"), "out-of-range"),
        (argument("float", above=0), float("inf"), "out-of-range"),
        (argument("int", min=1), 0, "out-of-range"),
        (argument("float", min=0, max=1), 1.5, "out-of-range"),
        (argument("float", below=1), 1.0, "out-of-range"),
        (argument("int"), 10**30, "out-of-range"),
        (argument("bool"), "false", "wrong-type"),
        (argument("bool"), 1, "wrong-type"),
        (argument("enum", enum=("valid", "same")), "sam", "not-allowed"),
        (argument("int", "list[int]", length=2), [3, 3, 3], "wrong-length"),
        (argument("shape"), 28, "wrong-type"),
        (argument("initializer"), "he_norml", "unknown-type"),
        (argument("int"), None, "wrong-type"),
        (argument("dtype"), "flot32", "not-allowed"),
        (argument("str"), 3, "wrong-type"),
        (argument("dict"), 3, "wrong-type"),
    ],
)
def test_a_value_that_does_not_fit_gives_one_error_with_its_code(
    held: Argument, written: Any, code: str
) -> None:
    assert [each for each, _ in refused(held, written)] == [code]


def test_each_wrong_item_of_a_list_is_reported() -> None:
    with pytest.raises(ValidationError) as caught:
        accept(argument("list[int]", min=1), [3, 0, "x", 4])
    assert [tuple(each["loc"]) for each in caught.value.errors()] == [(1,), (2,)]


def test_a_message_names_what_was_expected_and_what_was_received() -> None:
    (_, message), *_ = refused(argument("int", "null", min=1, max=9), 10)
    assert message == "expected a whole number from 1 to 9 or null, received 10"


@given(st.integers(-(10**6), 10**6), st.integers(-100, 100), st.integers(0, 100))
def test_a_number_is_accepted_exactly_within_its_range(number: int, low: int, width: int) -> None:
    held = argument("int", min=low, max=low + width)
    if low <= number <= low + width:
        assert accept(held, number) == number
    else:
        assert [code for code, _ in refused(held, number)] == ["out-of-range"]
