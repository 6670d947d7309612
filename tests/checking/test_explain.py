from __future__ import annotations

import pytest

from kbuild.checking.codes import codes
from kbuild.checking.explain import explained
from kbuild.reading.program.grammar import SYNTAX
from kbuild.reading.program.vocabulary import (
    ADD_LOSS,
    CALL_ARGUMENTS,
    DICTIONARY_METHODS,
    PLAIN_FUNCTIONS,
    WHOLE_INPUT,
    functions,
)
from kbuild.schemas import catalog
from kbuild.schemas.errors import UsageError


@pytest.mark.parametrize("code", list(codes()))
def test_a_code_is_explained_with_a_wrong_and_a_right_example(code: str) -> None:
    text = explained(code)
    assert text.startswith(f"{code}: ")
    assert "\nWrong:\n" in text
    assert "\nRight:\n" in text
    assert max(map(len, text.splitlines())) <= 110


def test_a_type_is_explained_by_its_arguments_with_their_values_and_defaults() -> None:
    text = explained("Dense")
    assert text.startswith("Dense (a layer")
    assert "units: a whole number of at least 1, required" in text
    assert "kernel_initializer: an initializer, by default glorot_uniform" in text
    assert text.endswith("Written: {Dense: {units: …}}")


def test_every_catalogued_type_can_be_explained() -> None:
    for kind in catalog.kinds():
        for name, entry in catalog.types(kind).items():
            text = explained(name)
            assert all(f"  {argument}" in text for argument in entry.args), name


def test_a_type_is_found_by_its_other_names_in_every_kind_that_has_them() -> None:
    assert explained("Convolution2D") == explained("Conv2D")
    assert "MeanSquaredError (a loss" in explained("mse")
    assert "MeanSquaredError (a metric" in explained("mse")
    assert explained("ops.abs") == explained("abs")


def test_one_argument_is_explained_alone() -> None:
    text = explained("Dense.units")
    assert text.splitlines()[0] == "Dense.units: a whole number of at least 1, required"
    assert "dimensionality of the output space" in text


def test_data_sources_and_parts_of_a_document_are_explained_too() -> None:
    assert "how the" not in explained("fit")
    assert explained("fit.epochs").startswith("fit.epochs: a whole number of at least 1, by default 1")
    assert explained("Csv.target").startswith("Csv.target: ")
    assert "style" not in explained("Sequential").splitlines()[0]


def test_the_language_of_call_is_shown_as_its_table() -> None:
    text = explained("call")
    assert all(row.written in text for row in SYNTAX)


@pytest.mark.parametrize(
    ("word", "hint"), [("Densse", "Dense"), ("Dense.unit", "units"), ("unknown-typ", "unknown-type")]
)
def test_a_word_that_is_not_known_gets_the_nearest(word: str, hint: str) -> None:
    with pytest.raises(UsageError) as raised:
        explained(word)
    assert raised.value.code == "no-such-word"
    assert hint in str(raised.value.hint)


def test_the_table_of_call_names_every_word_that_a_program_may_use() -> None:
    text = explained("call")
    words = (
        *PLAIN_FUNCTIONS,
        *DICTIONARY_METHODS,
        *CALL_ARGUMENTS,
        *functions("random"),
        *functions("losses"),
    )
    assert [each for each in (*words, ADD_LOSS, WHOLE_INPUT, "append") if each not in text] == []
