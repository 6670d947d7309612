"""The objectives of a document as a model's training step.

The model stays the plain model that the document describes: while it is trained by objectives, its
`train_step` and `test_step` are those of this runner, its `optimizer` is the first objective's, and the
others are attributes beside it, where checkpoints find them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import keras

from kbuild.building.construct import construct
from kbuild.building.members import trained_by
from kbuild.building.objectives.objective import Objective
from kbuild.building.objectives.program import ObjectiveProgram
from kbuild.building.site import Site
from kbuild.building.subclass import ProgramModel
from kbuild.checking.objectives import MODEL, logged, parse_objective
from kbuild.schemas.errors import BuildError
from kbuild.schemas.objectives import Objective as Spec
from kbuild.schemas.objects import Object
from kbuild.schemas.training import Compile

_STEPS = ("train_step", "test_step")


class Objectives:
    """Trains a model by objectives until it is detached.

    Args:
        model: A built and compiled model.
        objectives: What it is trained by, in order.
    """

    def __init__(self, model: Any, objectives: Sequence[Objective]) -> None:
        self.model = model
        self.objectives = tuple(objectives)
        self._seeds = [each for each in (_seed(one) for one in objectives) if each is not None]
        self._attributes: list[str] = []
        self._compiled = model.optimizer

    def attach(self) -> None:
        """Take the place of the model's own steps."""
        model, attributes = self.model, vars(self.model)
        for each in self.objectives:
            if each.optimizer is not None and not each.optimizer.built:
                each.optimizer.build(each.variables)
            # Past the tracker of a built model, which is locked: these belong to the training alone.
            model._metrics.extend(each.trackers.values())
        model._seed_generators.extend(self._seeds)
        own = {f"optimizer_{each.name}": each.optimizer for each in self.objectives[1:] if each.optimizer}
        first = self.objectives[0].optimizer
        model.optimizer = first if first is not None else _counter(model)
        attributes.update(own, train_step=self.train_step, test_step=self.test_step)
        self._attributes = [*own, *_STEPS]

    def detach(self) -> None:
        """Give the model back its own steps."""
        attributes = vars(self.model)
        for name in self._attributes:
            attributes.pop(name, None)
        self._attributes = []
        # What `compile` says of the model is what a saved one is loaded with.
        self.model.optimizer = self._compiled
        if not self._compiled.built:
            self._compiled.build(self.model.trainable_variables)
        trackers = {id(each) for one in self.objectives for each in one.trackers.values()}
        self.model._metrics[:] = [each for each in self.model._metrics if id(each) not in trackers]
        seeds = {id(each) for each in self._seeds}
        kept = [each for each in self.model._seed_generators if id(each) not in seeds]
        self.model._seed_generators[:] = kept

    def train_step(self, data: Any) -> dict[str, Any]:
        """Run every objective on a batch, one after the other; returns the logs."""
        return self._step(data, training=True)

    def test_step(self, data: Any) -> dict[str, Any]:
        """Evaluate every objective on a batch; returns the logs."""
        return self._step(data, training=False)

    def losses(self, data: Any) -> list[tuple[Any, Sequence[Any]]]:
        """What each objective that has an optimizer is worth on a batch, and the weights that it trains.

        Nothing is changed; TensorBoard's callback asks for it, to show the gradients.
        """
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        batch = {"x": x, "y": y, "sample_weight": sample_weight}
        return [(each.loss(batch), each.variables) for each in self.objectives if each.optimizer is not None]

    def _step(self, data: Any, *, training: bool) -> dict[str, Any]:
        import tensorflow as tf

        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        batch = {"x": x, "y": y, "sample_weight": sample_weight}
        size = tf.shape(keras.tree.flatten(x)[0])[0]
        total: Any = None
        for each in self.objectives:
            value, extra = each.step(batch, training=training)
            total = value if total is None else total + value
            _track(each, {each.name: value, **extra}, size)
        if training and self.objectives[0].optimizer is None:
            self.model.optimizer.iterations.assign_add(1)
        self.model._loss_tracker.update_state(total, sample_weight=size)
        return self._metrics(x, y, sample_weight)

    def _metrics(self, x: Any, y: Any, sample_weight: Any) -> dict[str, Any]:
        """The logs; the metrics of `compile` are of the model as it is after the step."""
        model = self.model
        if y is not None and model._compile_metrics is not None:
            logs: dict[str, Any] = model.compute_metrics(x, y, model(x, training=False), sample_weight)
            return logs
        return dict(model.get_metrics_result())


def attach(model: Any, specs: Sequence[Spec], spec: Compile, site: Site) -> Objectives:
    """Let a model be trained by objectives.

    Args:
        model: A built model, compiled without a loss.
        specs: The document's `objectives`.
        spec: The document's `compile`, whose optimizer trains where an objective names none.
        site: Where `objectives` stand in the document.

    Returns:
        What has taken the place of the model's steps; `detach` gives them back.

    Raises:
        BuildError: A program that does not fit, an objective that trains nothing, ...
    """
    if not model.built:
        text = (
            "objectives train a model whose weights are known, and this one has none before its first batch"
        )
        raise BuildError(text, code="not-built", hint="begin its layers with an Input")
    made = [_made(model, each, index, spec, site.at(index)) for index, each in enumerate(specs)]
    runner = Objectives(model, made)
    runner.attach()
    return runner


def _made(model: Any, spec: Spec, index: int, compiled: Compile, site: Site) -> Objective:
    names = logged(spec, index)
    members = _members(model)
    program, errors = parse_objective(spec, None, tuple(members))  # type: ignore[arg-type]  # layers are known
    if program is None:
        raise BuildError(errors[0].message, code=errors[0].code, hint=errors[0].hint)
    with site.seeded(f"objectives:{names[0]}"):
        seed = keras.random.SeedGenerator() if "random" in program.modules else None
        runner = ObjectiveProgram(program, {**members, MODEL: model}, seed, name=names[0])
    variables = [] if spec.update is not None else trained_by(model, spec.trainable)
    if spec.update is None and not variables:
        text = f"the objective `{names[0]}` trains nothing: its layers have no weights that are trained"
        raise BuildError(text, code="trains-nothing")
    return Objective(
        names,
        program=runner,
        source=program,
        model=model,
        variables=variables,
        optimizer=None if spec.update is not None else _optimizer(model, spec, compiled, site),
        site=site.at(spec.program_key),
    )


def _members(model: Any) -> Mapping[str, Any]:
    """The layers that a program calls by their names."""
    if isinstance(model, ProgramModel):
        return model.declared
    layers = model._flatten_layers(include_self=False, recursive=False)
    return {each.name: each for each in layers if not isinstance(each, keras.layers.InputLayer)}


def _optimizer(model: Any, spec: Spec, compiled: Compile, site: Site) -> Any:
    written = spec.optimizer if spec.optimizer is not None else compiled.optimizer
    made = (
        construct(written, site.at("optimizer"))
        if isinstance(written, Object)
        else keras.optimizers.get(written)
    )
    if compiled.auto_scale_loss and model.dtype_policy.name == "mixed_float16":
        return keras.optimizers.LossScaleOptimizer(made, name="loss_scale_optimizer")
    return made


def _counter(model: Any) -> Any:
    """An optimizer that only counts the steps, where the first objective needs none."""
    optimizer = keras.optimizers.SGD()
    optimizer.build(model.trainable_variables)
    return optimizer


def _seed(objective: Objective) -> Any:
    return objective._program._held.seed


def _track(objective: Objective, values: Mapping[str, Any], size: Any) -> None:
    for name, value in values.items():
        if name not in objective.trackers:
            text = (
                f"`{objective.name}` gives the value `{name}` to the logs, and only a return shows its name"
            )
            raise BuildError(
                text, code="unknown-value", hint=f"write it out: return {{'loss': ..., '{name}': ...}}"
            )
        objective.trackers[name].update_state(value, sample_weight=size)
