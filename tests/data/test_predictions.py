"""New data in, predictions out: prepared as in training, named as the target was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from kbuild.data.array_preparation import ArrayOutput, ArrayPreparation
from kbuild.data.inputs import read_inputs
from kbuild.data.loading import Splits
from kbuild.data.predictions import write_predictions
from kbuild.data.preparation import Preparation, preparation_from_json
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


@pytest.fixture
def city_of(load: Load, houses: Path) -> Preparation:
    """Predicts a house's city from standardised numbers."""
    source = {"path": houses.name, "target": "city", "exclude": ["id"], "standardize": True}
    return preparation_from_json(load({"Csv": source}).preparation.to_json())


def test_new_rows_are_prepared_by_what_training_learnt(
    city_of: Preparation, load: Load, tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    path.write_text("price,note,rooms\n100.5,x,3\n80,y,1\n")
    x = read_inputs(path, city_of).x
    source = {"path": "houses.csv", "target": "city", "exclude": ["id"], "standardize": True}
    trained = load({"Csv": source}).train.x
    assert isinstance(x, np.ndarray)
    assert isinstance(trained, np.ndarray)
    assert (x == trained[[0, 4]]).all()


def test_targets_are_read_for_an_evaluation(city_of: Preparation, houses: Path) -> None:
    samples = read_inputs(houses, city_of, targets=True)
    assert isinstance(samples.y, np.ndarray)
    assert samples.y.tolist() == [1, 0, 1, 2, 2]
    assert read_inputs(houses, city_of).y is None


def test_a_table_comes_from_an_archive_too(city_of: Preparation, houses: Path, tmp_path: Path) -> None:
    np.savez(tmp_path / "new.npz", rooms=np.array([3, 4]), price=np.array([100.5, 200]))
    from_archive, from_csv = (read_inputs(path, city_of).x for path in (tmp_path / "new.npz", houses))
    assert isinstance(from_archive, np.ndarray)
    assert isinstance(from_csv, np.ndarray)
    assert (from_archive == from_csv[:2]).all()


def test_tabs_separate_the_values_of_a_tsv(city_of: Preparation, tmp_path: Path) -> None:
    (tmp_path / "new.tsv").write_text("rooms\tprice\n3\t100.5\n")
    assert len(read_inputs(tmp_path / "new.tsv", city_of)) == 1


@pytest.mark.parametrize(
    "case",
    [
        ("new.csv", "rooms\n3\n", "missing-column"),
        ("new.csv", "rooms,price\n3,\n", "missing-value"),
        ("new.csv", "rooms,price\n3,x\n", "not-a-number"),
        ("new.csv", "", "empty-file"),
        ("new.json", "{}", "unknown-format"),
        ("new.npz", "no", "malformed-file"),
        ("new.parquet", "no", "malformed-file"),
    ],
)
def test_new_data_that_does_not_fit_is_refused(
    city_of: Preparation, refused: Refused, tmp_path: Path, case: tuple[str, str, str]
) -> None:
    name, text, code = case
    (tmp_path / name).write_text(text)
    assert refused(read_inputs, tmp_path / name, city_of).code == code


def test_a_missing_file_is_named(city_of: Preparation, refused: Refused, tmp_path: Path) -> None:
    assert refused(read_inputs, tmp_path / "none.csv", city_of).code == "missing-file"


def test_columns_of_a_table_fill_the_samples_of_a_model_trained_on_arrays(load: Load, tmp_path: Path) -> None:
    splits = load({"Toy": {"name": "digits"}})
    assert isinstance(splits.train.x, np.ndarray)
    flat = splits.train.x[:2].reshape(2, 64)
    pl.DataFrame(flat).write_csv(tmp_path / "digits.csv")
    assert np.allclose(read_inputs(tmp_path / "digits.csv", splits.preparation).x, splits.train.x[:2])  # type: ignore[arg-type]  # one input


def test_columns_named_as_the_features_may_stand_in_any_order(load: Load, tmp_path: Path) -> None:
    preparation = load({"Toy": {"name": "friedman1", "features": 5}}).preparation
    (tmp_path / "new.csv").write_text("id,x4,x3,x2,x1,x0\n9,4,3,2,1,0\n")
    x = read_inputs(tmp_path / "new.csv", preparation).x
    assert isinstance(x, np.ndarray)
    assert x.tolist() == [[0, 1, 2, 3, 4]]


def test_too_few_columns_for_a_sample_are_refused(load: Load, refused: Refused, tmp_path: Path) -> None:
    preparation = load({"Toy": {"name": "digits"}}).preparation
    (tmp_path / "new.csv").write_text("a,b\n1,2\n")
    error = refused(read_inputs, tmp_path / "new.csv", preparation)
    assert error.code == "wrong-shape"
    assert "2 columns, but a sample holds 64 numbers" in error.message


@pytest.mark.parametrize("name", ["x", "anything"])
def test_an_archive_holds_the_sole_input(load: Load, tmp_path: Path, name: str) -> None:
    preparation = load({"Toy": {"name": "wine", "standardize": True}}).preparation
    np.savez(tmp_path / "new.npz", **{name: np.zeros((2, 13))})  # type: ignore[arg-type]  # names of arrays
    assert len(read_inputs(tmp_path / "new.npz", preparation)) == 2


def test_an_archive_holds_inputs_and_targets_by_name(load: Load, refused: Refused, tmp_path: Path) -> None:
    source = {"name": "friedman1", "inputs": {"a": [0, 1], "b": [2]}, "outputs": ["o"]}
    preparation = load({"Toy": source}).preparation
    np.savez(tmp_path / "new.npz", a=np.zeros((3, 2)), b=np.zeros((3, 1)), o=np.zeros(3))
    samples = read_inputs(tmp_path / "new.npz", preparation, targets=True)
    assert isinstance(samples.x, dict)
    assert list(samples.x) == ["a", "b"]
    assert isinstance(samples.y, dict)
    np.savez(tmp_path / "less.npz", a=np.zeros((3, 2)))
    assert refused(read_inputs, tmp_path / "less.npz", preparation).code == "missing-array"


def written(path: Path, predictions: Any, preparation: Preparation | None = None) -> pl.DataFrame:
    write_predictions(path, predictions, preparation)
    return pl.read_csv(path)


def test_classes_are_written_by_name_with_the_value_of_each(city_of: Preparation, tmp_path: Path) -> None:
    frame = written(tmp_path / "out.csv", np.array([[0.1, 0.7, 0.2], [0.8, 0.1, 0.1]]), city_of)
    assert frame.columns == ["city", "city=London", "city=Paris", "city=Rome"]
    assert frame["city"].to_list() == ["Paris", "London"]


def test_two_classes_of_one_unit_are_told_apart_at_a_half(load: Load, tmp_path: Path) -> None:
    preparation = load({"Toy": {"name": "breast_cancer"}}).preparation
    frame = written(tmp_path / "out.csv", np.array([[0.9], [0.2]]), preparation)
    assert frame["prediction"].to_list() == ["benign", "malignant"]
    assert frame["prediction=benign"].to_list() == [0.9, 0.2]


def test_numbers_are_written_under_the_targets_name(load: Load, houses: Path, tmp_path: Path) -> None:
    source = {"path": houses.name, "target": "price", "categorical": ["city"]}
    frame = written(tmp_path / "out.csv", np.array([[1.5], [2.5]]), load({"Csv": source}).preparation)
    assert frame.to_dict(as_series=False) == {"price": [1.5, 2.5]}


@pytest.mark.parametrize(
    ("predictions", "columns"),
    [
        (np.zeros((2, 1)), ["prediction"]),
        (np.zeros(2), ["prediction"]),
        (np.zeros((2, 3)), ["prediction_0", "prediction_1", "prediction_2"]),
        (np.zeros((2, 1, 2)), ["prediction_0_0", "prediction_0_1"]),
        ({"a": np.zeros((2, 1)), "b": np.zeros((2, 1))}, ["a.prediction", "b.prediction"]),
        ([np.zeros((2, 1)), np.zeros((2, 1))], ["0.prediction", "1.prediction"]),
    ],
)
def test_without_names_predictions_are_numbered(tmp_path: Path, predictions: Any, columns: list[str]) -> None:
    assert written(tmp_path / "out.csv", predictions).columns == columns


def test_an_archive_holds_the_arrays_as_they_are(tmp_path: Path) -> None:
    write_predictions(tmp_path / "out.npz", {"a": np.zeros((2, 3, 4)), "b": np.ones(2)})
    with np.load(tmp_path / "out.npz") as arrays:
        assert {name: arrays[name].shape for name in arrays.files} == {"a": (2, 3, 4), "b": (2,)}


def test_no_other_format_is_written_and_nothing_is_left_behind(refused: Refused, tmp_path: Path) -> None:
    assert refused(write_predictions, tmp_path / "out.txt", np.zeros(2)).code == "unknown-format"
    write_predictions(tmp_path / "out.csv", np.zeros(2))
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_letters_are_written_as_the_text_that_they_spell(tmp_path: Path) -> None:
    output = ArrayOutput(shape=(4,), classes=tuple(" abc"))
    preparation = ArrayPreparation(inputs=(), outputs=(output,))
    said = np.eye(4)[[[3, 1, 2, 0], [1, 0, 2, 0]]]
    path = tmp_path / "said.csv"
    write_predictions(path, said, preparation)
    assert path.read_text().splitlines() == ["prediction", "cab", "a b"]


def test_a_folder_is_no_file_to_read(tmp_path: Path, refused: Refused) -> None:
    assert "is a folder, not a file" in refused(read_inputs, tmp_path, None).message


def test_a_decoder_is_told_that_nothing_was_written_yet(load: Load, tmp_path: Path) -> None:
    source = {"name": "dates", "samples": 5, "previous": True}
    preparation = preparation_from_json(load({"Toy": source}).preparation.to_json())
    (tmp_path / "new.csv").write_text('text\n"May 1, 1999"\n"July 8, 2006"\n')
    np.savez(tmp_path / "new.npz", text=np.array(["May 1, 1999", "July 8, 2006"]))
    for name in ("new.csv", "new.npz"):
        x = read_inputs(tmp_path / name, preparation).x
        assert isinstance(x, dict)
        assert x["text"].tolist() == ["May 1, 1999", "July 8, 2006"]
        assert (x["previous"] == 11).all()
        assert x["previous"].shape == (2, 10)


def test_a_text_that_is_missing_is_refused(load: Load, tmp_path: Path, refused: Refused) -> None:
    preparation = load({"Toy": {"name": "reber", "samples": 5}}).preparation
    (tmp_path / "new.csv").write_text("string,other\nBTXSE,1\n,2\n")
    assert refused(read_inputs, tmp_path / "new.csv", preparation).code == "wrong-shape"
    pl.DataFrame({"string": ["BTXSE", None]}).write_parquet(tmp_path / "new.parquet")
    assert refused(read_inputs, tmp_path / "new.parquet", preparation).code == "missing-value"
