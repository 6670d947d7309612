"""A small classifier on two blobs, trained in milliseconds once TensorFlow is there."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kbuild.schemas import Document

Arrays = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]

BLOBS: dict[str, Any] = {
    "name": "blobs",
    "seed": 3,
    "model": {
        "style": "sequential",
        "layers": [
            {"Input": {"shape": [4]}},
            {"Dense": {"units": 8, "activation": "relu"}},
            "BatchNormalization",
            {"Dropout": {"rate": 0.2}},
            {"Dense": {"units": 3, "activation": "softmax", "name": "blob"}},
        ],
    },
    "compile": {
        "optimizer": {"Adam": {"learning_rate": 0.01}},
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    },
    "fit": {"epochs": 2, "batch_size": 16},
}


@pytest.fixture(scope="session")
def blobs() -> Arrays:
    """100 samples: with batches of 16, the last of an epoch is not full."""
    random = np.random.default_rng(0)
    labels = random.integers(0, 3, 100)
    centers = random.normal(size=(3, 4)) * 2
    return (centers[labels] + random.normal(size=(100, 4))).astype("float32"), labels.astype("int32")


@pytest.fixture
def tree() -> dict[str, Any]:
    """The document as a mapping, to change."""
    return deepcopy(BLOBS)


@pytest.fixture
def train(tmp_path: Path, blobs: Arrays, tree: dict[str, Any]) -> Callable[..., Any]:
    """Train the document, or one with other keys, on the blobs."""
    import kbuild

    def run(keys: dict[str, Any] | None = None, **given: Any) -> Any:
        arguments: Any = {"train": blobs, "runs": tmp_path / "runs", "verbose": 0} | given
        return kbuild.train(Document.model_validate(tree | (keys or {})), **arguments)

    return run


def equal_weights(one: Any, other: Any) -> bool:
    """Whether two models have the same weights, bit for bit."""
    pairs = zip(one.get_weights(), other.get_weights(), strict=True)
    return all(np.array_equal(each, twin) for each, twin in pairs)
