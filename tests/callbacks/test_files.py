import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.callbacks import files


@given(st.lists(st.binary(max_size=50)))
def test_a_file_holds_its_parts_and_the_digest_is_of_all(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("files")
    with files.Batch(folder) as batch:
        digest = batch.write("file", parts)
    content = b"".join(parts)
    assert (folder / "file").read_bytes() == content
    assert digest == files.digest(content) == files.Digest(hashlib.sha256(content).hexdigest(), len(content))


def test_a_large_file_is_hashed_beside_the_writing(tmp_path: Path) -> None:
    part = bytes(range(256)) * (40 * 2**20 // 256)
    with files.Batch(tmp_path) as batch:
        digest = batch.write("file", [b"head", memoryview(part), b"tail"])
    assert digest == files.digest(b"head" + part + b"tail")
    assert (tmp_path / "file").stat().st_size == len(part) + 8


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
