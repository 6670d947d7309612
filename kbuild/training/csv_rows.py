"""Keras's `CSVLogger` in a run: a row for each epoch, once, however often the run was killed and resumed."""

from __future__ import annotations

import csv
import io
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import keras


class CSVRows(keras.callbacks.CSVLogger):  # type: ignore[misc]
    """A `CSVLogger` that goes on with its file.

    Keras's begins the file anew with each training, so that a run that is resumed loses its first rows and
    one in phases all but its last phase's; told to append, it repeats the epochs that are made again. Here
    the rows of the epochs to come are cut off when the training begins its first epoch.

    Args:
        filename: The file.
        separator: What stands between two values.
        append: Of no account: a run's folder is new when the run begins.

    Source:
        Keras's `CSVLogger`, https://keras.io/api/callbacks/csv_logger/.
    """

    def __init__(self, filename: str | os.PathLike[str], separator: str = ",", append: bool = True) -> None:
        del append
        super().__init__(os.fspath(filename), separator=separator, append=True)
        self._cut = False

    @property
    def log_folder(self) -> Path:
        """Where the file is."""
        return Path(self.filename).parent

    def log_positions(self) -> dict[str, int]:
        """How long the file is; a checkpoint that follows waits until that much is on the disk."""
        path = Path(self.filename)
        return {path.name: path.stat().st_size} if path.is_file() else {}

    def on_train_begin(self, logs: Any = None) -> None:
        """Open the file."""
        self._cut = False
        super().on_train_begin(logs)

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Before the first epoch: cut off what comes again, and go on with the columns that are there."""
        if not self._cut:
            self._cut = True
            columns = cut_rows(Path(self.filename), epoch, self.sep)
            self.append_header = not columns
            self.keys = columns[1:] or None


def cut_rows(path: Path, epoch: int, separator: str = ",") -> list[str]:
    """Cut a file of rows, a number of an epoch first in each, at the row of an epoch.

    Args:
        path: The file, which is there.
        epoch: The epoch, from 0, whose row and those after it go; what is no row goes too.
        separator: What stands between two values.

    Returns:
        The names of its columns; empty where nothing is left.
    """
    columns: list[str] = []
    length = 0
    for line in path.read_bytes().splitlines(keepends=True) if epoch else ():
        values = _values(line, separator)
        if not (_is_before(values, epoch) if columns else values):
            break
        columns = columns or values
        length += len(line)
    os.truncate(path, length)
    return columns


def _values(line: bytes, separator: str) -> list[str]:
    text = line.decode("utf-8", "replace")
    return next(csv.reader(io.StringIO(text), delimiter=separator), []) if text.endswith("\n") else []


def _is_before(values: list[str], epoch: int) -> bool:
    with suppress(ValueError, IndexError):
        return int(values[0]) < epoch
    return False
