from __future__ import annotations

from pathlib import Path
from typing import Any

import kbuild


def test_a_document_is_trained_in_a_folder_of_its_own(invoke: Any, folder: Path) -> None:
    done = invoke("train", "digits.yaml", "--set", "fit.epochs=2", "--runs", "mine")
    assert done.exit_code == 0, done.stderr
    run = kbuild.open_run("mine/digits/1")
    assert (run.state, run.epochs) == ("finished", 2)
    assert "test: accuracy" in done.stdout
    assert "kbuild tensorboard mine" in done.stdout


def test_quiet_shows_nothing(invoke: Any, folder: Path) -> None:
    done = invoke("train", "digits.yaml", "--set", "fit.epochs=1", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert (folder / "runs/digits/1/model.keras").is_file()


def test_nothing_is_made_when_the_document_is_wrong(invoke: Any, folder: Path) -> None:
    done = invoke("train", "digits.yaml", "--set", "compile.loss=no_such_loss")
    assert done.exit_code == 1
    assert [each.name for each in folder.iterdir()] == ["digits.yaml"]


def test_nothing_is_made_when_the_data_is_wrong(invoke: Any, folder: Path) -> None:
    done = invoke("train", "digits.yaml", "--set", "data.train={Csv: {path: none.csv, target: y}}")
    assert done.exit_code == 1
    assert "none.csv" in done.stderr
    assert [each.name for each in folder.iterdir()] == ["digits.yaml"]


def test_a_run_that_diverges_has_failed_and_says_so_in_its_folder(invoke: Any, folder: Path) -> None:
    done = invoke("train", "digits.yaml", "--set", "compile.optimizer={SGD: {learning_rate: 1.0e+30}}")
    assert done.exit_code == 3
    assert "error[" in done.stderr
    assert kbuild.open_run("runs/digits").state == "failed"


STACK = """
model: {layers: [{Input: {shape: [4]}}, {Dense: {units: 8}}, {Dense: {units: 1}}]}COMMENT
compile: {loss: mse}
data: {train: {Csv: {path: none.csv, target: y}}, validation: 0.2}
"""


def test_advice_is_mentioned_in_a_line_unless_it_is_silenced_or_nobody_listens(
    invoke: Any, folder: Path
) -> None:
    (folder / "stack.yaml").write_text(STACK.replace("COMMENT", ""))
    said = invoke("train", "stack.yaml", "--set", "fit.epochs=3").stderr
    line = next(each for each in said.splitlines() if each.startswith("advice: "))
    assert line.startswith("advice: linear-stack")
    assert line.endswith(" (`kbuild advise stack.yaml --set fit.epochs=3` says more)")
    assert "advice: " not in invoke("train", "stack.yaml", "--quiet").stderr
    assert "advice: " not in invoke("train", "stack.yaml", "--json").stderr
    (folder / "stack.yaml").write_text(STACK.replace("COMMENT", "  # kbuild: ignore[linear-stack]"))
    assert "linear-stack" not in invoke("train", "stack.yaml").stderr
