from __future__ import annotations

import pytest

import kbuild
from kbuild.checking import codes_advice
from kbuild.checking.codes import codes
from tests.checking.codes_in_source import codes_in_source

#: Advice is found by `advise` only.
ADVICE = {each.code for each in codes_advice.CODES}
DOCUMENTS = [code for code, each in codes().items() if each.checked]


def test_every_code_of_the_source_is_in_the_table_and_the_reverse() -> None:
    source = codes_in_source()
    missing = {code: place for code, place in source.items() if code not in codes()}
    assert not missing, "add these to kbuild/checking/codes_*.py"
    assert not set(codes()) - set(source), "the source gives these no longer"


def test_the_parts_of_the_table_say_nothing_twice() -> None:
    meanings = [each.meaning for each in codes().values()]
    assert len(set(meanings)) == len(meanings)
    assert list(codes()) == sorted(codes())


@pytest.mark.parametrize("code", list(codes()))
def test_a_meaning_is_one_sentence_and_nothing_is_left_out(code: str) -> None:
    each = codes()[code]
    assert each.meaning.endswith(".")
    assert ". " not in each.meaning
    assert each.why.endswith(".")
    assert each.wrong
    assert each.right
    assert each.wrong != each.right


@pytest.mark.parametrize("code", DOCUMENTS)
def test_the_wrong_example_has_this_problem_alone(code: str) -> None:
    assert [problem.code for problem in _found(code, codes()[code].wrong)] == [code]


@pytest.mark.parametrize("code", DOCUMENTS)
def test_the_right_example_has_no_problem(code: str) -> None:
    assert _found(code, codes()[code].right) == []


def _found(code: str, text: str) -> list[kbuild.Problem]:
    return kbuild.advise(text) if code in ADVICE else kbuild.check(text)
