"""A document reads files in its own folder and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from kbuild.data.paths import inside
from kbuild.schemas.errors import DataError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.csv").write_text("x")
    (folder / "sub" / "b.csv").write_text("x")
    (tmp_path / "secret.csv").write_text("x")
    return folder


@pytest.mark.parametrize("path", ["a.csv", "./a.csv", "sub/b.csv", "sub/./b.csv"])
def test_a_file_in_the_folder_is_found(folder: Path, path: str) -> None:
    assert inside(path, folder=folder).is_file()


@pytest.mark.parametrize(
    "path",
    [
        "",
        "../secret.csv",
        "sub/../../secret.csv",
        "sub/../a.csv",
        "/etc/passwd",
        "~/secret.csv",
        "~root/x",
        "a.csv\0",
        "a\n.csv",
        "https://example.org/a.csv",
        "file:///etc/passwd",
        "s3://bucket/a.csv",
        "C:a.csv",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(folder: Path, path: str) -> None:
    with pytest.raises(DataError) as caught:
        inside(path, folder=folder)
    assert caught.value.code == "path-outside"


def test_a_link_that_leaves_the_folder_is_refused(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    (folder / "up").symlink_to(folder.parent)
    for path in ("link.csv", "up/secret.csv"):
        with pytest.raises(DataError) as caught:
            inside(path, folder=folder)
        assert caught.value.code == "path-outside"


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder / "a.csv")
    assert inside("link.csv", folder=folder) == (folder / "a.csv").resolve()


def test_trusted_code_opens_further_folders_and_no_others(folder: Path) -> None:
    allowed = [folder.parent]
    assert inside("../secret.csv", folder=folder, allowed=allowed).is_file()
    assert inside(str(folder.parent / "secret.csv"), folder=folder, allowed=allowed).is_file()
    with pytest.raises(DataError) as caught:
        inside("/etc/passwd", folder=folder, allowed=allowed)
    assert caught.value.code == "path-outside"


def test_a_missing_file_names_the_nearest(folder: Path) -> None:
    with pytest.raises(DataError) as caught:
        inside("sub/bb.csv", folder=folder)
    assert caught.value.code == "missing-file"
    assert caught.value.hint == "did you mean `sub/b.csv`?"


def test_a_folder_is_no_file(folder: Path) -> None:
    with pytest.raises(DataError) as caught:
        inside("sub", folder=folder)
    assert caught.value.code == "not-a-file"
