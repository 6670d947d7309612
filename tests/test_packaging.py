"""What `pip install .` puts into site-packages is what the tree holds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KINDS = {".py", ".pyi", ".json", ".yaml", ".typed"}
MAPPED = {"schemas": "kbuild/schemas", "callbacks": "kbuild/callbacks", "kbuild": "kbuild"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of the tree, so that building leaves nothing behind."""
    folder = tmp_path_factory.mktemp("wheel")
    tree = folder / "tree"
    tree.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tree / name)
    for name in MAPPED:
        shutil.copytree(ROOT / name, tree / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel alone is installed into."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def expected() -> set[str]:
    """Every module and data file of the tree, under the name that an installation has for it."""
    return {
        f"{MAPPED[top]}/{path.relative_to(ROOT / top).as_posix()}"
        for top in MAPPED
        for path in (ROOT / top).rglob("*")
        if path.suffix in KINDS and path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_every_module_and_data_file_of_the_tree_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert sorted(expected() - names) == []
    assert sorted(names - expected()) == []


def test_the_wheel_installs_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "kbuild = kbuild.cli:main" in archive.read(points).decode()


def run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python outside the checkout, with the installed package only."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=installed,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_an_installed_kbuild_is_typed_and_finds_its_data(installed: Path) -> None:
    code = (
        "import kbuild\n"
        "from kbuild.schemas import catalog\n"
        "from kbuild import gallery\n"
        "print(kbuild.__file__, len(catalog.types('layer')), gallery.names())"
    )
    done = run(installed, "-c", code)
    assert done.returncode == 0, done.stderr
    assert str(installed) in done.stdout
    assert "digits" in done.stdout


def test_an_installed_kbuild_validates_a_document_of_its_gallery(installed: Path) -> None:
    done = run(installed, "-m", "kbuild", "validate", "digits")
    assert done.returncode == 0, done.stderr
    assert "nothing is wrong" in done.stdout
