"""Each tab of TensorBoard on a classification, an autoencoder and a run that was killed and went on.

What a tab shows is asked of TensorBoard's own server, and pictures are taken of it by a browser. They stay in
the test's folder, to be looked at: `pytest -m slow tests/cli/test_tabs_in_chromium.py --basetemp=FOLDER`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.browser import CHROMIUM, Browser, colorful, dark, hues

DIGITS, AUTO, KILLED = "digits/1/events", "autoencoder/1/events", "killed/1/events"
OTHERS = ("compile.optimizer={SGD: {learning_rate: 0.05}}", "seed=3")

# Right of the lists of runs and below the bar, where the charts are.
CHARTS = (slice(100, None), slice(310, 1240))
CURVES = {"epoch_loss", "batch_loss", "epoch_learning_rate", "gradient_norm", "weight_norm"}
CLASSES = {"confusion_matrix", "model", "samples"}

Page = tuple[set[str], Callable[[Any], bool]]


def drawn(least: int, measure: Callable[[Any], int] = colorful) -> Callable[[Any], bool]:
    return lambda pixels: measure(pixels[CHARTS]) >= least


#: By the tab, the words that are on it, and what is drawn there.
EVERY: dict[str, Page] = {
    "scalars": (CURVES, drawn(2, hues)),
    "graphs": ({"Main Graph", "Conceptual graph"}, drawn(500, dark)),
    "distributions": ({"/histogram"}, drawn(20_000)),
    "histograms": ({"/histogram"}, drawn(20_000)),
    "text": ({"document, resolved", "versions and machine", "why the training ended"}, drawn(3_000, dark)),
    "hparams": ({"optimizer.learning_rate", "best_val_loss", "final_val_loss", "1 in /"}, drawn(500, dark)),
    "projector": ({"Points:", "180", "activations_", "labels.tsv"}, drawn(3_000, dark)),
    "timeseries": ({"epoch_loss", "events/validation"}, drawn(2, hues)),
}
OF_CLASSES: dict[str, Page] = {
    "images": (CLASSES, drawn(5_000)),
    "pr_curves": ({"precision_recall/0", "precision_recall/9"}, drawn(200)),
}
OF_PICTURES: dict[str, Page] = {"images": ({"reconstructions", "model"}, drawn(3_000, dark))}
TABS = {
    "digits": EVERY | OF_CLASSES,
    "autoencoder": EVERY | OF_PICTURES,
    "killed": EVERY | OF_CLASSES,
}

# What TensorBoard's server and its dependencies warn of, in this process, too.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def kbuild(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen([sys.executable, "-m", "kbuild", *words, "-q"], cwd=folder, env=environment)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tabs")
    assert kbuild(folder, "train", "digits", "--set", "fit.epochs=12").wait() == 0
    for change in OTHERS:
        assert kbuild(folder, "train", "digits", "--set", "fit.epochs=12", "--set", change).wait() == 0
    assert kbuild(folder, "train", "autoencoder", "--set", "fit.epochs=4").wait() == 0
    changes = ["name=killed", "fit.epochs=40", "+callbacks={Checkpoint: {every_epochs: 3}}"]
    killed = kbuild(folder, "train", "digits", *(word for each in changes for word in ("--set", each)))
    metrics = folder / "runs/killed/1/metrics.jsonl"
    while not metrics.exists() or metrics.read_text().count("\n") < 8:
        assert killed.poll() is None
        time.sleep(0.05)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert kbuild(folder, "resume", "runs/killed/1").wait() == 0
    return folder / "runs"


@pytest.fixture(scope="module")
def address(runs: Path) -> str:
    from kbuild.cli.tensorboard import launch

    return launch(runs, 0)


@pytest.fixture(scope="module")
def addresses(runs: Path) -> dict[str, str]:
    """Each run in a TensorBoard of its own."""
    from kbuild.cli.tensorboard import launch

    return {name: launch(runs / name / "1", 0) for name in TABS}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    found = Browser(tmp_path_factory.mktemp("profile"))
    yield found
    found.close()


def asked(address: str, path: str, **parameters: str) -> Any:
    """What TensorBoard's server gives, waited for until it has read the runs."""
    query = urllib.parse.urlencode(parameters)
    for _ in range(120):
        with urllib.request.urlopen(f"{address}data/{path}?{query}") as answer:
            found = json.loads(answer.read())
        if found:
            return found
        time.sleep(0.5)
    raise TimeoutError(path)


def test_scalars_have_training_and_validation_under_one_name(address: str) -> None:
    tags = asked(address, "plugin/scalars/tags")
    for run in (DIGITS, AUTO, KILLED):
        train, validation = tags[f"{run}/train"], tags[f"{run}/validation"]
        assert {"epoch_loss", "batch_loss"} <= set(train) & set(validation)
        rest = {
            "epoch_learning_rate",
            "epoch_steps_per_second",
            "epoch_samples_per_second",
            "epoch_memory_mib",
        }
        assert rest <= set(train)
        kinds = {tag.partition("/")[0] for tag in train}
        assert {"weight_norm", "gradient_norm"} <= kinds
    assert "dead_relus/dense" in tags[f"{DIGITS}/train"]


def test_a_run_that_was_killed_has_each_epoch_and_each_step_once(address: str) -> None:
    for run in ("train", "validation"):
        points = asked(address, "plugin/scalars/scalars", run=f"{KILLED}/{run}", tag="epoch_loss")
        assert [step for _, step, _ in points] == list(range(40))
        points = asked(address, "plugin/scalars/scalars", run=f"{KILLED}/{run}", tag="batch_loss")
        steps = [step for _, step, _ in points]
        assert steps == sorted(set(steps))
        assert set(range(40, 1601, 40)) <= set(steps)


def test_images_show_what_the_models_make_of_their_data(address: str) -> None:
    tags = asked(address, "plugin/images/tags")
    assert {"model", "samples", "confusion_matrix"} <= set(tags[f"{DIGITS}/train"])
    assert "reconstructions" in tags[f"{AUTO}/train"]
    assert "confusion_matrix" not in tags[f"{AUTO}/train"]


def test_the_other_tabs_hold_what_they_are_for(address: str) -> None:
    curves = asked(address, "plugin/pr_curves/tags")
    assert len(curves[f"{DIGITS}/train"]) == 10
    texts = asked(address, "plugin/text/tags")
    wanted = {"document", "document, resolved", "environment", "layers", "why the training ended"}
    assert wanted <= set(texts[f"{KILLED}/train"])
    graphs = asked(address, "plugin/graphs/info")
    assert graphs[f"{DIGITS}/train"]["run_graph"]
    assert graphs[f"{DIGITS}/train"]["tags"]["keras"]["conceptual_graph"]
    for plugin in ("histograms", "distributions"):
        tags = asked(address, f"plugin/{plugin}/tags")[f"{DIGITS}/train"]
        assert any(tag.startswith("gradients/") for tag in tags)
        assert any(tag.endswith("kernel/histogram") for tag in tags)


def test_the_projector_has_activations_with_labels_and_pictures(address: str) -> None:
    run = f"{DIGITS}/train"
    assert run in asked(address, "plugin/projector/runs")
    (embedding,) = asked(address, "plugin/projector/info", run=run)["embeddings"]
    assert embedding["tensorName"].startswith("activations_")
    assert embedding["tensorShape"][0] == 180
    assert embedding["metadataPath"].endswith("labels.tsv")
    assert embedding["sprite"]["singleImageDim"] == [8, 8]


def test_hyperparameters_compare_without_a_line_of_code(address: str) -> None:
    body = json.dumps({"includeMetrics": True}).encode()
    request = urllib.request.Request(f"{address}data/plugin/hparams/experiment", body)
    request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request) as answer:
        found = json.loads(answer.read())
    assert {"optimizer", "optimizer.learning_rate", "epochs", "batch_size"} <= {
        each["name"] for each in found["hparamInfos"]
    }
    metrics = {each["name"]["tag"] for each in found["metricInfos"]}
    assert {"final_val_loss", "best_val_loss"} <= metrics
    assert all(tag.startswith(("final_", "best_")) for tag in metrics)


def test_after_a_resume_texts_are_there_once_and_as_they_were_written(address: str) -> None:
    for tag in ("description", "document", "layers", "versions and machine", "why the training ended"):
        found = asked(address, "plugin/text/text", run=f"{KILLED}/train", tag=tag)
        assert len(found) == 1, tag
    (document,) = asked(address, "plugin/text/text", run=f"{KILLED}/train", tag="document")
    assert "# Handwritten digits, told apart by a small network" in document["text"]


@pytest.mark.parametrize(("run", "tab"), [(run, tab) for run, tabs in TABS.items() for tab in tabs])
def test_a_browser_shows_the_tab(
    addresses: dict[str, str], browser: Browser, run: str, tab: str, runs: Path
) -> None:
    # Of gradients a short training has one distribution, of which a card shows nothing.
    chosen = "&tagFilter=kernel%2Fhistogram" if tab == "distributions" else ""
    browser.open(f"{addresses[run]}#{tab}{chosen}")
    browser.shows(*TABS[run][tab], runs.parent / f"{run}-{tab}.png")


def test_a_browser_shows_three_runs_beside_each_other(address: str, browser: Browser, runs: Path) -> None:
    browser.open(f"{address}#hparams")
    words = {
        "digits/1 in /",
        "digits/2 in /",
        "digits/3 in /",
        "SGD",
        "Adam",
        "0.050000",
        "best_val_accuracy",
    }
    browser.shows(words, drawn(1_000, dark), runs.parent / "runs-hparams.png")
    browser.open(f"{address}#timeseries")
    browser.shows({"digits/2/events/train"}, drawn(4, hues), runs.parent / "runs-timeseries.png")
