from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

import kbuild
from kbuild import gallery
from kbuild.converting.python.to_python import to_python
from kbuild.schemas.errors import UsageError

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

TWO_LOSSES = """
seed: 1
model:
  style: functional
  inputs: {a: {shape: [4]}}
  layers:
    hidden: {Dense: {units: 5, kernel_regularizer: {L2: {l2: 0.01}}}}
    drawn: {Dense: {units: 4}}
    head: {Dense: {units: 1}, from: hidden}
  outputs: [drawn, head]
compile: {optimizer: {SGD: {learning_rate: 0.05}}}
objectives:
  - name: draw
    trainable: [hidden, drawn]
    loss: |
      picture = drawn(hidden(x))
      return {"loss": losses.mse(x, picture), "largest": ops.max(picture)}
  - name: tell
    trainable: head
    optimizer: {SGD: {learning_rate: 0.2}}
    loss: return ops.mean(ops.square(y - head(ops.stop_gradient(hidden(x)))))
data: {train: {Toy: {name: iris}}, test: 0.2}
"""


def trained(text: str, document: Any, y: Any, weights: Any = None) -> tuple[Any, Any]:
    """The models after two steps each: the program's, and kbuild's own."""
    import keras

    from kbuild.building.build import build_model
    from kbuild.building.objectives import attach
    from kbuild.building.site import Site
    from kbuild.schemas.training import Compile

    x = np.random.default_rng(0).normal(size=(6, 4)).astype("float32")
    keras.utils.clear_session()
    names: dict[str, Any] = {"__name__": "program"}
    exec(compile(text, "<program>", "exec"), names)
    built, made = build_model(document), names["model"]
    spec = document.compile or Compile()
    built.compile(optimizer="sgd", metrics=list(spec.metrics or ()), weighted_metrics=spec.weighted_metrics)
    attach(built, document.objectives, spec, Site(1))
    made.set_weights(built.get_weights())
    for _ in range(2):
        theirs = built.train_on_batch(x, y, weights, return_dict=True)
        ours = names["trainer"].train_on_batch(x, y, weights, return_dict=True)
    for title in ours:
        np.testing.assert_allclose(float(ours[title]), float(theirs[title]), rtol=1e-4, err_msg=title)
    return built, made


def same(built: Any, made: Any) -> None:
    for left, right in zip(built.weights, made.weights, strict=True):
        np.testing.assert_allclose(np.asarray(left), np.asarray(right), rtol=1e-5, err_msg=left.path)


def test_several_losses_train_as_the_document_does() -> None:
    document = kbuild.load(TWO_LOSSES)
    text = to_python(document)
    assert "class ModelTrainer(keras.Model):" in text
    assert text.count("tf.GradientTape()") == 2
    same(*trained(text, document, np.ones((6, 1), "float32")))


def test_a_rule_without_a_gradient_changes_the_weights_as_the_document_does() -> None:
    document = kbuild.load(gallery.path("perceptron"))
    text = to_python(document)
    same(*trained(text, document, np.asarray([0, 1, 1, 0, 1, 0], "int32")))
    assert "self.unit.kernel.assign_add(" in text


def test_layers_are_told_whether_they_are_trained_where_that_means_something() -> None:
    text = to_python(gallery.path("gan"))
    assert "self.critic(ops.reshape(x, (-1, 8)), training=training)" in text
    assert "self.critic = model.critic" in text
    assert "trainer.fit(data.train.x, batch_size=256, epochs=200)" in text
    assert "training=" not in to_python(TWO_LOSSES).split("def train_step")[0]


def test_a_program_that_python_cannot_trace_is_refused_by_name() -> None:
    loss = "h = hidden(x)\nwhile ops.max(h) > 1:\n    h = h / 2\nreturn ops.mean(h)"
    with pytest.raises(UsageError, match="`objective_1`"):
        to_python(
            {
                "model": {
                    "style": "sequential",
                    "layers": [{"Input": {"shape": [2]}}, {"Dense": {"units": 1, "name": "hidden"}}],
                },
                "objectives": [{"loss": loss}],
            }
        )


WEIGHTED = """
model:
  layers:
    - Input: {shape: [4]}
    - Dense: {units: 3, name: hidden}
    - Dense: {units: 1, name: head}
compile: {optimizer: {SGD: {learning_rate: 0.1}}, weighted_metrics: [mae]}
objectives:
  - {name: all, loss: "return losses.mse(y, model(x))"}
  - name: own
    trainable: head
    loss: "return ops.sum(sample_weight * losses.mae(y, head(hidden(x)))) / 6"
data: {train: {Csv: {path: rows.csv, target: price, weight: w}}, validation: 0.2, test: 0.2}
fit: {epochs: 1}
"""


def test_weights_of_samples_count_as_they_do_in_training_by_the_document() -> None:
    document = kbuild.load(WEIGHTED)
    text = to_python(document)
    same(*trained(text, document, np.ones((6, 1), "float32"), np.arange(6, dtype="float32")))
    assert "sample_weight=data.train.sample_weight" in text
    assert "trainer.evaluate(data.test.x, data.test.y, sample_weight=data.test.sample_weight)" in text


def test_weights_by_class_reach_the_losses_with_the_targets() -> None:
    changes = {"fit.class_weight": {0: 2.0}, "-objectives.1": None}
    text = to_python(kbuild.load(TWO_LOSSES, overrides=changes))
    assert "self.weighted_mean(values['loss'], sample_weight)" in text.replace('"', "'")
    assert "trainer.fit(x_train, y_train" in text


def test_one_value_for_samples_with_weights_is_refused_as_training_refuses_it() -> None:
    changed = {"objectives.0.loss": "return ops.mean(losses.mse(y, model(x)))"}
    with pytest.raises(UsageError, match="gives one value for all of them"):
        to_python(kbuild.load(WEIGHTED, overrides=changed))
