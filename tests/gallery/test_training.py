"""The documents of the gallery reach what their headings say, with three seeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kbuild
from kbuild import gallery
from tests.gallery.bars import BARS, held_out

SEEDS = (0, 1, 2)
QUICK = ("xor", "mlp-multilabel", "mlp-binary")


def trained(name: str, seed: int, folder: Path) -> Any:
    return kbuild.train(gallery.path(name), overrides=[f"seed={seed}"], runs=folder, verbose=0)


def value(name: str, seed: int, folder: Path) -> float:
    run = trained(name, seed, folder)
    samples: Any = None if name == "gan" else held_out(name, seed)
    return BARS[name].measure(run, samples)


@pytest.mark.parametrize("name", QUICK)
def test_a_quick_document_reaches_its_bar(name: str, tmp_path: Path) -> None:
    assert BARS[name].reached(value(name, 0, tmp_path))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, bar in BARS.items() if not bar.once])
def test_a_document_reaches_its_bar_with_each_of_three_seeds(name: str, tmp_path: Path) -> None:
    values = [value(name, seed, tmp_path) for seed in SEEDS]
    assert all(map(BARS[name].reached, values)), values


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, bar in BARS.items() if bar.once])
def test_a_document_reaches_its_bar_on_the_mean_of_three_seeds(name: str, tmp_path: Path) -> None:
    values = [value(name, seed, tmp_path) for seed in SEEDS]
    assert BARS[name].reached(sum(values) / len(values)), values
