"""A whole application has the result and the weights that Keras's own has, in any size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import keras
import pytest
from keras.src.backend.common import global_state

from kbuild.checking.memory import memory_of, slots
from kbuild.checking.shapes import Outcome, Tensor, infer, leaves, walk
from kbuild.checking.summary import summarize
from kbuild.schemas import Document, Sequential, applications, catalog, layers

_ALL = tuple(catalog.types("application"))
_QUICK = ("MobileNet", "MobileNetV2", "VGG16")
_FURTHER = [pytest.param(name, marks=pytest.mark.slow) for name in _ALL if name not in _QUICK]


@pytest.fixture(autouse=True)
def without_values() -> Iterator[None]:
    with keras.StatelessScope():
        yield
        global_state.set_global_attribute("uninitialized_variables", [])


def _keras(name: str, **settings: Any) -> Any:
    return getattr(keras.applications, name)(weights=None, **settings)


def _kbuild(name: str, given: Tensor | None = None, **settings: Any) -> Outcome:
    return infer(getattr(applications, name)(weights=None, **settings), given)


def _trainable(model: Any) -> int:
    return sum(math.prod(weight.shape) for weight in model.trainable_weights)


@pytest.mark.parametrize("name", [*_QUICK, *_FURTHER])
@pytest.mark.filterwarnings("ignore:This model usually expects")
@pytest.mark.filterwarnings("ignore:`input_shape` is undefined")
def test_a_whole_application_is_as_keras_says(name: str) -> None:
    for settings in (
        {"classes": 7},
        {"classes": 3, "input_shape": (128, 101, 1)},
        {"include_top": False, "input_shape": (97, 150, 4)},
        {"include_top": False, "input_shape": (161, 96, 3), "pooling": "avg"},
    ):
        theirs, ours = _keras(name, **settings), _kbuild(name, **settings)
        assert ours.outputs == Tensor(tuple(theirs.output_shape), "float32"), settings
        assert (ours.trainable, ours.parameters) == (_trainable(theirs), theirs.count_params()), settings


@pytest.mark.parametrize("name", [*_QUICK, *_FURTHER])
@pytest.mark.filterwarnings("ignore:`input_shape` is undefined")
def test_an_application_of_any_size_takes_the_size_of_its_call(name: str) -> None:
    theirs = _keras(name, include_top=False)
    for shape in ((None, 224, 331, 3), (2, 149, 90, 3), (None, 33, 35, 3), (None, 9, 5, 3)):
        ours = _kbuild(name, Tensor(shape), include_top=False)
        try:
            said = tuple(theirs(keras.Input(batch_shape=shape)).shape)
        except ValueError:
            said = None
        (result,) = leaves(ours.outputs)
        assert (None if ours.problems else result.shape) == said, shape


@pytest.mark.parametrize(
    ("name", "settings", "code", "words"),
    [
        (
            "Xception",
            {"include_top": False, "input_shape": (64, 64, 3)},
            "kernel-too-large",
            "at least 71x71",
        ),
        ("ResNet50", {"input_shape": (None, None, 3)}, "unknown-size", "must know the size"),
        ("ResNet50", {"input_shape": (32, 32)}, "rank-mismatch", "(height, width, channels)"),
    ],
)
def test_an_image_shape_that_an_application_refuses_is_explained(
    name: str, settings: dict[str, Any], code: str, words: str
) -> None:
    with pytest.raises(ValueError):
        _keras(name, **settings)
    (problem,) = _kbuild(name, **settings).problems
    assert problem.code == code and words in problem.message and problem.argument == "input_shape"


def test_images_of_another_size_than_declared_are_refused() -> None:
    settings = {"include_top": False, "input_shape": (96, 96, 3)}
    with pytest.raises(ValueError):
        _keras("MobileNetV2", **settings)(keras.Input((128, 128, 3)))
    (problem,) = _kbuild("MobileNetV2", Tensor((None, 128, 128, 3)), **settings).problems
    assert problem.code == "shape-mismatch"


@pytest.mark.parametrize("settings", [{"alpha": 0.5}, {"minimalistic": True}])
def test_a_variant_of_an_application_is_not_known(settings: dict[str, Any]) -> None:
    assert _kbuild("MobileNetV3Small", **settings).parameters is None


def test_a_head_on_an_application_is_summed_up() -> None:
    base: dict[str, Any] = {
        "weights": None,
        "include_top": False,
        "input_shape": (96, 96, 3),
        "pooling": "avg",
    }
    model = Sequential(
        layers=[
            layers.Input(shape=[96, 96, 3]),
            applications.MobileNetV2(**base),
            layers.Dense(units=5),
        ]
    )
    theirs = keras.Sequential(
        [keras.Input((96, 96, 3)), keras.applications.MobileNetV2(**base), keras.layers.Dense(5)]
    )
    summary = summarize(Document(model=model))
    assert [each.shape for row in summary.rows for each in leaves(row.outputs)] == [(None, 1280), (None, 5)]
    assert (summary.total, summary.trainable) == (theirs.count_params(), _trainable(theirs))


def test_the_memory_of_a_batch_in_an_application_is_not_known() -> None:
    model = Sequential(layers=[layers.Input(shape=[32, 32, 3]), applications.VGG16(include_top=False)])
    graph = walk(model)
    assert memory_of(graph, graph.weights, "adam", 8).activations is None


def test_optimizers_that_look_at_shapes_are_not_known_to_keep_anything() -> None:
    weights = [weight for weight in _kbuild("VGG16").weights or () if weight.trainable]
    assert slots("adafactor", weights) is None
    assert slots("adam", weights) is not None
