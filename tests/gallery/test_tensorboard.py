"""What TensorBoard shows of the gallery's documents, as its own reader of event files finds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

import kbuild
from kbuild import gallery

EVERYTHING = {"scalars": 0, "images": 0, "tensors": 0}


def events(name: str, folder: Path, *changes: str) -> list[EventAccumulator]:
    """The events of a run, one reader a folder."""
    run = kbuild.train(gallery.path(name), overrides=[*changes], runs=folder, verbose=0)
    found = sorted({each.parent for each in Path(run.folder).rglob("events.out.tfevents.*")})
    return [EventAccumulator(str(each), EVERYTHING).Reload() for each in found]


def tagged(read: list[EventAccumulator], word: str) -> dict[str, list[Any]]:
    """The tensors whose tags hold a word, oldest first."""
    return {
        tag: [each.tensor_proto for each in reader.Tensors(tag)]
        for reader in read
        for tag in reader.Tags()["tensors"]
        if word in tag
    }


def first_gradient(name: str, folder: Path) -> float:
    from tensorboard.util.tensor_util import make_ndarray

    norms = tagged(events(name, folder, "fit.epochs=1"), "gradient_norm")
    tag = next(each for each in sorted(norms, key=_place) if "kernel" in each or _place(each) >= 0)
    return float(make_ndarray(norms[tag][0]))


def _place(tag: str) -> int:
    """The number of a layer among those of one name."""
    digits = "".join(each for each in tag.split("/")[1] if each.isdigit())
    return int(digits or 0)


@pytest.mark.slow
def test_the_gradients_of_the_sigmoid_twin_vanish_in_its_first_layer(tmp_path: Path) -> None:
    plain, vanished = (
        first_gradient(name, tmp_path) for name in ("deep-feed-forward", "deep-feed-forward-sigmoid")
    )
    assert plain >= 100 * vanished > 0


@pytest.mark.slow
def test_the_autoencoder_s_digits_stand_beside_what_it_draws(tmp_path: Path) -> None:
    drawn = tagged(events("autoencoder", tmp_path, "fit.epochs=1"), "reconstructions")
    (pictures,) = drawn.values()
    assert pictures[-1].string_val[2].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("seq2seq", {"input", "output", "target"}, marks=pytest.mark.slow),
        pytest.param("translation", {"input", "output", "target"}, marks=pytest.mark.slow),
        pytest.param("image-captioning", {"output", "target"}, marks=pytest.mark.slow),
    ],
)
def test_what_a_decoder_writes_stands_there_as_text(name: str, words: set[str], tmp_path: Path) -> None:
    small = () if name == "image-captioning" else ("data.train.Toy.samples=100", "data.test.Toy.samples=20")
    read = events(name, tmp_path, "fit.epochs=1", *small)
    (texts,) = tagged(read, "texts").values()
    lines = texts[-1].string_val[0].decode().splitlines()
    assert {each.strip() for each in lines[0].split("|") if each.strip()} == words
    assert len(lines) > 5
    if name == "image-captioning":
        assert any("samples" in tag for tag in tagged(read, "samples"))
    else:
        assert "-" in lines[-1]
