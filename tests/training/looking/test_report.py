import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from kbuild.training.looking.events import last_pictures
from kbuild.training.looking.report import report
from kbuild.training.run import Run

PNG = b"\x89PNG\r\n\x1a\nrest"


class Reader(HTMLParser):
    """Takes down headings, and everything that a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "data")]


def test_the_page_holds_everything_and_fetches_nothing(make: Any) -> None:
    folder = make("digits/1", [0.5, 0.2, 0.3], best=2)
    (folder / "document.yaml").write_text("# <script>alert(1)</script>\nseed: 1\n")
    page = report(Run(folder), {"Confusion matrix": PNG})
    headings = re.findall("<h2>(.*?)</h2>", page)
    wanted = ["Curves", "Confusion matrix", "Layers", "Model", "Epochs", "Document"]
    assert headings == [*wanted, "Document, as it was understood"]
    assert "<script" not in page
    assert "finished after 3 epochs" in page
    reader = Reader()
    reader.feed(page)
    assert reader.fetched == ["data:image/png;base64,iVBORw0KGgpyZXN0"]
    assert reader.tags.count("svg") == 2


def test_a_run_without_an_epoch_has_a_page_too(make: Any) -> None:
    assert "failed after 0 epochs" in report(Run(make("digits/1", [], state="failed")))


def test_pictures_are_read_as_tensorboard_s_callback_writes_them(tmp_path: Path) -> None:
    from kbuild.callbacks.events import EventFile

    file = EventFile(tmp_path)
    for step, picture in enumerate((PNG + b"1", PNG + b"2")):
        file.scalars(step, {"loss": 0.5}, 1.0)
        file.images(step, "confusion_matrix", [picture], (8, 6), 1.0)
    file.images(0, "other", [PNG], (8, 6), 1.0)
    file.text("confusion_matrix/text", "words", 1.0)
    file.close()
    assert last_pictures(tmp_path, ["confusion_matrix", "roc"]) == {"confusion_matrix": PNG + b"2"}
    assert last_pictures(tmp_path / "nowhere", ["roc"]) == {}
