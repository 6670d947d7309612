"""The schema as the YAML language server of editors takes it: what is proposed, shown and marked.

Needs node and the server: `npm install yaml-language-server`, run in a folder that the environment variable
KBUILD_YAML_LANGUAGE_SERVER names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import kbuild
from kbuild import gallery
from kbuild.cli.schema import blocks_of
from kbuild.schemas.json_schema_document import document_schema
from tests.schemas.language_server import LanguageServer, command

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(command() is None, reason="yaml-language-server is not installed"),
]
FIRST = "# yaml-language-server: $schema=.kbuild-schema.json\n"
SEQUENTIAL = "model:\n  style: sequential\n  layers:\n"
FUNCTIONAL = "model:\n  style: functional\n  inputs: {a: {shape: [4]}}\n  layers:\n"
COMPILED = "model: {style: sequential, layers: [Flatten]}\ncompile:\n"

MISTAKES = [
    SEQUENTIAL + "    - Dense: {units: -3}\n",
    SEQUENTIAL + "    - Dense: {units: '3'}\n",
    SEQUENTIAL + "    - Dense: {units: 3.5}\n",
    SEQUENTIAL + "    - Dense: {units: null}\n",
    SEQUENTIAL + "    - Dense: {units: 3, unitz: 3}\n",
    SEQUENTIAL + "    - Dense: 3\n",
    SEQUENTIAL + "    - Dense\n",
    SEQUENTIAL + "    - Dens\n",
    SEQUENTIAL + "    - Denze: {units: 3}\n",
    SEQUENTIAL + "    - {Dense: {units: 3}, Flatten: {}}\n",
    SEQUENTIAL + "    - {Dense: {units: 3}, activation: relu}\n",
    SEQUENTIAL + "    - Dense: {units: 3, use_bias: 'false'}\n",
    SEQUENTIAL + "    - Dense: {units: 3, activation: reluu}\n",
    SEQUENTIAL + "    - Dense: {units: 3, kernel_initializer: he_norml}\n",
    SEQUENTIAL + "    - Dense: {units: 3, kernel_initializer: {HeNormal: {sede: 1}}}\n",
    SEQUENTIAL + "    - Dropout: {rate: 1.5}\n",
    SEQUENTIAL + "    - Conv2D: {filters: 3, kernel_size: [3, 3, 3]}\n",
    SEQUENTIAL + "    - Conv2D: {filters: 3, kernel_size: 3, padding: full}\n",
    SEQUENTIAL + "    - Conv2D: {filters: 3, kernel_size: [3, a]}\n",
    SEQUENTIAL + "    - {repeat: -1, Flatten: {}}\n",
    SEQUENTIAL + "    - Bidirectional: {layer: {LSTM: {unit: 3}}}\n",
    "model:\n  style: sequental\n  layers: [Flatten]\n",
    "model: {style: sequential}\n",
    "model: Dense\n",
    "model: {style: sequential, layers: [Flatten], call: x}\n",
    "modle: {}\n",
    FUNCTIONAL + "    out: {Dense: {units: 3}, from: 3}\n  outputs: out\n",
    FUNCTIONAL + "    out: {Dense: {units: 3}, form: a}\n  outputs: out\n",
    FUNCTIONAL + "    out: {ops.multipli: {x2: 2.0}, from: a}\n  outputs: out\n",
    "model: {style: subclass, layers: {a: {Dense: {}}}, call: return a}\n",
    "model: {style: subclass, layers: {a: [Dens]}, call: return a}\n",
    COMPILED + "  optimizer: adm\n",
    COMPILED + "  optimizer: {Adam: {lr: 0.1}}\n",
    COMPILED + "  optimizer: {Adam: {learning_rate: -1}}\n",
    COMPILED + "  loss: msee\n",
    COMPILED + "  metrics: [acuracy]\n",
    COMPILED + "  loss_weights: much\n",
    COMPILED + "  steps_per_execution: 0\n",
    COMPILED.replace("compile:", "fit:") + "  epochs: ten\n",
    COMPILED.replace("compile:", "fit:") + "  class_weight: {a: 1}\n",
    COMPILED.replace("compile:", "data:") + "  train: {Csv: {pth: a.csv, path: a.csv}}\n",
    COMPILED.replace("compile:", "data:") + "  train: {Toy: {name: digitz}}\n",
    COMPILED.replace("compile:", "data:") + "  validation: 2\n",
    COMPILED.replace("compile:", "callbacks:") + "  - EarlyStoping\n",
    COMPILED.replace("compile:", "callbacks:") + "  - EarlyStopping: {patience: many}\n",
    COMPILED.replace("compile:", "callbacks: {EarlyStopping: {}}"),
]
UNUSUAL = [
    SEQUENTIAL
    + '    - Dense: {units: "${n}", activation: {LeakyReLU: {negative_slope: 0.1}}}\nparams: {n: 3}\n',
    SEQUENTIAL + "    - {Dense: {activation: relu}, for_each: {units: [3, 4]}}\n",
    SEQUENTIAL + '    - {repeat: "${n}", when: true, Dense: {units: 3}}\nparams: {n: 3}\n',
    SEQUENTIAL + "    - Convolution2D: {filters: 3, kernel_size: 3, dtype: mixed_float16}\n",
    SEQUENTIAL + "    - Dense: {units: 3, kernel_regularizer: {L2: {l2: 1e-3}}, bias_initializer: zeros}\n",
    SEQUENTIAL + "    - Dense: {units: 3, activation: ops.tanh}\n",
    SEQUENTIAL + "    - Sequential: {layers: [Flatten, {Dense: {units: 3}}]}\n",
    SEQUENTIAL + "    - Normalization: {mean: [1, 2], variance: 3}\n",
    "model: {ResNet50: {weights: null}}\n",
    FUNCTIONAL
    + "    b: {ops.multiply: {x2: 2.0}, from: a}\n    out: {Add, from: [a, b]}\n  outputs: {sum: out}\n",
    FUNCTIONAL
    + "    b: {Dense: {units: 4}, from: a, call: {training: false}}\n"
    + "    out: {reuse: b, from: b}\n  outputs: [out]\n",
    "model:\n  style: subclass\n  inputs: {x: {shape: [4]}}\n"
    "  layers: {a: [{repeat: 2, Dense: {units: 4}}], b: {c: {Dense: {units: 4}}, d: ReLU}}\n"
    "  call: |\n    for each in a:\n        x = each(x)\n    return b['d'](b['c'](x))\n",
    "blocks:\n  Unit:\n    params: {n: 8}\n    layers: [{Dense: {units: '${n}'}}]\n"
    + SEQUENTIAL
    + "    - Flatten\n",
    COMPILED + "  loss: null\n  metrics: [accuracy, {AUC: {num_thresholds: 50}}]\n  loss_weights: 2\n",
    COMPILED
    + "  optimizer: {SGD: {learning_rate: {CosineDecay: {initial_learning_rate: 1, decay_steps: 9}}}}\n",
    "model: {style: sequential, layers: [{Dense: {units: 1, name: out}}]}\n"
    "compile: {loss: {out: mse}, metrics: {out: [mae]}}\nfit: {class_weight: {0: 1, 1: 5}}\n",
]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("editor")


@pytest.fixture(scope="module")
def server(editor: Path) -> Iterator[LanguageServer]:
    folder = editor
    blocks = {"Unit": {"params": {"n": 8}, "layers": []}}
    (folder / ".kbuild-schema.json").write_text(json.dumps(document_schema()), encoding="utf-8")
    (folder / "blocks.json").write_text(json.dumps(document_schema(blocks)), encoding="utf-8")
    with LanguageServer(folder) as started:
        yield started


def messages(server: LanguageServer, text: str) -> list[str]:
    return [each["message"] for each in server.problems(FIRST + text)]


@pytest.mark.parametrize("name", gallery.names())
def test_nothing_is_marked_in_the_gallery(server: LanguageServer, editor: Path, name: str) -> None:
    # As `kbuild new` writes it: with a schema of its own where it has blocks of its own.
    blocks = blocks_of(name)
    (editor / f"{name}.json").write_text(json.dumps(document_schema(blocks)), encoding="utf-8")
    marked = server.problems(f"# yaml-language-server: $schema={name}.json\n{gallery.read(name)}")
    assert [each["message"] for each in marked] == []


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_right_and_unusual_is_not_marked(server: LanguageServer, text: str) -> None:
    assert [each for each in kbuild.check(text) if each.severity == "error"] == []
    assert messages(server, text) == []


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_marked_in_the_line_where_kbuild_finds_it(server: LanguageServer, text: str) -> None:
    expected = [each for each in kbuild.check(text) if each.severity == "error"]
    found = server.problems(FIRST + text)
    lines = {each.line for each in expected}
    assert lines
    assert found
    assert {each["range"]["start"]["line"] for each in found} <= lines | {1}
    assert not any("multiple schemas" in each["message"] for each in found)
    # A misspelt argument that is required is two mistakes to an editor.
    assert len(found) <= len(expected) + 1


def test_types_are_proposed_with_what_they_need(server: LanguageServer) -> None:
    found = {each["label"]: each for each in server.completions(FIRST + SEQUENTIAL + "    - De|\n")}
    assert {"Dense", "Flatten", "Conv2D", "ResNet50", "repeat"} <= set(found)
    assert found["Dense"]["insertText"] == "Dense:\n    units: "
    assert "densely-connected" in found["Dense"]["documentation"]


def test_arguments_values_and_nested_objects_are_proposed(server: LanguageServer) -> None:
    dense = FIRST + SEQUENTIAL + "    - Dense:\n        units: 3\n"
    assert {"activation", "kernel_initializer"} <= set(server.labels(f"{dense}        |\n"))
    assert {"relu", "softmax"} <= set(server.labels(f"{dense}        activation: |\n"))
    assert {"he_normal", "glorot_uniform"} <= set(server.labels(f"{dense}        kernel_initializer: |\n"))
    inside = f"{dense}        kernel_initializer:\n          "
    assert {"HeNormal", "Orthogonal"} <= set(server.labels(f"{inside}|\n"))
    assert "seed" in server.labels(f"{inside}HeNormal:\n            |\n")
    image = FIRST + SEQUENTIAL + "    - Conv2D:\n        filters: 3\n        padding: |\n"
    assert server.labels(image) == ["valid", "same"]


def test_the_keys_of_every_part_are_proposed(server: LanguageServer) -> None:
    assert {"model", "compile", "data", "fit", "callbacks", "blocks"} <= set(server.labels(FIRST + "|\n"))
    assert server.labels(f"{FIRST}model:\n  style: |\n") == ["sequential", "functional", "subclass"]
    assert {"inputs", "layers", "outputs"} <= set(server.labels(f"{FIRST}model:\n  style: functional\n  |\n"))
    assert {"from", "Dense", "ops.multiply"} <= set(server.labels(f"{FIRST}{FUNCTIONAL}    b:\n      |\n"))
    assert {"Toy", "Csv"} <= set(server.labels(f"{FIRST}data:\n  train:\n    |\n"))
    assert {"epochs", "class_weight"} <= set(server.labels(f"{FIRST}fit:\n  |\n"))
    assert {"Adam", "SGD"} <= set(server.labels(f"{FIRST}compile:\n  optimizer:\n    |\n"))
    rate = "compile:\n  optimizer:\n    Adam:\n      learning_rate:\n        |\n"
    assert "CosineDecay" in server.labels(FIRST + rate)
    assert "EarlyStopping" in server.labels(f"{FIRST}callbacks:\n  - |\n")


def test_keras_s_own_text_is_shown_for_types_and_arguments(server: LanguageServer) -> None:
    assert "densely-connected" in server.hover(FIRST + SEQUENTIAL + "    - De|nse: {units: 3}\n")
    shown = server.hover(FIRST + SEQUENTIAL + "    - Dense: {un|its: 3}\n")
    assert "dimensionality of the output space" in shown
    assert "whole number of at least 1" in shown
    assert "How many times" in server.hover(FIRST + "fit: {epo|chs: 3}\n")


def test_a_document_s_own_blocks_are_proposed_and_checked(server: LanguageServer) -> None:
    first = "# yaml-language-server: $schema=blocks.json\n"
    assert "Unit" in server.labels(first + SEQUENTIAL + "    - U|\n")
    assert server.problems(first + SEQUENTIAL + "    - Unit: {n: 3}\n") == []
    assert server.problems(first + SEQUENTIAL + "    - Unit: {m: 3}\n")
