"""Arrays from NumPy's archives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.data.loading import Splits
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


@pytest.fixture
def archive(tmp_path: Path, load: Load) -> Callable[..., Splits]:
    """Write arrays and load them."""

    def loaded(arguments: dict[str, Any], **arrays: Any) -> Splits:
        np.savez(tmp_path / "a.npz", **arrays)
        return load({"Npz": {"path": "a.npz", **arguments}})

    return loaded


def test_x_and_y_are_read_by_their_usual_names(archive: Load) -> None:
    train = archive({}, x=np.zeros((3, 2)), y=np.arange(3)).train
    assert isinstance(train.x, np.ndarray)
    assert isinstance(train.y, np.ndarray)
    assert (train.x.dtype.name, train.y.dtype.name) == ("float32", "int32")


def test_arrays_go_to_inputs_and_outputs_by_name(archive: Load) -> None:
    arguments = {"x": {"left": "a", "right": "b"}, "y": {"same": "c"}, "sample_weight": "w"}
    train = archive(arguments, a=np.zeros((2, 3)), b=np.ones((2, 4)), c=np.zeros(2), w=np.ones(2)).train
    assert isinstance(train.x, dict)
    assert {name: each.shape for name, each in train.x.items()} == {"left": (2, 3), "right": (2, 4)}
    assert train.sample_weight is not None


def test_small_types_stay_small(archive: Load) -> None:
    train = archive({"y": None}, x=np.zeros((2, 28, 28), np.uint8)).train
    assert isinstance(train.x, np.ndarray)
    assert train.x.dtype == np.uint8
    assert train.y is None


def test_labels_of_text_become_class_numbers(archive: Load) -> None:
    train = archive({}, x=np.zeros((3, 2)), y=np.array(["b", "a", "b"])).train
    assert isinstance(train.y, np.ndarray)
    assert train.y.tolist() == [1, 0, 1]
    assert train.meta.classes == {"": ("a", "b")}


@pytest.mark.parametrize(
    "labels", [np.array([2, 0, 1]), np.array([[2], [0], [1]]), np.array(["c", "a", "b"])]
)
def test_one_hot_labels_have_a_single_1(archive: Load, labels: Any) -> None:
    train = archive({"one_hot": True}, x=np.zeros((3, 2)), y=labels).train
    assert isinstance(train.y, np.ndarray)
    assert train.y.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


@pytest.mark.parametrize("shape", [(50, 3), (50, 7, 3), (50, 4, 5, 3)])
def test_each_feature_of_the_last_axis_is_standardised(archive: Load, shape: tuple[int, ...]) -> None:
    x = np.random.default_rng(0).normal(5, [1, 2, 3], shape)
    train = archive({"standardize": True, "y": None}, x=x).train
    assert isinstance(train.x, np.ndarray)
    flat = train.x.reshape(-1, 3)
    assert np.allclose(flat.mean(axis=0), 0, atol=1e-5)
    assert np.allclose(flat.std(axis=0), 1, atol=1e-5)


def test_a_constant_feature_is_only_centred(archive: Load) -> None:
    train = archive({"standardize": True, "y": None}, x=np.full((4, 1), 7.0)).train
    assert isinstance(train.x, np.ndarray)
    assert train.x.tolist() == [[0], [0], [0], [0]]


@pytest.mark.parametrize(
    ("arguments", "arrays", "code"),
    [
        ({"x": "images"}, {"x": np.zeros(3)}, "missing-array"),
        ({"y": "labels"}, {"x": np.zeros(3), "y": np.zeros(3)}, "missing-array"),
        ({}, {"x": np.zeros(3), "y": np.zeros(4)}, "length-mismatch"),
        ({}, {"x": np.zeros(0), "y": np.zeros(0)}, "no-samples"),
        ({}, {"x": np.array([1, np.nan, 2]), "y": np.zeros(3)}, "not-finite"),
        ({"y": None}, {"x": np.array([{}, []], object)}, "pickled-array"),
        ({"one_hot": True}, {"x": np.zeros(3), "y": np.array([0.5, 1, 2])}, "not-a-class"),
        ({"y": None, "standardize": True}, {"x": np.array(["a", "b"])}, "not-a-number"),
    ],
)
def test_what_an_archive_lacks_is_named(
    archive: Load, refused: Refused, arguments: dict[str, Any], arrays: dict[str, Any], code: str
) -> None:
    assert refused(archive, arguments, **arrays).code == code


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 broken"])
def test_what_is_no_archive_is_refused(load: Load, refused: Refused, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.npz").write_bytes(content)
    assert refused(load, {"Npz": {"path": "a.npz"}}).code == "malformed-file"


def test_a_damaged_array_is_named(load: Load, refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, x=np.arange(10_000.0), y=np.zeros(10_000))
    content = bytearray(path.read_bytes())
    content[5000] ^= 0xFF
    path.write_bytes(content)
    assert refused(load, {"Npz": {"path": "a.npz"}}).code == "malformed-file"


def test_a_single_array_is_no_archive(load: Load, refused: Refused, tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.zeros(3))
    error = refused(load, {"Npz": {"path": "a.npy"}})
    assert error.code == "malformed-file"
    assert "single array" in error.message


def test_an_input_of_another_shape_than_in_training_is_refused(
    load: Load, refused: Refused, tmp_path: Path
) -> None:
    np.savez(tmp_path / "a.npz", x=np.zeros((4, 3)))
    np.savez(tmp_path / "b.npz", x=np.zeros((4, 5)))
    train, test = ({"Npz": {"path": name, "y": None}} for name in ("a.npz", "b.npz"))
    error = refused(load, train, test=test)
    assert error.code == "wrong-shape"
    assert "[5], but in training it was [3]" in error.message


def test_an_input_that_training_lacks_or_has_more_is_refused(
    load: Load, refused: Refused, tmp_path: Path
) -> None:
    np.savez(tmp_path / "a.npz", a=np.zeros(4), b=np.zeros(4))
    two = {"Npz": {"path": "a.npz", "x": {"a": "a", "b": "b"}, "y": None}}
    one = {"Npz": {"path": "a.npz", "x": {"a": "a"}, "y": None}}
    assert "'b' is missing" in refused(load, two, test=one).message
    assert "training had no input 'b'" in refused(load, one, test=two).message


@pytest.mark.parametrize(
    ("labels", "code"),
    [(np.array(["a", "z"]), "unknown-category"), (np.array([0, 7]), "label-out-of-range")],
)
def test_a_label_that_training_has_not_seen_is_refused(
    load: Load, refused: Refused, tmp_path: Path, labels: Any, code: str
) -> None:
    known = np.array(["a", "b"]) if labels.dtype.kind == "U" else np.array([0, 1])
    np.savez(tmp_path / "a.npz", x=np.zeros(2), y=known)
    np.savez(tmp_path / "b.npz", x=np.zeros(2), y=labels)
    train, test = ({"Npz": {"path": name, "one_hot": True}} for name in ("a.npz", "b.npz"))
    error = refused(load, train, test=test)
    assert error.code == code
    assert "b.npz, row 1" in error.message
