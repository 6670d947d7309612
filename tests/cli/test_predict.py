from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np

import kbuild


def expected(folder: Path) -> Any:
    images = np.load(folder / "new.npz")["x"]
    return kbuild.open_run(folder / "runs/digits/1").model.predict(images, verbose=0)


def test_predictions_of_a_csv_go_to_standard_output_as_csv(invoke: Any, run_folder: Path) -> None:
    done = invoke("predict", "runs/digits/1", "new.csv")
    assert done.exit_code == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    values = [[float(value) for name, value in row.items() if "=" in name] for row in rows]
    np.testing.assert_allclose(values, expected(run_folder), rtol=1e-4, atol=1e-6)


def test_predictions_of_an_npz_are_written_as_npz(invoke: Any, run_folder: Path) -> None:
    done = invoke("predict", "runs/digits/1", "new.npz", "--output", "out.npz")
    assert (done.exit_code, done.stdout) == (0, "")
    (array,) = np.load(run_folder / "out.npz").values()
    np.testing.assert_allclose(array, expected(run_folder), rtol=1e-4, atol=1e-6)


def test_predictions_are_written_as_csv(invoke: Any, run_folder: Path) -> None:
    assert invoke("predict", "runs/digits/1", "new.npz", "--output", "out.csv").exit_code == 0
    assert len((run_folder / "out.csv").read_text(encoding="utf-8").splitlines()) == 21


def test_a_file_with_other_columns_is_the_data_s_fault_and_nothing_is_written(
    invoke: Any, run_folder: Path
) -> None:
    (run_folder / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = invoke("predict", "runs/digits/1", "other.csv", "--output", "out.csv")
    assert done.exit_code == 1
    assert not (run_folder / "out.csv").exists()


def test_another_format_is_the_command_s_fault(invoke: Any, run_folder: Path) -> None:
    assert invoke("predict", "runs/digits/1", "new.csv", "--output", "out.txt").exit_code == 2
