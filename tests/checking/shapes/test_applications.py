"""Every layer of Keras's own applications has the shape and the weights that its rule says."""

from __future__ import annotations

from typing import Any

import keras
import pytest
from keras.src.backend.common import global_state

from kbuild.checking.shapes import Tensor, infer, is_known, leaves
from kbuild.schemas import catalog
from tests.checking.shapes.oracle import Stub

_SMALL = ("MobileNet", "MobileNetV2", "MobileNetV3Small", "EfficientNetB0", "ResNet50", "VGG16")
_ALL = tuple(catalog.types("application"))
# Layers that the applications define for themselves, and operations between layers.
_THEIR_OWN = {"LayerScale", "StochasticDepth", "CustomScaleLayer"}


def _spec(config: Any) -> Any:
    """A layer's configuration as a spec: nested configurations become specs, lists become tuples."""
    if isinstance(config, dict) and {"class_name", "config"} <= config.keys():
        return Stub(config["class_name"], {key: _spec(value) for key, value in config["config"].items()})
    if isinstance(config, (list, tuple)):
        return tuple(_spec(each) for each in config)
    return config


def _tensors(structure: Any) -> Any:
    if isinstance(structure, (list, tuple)):
        return tuple(_tensors(each) for each in structure)
    return Tensor(tuple(structure.shape), structure.dtype)


def _wrong(model: Any) -> list[str]:
    found = []
    for layer in model.layers:
        name = type(layer).__name__
        if name == "InputLayer" or name in _THEIR_OWN:
            continue
        if isinstance(layer, keras.Model):
            found += _wrong(layer)
            continue
        assert is_known(name), name
        (inputs,), keywords = layer._inbound_nodes[0].arguments.args, layer._inbound_nodes[0].arguments.kwargs
        assert not {key for key, value in keywords.items() if value is not None} - {"training", "mask"}
        spec = Stub(name, {key: _spec(value) for key, value in layer.get_config().items()})
        outcome = infer(spec, _tensors(inputs))
        said = [tuple(each.shape) for each in keras.tree.flatten(layer.output)]
        if [
            each.shape for each in leaves(outcome.outputs)
        ] != said or outcome.parameters != layer.count_params():
            found.append(f"{layer.name}: {outcome}, Keras: {said}, {layer.count_params()}")
    return found


def _held_to_keras(name: str) -> None:
    # Without a value for any variable, the largest application is made in seconds.
    with keras.StatelessScope():
        model = getattr(keras.applications, name)(weights=None)
        wrong = _wrong(model)
        global_state.set_global_attribute("uninitialized_variables", [])
    assert not wrong


@pytest.mark.parametrize("name", _SMALL)
def test_the_layers_of_a_small_application_are_as_keras_says(name: str) -> None:
    _held_to_keras(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in _ALL if name not in _SMALL])
def test_the_layers_of_every_application_are_as_keras_says(name: str) -> None:
    _held_to_keras(name)
