"""What only a whole process shows: exit codes, streams, and what is imported."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"keras", "tensorflow", "numpy", "rich", "pydantic", "yaml", "tensorboard", "matplotlib", "polars"}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def imported(folder: Path, *arguments: str) -> set[str]:
    """The packages that a command imports."""
    done = run(folder, "-X", "importtime", "-m", "kbuild", *arguments)
    assert done.returncode == 0, done.stderr
    modules = [line.rsplit("|", 1)[1] for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {module.strip().split(".")[0] for module in modules}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...], folder: Path) -> None:
    assert not imported(folder, *arguments) & HEAVY


@pytest.mark.parametrize("name", ["train", "plot", "predict", "tensorboard"])
def test_a_command_s_own_help_imports_nothing_heavy(name: str, folder: Path) -> None:
    # Typer itself reads options by Pydantic.
    assert not imported(folder, name, "--help") & (HEAVY - {"pydantic"})


def test_validating_imports_neither_keras_nor_what_is_only_for_looks(folder: Path) -> None:
    found = imported(folder, "validate", "digits.yaml")
    assert not found & (HEAVY - {"pydantic", "yaml"})


def seconds(folder: Path, *arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    run(folder, *arguments)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def test_help_costs_little_more_than_importing_typer(folder: Path) -> None:
    typer = min(seconds(folder, "-c", "import typer") for _ in range(3))
    assert min(seconds(folder, "-m", "kbuild", "--help") for _ in range(3)) < 2 * typer + 0.05


def test_the_exit_code_says_whose_fault_it_is_and_errors_go_to_standard_error(folder: Path) -> None:
    (folder / "wrong.yaml").write_text("modle: {}\n", encoding="utf-8")
    right, wrong, unknown = (
        run(folder, "-m", "kbuild", "validate", name) for name in ("digits.yaml", "wrong.yaml", "none.yaml")
    )
    assert (right.returncode, wrong.returncode, unknown.returncode) == (0, 1, 2)
    assert right.stdout
    assert not right.stderr
    assert "modle" in wrong.stderr
    assert not wrong.stdout
    assert "\x1b" not in wrong.stderr


def test_an_output_that_nobody_reads_on_is_no_error(folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m kbuild show digits.yaml | true"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in done.stderr
