"""The generated stubs, as a type checker and the running program see them."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest
from mypy import api

from kbuild.schemas.objects import Object

STUBS = sorted(Path(str(files("kbuild.schemas"))).glob("*.pyi"))
RIGHT = """
from kbuild.schemas import initializers, layers, ops, optimizers, schedules
layers.Dense(units=3, activation="relu", kernel_initializer=initializers.HeNormal(seed=1)).units + 1
layers.Conv2D(filters=4, kernel_size=(3, 3), padding="same")
layers.Convolution1D(filters=4, kernel_size=3)
rate = schedules.ExponentialDecay(initial_learning_rate=0.1, decay_steps=9, decay_rate=0.9)
optimizers.Adam(learning_rate=rate)
ops.multiply(x2=2.0)
"""
WRONG = """
from kbuild.schemas import layers
layers.Dense(units="3")
layers.Dense(3)
layers.Dense(unit=3)
layers.Dense()
layers.Conv2D(filters=4, kernel_size=3, padding="sam")
layers.Dense(units=3).units = 4
"""


def complaints(code: str, folder: Path) -> list[str]:
    program = folder / "program.py"
    program.write_text(code, encoding="utf-8")
    out, _, _ = api.run(["--strict", "--follow-imports=silent", "--no-incremental", str(program)])
    return [line for line in out.splitlines() if line.startswith(str(program)) and ": error:" in line]


def test_a_type_checker_passes_what_is_right_and_names_what_is_wrong(tmp_path: Path) -> None:
    found = complaints(RIGHT + WRONG.replace("from kbuild.schemas import layers\n", ""), tmp_path)
    lines = [int(line.removeprefix(str(tmp_path / "program.py")).split(":")[1]) for line in found]
    first = RIGHT.count("\n") + 2
    assert lines == list(range(first, first + 6))


@pytest.mark.parametrize("path", STUBS, ids=lambda path: path.stem)
def test_every_class_of_a_stub_is_there_at_run_time_with_the_same_fields(path: Path) -> None:
    module = import_module(f"kbuild.schemas.{path.stem}")
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            cls = getattr(module, node.name)
            fields = [
                each.target.id
                for each in node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            ]
            assert issubclass(cls, Object)
            assert list(cls.model_fields) == fields


def test_there_is_a_stub_for_each_kind() -> None:
    assert {path.stem for path in STUBS} >= {
        "layers",
        "optimizers",
        "losses",
        "metrics",
        "ops",
        "activations",
    }
