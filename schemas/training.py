"""How a model is trained: `compile` and `fit`, under Keras's own names."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field, PlainValidator

from kbuild.schemas import rule
from kbuild.schemas.objects import Object, Spec
from kbuild.schemas.refusal import Collector, refusal, refuse, shown
from kbuild.schemas.values import value

_FLAG = Annotated[bool | None, value("bool", "null")]
_CLASS = re.compile(r"[0-9]{1,9}", re.ASCII)
_COUNT = Annotated[int | None, value("int", "null", min=1)]


def _structure(kinds: tuple[str, ...], written: Any) -> Any:
    """An object, or lists and mappings (by the names of outputs) of them."""
    if written is None or isinstance(written, (str, Object)):
        return None if written is None else rule.read(kinds, written)
    if isinstance(written, Mapping) and not rule.names_a_type(kinds, written):
        return dict(zip(written, _items(kinds, written.items()), strict=True))
    if isinstance(written, (list, tuple)):
        return tuple(_items(kinds, enumerate(written)))
    return rule.read(kinds, written)


def _items(kinds: tuple[str, ...], items: Any) -> list[Any]:
    errors = Collector()
    out = [errors.attempt((key,), _structure, kinds, each) for key, each in items]
    errors.raise_any()
    return out


def _weights(written: Any) -> Any:
    """`loss_weights`: Keras takes a single whole number for no number."""
    return float(written) if isinstance(written, int) and not isinstance(written, bool) else _numbers(written)


def _numbers(written: Any) -> Any:
    """A number, or a list or mapping of numbers."""
    if written is None:
        return None
    if isinstance(written, (int, float)) and not isinstance(written, bool):
        if not math.isfinite(written):
            refuse("out-of-range", f"expected a finite number, received {shown(written)}")
        return written
    if isinstance(written, (list, tuple)):
        return tuple(_numbers(each) for each in written)
    if isinstance(written, Mapping):
        return {key: _numbers(each) for key, each in written.items()}
    return refuse("wrong-type", f"expected numbers by output, received {shown(written)}")


def _class_weight(written: Any) -> dict[int, float] | None:
    if written is None:
        return None
    if not isinstance(written, Mapping):
        refuse("wrong-type", f"expected a mapping of classes to weights, received {shown(written)}")
    errors, out = Collector(), {}
    for key, weight in written.items():
        number = int(key) if isinstance(key, str) and _CLASS.fullmatch(key) else key
        if not isinstance(number, int) or isinstance(number, bool):
            errors.add(
                (key,), refusal("wrong-type", f"expected a class number, received {shown(key)}", key=True)
            )
        elif isinstance(weight, bool) or not isinstance(weight, (int, float)) or not 0 <= weight < math.inf:
            text = f"expected a weight of at least 0, received {shown(weight)}"
            errors.add((key,), refusal("wrong-type", text))
        else:
            out[number] = float(weight)
    errors.raise_any()
    return out


class Compile(Spec):
    """The arguments of Keras's `Model.compile`.

    Args:
        optimizer: Such as `adam` or `{Adam: {learning_rate: 1e-3}}`.
        loss: One loss, or a list or mapping of them by output.
        loss_weights: What each output's loss counts.
        metrics: Metrics, or lists or mappings of them by output.
        weighted_metrics: Metrics that take the sample weights into account.
        run_eagerly: Run step by step in Python, to debug.
        steps_per_execution: Batches in one compiled call; left out, kbuild chooses.
        jit_compile: Compile by XLA; left out, kbuild chooses.
        auto_scale_loss: Scale the loss under mixed precision.

    Source: https://keras.io/api/models/model_training_apis/#compile-method
    """

    title: ClassVar[str] = "compile"

    optimizer: Annotated[Any, PlainValidator(lambda each: _structure(("optimizer",), each))] = "rmsprop"
    loss: Annotated[Any, PlainValidator(lambda each: _structure(("loss", "metric"), each))] = None
    loss_weights: Annotated[Any, PlainValidator(_weights)] = None
    metrics: Annotated[Any, PlainValidator(lambda each: _structure(("metric", "loss"), each))] = None
    weighted_metrics: Annotated[Any, PlainValidator(lambda each: _structure(("metric", "loss"), each))] = None
    run_eagerly: Annotated[bool, value("bool")] = False
    steps_per_execution: _COUNT = None
    jit_compile: Annotated[bool | str | None, value("bool", "null", "enum", enum=("auto",))] = None
    auto_scale_loss: Annotated[bool, value("bool")] = True


class Fit(Spec):
    """The arguments of Keras's `Model.fit` that are plain data.

    Args:
        epochs: How many times to go through the training data.
        initial_epoch: The epoch to start at, counted from 0.
        steps_per_epoch: Batches in an epoch; left out, all the data.
        validation_steps: Batches of a validation; left out, all the data.
        validation_freq: Validate every so many epochs, or after the epochs of a list.
        validation_batch_size: Left out, the batch size of training.
        batch_size: For data given from Python; `data.batch_size` otherwise.
        class_weight: What each class counts in the loss, by its number.
        shuffle: Whether each epoch has an order of its own.

    Source: https://keras.io/api/models/model_training_apis/#fit-method
    """

    title: ClassVar[str] = "fit"

    epochs: Annotated[int, value("int", min=1)] = 1
    initial_epoch: Annotated[int, value("int", min=0)] = 0
    steps_per_epoch: _COUNT = None
    validation_steps: _COUNT = None
    validation_freq: Annotated[int | tuple[int, ...], value("int", "list[int]", min=1)] = 1
    validation_batch_size: _COUNT = None
    batch_size: _COUNT = None
    class_weight: Annotated[dict[int, float] | None, PlainValidator(_class_weight)] = None
    shuffle: Annotated[bool, value("bool")] = Field(default=True)
