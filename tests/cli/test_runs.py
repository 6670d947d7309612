from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_the_list_names_runs_states_and_metrics(invoke: Any, run_folder: Path) -> None:
    done = invoke("runs")
    assert done.exit_code == 0
    head, row = done.stdout.splitlines()
    assert head.split()[:4] == ["run", "state", "epochs", "time"]
    assert row.split()[:3] == ["digits/1", "finished", "2"]
    (found,) = json.loads(invoke("runs", "list", "--json").stdout)
    assert found["metrics"].keys() >= {"val_loss", "test_accuracy"}
    assert json.loads(invoke("runs", "--where", "epochs>2", "--json").stdout) == []


def test_one_run_is_shown_with_its_curves(invoke: Any, run_folder: Path) -> None:
    done = invoke("runs", "show", "digits/1")
    assert "digits 1 finished after 2 epochs" in done.stdout
    assert "* loss   o val_loss" in done.stdout
    shown = json.loads(invoke("runs", "show", "digits", "--json").stdout)
    assert [row["epoch"] for row in shown["history"]] == [1, 2]


def test_what_differs_stands_side_by_side(invoke: Any, run_folder: Path) -> None:
    import shutil

    shutil.copytree(run_folder / "runs/digits/1", run_folder / "runs/digits/2")
    path = run_folder / "runs/digits/2/resolved.yaml"
    path.write_text(path.read_text().replace("epochs: 2", "epochs: 7"))
    done = invoke("runs", "compare", "digits/1", "digits/2")
    assert ["fit.epochs", "2", "7"] in [line.split() for line in done.stdout.splitlines()]
    found = json.loads(invoke("runs", "compare", "digits/1", "digits/2", "--json").stdout)
    assert found == {"documents": {"fit.epochs": {"digits/1": 2, "digits/2": 7}}, "results": {}}


def test_tags_are_given_and_taken_away(invoke: Any, run_folder: Path) -> None:
    assert "digits/1: good old" in invoke("runs", "tag", "digits/1", "good", "old").stderr
    assert "digits/1" in invoke("runs", "--where", "tag=old").stdout
    invoke("runs", "tag", "digits/1", "old", "--remove")
    assert "no runs" in invoke("runs", "--where", "tag=old").stderr


def test_a_run_is_deleted_after_a_question(invoke: Any, run_folder: Path) -> None:
    done = invoke("runs", "delete", "digits/1")
    assert done.exit_code == 1
    assert (run_folder / "runs/digits/1/model.keras").exists()
    assert invoke("runs", "delete", "digits/1", "--yes").exit_code == 0
    assert not (run_folder / "runs/digits").exists()


def test_wrong_words_are_the_command_s_fault(invoke: Any, run_folder: Path) -> None:
    for words in (
        ["drop"],
        ["compare", "digits/1"],
        ["tag", "digits/1"],
        ["show", "digits/9"],
        ["list", "x"],
    ):
        assert invoke("runs", *words).exit_code == 2, words


def test_a_run_that_is_over_is_watched_to_its_end(invoke: Any, run_folder: Path) -> None:
    lines = invoke("watch", "runs/digits/1").stdout.splitlines()
    assert lines[0].startswith("epoch 1/2  accuracy ")
    assert lines[0].endswith("best")
    assert "digits 1 finished" in lines[2]
    *epochs, end = [json.loads(line) for line in invoke("watch", "runs/digits", "--json").stdout.splitlines()]
    assert [each["epoch"] for each in epochs] == [1, 2]
    assert end["state"] == "finished"


def test_a_narrow_terminal_shows_what_most_runs_have_and_what_is_sorted_by() -> None:
    from kbuild.cli.runs import _fitting

    metrics = {"loss": ["0.5", "0.4"], "mae": ["", "0.25"], "r2_score": ["", "0.75"]}
    assert _fitting(metrics, None, None) == metrics
    assert list(_fitting(metrics, 14, None)) == ["loss", "mae"]
    assert list(_fitting(metrics, 17, "r2_score")) == ["loss", "r2_score"]
    assert not _fitting(metrics, 2, None)
