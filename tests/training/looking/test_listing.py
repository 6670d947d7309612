import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kbuild.schemas.errors import UsageError
from kbuild.training.looking.listing import matching, ordered, read_tags, rows_in, write_tags


@pytest.fixture
def runs(make: Any, tmp_path: Path) -> Path:
    make("digits/1", [0.5, 0.2, 0.3], best=2)
    make("digits/2", [0.4, 0.1], optimizer="SGD", rate=0.1)
    make("digits/10", [0.9], state="failed", units=8)
    make("xor/1", [], state="failed")
    (tmp_path / "runs" / "digits" / "notes").mkdir()
    (tmp_path / "runs" / "xor" / "2").mkdir()
    (tmp_path / "runs" / "xor" / "2" / "state.json").write_text("half wri")
    return tmp_path / "runs"


def names(rows: Any) -> list[str]:
    return [row.name for row in rows]


def test_runs_come_in_their_order_and_what_is_no_run_is_passed_over(runs: Path) -> None:
    assert names(rows_in(runs)) == ["digits/1", "digits/2", "digits/10", "xor/1"]
    assert names(rows_in(runs / "digits")) == ["1", "2", "10"]
    assert len(rows_in(runs / "digits" / "1")) == 1
    assert rows_in(runs / "nowhere") == []


def test_metrics_are_those_of_the_best_epoch_or_the_last(runs: Path) -> None:
    best, last, *_ = rows_in(runs)
    assert best.metrics == {"loss": 0.2, "val_loss": 0.2, "learning_rate": 0.1, "test_loss": 0.4}
    assert last.metrics["loss"] == 0.1


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (["state=finished"], ["digits/1", "digits/2"]),
        (["val_loss<0.15"], ["digits/2"]),
        (["val_loss>=0.2", "state!=failed"], ["digits/1"]),
        (["compile.optimizer=SGD"], ["digits/2"]),
        (["params.units > 5"], ["digits/10"]),
        (["name~XOR"], ["xor/1"]),
        (["tag=paper"], ["digits/2"]),
        (["tag!=paper", "epochs>0"], ["digits/1", "digits/10"]),
        (["model.layers.1.units=3", "epochs=3"], ["digits/1"]),
    ],
)
def test_runs_are_kept_for_which_all_conditions_hold(
    runs: Path, conditions: list[str], found: list[str]
) -> None:
    write_tags(runs / "digits" / "2", ["paper", "paper"])
    assert read_tags(runs / "digits" / "2") == ("paper",)
    assert names(matching(rows_in(runs), conditions)) == found


def test_a_condition_that_is_none_is_refused(runs: Path) -> None:
    with pytest.raises(UsageError, match="is no condition"):
        matching(rows_in(runs), ["good"])


def test_runs_are_sorted_by_a_value_and_those_without_come_last(runs: Path) -> None:
    assert names(ordered(rows_in(runs), "val_loss")) == ["digits/2", "digits/1", "digits/10", "xor/1"]
    assert names(ordered(rows_in(runs), "epochs", descending=True))[0] == "digits/1"
    with pytest.raises(UsageError, match="no run has a value 'val_acc'"):
        ordered(rows_in(runs), "val_acc")


def test_looking_at_runs_loads_neither_keras_nor_numpy(runs: Path) -> None:
    code = (
        "import sys\n"
        "from kbuild.cli.app import app\n"
        f"app(['runs', 'show', {str(runs / 'digits' / '1')!r}], standalone_mode=False)\n"
        f"app(['runs', '--runs', {str(runs)!r}, '-w', 'params.units=3'], standalone_mode=False)\n"
        "assert not {'keras', 'tensorflow', 'numpy'} & set(sys.modules)"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, capture_output=True)
