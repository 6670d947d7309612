from __future__ import annotations

from importlib import import_module

import keras
import pytest

from kbuild.building.catalog.members import members


def by_name(kind: str) -> dict[str, object]:
    return {member.name: member for member in members(kind)}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("layer", "Dense"), ("layer", "Input"), ("layer", "RNN"), ("optimizer", "Adam"),
        ("schedule", "CosineDecay"),
        ("loss", "Huber"), ("metric", "AUC"), ("initializer", "HeNormal"), ("regularizer", "L1L2"),
        ("constraint", "UnitNorm"), ("callback", "EarlyStopping"), ("activation", "relu"), ("op", "einsum"),
        ("op", "image.resize"), ("application", "EfficientNetB0"), ("dtype_policy", "DTypePolicy"),
        ("optimizer", "OptimizerMap"),
    ],
)  # fmt: skip
def test_the_public_types_are_there(kind: str, name: str) -> None:
    assert name in by_name(kind)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("layer", "Layer"), ("layer", "Wrapper"), ("layer", "InputLayer"), ("optimizer", "Optimizer"),
        ("loss", "Loss"), ("metric", "Metric"), ("metric", "MeanMetricWrapper"), ("callback", "Callback"),
        ("activation", "get"), ("initializer", "he_normal"),
    ],
)  # fmt: skip
def test_bases_helpers_and_lower_case_aliases_are_no_types(kind: str, name: str) -> None:
    assert name not in by_name(kind)


def test_every_public_layer_class_is_a_type_or_an_alias() -> None:
    known = {name for member in members("layer") for name in (member.name, *member.aliases)}
    public = {
        name
        for name, value in vars(keras.layers).items()
        if isinstance(value, type) and issubclass(value, keras.Layer)
    }
    assert public - known == {"Layer", "Wrapper"}


def test_every_public_op_is_a_type() -> None:
    known = {name for member in members("op") for name in (member.name, *member.aliases)}
    public = {name for name, value in vars(keras.ops).items() if callable(value) and not name.startswith("_")}
    assert public <= known


def test_the_public_path_of_each_type_leads_to_it() -> None:
    for kind in ("layer", "optimizer", "loss", "op", "application"):
        for member in members(kind):
            root, *parts = member.api.split(".")
            found: object = import_module("kbuild.building.layers") if root == "kbuild" else keras
            for part in parts[2 if root == "kbuild" else 0 :]:
                found = getattr(found, part)
            assert found is member.thing


def test_an_alias_is_the_same_class_under_another_name() -> None:
    (conv,) = [member for member in members("layer") if member.name == "Conv2D"]
    assert conv.aliases == ("Convolution2D",)
