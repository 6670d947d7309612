from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = "--headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1060,2400".split()


def test_a_run_s_page_is_written_beside_it_or_where_it_is_wanted(invoke: Any, run_folder: Path) -> None:
    assert invoke("report", "runs/digits/1").exit_code == 0
    page = (run_folder / "runs/digits/1/report.html").read_text(encoding="utf-8")
    for heading in ("Curves", "Confusion matrix", "Samples", "Layers", "Model", "Epochs", "Document"):
        assert f"<h2>{heading}</h2>" in page, heading
    assert invoke("report", "runs/digits", "--output", "page.html").exit_code == 0
    assert (run_folder / "page.html").read_text(encoding="utf-8") == page


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_a_browser_shows_it(invoke: Any, run_folder: Path) -> None:
    from matplotlib.image import imread

    invoke("report", "runs/digits/1", "--output", "page.html")
    picture = run_folder / "page.png"
    address = (run_folder / "page.html").as_uri()
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={run_folder / 'profile'}", f"--screenshot={picture}"]
    subprocess.run([*command, address], check=True, capture_output=True, timeout=180)
    pixels = imread(picture)[..., :3]
    colored = pixels.max(axis=-1) - pixels.min(axis=-1) > 0.25
    # Curves above, the confusion matrix below them.
    assert colored[300:700].sum() > 500
    assert colored[700:1400].sum() > 10_000
