"""Law 21: TensorBoard listens on this machine only, whatever a document says."""

from __future__ import annotations

from pathlib import Path

from kbuild.cli import tensorboard

ROOT = Path(__file__).resolve().parents[2]


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
