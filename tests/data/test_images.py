"""Pictures from a folder with a folder for each class."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.data.loading import Splits
from kbuild.data.sources import images
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


def picture(path: Path, colour: tuple[int, int, int], size: tuple[int, int] = (6, 4)) -> None:
    import tensorflow as tf

    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.broadcast_to(np.asarray(colour, np.uint8), (*size, 3))
    path.write_bytes(tf.io.encode_png(pixels).numpy())


@pytest.fixture
def colours(tmp_path: Path) -> Path:
    """Four red and two blue pictures."""
    for number in range(4):
        picture(tmp_path / "colours" / "red" / f"{number}.png", (200 + number, 0, 0))
    for number in range(2):
        picture(tmp_path / "colours" / "blue" / f"{number}.png", (0, 0, 100 + number), size=(12, 8))
    (tmp_path / "colours" / "red" / "notes.txt").write_text("no picture")
    return tmp_path / "colours"


def source(**arguments: Any) -> dict[str, Any]:
    return {"Images": {"path": "colours", "size": [6, 4], **arguments}}


def test_pictures_are_scaled_and_labelled_by_their_folder(load: Load, colours: Path) -> None:
    train = load(source()).train
    assert isinstance(train.x, np.ndarray)
    assert isinstance(train.y, np.ndarray)
    assert (train.x.shape, train.x.dtype.name) == ((6, 6, 4, 3), "uint8")
    assert train.y.tolist() == [0, 0, 1, 1, 1, 1]
    assert train.meta.classes == {"": ("blue", "red")}
    assert train.x[1].reshape(-1, 3).tolist() == [[0, 0, 101]] * 24
    assert train.x[2].reshape(-1, 3).tolist() == [[200, 0, 0]] * 24


def test_classes_are_numbered_in_the_order_given_and_may_be_vectors(load: Load, colours: Path) -> None:
    train = load(source(classes=["red", "blue"], one_hot=True, channels=1)).train
    assert isinstance(train.x, np.ndarray)
    assert isinstance(train.y, np.ndarray)
    assert train.x.shape == (6, 6, 4, 1)
    assert train.y.argmax(axis=1).tolist() == [0, 0, 0, 0, 1, 1]


def test_shares_keep_the_proportion_of_the_classes(load: Load, colours: Path) -> None:
    splits = load(source(), test=0.5)
    assert splits.test is not None
    assert np.bincount(splits.test.y).tolist() == [1, 2]  # type: ignore[arg-type]  # one output


def test_pictures_without_classes_have_no_targets(load: Load, colours: Path) -> None:
    train = load({"Images": {"path": "colours/red", "size": [2, 2], "classes": []}}).train
    assert (len(train), train.y) == (4, None)


def test_a_file_that_is_no_picture_is_named(load: Load, refused: Refused, colours: Path) -> None:
    (colours / "red" / "9.png").write_bytes(b"no picture")
    error = refused(load, source())
    assert error.code == "malformed-file"
    assert "red/9.png" in error.message


def test_a_link_out_of_the_folder_is_refused(load: Load, refused: Refused, colours: Path) -> None:
    picture(colours.parent / "secret.png", (1, 2, 3))
    (colours / "red" / "link.png").symlink_to(colours.parent / "secret.png")
    assert refused(load, source()).code == "path-outside"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"path": "colour"}, "missing-file"),
        ({"path": "colours/red/0.png"}, "not-a-folder"),
        ({"path": ".."}, "path-outside"),
        ({"path": "colours/red"}, "no-samples"),
        ({"classes": ["green"]}, "unknown-class"),
        ({"classes": []}, "no-samples"),
    ],
)
def test_a_folder_that_does_not_fit_is_refused(
    load: Load, refused: Refused, colours: Path, arguments: dict[str, Any], code: str
) -> None:
    assert refused(load, source(**arguments)).code == code


def test_more_than_fits_in_memory_is_refused_before_it_is_read(
    load: Load, refused: Refused, colours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "LARGEST", 100)
    assert refused(load, source()).code == "too-large"
