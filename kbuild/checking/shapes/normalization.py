"""Normalisation: values are brought to one scale, with weights for each place of one axis.

Source: https://keras.io/api/layers/normalization_layers/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import axis_of, refuse, said, whole
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome, Weight
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, shown


@rule("BatchNormalization")
def batch_normalization(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; mean and variance are kept in weights that no optimizer changes."""
    shape = call.shape()
    size = (whole(layer, shape, axis_of(layer, shape, layer.integer("axis"))),)
    kept = ["moving_mean", "moving_variance"]
    if layer.flag("renorm"):
        kept += ["moving_stddev", "renorm_mean", "renorm_stddev"]
    weights = (*_affine(layer, size), *(layer.weight(name, size, trainable=False) for name in kept))
    return Outcome(layer.result(shape), weights)


@rule("LayerNormalization")
def layer_normalization(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; a weight for each place of the axes."""
    shape = call.shape()
    _axes(layer, shape)
    if not layer.flag("scale") and not layer.flag("center"):
        return Outcome(layer.result(shape))
    return Outcome(layer.result(shape), _affine(layer, _sizes(layer, shape)))


@rule("RMSNormalization")
def rms_normalization(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; a scale for each place of the axes."""
    shape = call.shape()
    return Outcome(layer.result(shape), (layer.weight("scale", _sizes(layer, shape)),))


@rule("UnitNormalization")
def unit_normalization(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; no weights."""
    shape = call.shape()
    _axes(layer, shape)
    return Outcome(layer.result(shape))


@rule("GroupNormalization")
def group_normalization(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; the channels are split into `groups` of the same size."""
    shape = call.shape()
    size = whole(layer, shape, axis_of(layer, shape, layer.integer("axis")))
    groups = layer.integer("groups")
    if groups != -1 and (groups < 1 or size % groups):
        raise refuse(
            "shape-mismatch",
            f"GroupNormalization splits the channels into {groups} groups of one size, "
            f"but {said(call.tensor())} has {size} channels",
            f"take a number of `groups` that divides {size}; -1 makes each channel a group",
            argument="groups",
        )
    return Outcome(layer.result(shape), _affine(layer, (size,)))


@rule("Normalization")
def normalization(layer: Arguments, call: Call) -> Outcome:
    """The shape stays; mean and variance are weights unless they are given."""
    shape = call.shape()
    axis = layer["axis"]
    axes = () if axis is None else axis if isinstance(axis, tuple) else (axis,)
    sizes = tuple(whole(layer, shape, at) for at in sorted(axis_of(layer, shape, each) for each in axes))
    if layer.get("mean") is not None:
        return Outcome(layer.result(shape))
    weights = (
        layer.weight("mean", sizes, trainable=False),
        layer.weight("variance", sizes, trainable=False),
        layer.weight("count", (), trainable=False, dtype="int32"),
    )
    return Outcome(layer.result(shape), weights)


def _affine(layer: Arguments, shape: tuple[int, ...]) -> tuple[Weight, ...]:
    names = (("gamma", layer.flag("scale")), ("beta", layer.flag("center")))
    return tuple(layer.weight(name, shape) for name, wanted in names if wanted)


def _axes(layer: Arguments, shape: Shape) -> tuple[int, ...]:
    axis = layer["axis"]
    return tuple(axis_of(layer, shape, each) for each in (axis if isinstance(axis, tuple) else (axis,)))


def _sizes(layer: Arguments, shape: Shape) -> tuple[int, ...]:
    axes = _axes(layer, shape)
    if any(not isinstance(axis, int) for axis in axes):
        raise NotKnownError
    if len(set(axes)) < len(axes):
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} has an axis twice in `axis`, for an input {shown(shape)}",
            "name each axis once",
            argument="axis",
        )
    return tuple(whole(layer, shape, axis) for axis in axes)
