"""Sequences of letters are read as texts, and other outputs are not."""

from __future__ import annotations

import numpy as np
import pytest

from kbuild.callbacks.boards.spelling import spelled, table

LETTERS = list("ab ")


def test_letters_are_read_without_blanks_at_the_end() -> None:
    target = np.array([[0, 1, 2], [1, 2, 0]])
    assert spelled(np.eye(3)[target], target[..., None], LETTERS) == (["ab", "b a"], ["ab", "b a"])


@pytest.mark.parametrize(
    ("output", "target", "letters"),
    [
        (np.zeros((2, 3)), np.zeros(2, int), LETTERS),
        (np.zeros((2, 4, 3)), np.zeros((2, 5), int), LETTERS),
        (np.zeros((2, 4, 3)), np.zeros((2, 4)), LETTERS),
        (np.zeros((2, 4, 3)), np.full((2, 4), 3), LETTERS),
        (np.zeros((2, 4, 3)), np.zeros((2, 4), int), ["ab", "b", "c"]),
        (np.zeros((2, 4, 3)), np.zeros((2, 4), int), []),
    ],
)
def test_what_spells_nothing_is_left_alone(
    output: np.ndarray, target: np.ndarray, letters: list[str]
) -> None:
    assert spelled(output, target, letters) is None


def test_a_table_marks_what_is_wrong() -> None:
    lines = table(["May 1", "May 2"], ["5-1", "5|3"], ["5-1", "5-2"]).splitlines()
    assert lines[0] == "| input | output | target |"
    assert lines[2:] == ["| May 1 | 5-1 | 5-1 |", "| May 2 | 5\\|3 | **5-2** |"]
    assert table([], ["a"], ["b"]).splitlines()[0] == "| output | target |"
