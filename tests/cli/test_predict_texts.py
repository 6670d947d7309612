"""`kbuild predict` writes what sequence models say as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import kbuild
from kbuild import gallery

SMALL = ("data.train.Toy.samples=64", "data.test.Toy.samples=20", "fit.epochs=1")


def trained(name: str, folder: Path) -> None:
    kbuild.train(gallery.path(name), overrides=[*SMALL], runs=folder / "runs", verbose=0)


def rows(text: str) -> pl.DataFrame:
    return pl.read_csv(text.encode(), infer_schema=False)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["seq2seq", "translation"])
def test_dates_are_written_as_text_greedily_and_by_a_beam(name: str, folder: Path, invoke: Any) -> None:
    trained(name, folder)
    (folder / "dates.csv").write_text('text\n"April 23, 2021"\n"May 1, 1999"\n')
    greedy = invoke("predict", f"runs/{name}/1", "dates.csv")
    assert greedy.exit_code == 0, greedy.output
    said = rows(greedy.stdout)["prediction"].to_list()
    assert len(said) == 2
    assert all(len(each) == 10 and set(each) <= set("0123456789-") for each in said)
    assert rows(invoke("predict", f"runs/{name}/1", "dates.csv", "--beam", "1").stdout).to_dicts() == [
        {"prediction": each} for each in said
    ]
    assert invoke("predict", f"runs/{name}/1", "dates.csv", "--beam", "3", "-o", "said.csv").exit_code == 0
    assert rows((folder / "said.csv").read_text()).shape == (2, 1)


def test_a_beam_for_a_model_that_writes_nothing_is_refused(invoke: Any, run_folder: Path) -> None:
    assert run_folder.is_dir()
    done = invoke("predict", "runs/digits/1", "new.csv", "--beam", "4")
    assert done.exit_code == 2
    assert "no-decoder" in done.output


@pytest.mark.slow
def test_pictures_are_named_in_letters(folder: Path, invoke: Any) -> None:
    kbuild.train(
        gallery.path("image-captioning"), overrides=["fit.epochs=1"], runs=folder / "runs", verbose=0
    )
    np.savez(folder / "new.npz", x=np.zeros((3, 8, 8), "float32"))
    done = invoke("predict", "runs/image-captioning/1", "new.npz")
    assert done.exit_code == 0, done.output
    assert all(len(each or "") <= 5 for each in rows(done.stdout)["prediction"].to_list())
