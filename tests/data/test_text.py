"""Texts from a folder with a folder for each class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.data.loading import Splits
from kbuild.data.sources import text
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


@pytest.fixture
def reviews(tmp_path: Path) -> Path:
    """Three good reviews and two bad ones."""
    for word, count in (("good", 3), ("bad", 2)):
        (tmp_path / "reviews" / word).mkdir(parents=True)
        for number in range(count):
            file = tmp_path / "reviews" / word / f"{number}.txt"
            file.write_text(f"a {word} film ☆{number}", encoding="utf-8")
    (tmp_path / "reviews" / "good" / "notes.md").write_text("no review")
    return tmp_path / "reviews"


def source(**arguments: Any) -> dict[str, Any]:
    return {"Text": {"path": "reviews", **arguments}}


def test_texts_are_labelled_by_their_folder(load: Load, reviews: Path) -> None:
    train = load(source()).train
    assert isinstance(train.x, np.ndarray)
    assert isinstance(train.y, np.ndarray)
    assert train.x.tolist()[:3] == ["a bad film ☆0", "a bad film ☆1", "a good film ☆0"]
    assert train.y.tolist() == [0, 0, 1, 1, 1]
    assert train.meta.classes == {"": ("bad", "good")}


def test_classes_are_numbered_in_the_order_given(load: Load, reviews: Path) -> None:
    train = load(source(classes=["good", "bad"], one_hot=True)).train
    assert isinstance(train.y, np.ndarray)
    assert train.y.argmax(axis=1).tolist() == [0, 0, 0, 1, 1]


def test_texts_without_classes_have_no_target(load: Load, reviews: Path) -> None:
    (reviews / "one.txt").write_text("\ufeffone", encoding="utf-8")
    train = load(source(classes=[])).train
    assert train.y is None
    assert np.asarray(train.x).tolist() == ["one"]


def test_what_is_no_text_is_named(load: Load, reviews: Path, refused: Refused) -> None:
    (reviews / "bad" / "0.txt").write_bytes(b"caf\xe9")
    error = refused(load, source())
    assert error.code == "malformed-file"
    assert "bad/0.txt" in str(error)


def test_a_link_that_leads_out_of_the_folder_is_refused(
    load: Load, reviews: Path, tmp_path: Path, refused: Refused
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (reviews / "bad" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert refused(load, source()).code == "path-outside"


def test_more_than_fits_into_memory_is_refused_before_it_is_read(
    load: Load, reviews: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "LARGEST", 10)
    assert refused(load, source()).code == "too-large"


@pytest.mark.parametrize(
    ("arguments", "code"), [({"classes": ["god"]}, "unknown-class"), ({"path": "review"}, "missing-file")]
)
def test_what_is_not_there_is_refused(
    load: Load, reviews: Path, refused: Refused, arguments: dict[str, Any], code: str
) -> None:
    assert refused(load, source(**arguments)).code == code
