"""What a model predicts, written to a file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from kbuild.data.preparation import Output, Preparation
from kbuild.data.samples import Array
from kbuild.schemas.errors import DataError


def write_predictions(path: Path, predictions: Any, preparation: Preparation | None = None) -> None:
    """Write a model's predictions.

    A CSV file has a row for each sample: for classes, a column with the class's name and one with the value
    of each class; for letters, a column with the text that they spell; for numbers, a column each, named
    after the target. An `.npz` file has the arrays as they are, named as the model's outputs (`prediction`
    for a sole one).

    Args:
        path: The file to write, `.csv` or `.npz`; it appears whole or not at all.
        predictions: What `model.predict` returned: an array, or a list or dict of arrays.
        preparation: The run's, for names of classes and columns.

    Raises:
        DataError: `unknown-format`.
    """
    suffix = path.suffix.lower()
    if suffix not in (".csv", ".npz"):
        hint = "name a .csv or .npz file"
        raise DataError(f"predictions cannot be written to {path.name}", code="unknown-format", hint=hint)
    outputs = _by_output(predictions, preparation)
    whole = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with whole.open("wb") as file:
            if suffix == ".npz":
                np.savez(
                    file, allow_pickle=False, **{each.name or "prediction": array for each, array in outputs}
                )
            else:
                prediction_frame(outputs).write_csv(file)
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)


def prediction_frame(outputs: list[tuple[Output, Array]]) -> pl.DataFrame:
    """The predictions of each output as columns of one table."""
    columns: dict[str, Array] = {}
    for output, array in outputs:
        prefix = f"{output.name}." if len(outputs) > 1 else ""
        for name, values in _columns(output, array).items():
            columns[prefix + name] = values
    return pl.DataFrame(columns)


def _by_output(predictions: Any, preparation: Preparation | None) -> list[tuple[Output, Array]]:
    known = () if preparation is None else preparation.predicted()
    by_name = {each.name: each for each in known}
    if isinstance(predictions, dict):
        return [
            (by_name.get(name, Output(name=name)), np.asarray(each)) for name, each in predictions.items()
        ]
    arrays = predictions if isinstance(predictions, (list, tuple)) else [predictions]
    if len(arrays) == len(known):
        return [(output, np.asarray(each)) for output, each in zip(known, arrays, strict=True)]
    names = [""] if len(arrays) == 1 else [str(index) for index in range(len(arrays))]
    return [(Output(name=name), np.asarray(each)) for name, each in zip(names, arrays, strict=True)]


def _columns(output: Output, array: Array) -> dict[str, Array]:
    flat = array.reshape(len(array), -1)
    if output.classes and array.ndim <= 2 and flat.shape[1] == len(output.classes):
        chosen = flat.argmax(axis=1)
        names = np.asarray(output.classes)[chosen]
        return {_word(output): names} | {
            f"{_word(output)}={each}": flat[:, i] for i, each in enumerate(output.classes)
        }
    if array.ndim == 3 and array.shape[2] == len(output.classes) and _are_letters(output.classes):
        letters = np.asarray(output.classes)[array.argmax(axis=2)]
        return {_word(output): np.asarray(["".join(row).rstrip() for row in letters])}
    if len(output.classes) == 2 and flat.shape[1] == 1 and (flat >= 0).all() and (flat <= 1).all():
        names = np.asarray(output.classes)[(flat[:, 0] > 0.5).astype(int)]
        return {_word(output): names, f"{_word(output)}={output.classes[1]}": flat[:, 0]}
    if len(output.columns) == flat.shape[1]:
        return {name: flat[:, index] for index, name in enumerate(output.columns)}
    if flat.shape[1] == 1:
        return {"prediction": flat[:, 0]}
    places = ("_".join(map(str, index)) for index in np.ndindex(*array.shape[1:]))
    return {f"prediction_{place}": flat[:, index] for index, place in enumerate(places)}


def _are_letters(classes: tuple[str, ...]) -> bool:
    return all(len(each) == 1 for each in classes)


def _word(output: Output) -> str:
    """What the predicted class is called: the target's column, or `prediction`."""
    return output.columns[0] if len(output.columns) == 1 else "prediction"
