"""Windows of a series: what was, and what came after it; parts that do not overlap."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.data.inputs import read_inputs
from kbuild.data.loading import Splits
from kbuild.data.preparation import preparation_from_json
from kbuild.data.samples import Samples
from kbuild.data.windows import Window
from kbuild.schemas.errors import KbuildError

Refused = Callable[..., KbuildError]
Load = Callable[..., Splits]


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Forty steps of a value and its double."""
    path = tmp_path / "series.csv"
    path.write_text("value,double\n" + "".join(f"{step},{2 * step}\n" for step in range(40)))
    return path


def source(**arguments: Any) -> dict[str, Any]:
    return {"TimeSeries": {"path": "series.csv", "target": "value", "sequence_length": 5, **arguments}}


@given(st.integers(1, 8), st.integers(1, 4), st.integers(1, 3), st.integers(1, 5), st.booleans())
def test_a_window_shows_what_was_and_its_target_what_came_after(
    length: int, stride: int, rate: int, ahead: int, every_step: bool
) -> None:
    count = 60
    window = Window(length=length, stride=stride, rate=rate, ahead=ahead, every_step=every_step)
    windows = window.of(Samples(np.arange(count)[:, None], np.arange(count)))
    x, y = np.asarray(windows.x)[..., 0], np.asarray(windows.y)
    assert (x[:, 0] == np.arange(len(x)) * stride).all()
    assert (np.diff(x, axis=1) == rate).all()
    assert ((y[..., 0] == x + ahead) if every_step else (y == x[:, -1] + ahead)).all()
    # The next window would reach beyond the series.
    assert x[-1, -1] + ahead < count <= x[-1, -1] + ahead + stride


def test_inputs_hold_the_targets_past_and_all_other_columns(load: Load, series: Path) -> None:
    train = load(source()).train
    assert isinstance(train.x, np.ndarray)
    assert isinstance(train.y, np.ndarray)
    assert train.x.shape == (35, 5, 2)
    assert train.x[0].tolist() == [[0, 0], [1, 2], [2, 4], [3, 6], [4, 8]]
    assert train.y[0] == 5
    assert train.meta.features == {"": ("value", "double")}


def test_parts_follow_each_other_and_no_window_reaches_into_another(load: Load, series: Path) -> None:
    splits = load(source(inputs=["value"]), validation=0.25, test=0.25)
    seen = []
    for part in (splits.train, splits.validation, splits.test):
        assert part is not None
        seen.append({*np.unique(part.x).tolist(), *np.unique(part.y).tolist()})  # type: ignore[arg-type]  # one array each
    assert seen == [set(range(20)), set(range(20, 30)), set(range(30, 40))]
    assert splits.test is not None
    assert splits.test.meta.origin.where(0) == "line 32"


def test_the_means_are_those_of_the_training_rows(load: Load, series: Path) -> None:
    splits = load(source(inputs=["value"], standardize=True), test=0.5)
    assert isinstance(splits.train.x, np.ndarray)
    expected = (0 - np.arange(20).mean()) / np.arange(20).std()
    assert np.isclose(splits.train.x[0, 0, 0], expected)


def test_new_rows_become_windows_up_to_the_last_row(load: Load, series: Path) -> None:
    preparation = preparation_from_json(load(source()).preparation.to_json())
    samples = read_inputs(series, preparation)
    assert isinstance(samples.x, np.ndarray)
    assert len(samples) == 36
    assert samples.x[-1, -1].tolist() == [39, 78]


def test_a_parquet_file_is_a_series_too(load: Load, tmp_path: Path) -> None:
    pl.DataFrame({"value": range(20)}).write_parquet(tmp_path / "series.parquet")
    assert len(load(source(path="series.parquet")).train) == 15


def test_an_autoencoder_of_windows_has_no_need_of_what_comes_after(load: Load, series: Path) -> None:
    train = load(source(target=None, reconstruct=True)).train
    assert train.y is train.x
    assert len(train) == 36


def test_a_series_cannot_be_split_at_random(load: Load, refused: Refused, series: Path) -> None:
    assert refused(load, source(), test=0.2, split="random").code == "wrong-share"


def test_a_series_shorter_than_a_window_is_refused(load: Load, refused: Refused, series: Path) -> None:
    error = refused(load, source(sequence_length=30), test=0.5)
    assert error.code == "too-few-samples"
    assert "20 rows are fewer than the 31 of one window" in error.message
