import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbuild.callbacks import files


@given(st.lists(st.binary(max_size=50)))
def test_a_file_holds_its_parts_and_the_digest_is_of_all(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("files") / "file"
    digest = files.write(path, parts)
    content = b"".join(parts)
    assert path.read_bytes() == content
    assert digest == files.digest(content) == files.Digest(hashlib.sha256(content).hexdigest(), len(content))


def test_large_parts_are_hashed_beside_the_writing(tmp_path: Path) -> None:
    part = bytes(range(256)) * (40 * 2**20 // 256)
    digest = files.write(tmp_path / "file", [b"head", memoryview(part), b"tail"])
    assert digest == files.digest(b"head" + part + b"tail")
    assert (tmp_path / "file").stat().st_size == len(part) + 8


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(FileExistsError):
        files.write(tmp_path / "file", [b"other"])
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
