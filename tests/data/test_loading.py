"""A document's data: read, shared out, prepared by what the training rows say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbuild.data.loading import Splits, load_splits, split_samples
from kbuild.data.preparation import preparation_from_json
from kbuild.data.samples import Samples
from kbuild.data.splitting import Shares
from kbuild.schemas.data import Data
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


def rows(samples: Samples | None) -> list[int]:
    assert samples is not None
    return [samples.meta.origin.row(index) for index in range(len(samples))]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.1, 0.2, 1 / 3]), st.sampled_from([0.1, 0.25]))
def test_shares_partition_a_source(seed: int, validation: float, test: float) -> None:
    data = Data(train={"Toy": {"name": "iris"}}, validation=validation, test=test)
    splits = load_splits(data, seed=seed, folder=Path())
    together = rows(splits.train) + rows(splits.validation) + rows(splits.test)
    assert sorted(together) == list(range(150))
    again = load_splits(data, seed=seed, folder=Path())
    assert again.train.fingerprint() == splits.train.fingerprint()


def test_standardisation_is_learnt_from_the_training_rows_alone(load: Load) -> None:
    splits = load({"Toy": {"name": "wine", "standardize": True}}, validation=0.2, test=0.2)
    assert isinstance(splits.train.x, np.ndarray)
    assert isinstance(splits.test, Samples)
    assert isinstance(splits.test.x, np.ndarray)
    assert np.allclose(splits.train.x.mean(axis=0), 0, atol=1e-5)
    assert np.allclose(splits.train.x.std(axis=0), 1, atol=1e-5)
    assert not np.allclose(splits.test.x.mean(axis=0), 0, atol=1e-3)


def test_validation_and_test_can_be_sources_of_their_own(load: Load, tmp_path: Path) -> None:
    for name, rows_of in (("train", "a,1\nb,2\nc,3\n"), ("validation", "b,5\n"), ("test", "c,6\na,7\n")):
        (tmp_path / f"{name}.csv").write_text("kind,y\n" + rows_of)
    splits = load(
        {"Csv": {"path": "train.csv", "target": "y", "categorical": ["kind"]}},
        validation={"Csv": {"path": "validation.csv"}},
        test={"Csv": {"path": "test.csv", "target": "y"}},
    )
    assert splits.validation is not None
    assert splits.test is not None
    assert splits.validation.x.tolist() == [[0, 1, 0]]  # type: ignore[union-attr]  # one input
    assert splits.test.y.tolist() == [6, 7]  # type: ignore[union-attr]  # one output


def test_a_table_that_says_otherwise_than_train_is_refused(
    load: Load, refused: Refused, houses: Path
) -> None:
    (houses.parent / "other.csv").write_text(houses.read_text())
    train = {"Csv": {"path": "houses.csv", "target": "price", "exclude": ["city"]}}
    error = refused(load, train, validation={"Csv": {"path": "other.csv", "target": "rooms"}})
    assert error.code == "sources-differ"
    assert "`target`" in error.message


@pytest.mark.parametrize(
    "other", [{"Csv": {"path": "./houses.csv"}}, {"Csv": {"path": "houses.csv", "target": "price"}}]
)
def test_one_file_in_two_roles_is_refused(load: Load, refused: Refused, houses: Path, other: Any) -> None:
    train = {"Csv": {"path": houses.name, "target": "price", "exclude": ["city"]}}
    assert refused(load, train, test=other).code == "same-data"


def test_a_bundled_set_in_two_roles_is_refused_and_a_generated_one_is_not(
    load: Load, refused: Refused
) -> None:
    digits = {"Toy": {"name": "digits"}}
    assert refused(load, digits, test=digits).code == "same-data"
    moons = {"Toy": {"name": "moons"}}
    splits = load(moons, test=moons)
    assert splits.test is not None
    assert splits.test.fingerprint() != splits.train.fingerprint()


def test_tables_and_arrays_do_not_mix(load: Load, refused: Refused, houses: Path) -> None:
    table = {"Csv": {"path": houses.name, "target": "price", "exclude": ["city"]}}
    moons = {"Toy": {"name": "moons"}}
    assert refused(load, table, test=moons).code == "sources-differ"
    assert refused(load, moons, test=table).code == "sources-differ"


def test_a_category_that_training_has_not_seen_is_named(load: Load, refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("kind,y\nParis,1\nRome,2\n")
    (tmp_path / "test.csv").write_text("kind,y\nRome,1\nParys,2\n")
    train = {"path": "train.csv", "target": "y", "categorical": ["kind"]}
    error = refused(load, {"Csv": train}, test={"Csv": {"path": "test.csv"}})
    assert error.code == "unknown-category"
    assert "test.csv, line 3: column `kind` has 'Parys'" in error.message
    assert "did you mean 'Paris'?" in str(error.hint)


@pytest.mark.parametrize(("encoding", "expected"), [("one_hot", [[0, 1], [0, 0]]), ("codes", [[2], [0]])])
def test_an_unknown_category_can_be_let_pass(
    load: Load, tmp_path: Path, encoding: str, expected: list[list[int]]
) -> None:
    (tmp_path / "train.csv").write_text("kind,y\na,1\nb,2\n")
    (tmp_path / "test.csv").write_text("kind,y\nb,1\nz,2\n")
    train = {"path": "train.csv", "target": "y", "categorical": {"kind": encoding}, "unknown": "ignore"}
    splits = load({"Csv": train}, test={"Csv": {"path": "test.csv"}})
    assert splits.test is not None
    assert splits.test.x.tolist() == expected  # type: ignore[union-attr]  # one input


def test_categories_as_codes_are_whole_numbers_for_an_embedding(load: Load, houses: Path) -> None:
    inputs = {"city": "city", "rooms": ["rooms"]}
    train = {"path": houses.name, "target": "price", "inputs": inputs, "categorical": {"city": "codes"}}
    x = load({"Csv": train}).train.x
    assert isinstance(x, dict)
    assert (x["city"].dtype.name, x["city"].shape) == ("int32", (5, 1))
    assert x["city"][:, 0].tolist() == [1, 0, 1, 2, 2]


def test_data_that_is_ordered_in_time_gives_its_end_to_the_test(load: Load, tmp_path: Path) -> None:
    (tmp_path / "days.csv").write_text("day,y\n" + "".join(f"{day},{day}\n" for day in range(10)))
    splits = load({"Csv": {"path": "days.csv", "target": "y"}}, validation=0.2, test=0.2, split="last")
    assert (rows(splits.train), rows(splits.validation), rows(splits.test)) == (
        list(range(6)),
        [6, 7],
        [8, 9],
    )


@pytest.mark.parametrize(
    "train",
    [
        {"Toy": {"name": "wine", "standardize": True}},
        {"Toy": {"name": "digits", "one_hot": True}},
        {"Csv": {"path": "houses.csv", "target": "city", "missing": "mean", "standardize": True}},
        {
            "Csv": {
                "path": "houses.csv",
                "target": {"a": "price", "b": ["id"]},
                "categorical": {"city": "codes"},
            }
        },
    ],
)
def test_a_preparation_reads_back_equal_from_its_json(load: Load, houses: Path, train: Any) -> None:
    preparation = load(train).preparation
    assert preparation_from_json(preparation.to_json()) == preparation


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"kind": "table"}', '{"kind": "arrays", "inputs": 3}', "null"]
)
def test_a_damaged_preparation_is_refused(refused: Refused, text: str) -> None:
    assert refused(preparation_from_json, text).code == "wrong-preparation"


def test_a_document_without_data_is_a_matter_of_use(load: Load, refused: Refused) -> None:
    error = refused(load)
    assert (error.code, error.exit_code) == ("missing-data", 2)


def test_too_small_a_share_is_refused(load: Load, refused: Refused) -> None:
    assert refused(load, {"Toy": {"name": "xor"}}, test=0.05).code == "too-few-samples"


def test_shares_can_be_taken_from_arrays() -> None:
    splits = split_samples(Samples(np.arange(20.0), np.arange(20) % 2), Shares(0.2, 0.2), seed=0)
    assert (len(splits.train), len(splits.validation or ()), len(splits.test or ())) == (12, 4, 4)
    assert splits.test is not None
    assert np.bincount(splits.test.y).tolist() == [2, 2]  # type: ignore[arg-type]  # one output


def test_fewer_training_samples_leave_the_shares_as_they_are(load: Load) -> None:
    digits = {"Toy": {"name": "digits"}}
    whole, few = (load(digits, validation=0.1, test=0.2, **more) for more in ({}, {"train_size": 100}))
    assert isinstance(few.train.y, np.ndarray)
    assert len(few.train) == 100
    assert np.bincount(few.train.y).tolist() == pytest.approx([10] * 10, abs=1)
    assert whole.test is not None
    assert few.test is not None
    assert few.test.fingerprint() == whole.test.fingerprint()
    rows = whole.train.meta.origin.rows, few.train.meta.origin.rows
    assert rows[0] is not None
    assert rows[1] is not None
    assert set(rows[1]) < set(rows[0])


def test_more_training_samples_than_there_are_is_refused(load: Load, refused: Refused) -> None:
    error = refused(load, {"Toy": {"name": "iris"}}, test=0.2, train_size=121)
    assert error.code == "too-few-samples"
    assert "train_size: 120" in str(error.hint)
