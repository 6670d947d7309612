"""The model class of `style: subclass`: a real Keras model, equal to the class a person would write."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers, ops

from kbuild.building.subclass import ProgramModel
from kbuild.reading.program import parse_program
from kbuild.schemas.errors import BuildError

TAGGER = """\
x = embed(tokens)
for block in blocks:
    x = x + block(x)
if training:
    x = noise(x)
return head(x)
"""


def random(*shape: int) -> Any:
    return np.random.default_rng(0).normal(size=shape).astype("float32")


def equal(one: Any, other: Any, tolerance: float = 1e-6) -> None:
    for left, right in zip(keras.tree.flatten(one), keras.tree.flatten(other), strict=True):
        np.testing.assert_allclose(np.asarray(left), np.asarray(right), rtol=1e-5, atol=tolerance)


def tagger(**arguments: Any) -> ProgramModel:
    declared = {
        "embed": layers.Embedding(50, 8, name="embed"),
        "blocks": [layers.Dense(8, activation="relu", name=f"blocks_{index}") for index in (1, 2, 3)],
        "noise": layers.GaussianNoise(0.1, name="noise", seed=1),
        "head": layers.Dense(9, activation="softmax", name="head"),
    }
    program = TAGGER if "inputs" in arguments else TAGGER.replace("tokens", "inputs")
    return ProgramModel(declared, program, name="tagger", **arguments)


TOKENS = {"tokens": {"shape": [None], "dtype": "int32"}}


def reloaded(model: Any, path: Path) -> Any:
    with warnings.catch_warnings():
        # Keras's own way of handing its variables to h5py is on its way out of NumPy.
        warnings.simplefilter("ignore", DeprecationWarning)
        model.save(path)
        return keras.saving.load_model(path)


class Tagger(keras.Model):  # type: ignore[misc]  # Keras has no types
    """What a person would write for `TAGGER`."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = layers.Embedding(50, 8)
        self.blocks = [layers.Dense(8, activation="relu") for _ in range(3)]
        self.noise = layers.GaussianNoise(0.1, seed=1)
        self.head = layers.Dense(9, activation="softmax")

    def call(self, tokens: Any, training: bool | None = None) -> Any:
        x = self.embed(tokens)
        for block in self.blocks:
            x = x + block(x)
        if training:
            x = self.noise(x)
        return self.head(x)


def test_it_trains_as_the_class_a_person_would_write() -> None:
    x = np.random.default_rng(0).integers(0, 50, (32, 5))
    y = np.random.default_rng(1).integers(0, 9, (32, 5))
    ours, theirs = tagger(inputs=TOKENS), Tagger()
    theirs(x)
    assert [tuple(each.shape) for each in ours.weights] == [tuple(each.shape) for each in theirs.weights]
    theirs.set_weights(ours.get_weights())
    equal(ours.predict(x, verbose=0), theirs.predict(x, verbose=0))
    equal(ours(x, training=True), theirs(x, training=True))
    histories = []
    for model in (ours, theirs):
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        histories.append(model.fit(x, y, epochs=2, batch_size=16, shuffle=False, verbose=0).history)
    equal(histories[0], histories[1], 1e-5)
    equal(ours.evaluate(x, y, verbose=0), theirs.evaluate(x, y, verbose=0), 1e-5)


def test_declared_inputs_make_the_weights_at_once_with_the_layers_names() -> None:
    model = tagger(inputs=TOKENS)
    assert model.built
    assert [each.path for each in model.weights][:2] == ["tagger/embed/embeddings", "tagger/blocks_1/kernel"]
    assert model.get_layer("blocks_2") is model.declared["blocks"][1]
    assert model.count_params() == 50 * 8 + 3 * (8 * 8 + 8) + 8 * 9 + 9
    assert model.compute_output_shape((None, 7)) == (None, 7, 9)


def test_build_makes_all_weights_from_a_shape() -> None:
    model = tagger()
    assert not model.built
    model.build((None, 7))
    assert len(model.weights) == 9


def test_layers_that_are_used_in_training_only_are_built_too() -> None:
    program = "if training:\n    return a(x)\nreturn b(x)"
    model = ProgramModel({"a": layers.Dense(2), "b": layers.Dense(2)}, program, {"x": {"shape": [3]}})
    assert len(model.weights) == 4


def test_layers_within_conditions_and_loops_on_tensors_are_built() -> None:
    program = (
        "if ops.mean(x) > 0:\n    x = a(x)\nelse:\n    x = b(x)\n"
        "for t in range(ops.shape(x)[0]):\n    x = c(x)\nwhile ops.max(x) > 1:\n    x = d(x) / 2\nreturn x"
    )
    declared = {name: layers.Dense(3, name=name) for name in "abcd"}
    model = ProgramModel(declared, program, {"x": {"shape": [3]}})
    assert len(model.weights) == 8
    equal(model.predict(random(4, 3), verbose=0), model(random(4, 3)), 1e-4)


def test_it_saves_and_loads_with_its_optimizer(tmp_path: Path) -> None:
    model = tagger(inputs=TOKENS)
    x = np.random.default_rng(0).integers(0, 50, (8, 5))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, x % 9, verbose=0)
    again = reloaded(model, tmp_path / "model.keras")
    assert isinstance(again, ProgramModel)
    assert int(again.optimizer.iterations) == 1
    assert [each.path for each in again.weights] == [each.path for each in model.weights]
    equal(again.predict(x, verbose=0), model.predict(x, verbose=0))


def test_it_loads_in_a_fresh_process(tmp_path: Path) -> None:
    model = tagger()
    x = np.arange(10).reshape(2, 5)
    expected = model.predict(x, verbose=0)
    reloaded(model, tmp_path / "model.keras")
    np.save(tmp_path / "expected.npy", expected)
    code = (
        "import sys, keras, numpy as np, kbuild.building.subclass\n"
        "model = keras.saving.load_model(sys.argv[1] + '/model.keras')\n"
        "x = np.arange(10).reshape(2, 5)\n"
        "expected = np.load(sys.argv[1] + '/expected.npy')\n"
        "np.testing.assert_allclose(model.predict(x, verbose=0), expected, atol=1e-6)\n"
        "print(type(model).__name__, len(model.weights))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["ProgramModel", "9"], done.stderr


def test_a_model_built_by_its_first_call_is_loaded_with_the_dtypes_of_that_call(tmp_path: Path) -> None:
    model = ProgramModel({"embed": layers.Embedding(9, 3)}, "return embed(inputs['a']) * inputs['b']")
    x = {"a": np.ones((2, 3), "int32"), "b": random(2, 3, 1)}
    expected = model(x)
    again = reloaded(model, tmp_path / "model.keras")
    assert again.built
    equal(again(x), expected)


def test_the_program_of_a_loaded_model_is_checked_again() -> None:
    config = tagger().get_config()
    config["call"] = "return __import__('os')"
    with pytest.raises(BuildError, match="there is no layer"):
        ProgramModel.from_config(config)


def test_its_configuration_makes_an_equal_model() -> None:
    model = tagger(inputs=TOKENS)
    again = ProgramModel.from_config(model.get_config())
    again.set_weights(model.get_weights())
    x = np.ones((2, 4), "int32")
    equal(again(x), model(x))
    assert again.get_config() == model.get_config()


def test_a_program_that_was_parsed_already_is_taken_as_it_is() -> None:
    program, _ = parse_program("return a(x)", layers=["a"], inputs=["x"])
    assert program is not None
    assert ProgramModel({"a": layers.Dense(2)}, program, {"x": {"shape": [3]}}).program is program


def test_errors_of_the_program_are_listed() -> None:
    with pytest.raises(BuildError) as caught:
        ProgramModel({"a": layers.Dense(2)}, "x = b(inputs)\nreturn c(x)")
    assert "line 1, column 5: there is no layer or function `b`" in str(caught.value)
    assert "line 2, column 8: there is no layer or function `c`" in str(caught.value)
    assert caught.value.code == "unknown-name"


def test_a_layer_under_two_names_is_refused() -> None:
    layer = layers.Dense(2, name="d")
    with pytest.raises(BuildError, match="`d` is declared twice"):
        ProgramModel({"a": layer, "b": [layer]}, "return a(inputs)")


TWO = {"left": {"shape": [4]}, "right": {"shape": [5]}}


def two_inputs(**arguments: Any) -> ProgramModel:
    declared = {"a": layers.Dense(3, name="a"), "b": layers.Dense(3, name="b")}
    return ProgramModel(declared, "return {'sum': a(left) + b(right), 'left': a(left)}", TWO, **arguments)


def test_several_inputs_and_named_results_train_by_name() -> None:
    model = two_inputs()
    x, y = {"left": random(8, 4), "right": random(8, 5)}, {"sum": random(8, 3), "left": random(8, 3)}
    model.compile("adam", {"sum": "mse", "left": "mae"}, metrics={"sum": ["mae"]})
    history = model.fit(x, y, verbose=0).history
    assert {"sum_loss", "left_loss", "sum_mae"} <= set(history)
    dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(4)
    assert set(model.evaluate(dataset, verbose=0, return_dict=True)) == set(history)
    by_name, by_order = model.predict(x, verbose=0), model.predict([x["left"], x["right"]], verbose=0)
    equal(by_name, by_order)
    equal(by_name["sum"], model.declared["a"](x["left"]) + model.declared["b"](x["right"]))


@pytest.mark.parametrize(
    "given",
    [
        {"left": random(2, 4)},
        {"left": random(2, 4), "rigth": random(2, 5)},
        [random(2, 4)],
        random(2, 4),
    ],
)
def test_inputs_that_are_missing_or_unknown_are_named(given: Any) -> None:
    with pytest.raises(ValueError, match="left, right"):
        two_inputs()(given)


def test_an_optional_input_may_be_left_out() -> None:
    inputs: Mapping[str, Any] = {"x": {"shape": [3]}, "hint": {"shape": [3], "optional": True}}
    program = "if hint is not None:\n    return a(x) + b(hint)\nreturn a(x)"
    model = ProgramModel({"a": layers.Dense(2), "b": layers.Dense(2)}, program, inputs)
    x = random(4, 3)
    equal(model.predict({"x": x}, verbose=0), model.declared["a"](x))
    equal(model.predict({"x": x, "hint": x}, verbose=0), model.declared["a"](x) + model.declared["b"](x))


def test_it_stands_in_functional_models_and_they_in_it(tmp_path: Path) -> None:
    code = keras.Input((4,))
    encoder = keras.Model(code, layers.BatchNormalization()(layers.Dense(3)(code)), name="encoder")
    inner = ProgramModel({"d": layers.Dense(3)}, "return d(inputs) * 2", name="inner")
    outer = ProgramModel(
        {"encoder": encoder, "inner": inner}, "return inner(encoder(x)) + x[:, :3]", {"x": {"shape": [4]}}
    )
    start = keras.Input((4,))
    model = keras.Model(start, layers.Dense(2)(outer(start)))
    assert model.output_shape == (None, 2)
    assert len(outer.weights) == 8
    model.compile("adam", "mse")
    model.fit(random(8, 4), random(8, 2), verbose=0)
    equal(reloaded(model, tmp_path / "model.keras").predict(random(8, 4), verbose=0), model(random(8, 4)))


def test_it_exports_with_the_dtypes_of_its_inputs(tmp_path: Path) -> None:
    model = tagger(inputs=TOKENS)
    model.export(tmp_path / "exported", verbose=False)
    x = np.arange(10, dtype="int32").reshape(2, 5)
    exported = tf.saved_model.load(str(tmp_path / "exported"))
    equal(exported.serve(x), model(x))


VARIATIONAL = """\
h = hidden(x)
mean, log_variance = to_mean(h), to_log_variance(h)
code = mean + ops.exp(0.5 * log_variance) * random.normal(ops.shape(mean))
add_loss(-0.5 * ops.mean(1 + log_variance - ops.square(mean) - ops.exp(log_variance)))
return {'reconstruction': out(code), 'code': mean}
"""


def variational(seed: int | None) -> ProgramModel:
    declared = {
        "hidden": layers.Dense(16, activation="relu"),
        "to_mean": layers.Dense(2),
        "to_log_variance": layers.Dense(2),
        "out": layers.Dense(8),
    }
    return ProgramModel(declared, VARIATIONAL, {"x": {"shape": [8]}}, seed=seed)


def test_a_variational_autoencoder_adds_its_loss_and_draws_by_its_seed(tmp_path: Path) -> None:
    x = random(32, 8)
    one, other, third = variational(3), variational(3), variational(4)
    for model in (other, third):
        model.set_weights([*one.get_weights()[:-1], model.get_weights()[-1]])
    equal(one(x), other(x))
    assert not np.allclose(one(x)["reconstruction"], third(x)["reconstruction"])
    one.compile("adam", {"reconstruction": "mse"})
    history = one.fit(x, {"reconstruction": x}, verbose=0).history
    assert history["loss"][0] > 0
    assert len(one.losses) == 1
    found = reloaded(one, tmp_path / "model.keras").predict(x, verbose=0)
    equal(found["code"], one.predict(x, verbose=0)["code"])


TEACHER = """\
_, h = encoder(embed(given))
out = []
if wanted is not None and training:
    xs = embed(wanted)
    for t in range(xs.shape[1]):
        y, state = cell(xs[:, t], [h])
        h = state[0]
        out.append(to_token(y))
    return ops.stack(out, axis=1)
token = ops.zeros((ops.shape(given)[0],), dtype='int32')
for t in range(20):
    y, state = cell(embed(token), [h])
    h = state[0]
    logits = to_token(y)
    token = ops.cast(ops.argmax(logits, axis=-1), 'int32')
    out.append(logits)
return ops.stack(out, axis=1)
"""


class Translator(keras.Model):  # type: ignore[misc]  # Keras has no types
    """What a person would write for the second half of `TEACHER`."""

    def __init__(self, declared: dict[str, Any]) -> None:
        super().__init__()
        self.parts = declared

    def call(self, given: Any) -> Any:
        _, h = self.parts["encoder"](self.parts["embed"](given))
        token, out = ops.zeros((ops.shape(given)[0],), dtype="int32"), []
        for _ in range(20):
            y, (h,) = self.parts["cell"](self.parts["embed"](token), [h])
            out.append(self.parts["to_token"](y))
            token = ops.cast(ops.argmax(out[-1], axis=-1), "int32")
        return ops.stack(out, axis=1)


def test_teacher_forcing_in_training_and_feeding_back_afterwards() -> None:
    declared = {
        "embed": layers.Embedding(12, 16),
        "encoder": layers.GRU(16, return_state=True),
        "cell": layers.GRUCell(16),
        "to_token": layers.Dense(12),
    }
    tokens: dict[str, Any] = {"dtype": "int32"}
    inputs = {"given": {"shape": [5], **tokens}, "wanted": {"shape": [3], **tokens, "optional": True}}
    model = ProgramModel(declared, TEACHER, inputs)
    assert all(layer.built for layer in model.layers)
    given = np.random.default_rng(0).integers(0, 12, (8, 5))
    equal(model.predict({"given": given}, verbose=0), Translator(declared)(given), 1e-5)
    wanted = np.random.default_rng(1).integers(0, 12, (8, 3))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    history = model.fit({"given": given, "wanted": wanted}, wanted, epochs=2, verbose=0).history
    assert history["loss"][1] < history["loss"][0]


def test_masks_go_through_its_layers_and_reach_the_program() -> None:
    tokens = np.array([[1, 2, 3, 0, 0, 0]])
    declared = {
        "embed": layers.Embedding(10, 4, mask_zero=True),
        "rnn": layers.LSTM(3, return_sequences=True),
        "pool": layers.GlobalAveragePooling1D(),
    }
    model = ProgramModel(declared, "return pool(rnn(embed(t)))", {"t": {"shape": [6], "dtype": "int32"}})
    equal(model(tokens), declared["pool"](declared["rnn"](declared["embed"](tokens))))
    program = "if mask is None:\n    return x\nreturn x * ops.expand_dims(ops.cast(mask, 'float32'), -1)"
    masked = ProgramModel({}, program, {"x": {"shape": [6, 4]}})
    start = keras.Input((6,), dtype="int32")
    found = keras.Model(start, masked(declared["embed"](start)))(tokens)
    assert not np.asarray(found)[0, 3:].any()
    assert np.asarray(found)[0, :3].all()


def test_losses_of_layers_within_loops_of_the_graph_are_counted() -> None:
    program = "for t in range(x.shape[1]):\n    y = a(x[:, t])\nreturn y"
    totals = []
    for steps in (None, 5):
        layer = layers.Dense(2, activity_regularizer="l2", kernel_initializer="ones")
        model = ProgramModel({"a": layer}, program, {"x": {"shape": [steps, 3]}})
        model.compile("sgd", "mse")
        totals.append(model.evaluate(random(4, 5, 3), random(4, 2), verbose=0))
    equal(totals[0], totals[1])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "y = a(inputs)\nz = ops.reshape(y, (7, 9))\nreturn z",
            "line 2 of the call program: z = ops.reshape(y, (7, 9))",
        ),
        ("y = a(inputs)\nreturn c(y)", "line 2 of the call program: return c(y)"),
    ],
)
def test_an_error_in_the_program_keeps_its_type_and_names_the_line_however_it_is_called(
    text: str, line: str
) -> None:
    declared = {"a": layers.Dense(4), "c": layers.Conv2D(3, 3)}

    def attempts(model: ProgramModel) -> list[Any]:
        model.compile("sgd", "mse")
        start = keras.Input((3,))
        return [
            lambda: model.build((None, 3)),
            lambda: model(random(2, 3)),
            lambda: model(start),
            lambda: model.predict(random(2, 3), verbose=0),
            lambda: keras.Model(start, model(start)),
        ]

    for index in range(5):
        with pytest.raises(ValueError, match=r"shape|ndim|divisible") as caught:
            attempts(ProgramModel(declared, text))[index]()
        assert caught.value.__notes__ == [line]


def test_an_error_that_shows_only_with_data_names_the_line() -> None:
    model = ProgramModel({}, "return ops.reshape(x, (7, 9))", {"x": {"shape": [None]}})
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        model(random(2, 3))
    assert caught.value.__notes__ == ["line 1 of the call program: return ops.reshape(x, (7, 9))"]


def test_xla_compiles_what_has_bounds_and_is_not_asked_for_a_while_on_tensors() -> None:
    counted = ProgramModel(
        {"a": layers.Dense(3)}, "for t in range(20):\n    x = a(x)\nreturn x", {"x": {"shape": [3]}}
    )
    endless = ProgramModel({}, "while ops.max(x) > 1:\n    x = x / 2\nreturn x", {"x": {"shape": [3]}})
    plain = ProgramModel({}, "k = 0\nwhile k < 3:\n    k += 1\nreturn x * k", {"x": {"shape": [3]}})
    assert [model.supports_jit for model in (counted, endless, plain)] == [True, False, True]
    counted.compile("sgd", "mse", jit_compile=True)
    assert counted.fit(random(4, 3), random(4, 3), verbose=0).history["loss"][0] > 0


def test_it_runs_eagerly_and_in_mixed_precision() -> None:
    program = "y = a(x)\nif ops.mean(y) > 0:\n    y = y * 2\nreturn ops.cast(y, 'float32')"
    declared = {"a": layers.Dense(3, dtype="mixed_bfloat16")}
    model = ProgramModel(declared, program, {"x": {"shape": [3]}}, dtype="mixed_bfloat16")
    model.compile("sgd", "mse", run_eagerly=True)
    model.fit(random(4, 3), random(4, 3), verbose=0)
    assert model.predict(random(4, 3), verbose=0).dtype == "float32"
    assert ProgramModel.from_config(model.get_config()).dtype_policy.name == "mixed_bfloat16"


def test_a_call_within_the_program_may_pin_training() -> None:
    declared = {"norm": layers.BatchNormalization(), "drop": layers.Dropout(0.5, seed=1)}
    program = "return drop(norm(x, training=False), training=True)"
    model = ProgramModel(declared, program, {"x": {"shape": [50]}})
    model.compile("sgd", "mse")
    model.fit(random(8, 50) + 3, random(8, 50), verbose=0)
    assert not np.asarray(declared["norm"].moving_mean).any()
    assert 0.2 < (model.predict(np.ones((4, 50)), verbose=0) == 0).mean() < 0.8


def test_the_line_of_an_error_is_left_as_a_number_too() -> None:
    model = ProgramModel({}, "y = x\nreturn ops.reshape(y, (7, 9))", {"x": {"shape": [None]}})
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        model(random(2, 3))
    assert caught.value.kbuild_program_line == 2


def test_what_goes_wrong_in_the_runtime_keeps_its_code_and_hint_through_keras() -> None:
    model = ProgramModel({}, "if training:\n    x[0] = 1\nreturn x", {"x": {"shape": [3]}})
    with pytest.raises(BuildError, match="can't be assigned to") as caught:
        model(random(2, 3), training=True)
    assert caught.value.code == "call-program"
    assert caught.value.hint == "a tensor is changed with ops.slice_update or ops.scatter_update"
    assert caught.value.__notes__ == ["line 2 of the call program: x[0] = 1"]
