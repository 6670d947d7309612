from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kbuild.reading import plain, read, resolve

TEXT = """\
params: {units: 8}
model:
  style: sequential
  layers:
    - Dense: {units: "${units * 2}", name: wide}
"""


@pytest.fixture
def document(folder: Path) -> Path:
    path = folder / "document.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_document_is_shown_as_it_resolves_and_reads_back_equal(invoke: Any, document: Path) -> None:
    done = invoke("show", "document.yaml", "--set", "params.units=3")
    assert done.exit_code == 0
    assert plain(read(done.stdout)) == plain(resolve(read(document), ["params.units=3"]))


def test_one_value_is_shown_alone_and_the_places_it_comes_from_beside_it(invoke: Any, document: Path) -> None:
    done = invoke("show", "document.yaml", "model.layers.wide.units")
    assert done.stdout == "16\n"
    assert "document.yaml:5:22" in done.stderr
    assert "document.yaml:1:17" in done.stderr


def test_a_part_is_shown_as_yaml(invoke: Any, document: Path) -> None:
    done = invoke("show", "document.yaml", "params")
    assert plain(read(done.stdout)) == {"units": 8}


def test_a_path_to_nothing_is_the_command_s_fault(invoke: Any, document: Path) -> None:
    done = invoke("show", "document.yaml", "params.unit")
    assert done.exit_code == 2
    assert "units" in done.stderr


def test_every_default_can_be_written_out(invoke: Any, document: Path) -> None:
    done = invoke("show", "document.yaml", "--defaults")
    shown: Any = plain(read(done.stdout))
    dense = shown["model"]["layers"][0]["Dense"]
    assert dense["units"] == 16
    assert dense["use_bias"] is True
    assert dense["kernel_initializer"] == "glorot_uniform"
    assert "fit" not in shown


def test_a_default_is_shown_as_one(invoke: Any, document: Path) -> None:
    done = invoke("show", "document.yaml", "model.layers.wide.use_bias")
    assert done.stdout == "true\n"
    assert "the default of Dense" in done.stderr
