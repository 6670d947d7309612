"""`kbuild convert`: what it writes, where, and what it says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kbuild

DENSE = {"class_name": "Dense", "config": {"name": "out", "units": 3}}
INPUT = {"class_name": "InputLayer", "config": {"batch_shape": [None, 4], "name": "input_layer"}}
MODEL = {"class_name": "Sequential", "config": {"name": "sequential", "layers": [INPUT, DENSE]}}


def test_a_model_is_written_as_a_document_that_is_in_order(invoke: Any, folder: Path) -> None:
    (folder / "model.json").write_text(json.dumps(MODEL), encoding="utf-8")
    for name in ("model.yaml", "document.json"):
        done = invoke("convert", "model.json", "--output", name)
        assert (done.exit_code, done.stdout) == (0, "")
        assert kbuild.check(folder / name) == []
    done = invoke("convert", "model.json")
    assert done.stdout == (folder / "model.yaml").read_text(encoding="utf-8")


def test_what_cannot_be_said_is_named_and_nothing_written(invoke: Any, folder: Path) -> None:
    mine = {"class_name": "Mine", "module": "mine", "registered_name": "Mine", "config": {"name": "own"}}
    model = {"class_name": "Sequential", "config": {"layers": [INPUT, mine]}}
    (folder / "model.json").write_text(json.dumps(model), encoding="utf-8")
    done = invoke("convert", "model.json", "--output", "out.yaml")
    assert done.exit_code == 1
    assert "Mine of mine" in done.stderr
    assert not (folder / "out.yaml").exists()


def test_a_file_that_is_not_there_is_the_command_s_fault(invoke: Any, folder: Path) -> None:
    assert invoke("convert", "nowhere.keras").exit_code == 2


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A model with layers that Keras named by counting, as a file."""
    import keras

    model = keras.Sequential([keras.Input((4,), name="row")], name="rows")
    for index in range(3):
        model.add(keras.layers.Dense(4, activation="relu", name=f"dense_{index + 7}"))
    model.add(keras.layers.Dense(1, name="price"))
    path = tmp_path_factory.mktemp("saved") / "model.keras"
    model.save(path)
    return path, model


def test_weights_beside_the_document_make_it_the_same_model(
    invoke: Any, folder: Path, saved: tuple[Path, Any]
) -> None:
    import numpy as np

    path, model = saved
    done = invoke("convert", str(path), "--output", "model.yaml", "--weights")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "wrote model.yaml" in done.stderr
    assert "wrote model.weights.h5" in done.stderr
    assert "weights: model.weights.h5\n" in (folder / "model.yaml").read_text(encoding="utf-8")
    assert kbuild.check(folder / "model.yaml") == []
    rows = np.arange(12, dtype="float32").reshape(3, 4)
    np.testing.assert_array_equal(kbuild.build(folder / "model.yaml")(rows), model(rows))


def test_weights_need_a_place(invoke: Any, folder: Path, saved: tuple[Path, Any]) -> None:
    done = invoke("convert", str(saved[0]), "--weights")
    assert done.exit_code == 2
    assert "--output" in done.stderr


def test_counted_names_are_kept_where_that_is_asked_for(
    invoke: Any, folder: Path, saved: tuple[Path, Any]
) -> None:
    path, model = saved
    plain = invoke("convert", str(path)).stdout
    assert "repeat: 3" in plain
    assert "dense_7" not in plain
    assert invoke("convert", str(path), "--output", "model.yaml", "--keep-names").exit_code == 0
    kept = kbuild.load(folder / "model.yaml").tree()["model"]["layers"]
    names = [next(iter(each.values()))["name"] for each in kept]
    assert names == ["row", *(each.name for each in model.layers)]
