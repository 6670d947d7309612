from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
