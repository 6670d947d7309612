"""With its weights written beside it, a document builds the model that it came from, to the last bit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from keras import layers

import kbuild
from kbuild.converting.from_file import convert_file, from_file
from kbuild.converting.written import written_yaml
from kbuild.schemas.errors import BuildError, UsageError

ROWS = np.random.default_rng(0)


def plain() -> Any:
    x = keras.Input((4,), name="x")
    y = layers.Dense(3, activation="relu", name="hidden")(x)
    y = layers.BatchNormalization(name="norm")(y)
    model = keras.Model(x, layers.Dense(2)(y), name="plain")
    model.compile(keras.optimizers.Adam(1e-3), loss="mse")
    model.fit(ROWS.normal(size=(8, 4)), ROWS.normal(size=(8, 2)), verbose=0)
    return model


def shared() -> Any:
    """A layer that a nested model and the model around it have in common, and a nested model called twice."""
    x, layer = keras.Input((4,), name="x"), layers.Dense(4, activation="tanh", name="shared")
    nested = keras.Model(x, layers.Dense(4, name="own")(layer(x)), name="nested")
    stack = keras.Sequential([keras.Input((4,)), layers.Dense(4, name="first"), layer], name="stack")
    a, b = keras.Input((4,), name="a"), keras.Input((4,), name="b")
    return keras.Model([a, b], [nested(a), nested(layer(b)), stack(nested(b))], name="outer")


def pinned() -> Any:
    x = keras.Input((4,), name="x")
    norm = layers.BatchNormalization(name="norm")
    return keras.Model(x, layers.Dense(2, name="out")(norm(x, training=False)), name="pinned")


def convnext() -> Any:
    with pytest.MonkeyPatch.context():
        from keras.src.applications.convnext import ConvNeXt

        return ConvNeXt([1, 1, 1, 1], [4, 8, 8, 8], weights=None, input_shape=(32, 32, 3), classes=3)


def numbers(model: Any) -> Any:
    values = [ROWS.normal(size=(3, *each.shape[1:])).astype("float32") for each in model.inputs]
    return values if len(values) > 1 else values[0]


def randomised(model: Any) -> Any:
    rows = np.random.default_rng(1)
    model.set_weights([rows.uniform(0.5, 1.5, each.shape).astype(each.dtype) for each in model.get_weights()])
    return model


def hold(model: Any, again: Any, inputs: Any) -> None:
    for one, other in zip(keras.tree.flatten(model(inputs)), keras.tree.flatten(again(inputs)), strict=True):
        np.testing.assert_array_equal(np.asarray(one), np.asarray(other))


@pytest.mark.parametrize("make", [plain, shared, pinned, convnext])
def test_a_document_with_weights_computes_the_same(make: Any, tmp_path: Path) -> None:
    model = randomised(make())
    inputs = numbers(model)
    document = kbuild.from_keras(model, weights=tmp_path / "live.weights.h5")
    hold(model, kbuild.build(document), inputs)
    model.save(tmp_path / "model.keras")
    read = from_file(tmp_path / "model.keras", weights=tmp_path / "file.weights.h5")
    assert read.weights == "file.weights.h5"
    (tmp_path / "model.yaml").write_text(written_yaml(read), encoding="utf-8")
    hold(model, kbuild.build(tmp_path / "model.yaml"), inputs)
    with h5py.File(tmp_path / "file.weights.h5") as file:
        assert "optimizer" not in file


def test_a_shared_layer_is_one_layer_where_keras_would_make_two(tmp_path: Path) -> None:
    model = shared()
    document = kbuild.from_keras(model)
    again = kbuild.build(document)
    assert again.count_params() == model.count_params()
    assert sum("reuse" in str(each) for each in document.tree()["model"]["layers"].values()) >= 3
    model.save(tmp_path / "model.keras")
    assert from_file(tmp_path / "model.keras").tree()["model"] == document.tree()["model"]


def test_what_layers_have_learnt_comes_along(tmp_path: Path) -> None:
    text = keras.Input((1,), dtype="string", name="text")
    number = keras.Input((1,), name="number")
    code = keras.Input((1,), dtype="int64", name="code")
    words = layers.StringLookup(output_mode="one_hot", name="words")
    words.adapt(["u", "v", "w"])
    codes = layers.IntegerLookup(output_mode="one_hot", name="codes")
    codes.adapt([3, 4, 5])
    rarity = layers.TextVectorization(output_mode="tf_idf", name="rarity")
    rarity.adapt(["a b c", "a b"])
    order = layers.TextVectorization(output_sequence_length=3, max_tokens=9, name="order")
    order.adapt(["a b c", "a b"])
    scaled = layers.Normalization(name="scaled")
    scaled.adapt(np.arange(10.0)[:, None])
    bins = layers.Discretization(num_bins=3, output_mode="one_hot", name="bins")
    bins.adapt(np.arange(10.0))
    parts = [
        words(text),
        codes(code),
        layers.Flatten()(rarity(text)),
        layers.Flatten()(layers.Embedding(9, 2)(order(text))),
        scaled(number),
        bins(number),
    ]
    model = keras.Model([text, number, code], layers.Dense(2)(layers.Concatenate()(parts)))
    inputs = [
        keras.ops.convert_to_tensor(np.array([["u"], ["a b"], ["z"]])),
        keras.ops.convert_to_tensor([[1.0], [5.0], [9.0]]),
        keras.ops.convert_to_tensor(np.array([[3], [5], [7]])),
    ]
    hold(model, kbuild.build(kbuild.from_keras(model, weights=tmp_path / "live.weights.h5")), inputs)
    model.save(tmp_path / "model.keras")
    read = from_file(tmp_path / "model.keras", weights=tmp_path / "file.weights.h5")
    assert read == kbuild.from_keras(model).model_copy(update={"weights": "file.weights.h5"})
    (tmp_path / "model.yaml").write_text(written_yaml(read), encoding="utf-8")
    hold(model, kbuild.build(tmp_path / "model.yaml"), inputs)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("make", [plain, lambda: keras.Sequential([keras.Input((4,)), layers.Dense(3)])])
def test_an_older_file_of_a_whole_model_is_read_with_its_weights(make: Any, tmp_path: Path) -> None:
    model = make()
    model.save(tmp_path / "older.h5")
    made = convert_file(tmp_path / "older.h5", weights=tmp_path / "model.weights.h5")
    assert made.document.weights == "model_weights.h5"
    assert made.document.tree()["model"] == kbuild.from_keras(model).tree()["model"]
    assert (made.document.compile is None) is not model.compiled
    (tmp_path / "model.yaml").write_text(written_yaml(made.document), encoding="utf-8")
    hold(model, kbuild.build(tmp_path / "model.yaml"), numbers(model))


def test_an_argument_that_keras_leaves_out_is_read_off_the_model() -> None:
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="out")])
    model.compile(
        keras.optimizers.SGD(0.5),
        loss=keras.losses.Huber(delta=2.5),
        metrics=["mae", keras.metrics.AUC(thresholds=[0.25, 0.5])],
    )
    written = kbuild.from_keras(model).tree()["compile"]
    assert written["loss"] == {"Huber": {"delta": 2.5}}
    assert written["metrics"][1]["AUC"]["thresholds"] == [0.25, 0.5]
    model.compile("sgd", loss=keras.losses.CosineSimilarity(axis=1))
    assert kbuild.from_keras(model).tree()["compile"]["loss"] == {"CosineSimilarity": {"axis": 1}}


def test_a_file_that_lacks_an_argument_says_so(tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="out")])
    model.compile("sgd", loss=keras.losses.Huber(delta=2.5))
    model.save(tmp_path / "model.keras")
    assert any("`delta` of Huber" in each for each in convert_file(tmp_path / "model.keras").remarks)


def test_weights_that_are_not_there_are_named(tmp_path: Path) -> None:
    layers_of_it = "[{Input: {shape: [4]}}, {Dense: {units: 1}}]"
    text = f"weights: no.weights.h5\nmodel: {{style: sequential, layers: {layers_of_it}}}"
    (tmp_path / "model.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"no\.weights\.h5"):
        kbuild.build(tmp_path / "model.yaml")
    (tmp_path / "model.yaml").write_text(text.replace("no.weights.h5", "no.bin"), encoding="utf-8")
    with pytest.raises(BuildError, match="ends in"):
        kbuild.build(tmp_path / "model.yaml")
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
    with pytest.raises(UsageError, match="ends in"):
        kbuild.from_keras(model, weights=tmp_path / "model.bin")
    (tmp_path / "model.json").write_text(model.to_json(), encoding="utf-8")
    with pytest.raises(UsageError, match="no weights"):
        from_file(tmp_path / "model.json", weights=tmp_path / "model.weights.h5")


def test_a_layer_within_a_wrapper_and_beside_it_is_refused_where_keras_would_make_two() -> None:
    x, dense = keras.Input((3, 4)), layers.Dense(4, name="both")
    model = keras.Model(x, [layers.TimeDistributed(dense)(x), dense(x)])
    with pytest.raises(kbuild.DocumentError, match=r"both .* stands in a wrapper"):
        kbuild.from_keras(model)
