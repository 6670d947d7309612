from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import kbuild


def test_the_test_data_gives_what_the_training_said(invoke: Any, run_folder: Path) -> None:
    done = invoke("evaluate", "runs/digits/1", "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    expected = kbuild.open_run("runs/digits/1").test
    assert found.pop("samples") > 100
    assert found == pytest.approx(expected, rel=1e-4)


def test_a_file_is_measured_and_the_newest_run_is_taken(invoke: Any, run_folder: Path) -> None:
    done = invoke("evaluate", "runs/digits", "--data", "new.npz")
    assert done.exit_code == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("accuracy ")
    assert lines[-1] == "on 20 samples"


def test_a_run_is_found_by_its_name_in_the_folder_runs(invoke: Any, run_folder: Path) -> None:
    for name in ("digits/1", "digits"):
        done = invoke("evaluate", name)
        assert done.exit_code == 0, done.stderr
    assert invoke("evaluate", "digits/99").exit_code == 2


def test_a_folder_that_holds_no_run_is_the_command_s_fault_and_the_runs_are_named(
    invoke: Any, run_folder: Path
) -> None:
    done = invoke("evaluate", "runs/digit")
    assert done.exit_code == 2
    assert "runs/digits/1" in done.stderr


def test_a_file_that_is_missing_is_the_data_s_fault(invoke: Any, run_folder: Path) -> None:
    done = invoke("evaluate", "runs/digits", "--data", "no.npz")
    assert done.exit_code == 1
    assert "no.npz" in done.stderr
