"""Generated sets hold what their texts state: the rule of each, its proportions, what a simple guess gets."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.checking.samples import known
from kbuild.data.samples import Samples, parts
from kbuild.data.sources import Place, read
from kbuild.data.sources.generated_pictures import digits
from kbuild.data.sources.generated_texts import is_reber
from kbuild.schemas.data import TOY_SETS, Data, Toy


def toy(document_seed: int = 0, part: str = "train", **arguments: Any) -> Samples:
    raw = read(Toy(**arguments), Place(Path(), seed=document_seed, part=part))
    return raw.learn().apply(raw)


def sole(samples: Samples) -> tuple[np.ndarray, np.ndarray]:
    assert isinstance(samples.x, np.ndarray)
    assert isinstance(samples.y, np.ndarray)
    return samples.x, samples.y


OPTIONS: list[dict[str, Any]] = [
    *({"name": name} for name in TOY_SETS),
    {"name": "sine_waves", "steps": 9, "every_step": True},
    {"name": "moving_digits", "steps": 3, "every_step": True, "samples": 20},
    {"name": "dates", "previous": True},
    {"name": "digit_names", "previous": True},
    {"name": "waveforms", "steps": 7},
    {"name": "adding", "steps": 8},
    {"name": "neighbours", "steps": 4},
    {"name": "digits", "classes": [1, 2], "one_hot": True},
]


@pytest.mark.parametrize("arguments", OPTIONS, ids=str)
def test_what_checks_know_of_a_set_is_so(arguments: dict[str, Any]) -> None:
    samples = toy(**arguments)
    told = known(Data(train={"Toy": arguments}))
    assert told is not None
    assert told.target is not None
    shapes = {name: each.shape[1:] for name, each in parts(samples.x).items()}
    assert shapes == (dict(told.inputs) if isinstance(told.inputs, dict) else {"": told.inputs})
    y = sole(Samples(np.zeros(len(samples)), samples.y))[1]
    assert y.shape[1:] == told.target.shape
    if told.target.classes is not None and not told.target.one_hot:
        assert sorted(set(y.flat)) == list(range(told.target.classes))


def test_circles_overlap_so_that_some_points_have_several_labels_and_some_none() -> None:
    _, y = sole(toy(name="circles"))
    assert y.sum(axis=1).min() == 0
    assert y.sum(axis=1).max() >= 3
    assert y.mean(axis=0).min() > 0.05


def test_a_ring_has_eight_modes_of_equal_size_on_its_circle() -> None:
    x, y = sole(toy(name="ring", samples=1600))
    assert np.bincount(y).tolist() == [200] * 8
    centres = np.stack([x[y == each].mean(axis=0) for each in range(8)])
    assert np.allclose(np.linalg.norm(centres, axis=1), 1, atol=0.02)
    assert (np.abs(x - centres[y]).max(axis=1) < 0.3).all()


def test_outliers_are_their_share_and_far_from_all_other_targets() -> None:
    x, y = sole(toy(name="friedman1", outliers=0.1))
    plain, clean = sole(toy(name="friedman1"))
    assert (x == plain).all()
    assert (np.abs(y - clean) >= 50).sum() == 100
    assert ((y == clean) | (np.abs(y - clean) >= 50)).all()


def test_the_sum_of_the_two_marked_numbers_is_the_target_of_adding() -> None:
    x, y = sole(toy(name="adding", samples=2000))
    assert (x[..., 1].sum(axis=1) == 2).all()
    assert (x[:, :50, 1].sum(axis=1) == 1).all()
    assert np.allclose((x[..., 0] * x[..., 1]).sum(axis=1), y, atol=1e-6)
    assert abs(((y - 1) ** 2).mean() - 1 / 6) < 0.02


def test_who_sees_only_what_went_before_is_right_three_times_in_four_of_neighbours() -> None:
    x, y = sole(toy(name="neighbours", samples=3000))
    before, label = x[:, :-2, 0], y[:, 1:-1, 0]
    assert (label == (x[:, 2:, 0] > before)).all()
    assert abs(((before < 0.5) == label).mean() - 0.75) < 0.02


def test_a_waveform_is_the_sine_of_its_frequency_and_phase() -> None:
    x, y = sole(toy(name="waveforms", steps=10))
    time = np.arange(10) / 10
    assert np.allclose(y[..., 0], np.sin(2 * np.pi * x[:, :1] * time + x[:, 1:]), atol=1e-4)


@pytest.mark.parametrize("embedded", [False, True])
def test_the_grammar_makes_the_legal_half_of_its_strings_and_no_other(embedded: bool) -> None:
    x, y = sole(toy(name="reber", embedded=embedded))
    assert y.sum() == 500
    assert [is_reber(str(each), embedded=embedded) for each in x] == y.astype(bool).tolist()
    assert len({len(each) for each in x}) > 5


# The grammar once more, as a regular expression: from its fourth state, and from its first.
_FROM_FOUR = r"(?:XT*VP)*(?:S|XT*VV)"
_GRAMMAR = rf"B(?:TS*X{_FROM_FOUR}|PT*V(?:V|P{_FROM_FOUR}))E"


@given(st.one_of(st.from_regex(_GRAMMAR, fullmatch=True), st.text(alphabet="BEPSTVX", max_size=8)))
def test_a_string_is_of_the_grammar_if_each_letter_may_follow_the_one_before(text: str) -> None:
    assert is_reber(text) == (re.fullmatch(_GRAMMAR, text) is not None)


@pytest.mark.parametrize("mixed", [False, True])
def test_dates_are_written_in_english_and_translated_letter_by_letter(mixed: bool) -> None:
    samples = toy(name="dates", mixed=mixed)
    x, y = sole(samples)
    letters = samples.meta.classes[""]
    days = [date.fromisoformat("".join(letters[each] for each in row)) for row in y]
    assert all(str(day.year) in text and str(day.day) in text for text, day in zip(x, days, strict=True))
    plain = [text == f"{day:%B} {day.day}, {day.year}" for text, day in zip(x, days, strict=True)]
    assert sum(plain) == 1000 if not mixed else 80 < sum(plain) < 220


def test_the_right_letters_come_one_step_late() -> None:
    samples = toy(name="dates", previous=True)
    assert isinstance(samples.x, dict)
    assert isinstance(samples.y, np.ndarray)
    assert (samples.x["previous"][:, 0] == 11).all()
    assert (samples.x["previous"][:, 1:] == samples.y[:, :-1]).all()


def test_the_parts_are_made_of_digits_of_their_own() -> None:
    pictures = {
        part: {each.tobytes() for each in digits(part)[0]} for part in ("train", "validation", "test")
    }
    assert not pictures["train"] & pictures["test"]
    assert not pictures["validation"] & (pictures["train"] | pictures["test"])
    assert sum(map(len, pictures.values())) == 1797


def test_half_of_the_pairs_show_the_same_digit_and_none_the_same_picture_twice() -> None:
    samples = toy(name="digit_pairs", samples=600)
    assert isinstance(samples.x, dict)
    pictures, labels = digits("train")
    what = {each.tobytes(): label for each, label in zip(pictures, labels, strict=True)}
    left, right = ([what[each.tobytes()] for each in samples.x[side]] for side in ("left", "right"))
    same = np.asarray(left) == np.asarray(right)
    assert (same == samples.y).all()
    assert same.sum() == 300
    assert not (samples.x["left"] == samples.x["right"]).all(axis=(1, 2)).any()


def test_a_digit_s_name_is_spelled_with_blanks_behind_it() -> None:
    samples = toy(name="digit_names")
    pictures, labels = digits("train")
    x, y = sole(samples)
    names = ["".join(samples.meta.classes[""][each] for each in row).rstrip() for row in y]
    assert (x == pictures).all()
    assert [names[int(np.flatnonzero(labels == each)[0])] for each in (0, 3, 9)] == ["zero", "three", "nine"]


def test_a_moving_digit_keeps_its_ink_and_moves_one_or_two_pixels_each_way() -> None:
    x, y = sole(toy(name="moving_digits", samples=50, steps=8))
    film = np.concatenate([x, y[:, None]], axis=1)[..., 0]
    ink = film.sum(axis=(2, 3))
    assert np.allclose(ink, ink[:, :1], atol=1e-3)
    rows = (film.sum(axis=3) * np.arange(16)).sum(axis=2) / ink
    steps = np.abs(np.diff(rows, axis=1))
    assert np.allclose(steps, np.round(steps), atol=1e-2)
    assert set(np.round(steps).astype(int).flat) <= {1, 2}


def test_binary_digits_are_of_0_and_1() -> None:
    x, _ = sole(toy(name="digits", binarize=True))
    assert sorted(set(x.flat)) == [0, 1]
    assert 0.2 < x.mean() < 0.5
