from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

WRONG = """\
model:
  style: sequential
  layers:
    - Input: {shape: [4]}
    - Dense: {unit: 3}
"""


@pytest.fixture
def wrong(folder: Path) -> Path:
    path = folder / "wrong.yaml"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_right_document_is_said_to_be_right(invoke: Any, folder: Path) -> None:
    done = invoke("validate", "digits.yaml")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "digits.yaml: nothing is wrong\n", "")


def test_a_document_of_the_gallery_is_named_without_a_path(invoke: Any, folder: Path) -> None:
    assert invoke("validate", "digits").exit_code == 0


def test_what_is_wrong_is_shown_at_its_line_on_standard_error(invoke: Any, wrong: Path) -> None:
    done = invoke("validate", "wrong.yaml")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "wrong.yaml:5:15" in done.stderr
    assert "did you mean `units`?" in done.stderr


def test_json_is_on_standard_output_whether_something_is_wrong_or_not(invoke: Any, wrong: Path) -> None:
    done = invoke("validate", "wrong.yaml", "--format", "json")
    assert done.exit_code == 1
    (problem,) = json.loads(done.stdout)["problems"]
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown-argument", 5, 15)
    assert json.loads(invoke("validate", "digits", "--format", "json").stdout)["problems"] == []


def test_github_gets_annotations(invoke: Any, wrong: Path) -> None:
    done = invoke("validate", "wrong.yaml", "--format", "github")
    assert done.stdout.startswith("::error file=wrong.yaml,line=5,col=15")


def test_sarif_names_kbuild_s_version(invoke: Any, wrong: Path) -> None:
    from kbuild import __version__

    log = json.loads(invoke("validate", "wrong.yaml", "--format", "sarif").stdout)
    assert log["runs"][0]["tool"]["driver"]["version"] == __version__


def test_a_change_from_outside_is_checked_too(invoke: Any, folder: Path) -> None:
    done = invoke("validate", "digits.yaml", "--set", "fit.epochs=0")
    assert done.exit_code == 1
    assert "--set" in done.stderr
    assert invoke("validate", "digits.yaml", "--unset", "fit.epochs").exit_code == 0


def test_a_change_that_names_nothing_is_an_error_with_the_nearest_name(invoke: Any, folder: Path) -> None:
    done = invoke("validate", "digits.yaml", "--unset", "fit.epoch")
    assert done.exit_code == 1
    assert "epochs" in done.stderr


def test_a_file_that_is_not_there_is_the_command_s_fault(invoke: Any, folder: Path) -> None:
    done = invoke("validate", "digit.yaml")
    assert done.exit_code == 2
    assert "did you mean `digits.yaml`?" in done.stderr


def test_a_name_that_the_gallery_lacks_is_the_command_s_fault(invoke: Any, tmp_path: Path) -> None:
    done = invoke("validate", "digitz")
    assert done.exit_code == 2
    assert "did you mean `digits`?" in done.stderr
