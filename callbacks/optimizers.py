"""The optimizers of a model: which there are, how many steps they made, at which rate they learn."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import keras
import tensorflow as tf

_before: WeakKeyDictionary[Any, int] = WeakKeyDictionary()


def optimizers(model: Any) -> dict[str, Any]:
    """Lists a model's optimizers.

    A model with a training step of its own (adversarial, with objectives) keeps several, as attributes.

    Args:
        model: A Keras model, compiled or not.

    Returns:
        The attributes' names and the optimizers; `optimizer` is the compiled one and comes first.
    """
    found: dict[str, Any] = {}
    compiled = getattr(model, "optimizer", None)
    if isinstance(compiled, keras.optimizers.Optimizer):
        found["optimizer"] = compiled
    known = {id(compiled)}
    for name, value in sorted(vars(model).items()):
        if isinstance(value, keras.optimizers.Optimizer) and id(value) not in known:
            known.add(id(value))
            found[name] = value
    return found


def iterations(model: Any) -> int | None:
    """Counts the steps that a model's first optimizer has made, and those of the phases before.

    `Optimizer.iterations` counts updates, which `gradient_accumulation_steps` makes rarer than steps, so
    the counter itself is read.

    Args:
        model: A Keras model.

    Returns:
        The number of steps; None where no optimizer counts them, or where it leaves some out (dynamic
        loss scaling skips steps that overflow).
    """
    for optimizer in optimizers(model).values():
        if isinstance(optimizer, keras.optimizers.LossScaleOptimizer):
            return None
        for variable in optimizer.variables:
            if variable.name == "iteration":
                return int(_number(variable)) + _before.get(model, 0)
    return None


def count_on(model: Any, steps: int) -> None:
    """Let a training that has phases count its steps on, though each phase has a new optimizer.

    Args:
        model: The model that the next phase trains.
        steps: The steps of the phases before.
    """
    _before[model] = steps


def learning_rates(model: Any) -> dict[str, float]:
    """Reads the present learning rates, those of schedules included.

    Args:
        model: A Keras model.

    Returns:
        `learning_rate` for the compiled optimizer, `learning_rate_<attribute>` for each other one, without
        the `optimizer_` that the attribute may begin with.
    """
    return {
        _rate_name(name): _number(optimizer.learning_rate) for name, optimizer in optimizers(model).items()
    }


def _rate_name(attribute: str) -> str:
    if attribute == "optimizer":
        return "learning_rate"
    return f"learning_rate_{attribute.removeprefix('optimizer_')}"


def _number(value: Any) -> float:
    """Reads a variable or a tensor; of a variable on several devices, the first one's value."""
    return float(tf.convert_to_tensor(value.value if isinstance(value, keras.Variable) else value))
