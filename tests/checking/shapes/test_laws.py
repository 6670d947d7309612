"""Laws that hold for arguments and shapes of all sizes, most of them: what a rule says is what Keras says."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kbuild.checking.shapes import Tensor, infer, is_known, leaves
from kbuild.schemas import catalog
from tests.checking.shapes.oracle import Stub, differences, stub
from tests.checking.shapes.table import variants

_FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_MANY = settings(max_examples=150, deadline=None)

_size = st.one_of(st.none(), st.integers(1, 12))
_ranks = st.integers(1, 3)
_formats = st.sampled_from(("channels_last", "channels_first"))
_paddings = st.sampled_from(("valid", "same"))


def _small(rank: int, most: int = 4) -> Any:
    """One number for all axes, or one for each."""
    each = st.integers(1, most)
    return st.one_of(each, st.tuples(*[each] * rank))


@st.composite
def _images(draw: Any, rank: int, channels: Any = _size) -> tuple[dict[str, Any], Tensor]:
    layout = draw(_formats)
    sizes, depth = [draw(_size) for _ in range(rank)], draw(channels)
    inside = (depth, *sizes) if layout == "channels_first" else (*sizes, depth)
    return {"data_format": layout}, Tensor((draw(st.sampled_from((None, 2))), *inside), "float32")


@given(st.data())
@_FEW
def test_convolutions_slide_as_in_keras(data: Any) -> None:
    rank = data.draw(_ranks)
    kind = data.draw(st.sampled_from(("", "Depthwise", "Separable") if rank < 3 else ("",)))
    given, tensor = data.draw(_images(rank))
    given |= {
        "kernel_size": data.draw(_small(rank)),
        "padding": data.draw(_paddings),
        "use_bias": data.draw(st.booleans()),
    }
    if data.draw(st.booleans()):
        given["strides"] = data.draw(_small(rank))
    elif kind == "":
        given["dilation_rate"] = data.draw(_small(rank))
    if kind != "Depthwise":
        given["filters"] = data.draw(st.sampled_from((4, 6, 12)))
    if kind == "":
        given["groups"] = data.draw(st.sampled_from((1, 2)))
    else:
        given["depth_multiplier"] = data.draw(st.integers(1, 3))
    assert differences(Stub(f"{kind}Conv{rank}D", given), tensor) == []


@given(st.data())
@_FEW
def test_transposed_convolutions_widen_as_in_keras(data: Any) -> None:
    rank = data.draw(_ranks)
    given, tensor = data.draw(_images(rank))
    given |= {"filters": 3, "kernel_size": data.draw(_small(rank)), "padding": data.draw(_paddings)}
    stride = data.draw(st.integers(1, 4))
    given["strides"] = stride
    if data.draw(st.booleans()):
        given["output_padding"] = data.draw(st.integers(0, stride - 1))
    assert differences(Stub(f"Conv{rank}DTranspose", given), tensor) == []


@given(st.data())
@_FEW
def test_pooling_slides_as_in_keras(data: Any) -> None:
    rank = data.draw(_ranks)
    given, tensor = data.draw(_images(rank))
    kind = data.draw(st.sampled_from(("Max", "Average", "GlobalMax", "GlobalAverage", "AdaptiveMax")))
    if kind.startswith("Global"):
        given["keepdims"] = data.draw(st.booleans())
    elif kind.startswith("Adaptive"):
        given["output_size"] = data.draw(st.integers(1, 5))
    else:
        given |= {"pool_size": data.draw(_small(rank)), "padding": data.draw(_paddings)}
        if data.draw(st.booleans()):
            given["strides"] = data.draw(_small(rank))
    assert differences(Stub(f"{kind}Pooling{rank}D", given), tensor) == []


@given(st.data())
@_FEW
def test_padding_cropping_and_repeating_change_sizes_as_in_keras(data: Any) -> None:
    rank = data.draw(_ranks)
    kind = data.draw(st.sampled_from(("ZeroPadding", "Cropping", "UpSampling")))
    given, tensor = data.draw(_images(rank))
    if rank == 1:
        # These have no `data_format` for sequences, or one that Keras ignores.
        given = {"data_format": given["data_format"]} if kind == "ZeroPadding" else {}
    pairs = st.tuples(st.integers(0, 3), st.integers(0, 3))
    if kind == "UpSampling":
        given["size"] = data.draw(st.integers(1, 3) if rank == 1 else _small(rank, 3))
    else:
        name = "padding" if kind == "ZeroPadding" else "cropping"
        given[name] = data.draw(
            pairs if rank == 1 else st.one_of(st.integers(0, 3), st.tuples(*[pairs] * rank))
        )
    assert differences(Stub(f"{kind}{rank}D", given), tensor) == []


@given(st.lists(_size, min_size=1, max_size=4), st.lists(st.integers(-1, 8), min_size=1, max_size=4))
@_FEW
def test_reshape_keeps_the_number_of_values_as_in_keras(sizes: list[int | None], target: list[int]) -> None:
    assume(target.count(-1) <= 1)
    assert differences(stub("Reshape", target_shape=tuple(target)), Tensor((None, *sizes), "float32")) == []
    assert differences(stub("Flatten"), Tensor((None, *sizes), "float32")) == []


@given(st.data())
@_FEW
def test_merging_broadcasts_as_in_keras(data: Any) -> None:
    name = data.draw(st.sampled_from(("Add", "Multiply", "Maximum", "Average")))
    sizes = st.one_of(st.none(), st.sampled_from((1, 3, 4)))
    shapes = data.draw(st.lists(st.lists(sizes, min_size=1, max_size=3), min_size=2, max_size=4))
    batches = [data.draw(st.sampled_from((None, None, 2, 3))) for _ in shapes]
    tensors = tuple(Tensor((batch, *shape), "float32") for batch, shape in zip(batches, shapes, strict=True))
    assert differences(stub(name), tensors) == []


@given(st.data())
@_FEW
def test_concatenating_adds_sizes_as_in_keras(data: Any) -> None:
    rank = data.draw(st.integers(1, 4))
    sizes = st.one_of(st.none(), st.sampled_from((2, 3)))
    shapes = data.draw(st.lists(st.tuples(*[sizes] * rank), min_size=2, max_size=4))
    axis = data.draw(st.integers(-rank, rank - 1))
    tensors = tuple(Tensor(shape, "float32") for shape in shapes)
    assert differences(stub("Concatenate", axis=axis), tensors) == []


@given(st.data())
@_FEW
def test_recurrent_layers_give_what_keras_gives(data: Any) -> None:
    units, flags = data.draw(st.integers(1, 6)), st.booleans()
    given = {name: data.draw(flags) for name in ("return_sequences", "return_state", "use_bias")}
    kind = data.draw(st.sampled_from(("LSTM", "GRU", "SimpleRNN")))
    layer: Any = Stub(kind, {"units": units, **given})
    if data.draw(flags):
        merge = data.draw(st.sampled_from(("concat", "sum", "ave", None)))
        layer = stub("Bidirectional", layer=layer, merge_mode=merge)
    shape = (data.draw(st.sampled_from((None, 2))), data.draw(_size), data.draw(_size))
    assert differences(layer, Tensor(shape, "float32")) == []


@given(st.data())
@_FEW
def test_normalisation_makes_the_weights_that_keras_makes(data: Any) -> None:
    shape = (None, *data.draw(st.lists(_size, min_size=1, max_size=3)))
    axis = data.draw(st.integers(-len(shape) - 1, len(shape)))
    kinds = (
        "BatchNormalization",
        "LayerNormalization",
        "RMSNormalization",
        "UnitNormalization",
        "GroupNormalization",
    )
    name = data.draw(st.sampled_from(kinds))
    given: dict[str, Any] = {"axis": axis}
    if name == "GroupNormalization":
        given["groups"] = data.draw(st.sampled_from((-1, 1, 2, 3)))
    elif name in ("BatchNormalization", "LayerNormalization"):
        given |= {"scale": data.draw(st.booleans()), "center": data.draw(st.booleans())}
    assert differences(Stub(name, given), Tensor(shape, "float32")) == []


_TYPES = [name for name in catalog.types("layer") if is_known(name) and name != "Input"]
_SPECS = [spec for name in _TYPES for spec in variants(name)]


@given(st.sampled_from(_SPECS), st.lists(st.sampled_from((None, 1, 4, 8)), min_size=1, max_size=5), st.data())
@_MANY
def test_opening_a_size_opens_results_and_changes_none(
    spec: Stub, sizes: list[int | None], data: Any
) -> None:
    known = infer(spec, Tensor((None, *sizes), "float32"))
    opened = tuple(None if data.draw(st.booleans()) else size for size in sizes)
    outcome = infer(spec, Tensor((None, *opened), "float32"))
    codes = {problem.code for problem in outcome.problems}
    if not known.problems:
        assert codes <= {"unknown-size"}
    if not codes and not known.problems:
        for one, other in zip(leaves(known.outputs), leaves(outcome.outputs), strict=True):
            if one.shape is not None and other.shape is not None:
                assert len(one.shape) == len(other.shape)
                assert all(size in (None, whole) for whole, size in zip(one.shape, other.shape, strict=True))


@given(st.sampled_from(_SPECS), st.lists(st.sampled_from((None, 1, 4, 8)), min_size=1, max_size=5))
@_MANY
def test_the_size_of_the_batch_is_handed_through(spec: Stub, sizes: list[int | None]) -> None:
    several, one = (infer(spec, Tensor((batch, *sizes), "float32")) for batch in (None, 7))
    over_batch = spec.given.get("axis") in (0, -len(sizes) - 1)
    if several.problems or one.problems or over_batch or spec.given.get("stateful"):
        return
    for tensor, other in zip(leaves(several.outputs), leaves(one.outputs), strict=True):
        if tensor.shape is not None and other.shape is not None and tensor.shape[:1] == (None,):
            assert other.shape[1:] == tensor.shape[1:] or None in tensor.shape[1:]
    assert one.parameters == several.parameters
