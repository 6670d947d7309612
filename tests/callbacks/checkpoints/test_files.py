import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.callbacks.checkpoints import files
from kbuild.callbacks.checkpoints.digests import PIECE, Digest, agrees, digest


@given(st.lists(st.binary(max_size=50)))
def test_a_file_holds_its_parts_and_the_digest_is_of_all(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    with files.Batch(folder) as batch:
        found = batch.write("file", parts)
    content = b"".join(parts)
    assert (folder / "file").read_bytes() == content
    assert found == digest(content) == Digest(hashlib.sha256(content).hexdigest(), len(content))


def test_a_large_file_is_hashed_in_pieces_beside_the_writing(tmp_path: Path) -> None:
    part = bytes(range(256)) * (40 * 2**20 // 256)
    with files.Batch(tmp_path) as batch:
        found = batch.write("file", [b"head", memoryview(part), b"tail"])
    assert found == digest(b"head" + part + b"tail")
    assert found.piece == PIECE
    content = (tmp_path / "file").read_bytes()
    pieces = [hashlib.sha256(content[at : at + PIECE]).digest() for at in range(0, len(content), PIECE)]
    assert found.sha256 == hashlib.sha256(b"".join(pieces)).hexdigest()
    assert found.bytes == len(content) == len(part) + 8


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with files.Batch(tmp_path) as batch, pytest.raises(FileExistsError):
        batch.write("file", [b"other"])
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_with_anything_else_in_it_stays(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "ours").write_text("1")
    (folder / "theirs").write_text("2")
    assert not files.remove(folder, ["ours", "gone already"])
    assert [path.name for path in folder.iterdir()] == ["theirs"]
    assert files.remove(folder, ["theirs"])
    assert not folder.exists()


def test_all_files_of_a_batch_are_flushed_when_it_ends_and_then_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def noted(name: str, original: Any) -> Any:
        def call(*args: Any) -> Any:
            calls.append(name)
            return original(*args)

        return call

    for name in ("open", "fsync", "close"):
        monkeypatch.setattr(os, name, noted(name, getattr(os, name)))
    with files.Batch(tmp_path) as batch:
        for name in ("one", "two"):
            batch.write(name, [b"x"])
        calls.append("end")
    assert calls == ["open", "open", "end", "fsync", "fsync", "open", "fsync", "close", "close", "close"]
    calls.clear()
    with pytest.raises(RuntimeError, match="stop"), files.Batch(tmp_path) as batch:
        batch.write("three", [b"x"])
        raise RuntimeError("stop")
    assert calls == ["open", "close"]


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 5])
def test_any_change_of_a_file_of_any_size_is_noticed(size: int) -> None:
    content = bytearray(size)
    for known in (digest(bytes(content)), digest(bytes(content), whole=True)):
        assert agrees(bytes(content), known)
        assert not agrees(bytes(content) + b"x", known)
        for at in {0, size // 2, size - 1} if size else ():
            content[at] ^= 4
            assert not agrees(bytes(content), known)
            content[at] ^= 4
    assert (digest(bytes(content)).piece == 0) == (size <= PIECE)
