from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.browser import CHROMIUM, Browser, colorful


def test_a_run_s_page_is_written_beside_it_or_where_it_is_wanted(invoke: Any, run_folder: Path) -> None:
    assert invoke("report", "runs/digits/1").exit_code == 0
    page = (run_folder / "runs/digits/1/report.html").read_text(encoding="utf-8")
    for heading in ("Curves", "Confusion matrix", "Samples", "Layers", "Model", "Epochs", "Document"):
        assert f"<h2>{heading}</h2>" in page, heading
    assert invoke("report", "runs/digits", "--output", "page.html").exit_code == 0
    assert (run_folder / "page.html").read_text(encoding="utf-8") == page


@pytest.fixture
def page(invoke: Any, run_folder: Path) -> str:
    invoke("report", "runs/digits/1", "--output", "page.html")
    return (run_folder / "page.html").as_uri()


@contextmanager
def browsing(folder: Path, width: int, height: int) -> Iterator[Browser]:
    browser = Browser(folder / f"profile-{width}", width, height)
    try:
        yield browser
    finally:
        browser.close()


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_a_browser_shows_it(page: str, run_folder: Path) -> None:
    with browsing(run_folder, 1060, 2400) as browser:
        browser.open(page)
        # Curves above, the confusion matrix below them.
        browser.shows(
            {"finished", "Curves", "Confusion matrix", "batch_normalization", "fit.epochs"},
            lambda pixels: colorful(pixels[300:700]) > 500 and colorful(pixels[700:1400]) > 10_000,
            run_folder / "page.png",
        )


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")
def test_in_a_narrow_and_dark_window_nothing_hangs_out_and_the_ground_is_dark(
    page: str, run_folder: Path
) -> None:
    # No window of Chromium is narrower than 500.
    with browsing(run_folder, 500, 1200) as browser:
        browser.dark()
        browser.open(page)
        browser.shows({"Curves"}, lambda pixels: pixels[:60].mean() < 0.3, run_folder / "dark.png")
        assert browser.run("document.documentElement.scrollWidth <= window.innerWidth")
