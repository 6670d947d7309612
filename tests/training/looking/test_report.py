import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from kbuild.training.looking import models
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
    page = report(Run(folder), {"Confusion matrix": PNG}, {"Confusion matrix": 2})
    assert "after epoch 2" in page
    headings = re.findall("<h2>(.*?)</h2>", page)
    wanted = ["Curves", "Confusion matrix", "Layers", "Model", "Epochs", "Document"]
    assert headings == [*wanted, "Document, as it was understood"]
    assert "<script" not in page
    assert '<span class="finished">finished</span> after 3 epochs' in page
    reader = Reader()
    reader.feed(page)
    assert reader.fetched == ["data:image/png;base64,iVBORw0KGgpyZXN0"]
    assert reader.tags.count("svg") == 2


def test_a_run_without_an_epoch_has_a_page_too(make: Any) -> None:
    page = report(Run(make("digits/1", [], state="failed")))
    assert '<span class="failed">failed</span> after 0 epochs' in page
    assert "<h2>Epochs</h2>" not in page


def test_phases_are_told_apart_and_the_model_is_that_of_the_last(make: Any) -> None:
    phases = [{"name": "low", "epoch": 2, "step": 20}]
    page = report(Run(make("digits/1", [0.5, 0.2, 7.0], phases=phases, state="failed")))
    assert '<span class="failed">failed</span> after 3 epochs, in the phase top' in page
    assert "<td>low</td><td>epochs 1 to 2</td>" in page
    assert "<td>top</td><td>epoch 3</td>" in page
    assert "the model of the phase low" in page
    layers = re.findall("<h2>Layers</h2>(.*?)<h2>", page, re.DOTALL)[0]
    assert "dense" in layers
    assert "old" not in layers
    first, *_ = re.findall("<svg.*?</svg>", page, re.DOTALL)
    assert ">low</text>" in first
    assert ">top</text>" in first


def test_what_was_changed_for_the_run_and_when_it_went_on_is_said(make: Any) -> None:
    folder = make("digits/1", [0.5], epochs=9, resumed=["2026-01-02T00:00:00Z"])
    written = (
        (folder / "document.yaml").read_text().replace("seed: 1\n", "").replace("epochs: 9", "epochs: 5")
    )
    (folder / "document.yaml").write_text(written)
    page = report(Run(folder))
    assert "<td>fit.epochs</td><td>5</td><td>9</td>" in page
    assert page.count("<td>seed</td>") == 0
    assert "resumed 2026-01-02 00:00:00 UTC" in page


def test_the_layers_of_a_program_are_those_that_keras_builds(make: Any) -> None:
    folder = make("digits/1", [0.5])
    path = folder / "resolved.yaml"
    layers = "{out: {Dense: {units: 3}}}"
    program = f"{{style: subclass, inputs: {{x: {{shape: [4]}}}}, layers: {layers}, call: return out(x)}}"
    text = re.sub(r"model:\n(  .*\n)+", f"model: {program}\n", path.read_text())
    path.write_text(text)
    page = report(Run(folder))
    assert "<td>out</td><td>Dense</td><td>(None, 3)</td><td class=n>15</td>" in page


def test_a_model_that_cannot_be_built_is_no_reason_for_no_report(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Any) -> None:
        raise OSError("no <weights>\nmore")

    monkeypatch.setattr(models, "of_document", lambda *_, **__: None)
    monkeypatch.setattr(models, "_built", fail)
    assert "They are not known here: no &lt;weights&gt;</p>" in report(Run(make("digits/1", [0.5])))


def test_pictures_are_read_as_tensorboard_s_callback_writes_them(tmp_path: Path) -> None:
    from kbuild.callbacks.boards.events import EventFile

    file = EventFile(tmp_path)
    for step, picture in enumerate((PNG + b"1", PNG + b"2")):
        file.scalars(step, {"loss": 0.5}, 1.0)
        file.images(step, "confusion_matrix", [picture], (8, 6), 1.0)
    file.images(0, "other", [PNG], (8, 6), 1.0)
    file.text("confusion_matrix/text", "words", 1.0)
    file.close()
    assert last_pictures(tmp_path, ["confusion_matrix", "roc"]) == {"confusion_matrix": (PNG + b"2", 1)}
    assert last_pictures(tmp_path / "nowhere", ["roc"]) == {}
