"""New data for a trained model: read from a file and prepared as the training data was."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from kbuild.data.array_preparation import ArrayInput, ArrayPreparation, Arrays
from kbuild.data.checks import check_samples
from kbuild.data.columns import numbers, refuse_missing, without_nan
from kbuild.data.hints import listed
from kbuild.data.preparation import CsvFormat, Preparation
from kbuild.data.samples import Array, Meta, Origin, Samples, Tree, mapped, parts
from kbuild.data.sources import csv, parquet
from kbuild.data.sources.npz import archive, pick
from kbuild.data.table_preparation import TablePreparation
from kbuild.schemas.errors import DataError


def read_inputs(path: Path, preparation: Preparation, *, targets: bool = False) -> Samples:
    """Read a file for `predict`, or with its targets for `evaluate`.

    A CSV or Parquet file holds the columns that training had; for a model that was trained on arrays, one
    column for each number of a sample, by the features' names or else in their order, and for texts the
    column that is named as the input, or the only one. What a decoder has written before may be left out: it
    begins with nothing. An `.npz` file holds an
    array for each input, named as the input (`x` for a sole one), and with targets for each output (`y`); for
    a model that was trained on a table, an array for each column.

    Args:
        path: The file; who calls kbuild names it, so it may lie anywhere.
        preparation: The run's.
        targets: Whether the targets are read too.

    Raises:
        DataError: When the file is missing, of another format, or lacks what training had.
    """
    if path.is_dir():
        hint = "give a .csv, .parquet or .npz file"
        raise DataError(f"{path} is a folder, not a file", code="unknown-format", hint=hint)
    if not path.is_file():
        raise DataError(f"there is no file {path}", code="missing-file")
    suffix = path.suffix.lower()
    if suffix == ".npz":
        samples = _from_npz(path, preparation, targets)
    elif suffix in (".csv", ".tsv", ".txt", ".parquet"):
        samples = _from_table(path, preparation, targets)
    else:
        hint = "give a .csv, .parquet or .npz file"
        raise DataError(f"{path.name} is of no format that can be read", code="unknown-format", hint=hint)
    check_samples(samples, path.name)
    return samples


def fed(tree: Tree) -> Any:
    """Inputs as Keras's `predict` and `evaluate` take them: with texts as tensors, which they can cut.

    Args:
        tree: The inputs of samples.
    """
    if not any(each.dtype.kind in "OUST" for each in parts(tree).values()):
        return tree
    import tensorflow as tf

    return mapped(tf.constant, tree)


def _from_table(path: Path, preparation: Preparation, targets: bool) -> Samples:
    form = preparation.csv if isinstance(preparation, TablePreparation) else CsvFormat()
    if path.suffix.lower() == ".parquet":
        frame, origin = parquet.read_frame(path)
    elif path.suffix.lower() == ".tsv":
        frame, origin = csv.read_frame(path, form.model_copy(update={"separator": "\t"}))
    else:
        frame, origin = csv.read_frame(path, form)
    if isinstance(preparation, TablePreparation):
        return (preparation if targets else preparation.inputs_only()).apply_frame(frame, origin)
    if not isinstance(preparation, ArrayPreparation) or targets:
        text = "a model that was trained on arrays is evaluated on arrays"
        raise DataError(text, code="unknown-format", hint="give an .npz file with x and y")
    given = [each for each in preparation.inputs if each.start is None or each.name in frame.columns]
    arrays = {each.name: _columns(each, frame, origin, len(given)) for each in given}
    arrays |= {each.name: _nothing_yet(each, len(frame)) for each in preparation.inputs if each not in given}
    return _prepared(preparation, _sole_or_all(arrays), None, origin)


def _nothing_yet(wanted: ArrayInput, count: int) -> Array:
    """What a decoder is told before it has written anything: that a text begins."""
    return np.full((count, *wanted.shape), wanted.start, wanted.dtype)


def _columns(wanted: ArrayInput, frame: pl.DataFrame, origin: Origin, inputs: int) -> Array:
    """The numbers of one input from a table's columns."""
    size = math.prod(wanted.shape)
    names: list[str] = frame.columns
    if wanted.name in names and size == 1:
        names = [wanted.name]
    elif wanted.features and set(wanted.features) <= set(names) and len(wanted.features) == size:
        names = list(wanted.features)
    elif inputs > 1 or len(names) != size:
        raise DataError(
            f"{origin.name} has {len(names)} columns, but a sample holds {size} numbers",
            code="wrong-shape",
            hint=f"the columns are {listed(wanted.features)}" if wanted.features else None,
        )
    if wanted.dtype == "string":
        return _texts(frame[names[0]].cast(pl.String), origin)
    values = np.stack([numbers(frame[each], origin).to_numpy() for each in names], axis=1)
    return values.astype(wanted.dtype).reshape(-1, *wanted.shape)


def _texts(series: pl.Series, origin: Origin) -> Array:
    if series.null_count():
        refuse_missing([series], origin)
    return series.to_numpy().astype(np.str_)


def _from_npz(path: Path, preparation: Preparation, targets: bool) -> Samples:
    origin = Origin(path.name)
    with archive(path) as arrays:
        if isinstance(preparation, TablePreparation):
            columns = {name: array for name in arrays.files if (array := arrays[name]).ndim == 1}
            if len({len(each) for each in columns.values()}) > 1:
                raise DataError(f"{path.name}: the columns have different lengths", code="length-mismatch")
            frame = without_nan(pl.DataFrame(columns))
            return (preparation if targets else preparation.inputs_only()).apply_frame(frame, origin)
        assert isinstance(preparation, ArrayPreparation)  # noqa: S101 - there are two kinds
        outputs = preparation.outputs if targets else ()
        given = [each for each in preparation.inputs if each.start is None or each.name in arrays.files]
        x = {each.name: _input(arrays, each.name, path) for each in given}
        count = len(next(iter(x.values()), ()))
        x |= {each.name: _nothing_yet(each, count) for each in preparation.inputs if each not in given}
        y = {each.name: pick(arrays, each.name or "y", path) for each in outputs}
    return _prepared(preparation, _sole_or_all(x), _sole_or_all(y) if y else None, origin)


def _input(arrays: Any, name: str, path: Path) -> Array:
    """The array of an input: by its name, and for a sole input `x` or the only array there is."""
    only = not name and "x" not in arrays.files and len(arrays.files) == 1
    return pick(arrays, arrays.files[0] if only else name or "x", path)


def _sole_or_all(arrays: dict[str, Array]) -> Tree:
    if list(arrays) == [""]:
        return arrays[""]
    # Inputs that were given as a list are numbered: "0", "1", ...
    return tuple(arrays.values()) if all(each.isdigit() for each in arrays) else arrays


def _prepared(preparation: ArrayPreparation, x: Tree, y: Tree | None, origin: Origin) -> Samples:
    wanted = preparation.model_copy(update={"outputs": () if y is None else preparation.outputs})
    if y is None and preparation.reconstruct:
        wanted = wanted.model_copy(update={"reconstruct": False})
    return wanted.apply(Arrays(Samples(x=x, y=y, meta=Meta(origin))))
