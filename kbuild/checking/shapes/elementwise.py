"""Layers that give back the shape they are given.

Source: https://keras.io/api/layers/activation_layers/, https://keras.io/api/layers/regularization_layers/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import at_least, axes_named, axis_of, image_axes, whole
from kbuild.checking.shapes.convolution import dimensions
from kbuild.checking.shapes.outcomes import Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Tensor, mapped


@rule(
    *("Activation", "ActivityRegularization", "AlphaDropout", "Dropout", "ELU", "GaussianDropout"),
    *("GaussianNoise", "LeakyReLU", "ReLU", "Rescaling"),
)
def same_shape(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; the dtype is the layer's."""
    return Outcome(mapped(lambda tensor: Tensor(tensor.shape, layer.policy.compute), call.structure()))


@rule("Identity")
def identity(layer: Arguments, call: Call) -> Outcome:
    """Everything stays, the dtype too."""
    return Outcome(mapped(lambda tensor: Tensor(tensor.shape, tensor.dtype), call.structure()))


@rule("Masking")
def masking(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; which steps are all `mask_value` is told to the layers after it."""
    return Outcome(layer.result(at_least(layer, call, 1)))


@rule("Softmax")
def softmax(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; `axis` is where the values add up to one."""
    shape = call.shape()
    axis = layer["axis"]
    for each in axis if isinstance(axis, tuple) else (axis,):
        axis_of(layer, shape, each)
    return Outcome(layer.result(shape))


@rule("PReLU")
def prelu(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; a slope for each place, or one for all places of the `shared_axes`."""
    shape = call.shape()
    shared = layer.get("shared_axes") or ()
    axes = shared if isinstance(shared, tuple) else (shared,)
    once = {axis_of(layer, shape, axis, "shared_axes") for axis in axes}
    sizes = tuple(1 if axis in once else whole(layer, shape, axis) for axis in range(1, len(shape)))
    return Outcome(layer.result(shape), (layer.weight("alpha", sizes),))


@rule("SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D")
def spatial_dropout(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; whole channels are dropped, so there must be spatial axes."""
    return Outcome(layer.result(axes_named(layer, call, image_axes(layer, dimensions(layer)))))
