from pathlib import Path

import pytest

from kbuild.training.csv_rows import CSVRows, cut_rows


def write(path: Path, epochs: range) -> None:
    """Rows of epochs, as `fit` has them written."""
    rows = CSVRows(path)
    rows.on_train_begin()
    for epoch in epochs:
        rows.on_epoch_begin(epoch)
        # Every second epoch is validated.
        rows.on_epoch_end(epoch, {"loss": 0.5} | ({"val_loss": 1.5} if epoch % 2 else {}))
    assert rows.log_positions() == {path.name: path.stat().st_size}
    rows.on_train_end()


def test_a_training_that_goes_on_writes_each_epoch_once(tmp_path: Path) -> None:
    whole, path = tmp_path / "whole.csv", tmp_path / "rows.csv"
    write(whole, range(6))
    write(path, range(5))
    # Killed in the middle of a row.
    path.write_text(path.read_text()[:-4])
    write(path, range(3, 6))
    assert path.read_text() == whole.read_text()
    assert len(path.read_text().splitlines()) == 7


def test_a_training_that_begins_anew_begins_its_file_anew(tmp_path: Path) -> None:
    whole, path = tmp_path / "whole.csv", tmp_path / "rows.csv"
    write(whole, range(2))
    write(path, range(1))
    write(path, range(2))
    assert path.read_text() == whole.read_text()


@pytest.mark.parametrize(("text", "left"), [("", ""), ("epo", ""), ("a,b\nx,1\n", "a,b\n")])
def test_what_is_no_row_is_cut_off(tmp_path: Path, text: str, left: str) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(text)
    assert cut_rows(path, 2) == left.strip().split(",") * bool(left)
    assert path.read_text() == left
