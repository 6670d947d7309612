"""Mistakes that plain Keras was tried with, and new users' own: each is found at its place, without Keras."""

from __future__ import annotations

import pytest

from kbuild.checking.load import check
from tests.checking.marked import Mistake, mistakes

FROM_KERAS = mistakes("from_keras.txt")
MADE_UP = mistakes("made_up.txt")
FOUND = [each for each in FROM_KERAS if each.code]


def _title(each: Mistake) -> str:
    return each.title


@pytest.mark.parametrize("mistake", [*FOUND, *MADE_UP], ids=_title)
def test_one_mistake_is_one_problem_at_its_token_with_what_would_mend_it(mistake: Mistake) -> None:
    (problem,) = check(mistake.text)
    line = mistake.text.splitlines()[(problem.line or 1) - 1]
    start = (problem.column or 1) - 1
    said = f"{problem.message}; {problem.hint}"
    assert (problem.code, problem.line) == (mistake.code, mistake.line)
    assert line[start : start + (problem.length or 0)] == mistake.token
    assert mistake.words in said, said


def test_every_mistake_of_the_list_is_tried() -> None:
    assert [each.number for each in FROM_KERAS] == list(range(1, 66))


def test_at_least_52_of_the_list_are_found_without_the_engine() -> None:
    assert len(FOUND) >= 52


def test_at_least_20_more_are_made_up() -> None:
    assert [each.number for each in MADE_UP] == list(range(1, len(MADE_UP) + 1))
    assert len(MADE_UP) >= 20
