"""How much memory a model takes: its weights, what its optimizer keeps for each, and the results of a batch.

What is counted is what must be there: weights, gradients, the optimizer's slots, and the result of every
layer for one batch, which training keeps until the gradients are made. Keras, TensorFlow and their scratch
space come on top.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kbuild.checking.shapes.application_sizes import TOGETHER
from kbuild.checking.shapes.arguments import Arguments, Spec, kind_of
from kbuild.checking.shapes.graph import Graph, Step
from kbuild.checking.shapes.outcomes import Weight
from kbuild.checking.shapes.tensors import UNKNOWN, Tensor, leaves
from kbuild.schemas import catalog

_DIGITS = re.compile(r"\d+")
# Layers whose result is their input under another form, which takes no memory of its own.
_VIEWS = (
    "Flatten",
    "Identity",
    "Reshape",
    "ops.reshape",
    "ops.expand_dims",
    "ops.squeeze",
    "ops.stop_gradient",
)


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes that a model takes, each None where it is not known.

    Args:
        weights: All weights.
        gradients: One value for each trainable parameter.
        optimizer: What the optimizer keeps from step to step; None also where the document names none.
        activations: The results of all layers for one batch; open sizes count as 1, see `open_sizes`.
        batch_size: The samples in that batch.
        open_sizes: Whether a result has an open size besides the batch, so that `activations` is too small.
    """

    weights: int | None
    gradients: int | None
    optimizer: int | None
    activations: int | None
    batch_size: int
    open_sizes: bool

    @property
    def training(self) -> int | None:
        """All of it together; None where a part is not known."""
        parts = (self.weights, self.gradients, self.optimizer, self.activations)
        return None if None in parts else sum(part for part in parts if part is not None)


def memory_of(
    graph: Graph | None, weights: Sequence[Weight] | None, optimizer: Any, batch_size: int
) -> Memory:
    """Add up what a model takes.

    Args:
        graph: The model, gone through; None where its inside is not known.
        weights: All of its weights; None where not known.
        optimizer: An optimizer of the document, its name, or None.
        batch_size: The samples in a batch.

    Returns:
        The bytes of each part.
    """
    trained = None if weights is None else [weight for weight in weights if weight.trainable]
    results, open_sizes = (None, False) if graph is None else _activations(graph, batch_size)
    return Memory(
        weights=_bytes(weights),
        gradients=_bytes(trained),
        optimizer=None if trained is None else _bytes(slots(optimizer, trained)),
        activations=results,
        batch_size=batch_size,
        open_sizes=open_sizes,
    )


def slots(optimizer: Any, weights: Sequence[Weight]) -> list[Weight] | None:
    """What an optimizer keeps from step to step for the weights that it trains.

    Args:
        optimizer: An optimizer of the document, or a name that Keras takes for one.
        weights: The trainable weights.

    Returns:
        Its variables with the counter of its steps and its learning rate; None if it is not known.

    Example:
        >>> [slot.shape for slot in slots("adam", [Weight("kernel", (4, 3))])]
        [(), (), (4, 3), (4, 3)]
    """
    entry = catalog.find(
        "optimizer", optimizer if isinstance(optimizer, str) else getattr(optimizer, "type_name", "")
    )
    if entry is None:
        return None
    given = optimizer.arguments() if isinstance(optimizer, Spec) else {}
    settings = Arguments(entry.name, given, entry)
    if entry.name == "LossScaleOptimizer":
        inner = slots(settings.get("inner_optimizer"), weights)
        return None if inner is None else [_scalar("step_counter", "int32"), _scalar("dynamic_scale"), *inner]
    for_each = _SLOTS.get(entry.name)
    if for_each is None or settings.get("exclude_layers"):
        return None
    if entry.name in _BY_SHAPE and any(weight.name == TOGETHER for weight in weights):
        return None
    found = [_scalar("iterations", "int32"), _scalar("learning_rate")]
    for weight in weights:
        names = [*_common(settings), *for_each(settings, weight)]
        found += [
            each if isinstance(each, Weight) else Weight(each, weight.shape, weight.dtype) for each in names
        ]
    return found


def _common(settings: Arguments) -> list[str]:
    kept = ["average"] if settings.get("use_ema") else []
    return kept + (["gradient_accumulator"] if settings.get("gradient_accumulation_steps") else [])


def _adam(settings: Arguments, _weight: Weight) -> list[str | Weight]:
    return ["momentum", "velocity", *(["velocity_hat"] if settings.get("amsgrad") else [])]


def _rmsprop(settings: Arguments, _weight: Weight) -> list[str | Weight]:
    momentum = ["momentum"] if settings.get("momentum") else []
    return ["velocity", *momentum, *(["average_gradient"] if settings.get("centered") else [])]


def _adafactor(_settings: Arguments, weight: Weight) -> list[str | Weight]:
    if len(weight.shape) < 2:
        return ["velocity"]
    rows, columns = weight.shape[:-1], (*weight.shape[:-2], weight.shape[-1])
    return [Weight("rows", rows, weight.dtype), Weight("columns", columns, weight.dtype), "velocity"]


def _muon(settings: Arguments, weight: Weight) -> list[str | Weight]:
    table = settings.get("exclude_embeddings") and "embedding" in weight.name
    return ["momentum"] if len(weight.shape) == 2 and not table else ["momentum", "velocity"]


def _always(*names: str) -> Callable[[Arguments, Weight], list[str | Weight]]:
    return lambda _settings, _weight: list(names)


_SLOTS: Mapping[str, Callable[[Arguments, Weight], list[str | Weight]]] = {
    "SGD": lambda settings, _weight: ["momentum"] if settings.get("momentum") else [],
    "Adam": _adam,
    "AdamW": _adam,
    "RMSprop": _rmsprop,
    "Adafactor": _adafactor,
    "Muon": _muon,
    "Adadelta": _always("accumulated_grad", "accumulated_delta_var"),
    "Adagrad": _always("accumulator"),
    "Adamax": _always("momentum", "norm"),
    "Ftrl": _always("accumulator", "linear"),
    "Lamb": _always("momentum", "velocity"),
    "Lion": _always("momentum"),
    "Nadam": _always("momentum", "velocity"),
    "ScheduleFreeAdamW": _always("momentum", "velocity"),
}


# Those that keep more or less for a weight by its number of axes.
_BY_SHAPE = ("Adafactor", "Muon")


def _scalar(name: str, dtype: str = "float32") -> Weight:
    return Weight(name, (), dtype, trainable=False)


def _activations(graph: Graph, batch_size: int) -> tuple[int | None, bool]:
    total, open_sizes = 0, False
    for tensor in _results(graph):
        if tensor.shape is None:
            return None, False
        batch = batch_size if tensor.shape[:1] == (None,) else 1
        open_sizes = open_sizes or None in tensor.shape[1:]
        total += (
            batch * math.prod(size for size in tensor.shape if size is not None) * bits(tensor.dtype) // 8
        )
    return total, open_sizes


def _results(graph: Graph) -> Iterable[Tensor]:
    for step in graph.steps:
        inside = step.outcome.inside
        if isinstance(inside, Graph):
            yield from _results_without_inputs(inside)
        elif step.spec is not None and kind_of(step.spec) == "application":
            yield UNKNOWN  # what its layers keep is many times its result
        elif not _is_view(step):
            yield from leaves(step.outcome.outputs)


def _results_without_inputs(graph: Graph) -> Iterable[Tensor]:
    yield from _results(Graph(tuple(step for step in graph.steps if step.spec is not None), graph.outputs))


def _is_view(step: Step) -> bool:
    return step.spec is not None and step.spec.type_name in _VIEWS


def _bytes(weights: Iterable[Weight] | None) -> int | None:
    if weights is None:
        return None
    return sum(math.ceil(weight.size * bits(weight.dtype) / 8) for weight in weights)


def bits(dtype: str | None) -> int:
    """The bits of one value; of an unknown dtype as of float32.

    Example:
        >>> bits("float16"), bits("int64"), bits("bool"), bits(None)
        (16, 64, 8, 32)
    """
    found = _DIGITS.search(dtype or "")
    return 8 if dtype == "bool" else int(found[0]) if found else 32
