"""A look into a model as its weights were at one moment: what its layers give, and its gradients.

Everything runs on copies of the weights and leaves no trace in the model (Keras's `StatelessScope` keeps
what dropout's seeds and batch normalisation's averages would become), so it can run beside the training, in
a thread of its own, and never changes what the training comes to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from kbuild.callbacks.boards.examples import Examples, fitting
from kbuild.callbacks.boards.listening import listening
from kbuild.callbacks.states import fixed_batch, state_variables

_CHUNK = 256
_MOST_NUMBERS = 2**21
_MOST_FEATURES = 2048


@dataclass(slots=True)
class Look:
    """What was seen.

    Attributes:
        outputs: The model's outputs, as the model gives them, of arrays.
        hidden: The activations that a sample comes to before the output, `(samples, features)`; None where
            there are none.
        dead: By layer, the share of its ReLU units that are 0 for every sample.
    """

    outputs: Any
    hidden: np.ndarray[Any, Any] | None = None
    dead: dict[str, float] = field(default_factory=dict)


class Probe:
    """Looks into a model.

    Args:
        model: A built model.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._relus, self._hidden = _relus(model), _hidden(model)
        self._inner = _inner_relus(model, self._relus)
        self._tapped: Any = None

    @property
    def hidden_name(self) -> str | None:
        """The layer whose activations are shown; None where there is none."""
        return self._hidden[0] if self._hidden is not None else None

    def look(self, weights: Mapping[int, Any], examples: Examples) -> Look:
        """Lets the model see samples.

        Args:
            weights: The values of the model's variables, by their ids; see `values`.
            examples: The samples.
        """
        alive: dict[str, Any] = {}
        outputs, hidden = [], []

        def heard(name: str, value: Any) -> None:
            lit = tf.reduce_any(value > 0, axis=list(range(len(value.shape) - 1)))
            alive[name] = tf.logical_or(alive[name], lit) if name in alive else lit

        size = fixed_batch(self._model) or _rows_at_once(self._model, examples)
        for start in range(0, len(examples), size):
            given = examples.rows(start, start + size).x
            with listening(self._inner, heard):
                found, inner, relus = self._forward(weights, given)
            outputs.append(keras.tree.map_structure(keras.ops.convert_to_numpy, found))
            if inner is not None:
                hidden.append(np.asarray(inner).reshape(len(inner), -1))
            for name, value in relus.items():
                heard(name, value)
        return Look(
            keras.tree.map_structure(lambda *parts: np.concatenate(parts), *outputs),
            np.concatenate(hidden) if hidden else None,
            {name: 1.0 - float(tf.reduce_mean(tf.cast(each, tf.float32))) for name, each in alive.items()},
        )

    def gradients(self, weights: Mapping[int, Any], examples: Examples) -> dict[str, Any] | None:
        """Computes the gradient of the loss on some samples, as a training step would.

        Args:
            weights: The values of the model's variables, by their ids.
            examples: The samples and their targets.

        Returns:
            The gradients by the variables' paths; None for a model whose training step is its own, or
            without a loss. Where kbuild trains by several objectives, what they add up to.
        """
        model = self._model
        losses = getattr(getattr(vars(model).get("train_step"), "__self__", None), "losses", None)
        if losses is not None:
            return self._of_objectives(losses, weights, examples)
        if not trains_as_keras(model) or examples.y is None:
            return None
        given = keras.tree.map_structure(tf.convert_to_tensor, examples.x)
        target = keras.tree.map_structure(tf.convert_to_tensor, examples.y)
        values = [weights[id(each)] for each in model.trainable_variables]
        with keras.StatelessScope(state_mapping=_mapping(model, weights)), tf.GradientTape() as tape:
            tape.watch(values)
            found = model(given, training=True)
            loss = model.compute_loss(x=given, y=target, y_pred=found, training=True)
        gradients = tape.gradient(loss, values)
        named = zip(model.trainable_variables, gradients, strict=True)
        return {each.path: tf.convert_to_tensor(slope) for each, slope in named if slope is not None}

    def _of_objectives(self, losses: Any, weights: Mapping[int, Any], examples: Examples) -> dict[str, Any]:
        given, target = (
            None if each is None else keras.tree.map_structure(tf.convert_to_tensor, each)
            for each in (examples.x, examples.y)
        )
        variables = self._model.trainable_variables
        values = [weights[id(each)] for each in variables]
        places = {id(each): place for place, each in enumerate(variables)}
        found: dict[str, Any] = {}
        with (
            keras.StatelessScope(state_mapping=_mapping(self._model, weights)),
            tf.GradientTape(persistent=True) as tape,
        ):
            tape.watch(values)
            made = losses((given,) if target is None else (given, target))
        for loss, trained in made:
            own = [each for each in trained if id(each) in places]
            slopes = tape.gradient(loss, [values[places[id(each)]] for each in own])
            for each, slope in zip(own, slopes, strict=True):
                if slope is not None:
                    whole = tf.convert_to_tensor(slope)
                    found[each.path] = found[each.path] + whole if each.path in found else whole
        return found

    def _forward(self, weights: Mapping[int, Any], x: Any) -> tuple[Any, Any, dict[str, Any]]:
        with keras.StatelessScope(state_mapping=_mapping(self._model, weights)):
            if not self._relus and self._hidden is None:
                given = keras.tree.map_structure(tf.convert_to_tensor, x)
                return self._model(given, training=False), None, {}
            found = self._taps()(fitting(self._model, x), training=False)
        relus = {name: found[f"relu/{name}"] for name in self._relus}
        outputs = [found[f"output/{index}"] for index in range(len(self._model.outputs))]
        structured = keras.tree.pack_sequence_as(_structure(self._model), outputs)
        return structured, found.get("hidden"), relus

    def _taps(self) -> Any:
        """A model over the same layers that gives the inner tensors too; made when it is first needed."""
        if self._tapped is None:
            outputs = {f"output/{index}": each for index, each in enumerate(self._model.outputs)}
            outputs |= {f"relu/{name}": each for name, each in self._relus.items()}
            if self._hidden is not None:
                outputs["hidden"] = self._hidden[1]
            inputs = self._model.inputs[0] if len(self._model.inputs) == 1 else self._model.inputs
            # Named, because a name of Keras's own choice would shift those of layers made later.
            self._tapped = keras.Model(inputs, outputs, name="probe")
        return self._tapped


def values(model: Any, copy: Any) -> dict[int, Any]:
    """Copies the values of a model's weights and seeds at this moment.

    Args:
        model: A built model.
        copy: Copies one variable's value.

    Returns:
        The copies by the variables' ids.
    """
    counting = {id(each) for metric in model.metrics for each in metric.variables}
    return {id(each): copy(each) for each in model.variables if id(each) not in counting}


def whole_batches(model: Any, examples: Examples | None, most: int | None = None) -> Examples | None:
    """Leaves out samples that a model with stateful layers cannot take: it takes whole batches.

    Args:
        model: A built model.
        examples: The samples.
        most: How many at most, in a model that takes any number; one batch in one that doesn't.

    Returns:
        As many as there may be; None for none.
    """
    if examples is None:
        return None
    size, count = fixed_batch(model), len(examples)
    if size is None:
        return examples if most is None else examples.rows(0, most)
    count = min(size if most is not None else count, count) // size * size
    return examples.rows(0, count) if count else None


def trains_as_keras(model: Any) -> bool:
    """Says whether a model's training step is Keras's own, on a loss that it was compiled with."""
    return (
        type(model).train_step is keras.Model.train_step
        and type(model).compute_loss is keras.Model.compute_loss
        and getattr(model, "_compile_loss", None) is not None
    )


def _mapping(model: Any, weights: Mapping[int, Any]) -> list[tuple[Any, Any]]:
    # What the training's layers remember is of other samples.
    nothing = [(each, tf.zeros(each.shape, each.dtype)) for each in state_variables(model)]
    return [*((each, weights[id(each)]) for each in model.variables if id(each) in weights), *nothing]


def _structure(model: Any) -> Any:
    """The structure of a model's outputs; a sequential model has one."""
    return (
        getattr(model, "_outputs_struct", None)
        if not isinstance(model, keras.Sequential)
        else model.outputs[0]
    )


def _rows_at_once(model: Any, examples: Examples) -> int:
    """As many samples as keep the largest of the layers' outputs small."""
    most = sum(int(np.prod(each.shape[1:])) for each in keras.tree.flatten(examples.x))
    for layer in model.layers:
        shape = getattr(_output(layer), "shape", None)
        if shape is not None and None not in shape[1:]:
            most = max(most, int(np.prod(shape[1:])))
    return max(1, min(_CHUNK, _MOST_NUMBERS // max(most, 1)))


def _has_graph(model: Any) -> bool:
    return bool(getattr(model, "inputs", None) and getattr(model, "outputs", None)) and hasattr(
        model, "layers"
    )


def _output(layer: Any) -> Any:
    """A layer's output in its model; None where there is none, or more than one."""
    nodes: list[Any] = getattr(layer, "_inbound_nodes", [])
    found: list[Any] = keras.tree.flatten(nodes[0].output_tensors) if len(nodes) == 1 else []
    return found[0] if len(found) == 1 else None


def _relus(model: Any) -> dict[str, Any]:
    if not _has_graph(model):
        return {}
    tensors = {each.name: _output(each) for each in model.layers if _is_relu(each)}
    return {name: each for name, each in tensors.items() if each is not None}


def _inner_relus(model: Any, known: Mapping[str, Any]) -> dict[str, Any]:
    """The ReLUs that no tensor of the model's own graph is of: in nested models, in a class's program."""
    found = dict(_named_layers(model, ""))
    return {name: each for name, each in found.items() if name not in known and _is_relu(each)}


def _named_layers(model: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """All layers at any depth, those of inner models behind the inner model's name."""
    for layer in model._flatten_layers(include_self=False, recursive=False):
        yield f"{prefix}{layer.name}", layer
        yield from _named_layers(layer, f"{prefix}{layer.name}/")


def _is_relu(layer: Any) -> bool:
    relu = keras.activations.relu
    is_one = isinstance(layer, keras.layers.ReLU) or getattr(layer, "activation", None) is relu
    return is_one and not hasattr(layer, "cell") and not hasattr(layer, "recurrent_activation")


def _hidden(model: Any) -> tuple[str, Any] | None:
    """The narrowest layer of an autoencoder; of any other model, what its last layer of weights sees."""
    if not _has_graph(model):
        return None
    weighty = [each for each in model.layers if each.weights and _output(each) is not None]
    first, last = tuple(model.inputs[0].shape), tuple(model.outputs[0].shape)
    if first == last and len(model.inputs) == len(model.outputs) == 1:
        inner = [(each.name, _output(each)) for each in weighty[:-1]]
        inner = [(name, each) for name, each in inner if None not in each.shape[1:]]
        found = min(inner, key=lambda each: int(np.prod(each[1].shape[1:])), default=None)
    else:
        found = _before(model, weighty)
    return found if found is not None and _features(found[1]) <= _MOST_FEATURES else None


def _before(model: Any, weighty: list[Any]) -> tuple[str, Any] | None:
    """What goes into the last layer with weights, where another layer with weights made it."""
    if len(weighty) < 2:
        return None
    tensors: list[Any] = [*weighty[-1]._inbound_nodes[0].input_tensors]
    if len(tensors) != 1:
        return None
    maker = next((each for each in model.layers if _output(each) is tensors[0]), None)
    return (maker.name, tensors[0]) if maker is not None else None


def _features(tensor: Any) -> int:
    return int(np.prod(tensor.shape[1:])) if None not in tensor.shape[1:] else _MOST_FEATURES + 1
