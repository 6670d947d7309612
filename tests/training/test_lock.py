import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kbuild.schemas.errors import RunError
from kbuild.training.lock import is_locked, locked

HOLD = """
import sys
from pathlib import Path
from kbuild.training.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_and_the_lock_of_a_dead_one_is_free(tmp_path: Path) -> None:
    with holding(tmp_path) as process:
        assert is_locked(tmp_path) is True
        with pytest.raises(RunError, match="another process is training") as caught, locked(tmp_path):
            pass
        assert caught.value.code == "locked"
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with locked(tmp_path):
            assert is_locked(tmp_path) is True
    assert list(tmp_path.iterdir()) == []


def test_one_process_does_not_hold_it_twice(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(RunError), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass
    assert is_locked(tmp_path) is False
