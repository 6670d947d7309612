"""A saved model becomes a document without Keras, and a wrong file is named."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kbuild.converting.config.document import document_of
from kbuild.converting.from_file import from_file
from kbuild.reading.problems import DocumentError
from kbuild.schemas.errors import UsageError

DENSE = {"class_name": "Dense", "config": {"name": "out", "units": 3, "activation": "relu"}}
CONFIG = {"class_name": "Sequential", "config": {"name": "sequential_4", "layers": [DENSE]}}
TREE = {"style": "sequential", "layers": [{"Dense": {"units": 3, "activation": "relu", "name": "out"}}]}


@pytest.mark.parametrize("name", ["model.json", "model.keras"])
def test_json_and_keras_files_are_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if path.suffix == ".keras":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("config.json", json.dumps(CONFIG))
    else:
        path.write_text(json.dumps(CONFIG), encoding="utf-8")
    assert from_file(path).tree()["model"] == TREE


def test_the_result_of_get_config_alone_does_too() -> None:
    assert document_of(CONFIG["config"]).tree()["model"] == TREE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"class_name": 3}', "[" * 100_000, "\x00", '{"layers": [3]}']
)
def test_what_is_no_model_is_refused_by_name(content: str, tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError):
        from_file(path)
    with pytest.raises(UsageError, match="there is no file"):
        from_file(tmp_path / "other.json")


def test_a_lambda_is_named_and_its_code_not_run() -> None:
    code = {"class_name": "__lambda__", "config": {"value": ["not code", None, None]}}
    layer = {"class_name": "Lambda", "config": {"name": "twice", "function": code}}
    with pytest.raises(DocumentError) as caught:
        document_of({"class_name": "Sequential", "config": {"layers": [layer]}})
    assert [each.path for each in caught.value.problems] == ["model.twice.function"]


def test_a_module_that_a_configuration_names_is_not_imported() -> None:
    layer = {
        "class_name": "Run",
        "module": "antigravity",
        "registered_name": "Run",
        "config": {"name": "run"},
    }
    with pytest.raises(DocumentError, match="Run of antigravity"):
        document_of({"class_name": "Sequential", "config": {"layers": [layer]}})
    assert "antigravity" not in sys.modules


def test_an_argument_that_is_unknown_is_not_dropped() -> None:
    layer: dict[str, Any] = {"class_name": "Dense", "config": {**DENSE["config"], "sparkle": 3}}  # type: ignore[dict-item]
    with pytest.raises(DocumentError, match="sparkle"):
        document_of({"class_name": "Sequential", "config": {"layers": [layer]}})


def test_the_older_keras_2_json_is_read() -> None:
    def layer(name: str, kind: str, nodes: Any, **config: Any) -> dict[str, Any]:
        return {"class_name": kind, "name": name, "config": {"name": name, **config}, "inbound_nodes": nodes}

    config = {
        "name": "model_3",
        "layers": [
            layer(
                "a",
                "InputLayer",
                [],
                batch_input_shape=[None, 4],
                dtype="float32",
                sparse=False,
                ragged=False,
            ),
            layer("one", "Dense", [[["a", 0, 0, {}]]], units=4, activation="linear", dtype="float32"),
            layer("sum", "Add", [[["one", 0, 0, {}], ["a", 0, 0, {}]]], dtype="float32"),
        ],
        "input_layers": [["a", 0, 0]],
        "output_layers": [["sum", 0, 0]],
    }
    whole = {"class_name": "Functional", "config": config, "keras_version": "2.11.0", "backend": "tensorflow"}
    assert document_of(whole).tree()["model"] == {
        "style": "functional",
        "inputs": {"a": {"shape": [4]}},
        "layers": {"one": {"Dense": {"units": 4}}, "sum": {"Add": None, "from": ["one", "a"]}},
        "outputs": "sum",
    }


def test_a_file_is_converted_without_keras(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(json.dumps(CONFIG), encoding="utf-8")
    code = (
        "import sys\n"
        "from kbuild.converting.from_file import from_file\n"
        f"from_file({str(path)!r})\n"
        "print(sorted({'keras', 'tensorflow', 'numpy'} & set(sys.modules)))"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
