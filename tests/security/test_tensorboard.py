"""Law 21: TensorBoard listens on this machine only, whatever a document says."""

from __future__ import annotations

import os
import re
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import kbuild
from kbuild.cli import tensorboard

ROOT = Path(__file__).resolve().parents[2]
_DOCUMENT = """
model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 1}}]}
compile: {loss: mse}
"""


def test_the_address_is_a_constant_that_no_document_and_no_option_reaches() -> None:
    assert tensorboard._HOST == "127.0.0.1"
    source = (ROOT / "kbuild/cli/tensorboard.py").read_text()
    assert source.count('"--host"') == 1
    assert '"--host", _HOST' in source
    assert "bind_all" not in source


def test_nothing_else_starts_a_server() -> None:
    for room in ("kbuild", "callbacks", "schemas"):
        for path in (ROOT / room).rglob("*.py"):
            text = path.read_text()
            assert "0.0.0.0" not in text, path
            assert "bind_all" not in text, path


def test_no_document_says_where_tensorboard_listens() -> None:
    for options in ("host: 0.0.0.0", "bind_all: true", "port: 80"):
        text = f"{_DOCUMENT}callbacks: [{{TensorBoard: {{{options}}}}}]\n"
        assert "unknown-argument" in [each.code for each in kbuild.check(text)], options
    for text in ("tensorboard: {host: 0.0.0.0}\n", "host: 0.0.0.0\n"):
        assert "unknown-key" in [each.code for each in kbuild.check(_DOCUMENT + text)], text


@pytest.mark.slow
def test_the_server_that_kbuild_starts_listens_on_this_machine_only(tmp_path: Path) -> None:
    runs = tmp_path / "runs" / "model" / "1"
    runs.mkdir(parents=True)
    for name in ("resolved.yaml", "tensorboard.yaml", ".tensorboard", "state.json"):
        (runs / name).write_text('{"host": "0.0.0.0", "bind_all": true, "tensorboard": {"host": "0.0.0.0"}}')
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOST": "0.0.0.0", "TENSORBOARD_HOST": "0.0.0.0"}
    command = [sys.executable, "-m", "kbuild", "tensorboard", str(tmp_path / "runs"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            port = int(re.findall(r"://[^:/]+:(\d+)", said)[0])
            addresses = _listening(process.pid)
        finally:
            process.kill()
    assert ("127.0.0.1", port) in addresses
    assert {host for host, _ in addresses} == {"127.0.0.1"}


def _listening(parent: int) -> set[tuple[str, int]]:
    """The addresses at which a process and its children listen, as Linux tells them."""
    inodes = set()
    for process in (parent, *_children(parent)):
        for each in Path(f"/proc/{process}/fd").iterdir():
            with suppress(OSError):
                inodes.add(str(each.readlink()).removeprefix("socket:[").removesuffix("]"))
    found = set()
    for family, table in ((socket.AF_INET, "tcp"), (socket.AF_INET6, "tcp6")):
        path = Path(f"/proc/net/{table}")
        for line in path.read_text().splitlines()[1:] if path.is_file() else ():
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:
                host, port = fields[1].split(":")
                # Each word of the address is in the machine's own order of bytes.
                words = [struct.pack("=I", int(host[at : at + 8], 16)) for at in range(0, len(host), 8)]
                found.add((socket.inet_ntop(family, b"".join(words)), int(port, 16)))
    return found


def _children(parent: int) -> list[int]:
    direct = [
        int(number)
        for task in Path(f"/proc/{parent}/task").iterdir()
        for number in (task / "children").read_text().split()
    ]
    return [*direct, *(below for each in direct for below in _children(each))]
