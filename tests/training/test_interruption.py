"""Signals (law 8): the first is noted between two steps, the second ends the process at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kbuild.schemas.errors import RunError
from kbuild.training.interruption import interruptible

STEP = """
import hashlib
from kbuild.training.interruption import interruptible
with interruptible():
    print("in a step", flush=True)
    # A step of minutes, inside which no handler of Python's is called.
    hashlib.pbkdf2_hmac("sha256", b"", b"", 10**9)
"""


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_is_noted_and_the_handlers_come_back(which: signal.Signals) -> None:
    before = signal.getsignal(which)
    with interruptible() as interruption:
        interruption.check()
        os.kill(os.getpid(), which)
        assert interruption.requested
        with pytest.raises(RunError, match="Ctrl-C" if which == signal.SIGINT else "SIGTERM") as caught:
            interruption.check()
    assert (caught.value.code, caught.value.exit_code) == ("interrupted", 3)
    assert signal.getsignal(which) is before


@pytest.mark.parametrize("signals", [(signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT)])
def test_the_second_signal_ends_the_process_in_the_middle_of_a_step(signals: tuple[int, int]) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STEP], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in a step\n"
        process.send_signal(signals[0])
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.send_signal(signals[1])
        try:
            assert process.wait(20) == 128 + signals[1]
        finally:
            process.kill()
