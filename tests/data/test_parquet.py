"""Tables with typed columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from kbuild.data.loading import Splits
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


def test_columns_of_each_type_become_numbers(load: Load, tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"f": [0.5, 1.5], "i": [1, 2], "b": [True, False], "t": ["1", " 2 "], "c": ["x", "y"], "y": [3, 4]}
    )
    frame.write_parquet(tmp_path / "t.parquet")
    train = load({"Parquet": {"path": "t.parquet", "target": "y", "categorical": ["c"]}}).train
    assert isinstance(train.x, np.ndarray)
    assert isinstance(train.y, np.ndarray)
    assert train.x.tolist() == [[0.5, 1, 1, 1, 1, 0], [1.5, 2, 0, 2, 0, 1]]
    assert train.y.dtype == np.int32


def test_nan_and_null_are_both_missing(load: Load, refused: Refused, tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [1.0, float("nan"), None, 3.0], "y": [1, 2, 3, 4]})
    frame.write_parquet(tmp_path / "t.parquet")
    source = {"path": "t.parquet", "target": "y"}
    error = refused(load, {"Parquet": source})
    assert error.code == "missing-value"
    assert "column `a` in rows 1, 2 (counted from 0)" in error.message
    assert len(load({"Parquet": {**source, "missing": "drop"}}).train) == 2


@pytest.mark.parametrize("values", [[[1], [2]], [b"a", b"b"]])
def test_a_column_that_holds_neither_numbers_nor_text_is_named(
    load: Load, refused: Refused, tmp_path: Path, values: list[object]
) -> None:
    pl.DataFrame({"a": values, "y": [1, 2]}).write_parquet(tmp_path / "t.parquet")
    assert refused(load, {"Parquet": {"path": "t.parquet", "target": "y"}}).code == "not-a-number"


def test_what_is_no_parquet_is_refused(load: Load, refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_bytes(b"PAR1 not really")
    assert refused(load, {"Parquet": {"path": "t.parquet"}}).code == "malformed-file"


def test_a_file_without_rows_is_refused(load: Load, refused: Refused, tmp_path: Path) -> None:
    pl.DataFrame({"a": []}).write_parquet(tmp_path / "t.parquet")
    assert refused(load, {"Parquet": {"path": "t.parquet"}}).code == "no-samples"
