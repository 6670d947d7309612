from __future__ import annotations

from typing import Any

import keras
import pytest

from kbuild.schemas import catalog

MODULES: dict[str, Any] = {
    "optimizer": keras.optimizers,
    "loss": keras.losses,
    "initializer": keras.initializers,
    "regularizer": keras.regularizers,
    "constraint": keras.constraints,
    "activation": keras.activations,
    "metric": keras.metrics,
}
# Resolved by `compile`, which knows the loss and the output's shape; `keras.metrics.get` does not take them.
BY_COMPILE = {"acc", "ce", "crossentropy"}


@pytest.mark.parametrize("kind", MODULES)
def test_keras_takes_every_identifier(kind: str) -> None:
    for entry in catalog.types(kind).values():
        for text in set(entry.identifiers) - BY_COMPILE:
            assert MODULES[kind].get(text) is not None


@pytest.mark.parametrize("kind", MODULES)
def test_no_identifier_names_two_types(kind: str) -> None:
    found = [text for entry in catalog.types(kind).values() for text in entry.identifiers]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("loss", "mse", "MeanSquaredError"),
        ("loss", "kld", "KLDivergence"),
        ("metric", "auc", "AUC"),
        ("metric", "acc", "Accuracy"),
        ("initializer", "glorot_uniform", "GlorotUniform"),
        ("regularizer", "l1l2", "L1L2"),
        ("optimizer", "adamw", "AdamW"),
        ("activation", "swish", "silu"),
        ("constraint", "max_norm", "MaxNorm"),
    ],
)
def test_a_string_of_keras_leads_to_its_type(kind: str, text: str, name: str) -> None:
    entry = catalog.find(kind, text)
    assert entry is not None
    assert entry.name == name
