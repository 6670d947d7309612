"""One objective, ready to train a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keras
from keras import ops

from kbuild.building.members import weights_by_path
from kbuild.building.objectives.program import ObjectiveProgram
from kbuild.building.site import Site
from kbuild.checking.objectives import WEIGHTS
from kbuild.reading.program import Program
from kbuild.reading.suggest import did_you_mean
from kbuild.schemas.errors import BuildError


class Objective:
    """A loss, the weights that are trained for it, and their optimizer; or a rule that changes weights.

    Args:
        names: The names of its values in the logs, its own first.
        program: Runs its program.
        source: The program itself.
        model: The model.
        variables: The weights that it trains; empty for a rule.
        optimizer: What trains them; None for a rule that changes weights by itself.
        site: Where the program stands.
    """

    def __init__(  # noqa: PLR0913 - what an objective is made of
        self,
        names: tuple[str, ...],
        *,
        program: ObjectiveProgram,
        source: Program,
        model: Any,
        variables: list[Any],
        optimizer: Any,
        site: Site,
    ) -> None:
        self.name = names[0]
        self.optimizer = optimizer
        self.variables = variables
        self.trackers = {name: _tracker(name) for name in names}
        self._program = program
        self._source = source
        self._model = model
        self._site = site

    def step(self, batch: Mapping[str, Any], *, training: bool) -> tuple[Any, dict[str, Any]]:
        """Run the program on a batch, and train by what it returns.

        Args:
            batch: `x`, `y` and `sample_weight`.
            training: Whether the weights are changed.

        Returns:
            The objective's value, and the further values for the logs.
        """
        with self._site.noted():
            if self.optimizer is None:
                return self._update(batch, training=training)
            if not training:
                return self._loss(batch, training=False)
            return self._descend(batch)

    def loss(self, batch: Mapping[str, Any]) -> Any:
        """What it is worth on a batch, as in training; nothing is changed."""
        with self._site.noted():
            return self._loss(batch, training=True)[0]

    def _descend(self, batch: Mapping[str, Any]) -> tuple[Any, dict[str, Any]]:
        import tensorflow as tf

        with tf.GradientTape() as tape:
            value, extra = self._loss(batch, training=True)
            scaled = self.optimizer.scale_loss(value)
        gradients = tape.gradient(scaled, self.variables)
        if all(each is None for each in gradients):
            text = f"the objective `{self.name}` does not depend on the layers that it trains"
            hint = "ops.stop_gradient, comparisons and thresholds let no gradient through"
            raise BuildError(text, code="trains-nothing", hint=hint)
        self.optimizer.apply_gradients(zip(gradients, self.variables, strict=True))
        return value, extra

    def _loss(self, batch: Mapping[str, Any], *, training: bool) -> tuple[Any, dict[str, Any]]:
        result, added = self._run(batch, training=training)
        extra = dict(result) if isinstance(result, Mapping) else {}
        value = extra.pop("loss", None) if isinstance(result, Mapping) else result
        if value is None:
            raise BuildError(
                f"the program of `{self.name}` returns no loss", code="no-loss", hint="return it as `loss`"
            )
        losses = [self._reduced(value, batch.get("sample_weight"))]
        losses += [ops.sum(ops.cast(each, "float32")) for each in added]
        losses += [each.regularizer(each) for each in self.variables if each.regularizer is not None]
        total = losses[0]
        for each in losses[1:]:
            total = ops.add(total, each)
        return total, {name: ops.mean(ops.cast(each, "float32")) for name, each in extra.items()}

    def _update(self, batch: Mapping[str, Any], *, training: bool) -> tuple[Any, dict[str, Any]]:
        weights = weights_by_path(self._model)
        known = {name: ops.convert_to_tensor(each) for name, each in weights.items()}
        changes, added = self._run({**batch, WEIGHTS: known}, training=training)
        if not isinstance(changes, Mapping):
            hint = "return {'unit/kernel': ...}"
            text = f"the program of `{self.name}` returns no weights with what is added to them"
            raise BuildError(text, code="no-update", hint=hint)
        changes = {name: self._change(name, change, weights) for name, change in changes.items()}
        if training:
            for name, change in changes.items():
                weights[name].assign_add(change)
        sizes = [ops.mean(ops.abs(ops.cast(each, "float32"))) for each in changes.values()]
        values = [ops.sum(ops.cast(each, "float32")) for each in added] or sizes
        return sum(values[1:], start=values[0]), {}

    def _change(self, name: str, change: Any, weights: Mapping[str, Any]) -> Any:
        if name not in weights:
            raise BuildError(
                f"there is no weight `{name}`", code="unknown-weight", hint=did_you_mean(name, tuple(weights))
            )
        weight = weights[name]
        change = ops.cast(change, weight.dtype)
        if tuple(change.shape) != tuple(weight.shape):
            text = f"what is added to `{name}` has the shape {[*change.shape]}, and it has {[*weight.shape]}"
            raise BuildError(text, code="shape-mismatch")
        return change

    def _run(self, batch: Mapping[str, Any], *, training: bool) -> tuple[Any, list[Any]]:
        """Run the program; what layers add to the loss on the way is added to what it adds itself."""
        self._model._clear_losses()
        result, added = self._program(batch, training=training)
        by_layers = [each for layer in self._model._flatten_layers() for each in layer._losses]
        self._model._clear_losses()
        return result, [*added, *by_layers]

    def _reduced(self, value: Any, sample_weight: Any) -> Any:
        """The mean over the batch, as Keras's losses take it."""
        value = ops.convert_to_tensor(value)
        value = ops.cast(value, "float32") if value.dtype != "float32" else value
        if sample_weight is not None and "sample_weight" not in self._source.reads:
            if not value.shape:
                text = f"the samples have weights, and `{self.name}` gives one value for all of them"
                hint = "return a value for each sample, or use `sample_weight` in the program"
                raise BuildError(text, code="unused-weights", hint=hint)
            weights = ops.cast(sample_weight, "float32")
            value = value * ops.reshape(weights, (-1, *(1 for _ in value.shape[1:])))
        if not value.shape:
            return value
        count = ops.prod(ops.convert_to_tensor(ops.shape(value), dtype="int32"))
        return ops.sum(value) / ops.cast(count, value.dtype)


def _tracker(name: str) -> Any:
    mean = keras.metrics.Mean(name=name)
    # Less is better: what stops or keeps by it need not be told.
    mean._direction = "down"
    return mean
