"""What the command line's tests share: a runner, a folder to work in, and one trained run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kbuild import gallery
from kbuild.cli.app import app

Invoke = Callable[..., Any]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours and a wide terminal, whatever the machine that tests says."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.delenv("KBUILD_DEBUG", raising=False)


@pytest.fixture
def invoke() -> Invoke:
    """Run a command in this process: `invoke("validate", "digits.yaml")`."""

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(app, list(arguments), prog_name="kbuild")

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one, with the document digits.yaml in it."""
    shutil.copy(gallery.path("digits"), tmp_path / "digits.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with digits.yaml, a run of two epochs in runs/digits/1, and new data to look at."""
    import numpy as np
    from sklearn.datasets import load_digits

    from kbuild.training.train import train

    folder = tmp_path_factory.mktemp("trained")
    shutil.copy(gallery.path("digits"), folder / "digits.yaml")
    train(folder / "digits.yaml", runs=folder / "runs", overrides=["fit.epochs=2", "seed=1"], verbose=0)
    data = load_digits()
    images, targets = data.images[:20], data.target[:20]
    np.savez(folder / "new.npz", x=images, y=targets)
    lines = [",".join(data.feature_names), *(",".join(map(str, image.ravel())) for image in images)]
    (folder / "new.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def run_folder(trained: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of `trained` that is the current folder."""
    folder = tmp_path / "work"
    shutil.copytree(trained, folder)
    monkeypatch.chdir(folder)
    return folder
