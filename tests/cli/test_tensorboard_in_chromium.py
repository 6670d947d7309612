"""TensorBoard on kbuild's runs in a browser: what a person sees is there.

The pictures stay in the test's folder, to be looked at: `pytest -m slow tests/cli --basetemp=FOLDER`.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.training.train import train

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --hide-scrollbars --window-size=1500,1100"
    " --virtual-time-budget=30000"
).split()
# Right of the list of runs and below the bar, where the charts are.
CHARTS = (slice(90, None), slice(360, None))
SETTINGS = {1: ["seed=1"], 2: ["seed=1", "compile.optimizer={SGD: {learning_rate: 0.01}}"]}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs of a small network, with different optimizers."""
    folder = tmp_path_factory.mktemp("pictures")
    document = {
        "name": "small",
        "description": "Two runs to *look* at.",
        "model": {
            "style": "sequential",
            "layers": [
                {"Input": {"shape": [4]}},
                {"Dense": {"units": 16, "activation": "relu", "name": "hidden"}},
                {"Dense": {"units": 3, "activation": "softmax", "name": "species"}},
            ],
        },
        "compile": {
            "optimizer": "adam",
            "loss": "sparse_categorical_crossentropy",
            "metrics": ["accuracy"],
        },
        "data": {"train": {"Toy": {"name": "iris"}}, "validation": 0.2},
        "fit": {"epochs": 6},
    }
    for changes in SETTINGS.values():
        train(document, runs=folder / "runs", overrides=changes, verbose=0)
    return folder / "runs"


@pytest.fixture(scope="module")
def address(runs: Path) -> Iterator[str]:
    log = runs.parent / "log.txt"
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "kbuild", "tensorboard", str(runs), "--port", "0"],
            stdout=stream,
            stderr=stream,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )
        try:
            yield found_in(log)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def found_in(log: Path) -> str:
    for _ in range(600):
        found = re.search(r"http://127\.0\.0\.1:\d+/", log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.1)
    raise TimeoutError(log.read_text(encoding="utf-8"))


def picture(address: str, tab: str, folder: Path, profile: Path) -> Any:
    """A picture of a tab, as an array of pixels."""
    from matplotlib.image import imread

    path = folder / f"{tab}.png"
    command = [
        str(CHROMIUM),
        *FLAGS,
        f"--user-data-dir={profile}",
        f"--screenshot={path}",
        f"{address}#{tab}",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return imread(path)[..., :3]


def colorful(pixels: Any) -> int:
    """How many pixels are neither grey nor white."""
    return int((pixels.max(axis=-1) - pixels.min(axis=-1) > 0.25).sum())


def dark(pixels: Any) -> int:
    """How many pixels are of text or lines."""
    return int((pixels.max(axis=-1) < 0.5).sum())


def hues(pixels: Any) -> int:
    """How many clearly different colours there are, each in many pixels."""
    vivid = pixels[pixels.max(axis=-1) - pixels.min(axis=-1) > 0.35]
    rounded = np.round(vivid * 4).astype(int)
    return int((np.unique(rounded, axis=0, return_counts=True)[1] > 100).sum())


def test_the_curves_of_both_runs_lie_over_each_other(address: str, runs: Path, tmp_path: Path) -> None:
    pixels = picture(address, "scalars", runs.parent, tmp_path)[CHARTS]
    assert hues(pixels) >= 4  # training and validation of two runs


def test_the_graph_is_there(address: str, runs: Path, tmp_path: Path) -> None:
    pixels = picture(address, "graphs", runs.parent, tmp_path)[CHARTS]
    assert dark(pixels) > 500


def test_the_histograms_are_there(address: str, runs: Path, tmp_path: Path) -> None:
    pixels = picture(address, "histograms", runs.parent, tmp_path)[CHARTS]
    assert colorful(pixels) > 20_000


def test_the_document_s_text_is_there(address: str, runs: Path, tmp_path: Path) -> None:
    pixels = picture(address, "text", runs.parent, tmp_path)[CHARTS]
    assert dark(pixels) > 3_000
