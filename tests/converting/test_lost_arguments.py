"""No argument of an optimizer, schedule, loss or metric is lost between the object and the document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras
import pytest

from kbuild.building import metrics
from kbuild.converting.config.compiling import compile_tree
from kbuild.converting.config.objects import Objects
from kbuild.converting.config.report import Report
from kbuild.converting.live import put_lost
from kbuild.schemas import catalog
from kbuild.schemas.catalog import Argument, TypeEntry

# What a class needs before anything else can be said of it.
GIVEN: dict[str, Any] = {
    "boundaries": [1, 2],
    "decay_rate": 0.5,
    "decay_steps": 10,
    "first_decay_steps": 10,
    "initial_learning_rate": 0.25,
    "num_classes": 3,
    "precision": 0.5,
    "recall": 0.5,
    "sensitivity": 0.5,
    "specificity": 0.5,
    "target_class_ids": [0],
    "values": [0.5, 0.25, 0.125],
}
# Values that no rule below makes, and what an argument needs beside it.
UNUSUAL: dict[str, Any] = {
    "average": "micro",
    "class_aggregation": None,
    "class_id": 1,
    "clipnorm": 1.0,
    "clipvalue": 1.0,
    "ema_overwrite_frequency": 7,
    "global_clipnorm": 1.0,
    "gradient_accumulation_steps": 4,
    "ignore_class": 2,
    "label_weights": [0.5, 0.25],
    "loss_scale_factor": 8.0,
    "num_labels": 2,
    "learning_rate_power": -0.25,
    "target_class_ids": [0],
    "thresholds": [0.25, 0.75],
    "threshold": 0.25,
    "top_k": 3,
    "warmup_target": 0.5,
    "weight_decay": 0.125,
    "dtype": "float64",
    "alpha": 0.125,
    "axis": 1,
    "name": "own",
}
BESIDE: dict[str, dict[str, Any]] = {
    "ema_momentum": {"use_ema": True},
    "ema_overwrite_frequency": {"use_ema": True},
    "label_weights": {"multi_label": True, "num_labels": 2},
    "num_labels": {"multi_label": True},
    "nesterov": {"momentum": 0.5},
    "warmup_steps": {"warmup_target": 0.5},
}
# Arguments that hold functions, other optimizers or patterns, which have tests of their own.
NOT_PLAIN = frozenset({"fn", "inner_optimizer", "optimizer_map", "default_optimizer", "exclude_layers"})
KINDS = {
    "optimizer": keras.optimizers,
    "schedule": keras.optimizers.schedules,
    "loss": keras.losses,
    "metric": keras.metrics,
}


def class_of(kind: str, entry: TypeEntry) -> Any:
    """The class of a type: Keras's, or kbuild's own."""
    return getattr(KINDS[kind], entry.name, None) or getattr(metrics, entry.name)


def arguments() -> Iterator[Any]:
    for kind in KINDS:
        for entry in catalog.types(kind).values():
            if NOT_PLAIN.isdisjoint(entry.args) or (kind == "optimizer" and "learning_rate" in entry.args):
                yield pytest.param(kind, entry, id=f"{kind} {entry.name}")


def other(argument: Argument) -> Any:
    """A value that is not the default."""
    if argument.name in UNUSUAL:
        return UNUSUAL[argument.name]
    if argument.enum:
        return next(each for each in argument.enum if each != argument.default)
    if isinstance(argument.default, bool):
        return not argument.default
    if isinstance(argument.default, int) and "float" not in argument.types:
        return argument.default + 1
    return 0.0625 if isinstance(argument.default, (int, float)) else None


@pytest.mark.parametrize(("kind", "entry"), list(arguments()))
def test_what_an_object_was_given_is_in_the_document(kind: str, entry: TypeEntry) -> None:
    needed = {name: GIVEN[name] for name, each in entry.args.items() if each.required}
    lost = {}
    for name, argument in entry.args.items():
        if name in NOT_PLAIN:
            continue
        value = needed[name] if argument.required else other(argument)
        made = class_of(kind, entry)(**{**needed, **_beside(name, entry), name: value})
        if (said := written(kind, made).get(name)) != value:
            lost[name] = (value, said)
    assert not lost


@pytest.mark.parametrize("kind", ["loss", "metric"])
def test_a_file_that_lacks_an_argument_names_it(kind: str) -> None:
    for entry in catalog.types(kind).values():
        if not NOT_PLAIN.isdisjoint(entry.args):
            continue
        made = class_of(kind, entry)(
            **{name: GIVEN[name] for name, each in entry.args.items() if each.required}
        )
        config = keras.saving.serialize_keras_object({"optimizer": "sgd", kind: made})
        report = Report()
        compile_tree(
            {"metrics" if key == "metric" else key: each for key, each in config.items()}, Objects(report)
        )
        # Keras writes thresholds where they were given, and a loss computes in the data type of its policy.
        lacking = set(entry.args) - set(made.get_config()) - {"dtype", "thresholds"}
        assert [f"`{each}` of {entry.name}" for each in lacking] == [
            f"{each.removeprefix('Keras does not save ').partition(':')[0]}" for each in report.remarks
        ]


def _beside(name: str, entry: TypeEntry) -> dict[str, Any]:
    return {key: each for key, each in BESIDE.get(name, {}).items() if key in entry.args}


def written(kind: str, made: Any) -> dict[str, Any]:
    """The arguments in the document of a model that was compiled with an object."""
    held: dict[str, Any] = {"optimizer": keras.optimizers.SGD(made) if kind == "schedule" else "sgd"}
    if kind != "schedule":
        held[{"metric": "metrics"}.get(kind, kind)] = [made] if kind == "metric" else made
    config = keras.saving.serialize_keras_object(held)
    put_lost(held, config)
    report = Report()
    tree = compile_tree(config, Objects(report)) or {}
    assert not report.problems
    found = tree[{"metric": "metrics", "schedule": "optimizer"}.get(kind, kind)]
    found = found[0] if kind == "metric" else found
    found = found["SGD"]["learning_rate"] if kind == "schedule" else found
    return {} if isinstance(found, str) else dict(next(iter(found.values())))
