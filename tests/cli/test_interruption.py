"""Ctrl-C in the middle of a training, as a person presses it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import kbuild

ROOT = Path(__file__).parents[2]


def test_ctrl_c_ends_a_training_tidily_and_its_folder_says_so(folder: Path) -> None:
    command = [sys.executable, "-m", "kbuild", "train", "digits.yaml"]
    changes = ["--set", "fit.epochs=100000", "--set", "callbacks=[]"]
    process = subprocess.Popen(
        [*command, *changes],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(folder / "runs/digits/1/metrics.jsonl", process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 3, err
    assert "Traceback" not in out
    # Nothing of TensorFlow's start-up chatter, and no traceback either.
    assert err.startswith("error[")
    assert len(err.splitlines()) < 5
    assert kbuild.open_run(folder / "runs/digits/1").state == "interrupted"


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    for _ in range(1800):
        if path.exists() and path.stat().st_size:
            return
        assert process.poll() is None
        time.sleep(0.1)
    raise TimeoutError(path)
