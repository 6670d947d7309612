from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kbuild.cli.tensorboard import EXAMPLES


def test_a_folder_that_is_not_there_is_the_command_s_fault(invoke: Any, folder: Path) -> None:
    done = invoke("tensorboard", "nothing")
    assert done.exit_code == 2
    assert "kbuild train digits" in done.stderr


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[str]:
    """The command in a process of its own; gives its address, and ends it by Ctrl-C."""
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "kbuild", *arguments],
            stdout=stream,
            stderr=stream,
            text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        try:
            yield address_of(process, log)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 130


def address_of(process: subprocess.Popen[str], log: Path) -> str:
    for _ in range(1200):
        found = re.search(r"http://127\.0\.0\.1:\d+/", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        assert process.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8"))


def runs_at(address: str) -> Any:
    with urllib.request.urlopen(f"{address}data/runs", timeout=60) as answer:
        return json.load(answer)


def test_it_serves_the_runs_on_this_machine_only_until_ctrl_c(run_folder: Path) -> None:
    with serving(run_folder, "tensorboard", "--port", "0") as address:
        assert "digits/1/events/train" in runs_at(address)
    lines = (run_folder / "log.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2  # the address, and that it was interrupted


@pytest.mark.slow
def test_what_tensorflow_says_of_itself_when_the_projector_imports_it_is_held_back(run_folder: Path) -> None:
    with serving(run_folder, "tensorboard", "--port", "0") as address:
        urllib.request.urlopen(f"{address}data/plugin/projector/runs", timeout=120).close()
    lines = (run_folder / "log.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_serve(example: str, run_folder: Path) -> None:
    with serving(run_folder, *shlex.split(example)[1:]) as address:
        assert any("1/events/train" in run for run in runs_at(address))


def test_a_port_that_is_taken_is_the_command_s_fault(run_folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "kbuild", "tensorboard", "--port", port],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
    assert done.returncode == 2
    assert "error[port-in-use]" in done.stderr
    assert "--port" in done.stderr
