from pathlib import Path
from typing import Any

import pytest

from kbuild.schemas.errors import UsageError
from kbuild.training.lock import locked
from kbuild.training.looking.removal import delete
from kbuild.training.run import Run


def test_a_run_is_deleted_whole(make: Any, tmp_path: Path) -> None:
    folder = make("digits/1", [0.5])
    (folder / "checkpoints" / "a").mkdir(parents=True)
    (folder / "checkpoints" / "a" / "weights").write_text("x")
    assert delete(Run(folder)) == []
    assert not folder.parent.exists()


def test_what_kbuild_did_not_write_stays(make: Any) -> None:
    folder = make("digits/1", [0.5])
    (folder / "mine.txt").write_text("x")
    assert delete(Run(folder)) == [folder / "mine.txt"]


def test_what_a_link_leads_to_stays(make: Any, tmp_path: Path) -> None:
    folder = make("digits/1", [0.5])
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.txt").write_text("x")
    (folder / "events").symlink_to(tmp_path / "elsewhere")
    delete(Run(folder))
    assert (tmp_path / "elsewhere" / "mine.txt").exists()


def test_a_running_run_is_not_deleted(make: Any) -> None:
    folder = make("digits/1", [0.5], state="running")
    with locked(folder), pytest.raises(UsageError, match="is running"):
        delete(Run(folder))
