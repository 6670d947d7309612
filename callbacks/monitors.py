"""Which values a training will compute, which way each of them is good, and what to say of others.

Keras knows the names only after its first batch, an unknown monitor costs an epoch before anybody notices.
Here Keras's own containers of losses and metrics are built beside the model, on symbolic tensors, so the
names are exact before the first batch and the model stays as it was.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import keras

from kbuild.callbacks.errors import MonitorError
from kbuild.callbacks.surroundings import Surroundings, may_add_logs
from kbuild.callbacks.watch import Mode

_STEPS = ("train_step", "test_step", "compute_metrics", "get_metrics_result")


@dataclass(frozen=True, slots=True)
class _Loss:
    """Stands for a loss among the metrics: less is better."""

    _direction: str = "down"


@dataclass(frozen=True, slots=True)
class _Known:
    """The values that a model computes: names and metric objects; `certain` when there are no others."""

    objects: dict[str, Any]
    certain: bool


_remembered: WeakKeyDictionary[Any, tuple[list[Any], _Known]] = WeakKeyDictionary()


class _Shadow:
    """Takes a metric's place in one of Keras's containers, so that the container tells the metric's name."""

    def __init__(self, metric: Any) -> None:
        self.name = metric.name
        self.metric = metric

    def result(self) -> Any:
        """Gives the metric itself, where Keras asks for its value."""
        return self.metric


def expected_logs(model: Any, validation: bool) -> frozenset[str]:
    """Says which names Keras will put into an epoch's logs.

    Args:
        model: A compiled model, built or not. Its output's structure is taken from its symbolic outputs; a
            subclassed model that has none is taken to have one output.
        validation: Whether the training validates: adds the `val_` twins.

    Returns:
        `loss`, each output's loss where there are several, each metric under the name that Keras gives it,
        their `val_` twins, and `learning_rate`, which Keras's schedule callbacks add.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.compile("sgd", "mse", metrics=["mae"])
        >>> sorted(expected_logs(model, validation=False))
        ['learning_rate', 'loss', 'mae']
    """
    names = _known(model).objects
    twins = (f"val_{name}" for name in names) if validation else ()
    return frozenset((*names, *twins, "learning_rate"))


def direction(model: Any, name: str) -> Mode | None:
    """Says whether less or more of a value is better.

    Args:
        model: A compiled model.
        name: A name of the logs, with or without `val_`.

    Returns:
        `"min"` for losses and for metrics that Keras knows to be errors, `"max"` for those that it knows to
        be scores, None for all others: nothing is guessed from a name.

    Example:
        >>> import keras
        >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        >>> model.compile("sgd", "mse", metrics=["accuracy", keras.metrics.TruePositives(name="hits")])
        >>> direction(model, "val_loss"), direction(model, "accuracy"), direction(model, "hits")
        ('min', 'max', None)
    """
    objects = _known(model).objects
    metric = objects.get(name, objects.get(name.removeprefix("val_")))
    known: dict[Any, Mode] = {"down": "min", "up": "max"}
    return known.get(getattr(metric, "_direction", None))


def resolve_mode(model: Any, monitor: str, mode: str | None, who: str) -> Mode:
    """Gives the direction of a monitor: the one that was asked for, or the one that Keras knows.

    Args:
        model: A compiled model.
        monitor: A name of the logs.
        mode: `"min"`, `"max"`, or `"auto"` (None is the same) to infer it.
        who: The callback's name, for the message.

    Returns:
        `"min"` or `"max"`.

    Raises:
        MonitorError: Nobody knows which way the monitor is good.
    """
    asked: dict[str | None, Mode] = {"min": "min", "max": "max"}
    found = asked.get(mode) or direction(model, monitor)
    if found is None:
        raise MonitorError(
            f"{who} watches {monitor!r}, and Keras doesn't know whether less or more of it is better.\n"
            "Say so: mode='min' or mode='max'."
        )
    return found


def check_mode(mode: str | None, who: str) -> None:
    """Refuses a mode that is none.

    Raises:
        ValueError: It is neither `auto`, `min` nor `max`.
    """
    if mode not in (None, "auto", "min", "max"):
        raise ValueError(f"{who}: mode is 'auto', 'min' or 'max', not {mode!r}.")


def check_monitor(model: Any, monitor: str, around: Surroundings, who: str) -> None:
    """Refuses, before training, a monitor that nothing will compute.

    Nothing is refused that could still turn up: where the model has a training step of its own, where
    another callback adds to the logs, or where nobody says whether the training validates. Such a monitor
    is missed at the end of the first epoch (`missing`).

    Args:
        model: The compiled model.
        monitor: A name of the logs.
        around: What is known of the training.
        who: The callback's name, for the message.

    Raises:
        MonitorError: With what is computed and the nearest name.
    """
    known = _known(model)
    names = expected_logs(model, validation=around.validation is not False)
    if monitor in names or not known.certain:
        return
    if around.callbacks is None or any(may_add_logs(callback) for callback in around.callbacks):
        return
    raise missing(monitor, names - {"learning_rate"}, around.validation, who)


def missing(monitor: str, names: Iterable[str], validation: bool | None, who: str) -> MonitorError:
    """Words the error for a monitor that is not among the logs.

    Args:
        monitor: What is watched.
        names: What is computed.
        validation: Whether the training validates; None when unknown.
        who: The callback's name.

    Returns:
        The error, to be raised.
    """
    computed = sorted(names)
    message = f"{who} watches {monitor!r}, which this training doesn't compute."
    message += f"\nIt computes: {', '.join(computed) or 'nothing'}."
    bare = monitor.removeprefix("val_")
    near = difflib.get_close_matches(monitor, computed, n=1, cutoff=0.4)
    if bare != monitor and bare in computed and validation is not True:
        message += f"\nThere is no validation data: give some to fit, or watch {bare!r}."
    elif near:
        message += f"\nDid you mean {near[0]!r}?"
    return MonitorError(message)


def _known(model: Any) -> _Known:
    """Finds what a model computes; several callbacks ask, so it is remembered until `compile` comes again."""
    now = [getattr(model, name, None) for name in ("_compile_loss", "_compile_metrics", "built")]
    then, known = _remembered.get(model, ([], _Known({}, False)))
    if len(now) != len(then) or any(a is not b for a, b in zip(now, then, strict=True)):
        known = _find(model)
        _remembered[model] = (now, known)
    return known


def _find(model: Any) -> _Known:
    outputs, certain = _outputs(model)
    if any(getattr(type(model), name, None) is not getattr(keras.Model, name) for name in _STEPS):
        certain = False
    objects: dict[str, Any] = {"loss": _Loss()}
    try:
        objects |= _losses(model, outputs) | _metrics(model, outputs)
    except (ValueError, KeyError, TypeError, IndexError):
        # Losses or metrics that don't fit the outputs: fit says so itself, in its own words.
        certain = False
    return _Known(_others(model, objects) | objects, certain)


def _losses(model: Any, outputs: Any) -> dict[str, Any]:
    compiled = getattr(model, "_compile_loss", None)
    if compiled is None:
        return {}
    if not compiled.built:
        twin = type(compiled)(
            compiled._user_loss, compiled._user_loss_weights, output_names=compiled.output_names
        )
        twin.build(outputs, outputs)
        compiled = twin
    return {metric.name: _Loss() for metric in compiled.metrics}


def _metrics(model: Any, outputs: Any) -> dict[str, Any]:
    compiled = getattr(model, "_compile_metrics", None)
    if compiled is None:
        return {}
    twin = type(compiled)(
        compiled._user_metrics, compiled._user_weighted_metrics, output_names=compiled.output_names
    )
    twin.build(outputs, outputs)
    for group in (*twin._flat_metrics, *twin._flat_weighted_metrics):
        if group is not None:
            group.metrics = [_Shadow(metric) for metric in group.metrics]
    return dict(twin.result())


def _others(model: Any, known: dict[str, Any]) -> dict[str, Any]:
    """Finds metrics outside `compile`: those of layers and of the model itself."""
    containers = (getattr(model, "_compile_metrics", None), getattr(model, "_loss_tracker", None))
    return {
        metric.name: metric
        for metric in model.metrics
        if metric not in containers and metric.name not in known
    }


def _outputs(model: Any) -> tuple[Any, bool]:
    """Gives the structure of a model's outputs, and whether it is known for certain."""
    if isinstance(model, keras.Sequential):
        if not model.built:
            return keras.KerasTensor((None, None)), True
        outputs = model.outputs
        return (outputs[0] if len(outputs) == 1 else outputs), True
    if getattr(model, "outputs", None):
        return model.output, True
    if not model.built:
        return keras.KerasTensor((None, None)), False
    try:
        return model(_symbolic(model.get_build_config())), True
    except Exception:
        # The model's own code runs on shapes that may not say how to call it, and can raise anything.
        return keras.KerasTensor((None, None)), False


def _symbolic(config: Any) -> Any:
    shapes = config["input_shape"] if "input_shape" in config else config["shapes_dict"]
    return _tensors(shapes)


def _tensors(shape: Any) -> Any:
    if isinstance(shape, dict):
        return {name: _tensors(value) for name, value in shape.items()}
    if all(size is None or isinstance(size, int) for size in shape):
        return keras.KerasTensor(tuple(shape))
    return [_tensors(each) for each in shape]
