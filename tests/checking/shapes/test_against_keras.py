"""Every layer's rule says what Keras says: of shapes, dtypes, weights, and of what does not fit."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from kbuild.checking.shapes import Outcome, Tensor, infer, is_known, why_unknown
from kbuild.schemas import catalog
from tests.checking.shapes.calls import cases, tensor
from tests.checking.shapes.oracle import Stub, differences, keras_says, shapes, stub, zeros
from tests.checking.shapes.table import variants

_N = None
_SHAPES: list[tuple[int | None, ...]] = [
    *((_N,), (_N, 4), (_N, 1), (_N, _N)),
    *((_N, 6, 4), (_N, 6, _N), (_N, _N, 4), (2, 6, 4), (_N, 6, 1), (_N, 16, 2)),
    *((_N, 8, 8, 3), (_N, 8, 8, 4), (_N, _N, _N, 3), (_N, 3, 8, 8), (_N, 8, 8, _N)),
    *((2, 5, 8, 8, 3), (_N, 6, 6, 6, 4), (_N, _N, 8, 8, 3), (_N, 2, 6, 6, 6, 4)),
]
_DTYPES = {
    **dict.fromkeys(("StringLookup", "TextVectorization"), "string"),
    **dict.fromkeys(("IntegerLookup", "Embedding", "Hashing"), "int64"),
}
_TYPES = [name for name in catalog.types("layer") if is_known(name) and name != "Input"]
_SEVERAL = {name for name in _TYPES if any(True for _ in cases(name))} - {
    "LSTM",
    "GRU",
    "SimpleRNN",
    "Bidirectional",
}

# What Keras takes without a word when a model is made, and what then fails, or gives another shape than
# Keras said, when it runs. `test_what_is_refused_early_fails_when_it_runs` shows each.
_LATE: list[tuple[Stub, Any, dict[str, Any]]] = [
    (stub("AdaptiveAveragePooling1D", output_size=2), tensor(_N, 8, 8, 3), {}),
    (stub("AdaptiveMaxPooling2D", output_size=2), tensor(_N, 6, 4), {}),
    (stub("RNN", cell=stub("GRUCell", units=3)), tensor(_N, 5, 6, 4), {}),
    (stub("RNN", cell=stub("LSTMCell", units=3)), tensor(2, 4), {}),
    (stub("Bidirectional", layer=stub("RNN", cell=stub("LSTMCell", units=3))), tensor(_N, 5, 6, 4), {}),
    (stub("Softmax", axis=7), tensor(_N, 4), {}),
    (stub("RandomFlip"), tensor(_N, 4), {}),
    (stub("Resizing", height=4, width=4), tensor(_N, 4), {}),
    (stub("MaxNumBoundingBoxes", max_number=3), tensor(_N, 4), {}),
    (stub("TextVectorization", vocabulary=("a", "b")), tensor(_N, 4, dtype="string"), {}),
    (stub("MelSpectrogram", fft_length=8, sequence_stride=2, num_mel_bins=4), tensor(_N, 64, 2), {}),
    (stub("EinsumDense", equation="abc,cd->abd", output_shape=(_N, 7)), tensor(_N, 8, 8, 3), {}),
    (
        stub("SpectralNormalization", layer=stub("EinsumDense", equation="ab,bc->ac", output_shape=7)),
        tensor(_N, 6, 4),
        {},
    ),
    (stub("TimeDistributed", layer=stub("MaxPooling2D")), tensor(_N, 3, 8, 8), {}),
    (stub("TimeDistributed", layer=stub("LSTM", units=2)), tensor(2, 6, 4), {}),
    (stub("LSTM", units=3), tensor(_N, 6, 4), {"initial_state": (tensor(_N, 4), tensor(_N, 4))}),
    (stub("GRU", units=3), tensor(_N, 6, 4), {"initial_state": (tensor(_N, 4),)}),
    (stub("SimpleRNN", units=3), tensor(_N, 6, 4), {"initial_state": (tensor(_N, 3), tensor(_N, 3))}),
    (
        stub("Bidirectional", layer=stub("LSTM", units=3)),
        tensor(_N, 6, 4),
        {"initial_state": (tensor(_N, 3),) * 3},
    ),
    (
        stub(
            "Bidirectional",
            layer=stub("LSTM", units=3),
            backward_layer=stub("LSTM", units=4, go_backwards=True),
            merge_mode="sum",
        ),
        tensor(_N, 6, 4),
        {},
    ),
    (
        stub("ConvLSTM1D", filters=2, kernel_size=3),
        tensor(_N, 3, 8, 3),
        {"initial_state": (tensor(_N, 8, 2),) * 2},
    ),
    (stub("Attention"), (tensor(_N, 5, 3), tensor(_N, 3, 4)), {}),
    (stub("AdditiveAttention"), (tensor(_N, 5, 3), tensor(_N, 3, 4)), {}),
    (stub("Concatenate", axis=1), (tensor(_N, _N), tensor(_N)), {}),
    (stub("HashedCrossing", num_bins=4), (tensor(_N, 4, dtype="int64"), tensor(_N, 4, dtype="int64")), {}),
    (stub("Dot", axes=0), (tensor(_N, 4), tensor(_N, 4)), {}),
    (
        stub("MultiHeadAttention", num_heads=2, key_dim=3),
        None,
        {"query": tensor(_N, 3, 4), "value": tensor(_N, 4)},
    ),
    (
        stub("GroupQueryAttention", head_dim=2, num_query_heads=4, num_key_value_heads=2),
        None,
        {"query": tensor(_N, 2, 3, 4), "value": tensor(_N, 2, 3, 4)},
    ),
    (stub("ReversibleEmbedding", input_dim=9, output_dim=3), tensor(_N, 4), {"reverse": True}),
]
_LATE_TYPES = {
    *(spec.type_name for spec, _, _ in _LATE),
    *(name for name in _TYPES if name.startswith(("Adaptive", "Random", "RandAugment"))),
    *("AugMix", "AutoContrast", "CenterCrop", "ContrastLimitedAdaptiveHistogramEqualization", "CutMix"),
    *("Equalization", "MixUp", "Solarization"),
}


@pytest.mark.parametrize("name", [name for name in _TYPES if name not in _SEVERAL])
def test_a_layer_gives_what_keras_gives_and_is_refused_where_keras_refuses(name: str) -> None:
    found = []
    for index, spec in enumerate(variants(name)):
        for shape in _shapes(spec, index):
            found += _judged(spec, Tensor(shape, _DTYPES.get(name, "float32")), {})
    assert not found


@pytest.mark.parametrize("name", [name for name in _TYPES if any(True for _ in cases(name))])
def test_a_call_with_several_inputs_gives_what_keras_gives(name: str) -> None:
    found = []
    for spec, inputs, keywords in cases(name):
        found += _judged(spec, inputs, keywords)
    assert not found


@pytest.mark.parametrize(("spec", "inputs", "keywords"), _LATE, ids=[each[0].type_name for each in _LATE])
def test_what_is_refused_early_fails_when_it_runs(spec: Stub, inputs: Any, keywords: dict[str, Any]) -> None:
    assert [problem.severity for problem in infer(spec, inputs, keywords).problems] == ["error"]
    promised, run = keras_says(spec, inputs, keywords), keras_says(spec, inputs, keywords, zeros)
    assert promised.refused is None
    if run.refused is None:
        ranks = [len(shape) for shape in promised.shapes], [len(shape) for shape in run.shapes]
        assert ranks[0] != ranks[1] or any(
            size not in (None, got) for size, got in zip(promised.shapes[0], run.shapes[0], strict=True)
        )


def test_nearly_all_layers_are_known_and_the_others_say_why_not() -> None:
    names = set(catalog.types("layer"))
    unknown = {name: why_unknown(name) for name in names if not is_known(name)}
    assert set(unknown) == {"FlaxLayer", "JaxLayer", "TFSMLayer", "TorchModuleWrapper"}
    assert all(unknown.values())
    assert len(unknown) <= 0.05 * len(names)


def test_a_layer_of_another_type_gives_nothing_known() -> None:
    assert infer(stub("TheirOwn", size=3), tensor(_N, 4)) == Outcome(Tensor(None), None)


def test_an_input_of_which_nothing_is_known_is_never_refused() -> None:
    for name in _TYPES:
        for spec in itertools.islice(variants(name), 3):
            for inputs in (Tensor(None), (Tensor(None), Tensor(None))):
                problems = infer(spec, inputs, dict.fromkeys(("value", "states"), inputs)).problems
                codes = {problem.code for problem in problems}
                assert codes <= {"several-inputs", "missing-input"}, (name, problems)


def test_arguments_of_the_wrong_type_are_somebody_elses_problem() -> None:
    for name in _TYPES:
        for argument in catalog.types("layer")[name].args.values():
            for wrong in ("wrong", -3, 2.5, (), ("a", "b"), {"a": 1}, None, stub("Dense")):
                given = {**next(variants(name)).given, argument.name: wrong}
                infer(
                    Stub(name, given),
                    tensor(_N, 6, 6, 4),
                    {"value": tensor(_N, 6, 6, 4), "states": tensor(_N, 4)},
                )
                infer(Stub(name, given), (tensor(_N, 6, 4), tensor(_N, 6, 4)))
                infer(Stub(name, given), tensor(_N, 4), {"states": (tensor(_N, 4), tensor(_N, 4))})


def _judged(spec: Stub, inputs: Any, keywords: dict[str, Any]) -> list[str]:
    found = differences(spec, inputs, keywords)
    late = spec.type_name in _LATE_TYPES
    return [
        f"{spec} {inputs} {keywords}: {each}" for each in found if not (late and each.startswith("refused"))
    ]


def _shapes(spec: Stub, index: int) -> list[tuple[int | None, ...]]:
    """All shapes for the first spec of a type; for the others those that fit, and two that do not."""
    if index == 0:
        # A layer of layers is traced by TensorFlow, which takes its time.
        return _SHAPES[::4] if spec.type_name in ("Pipeline", "AugMix", "RandAugment") else _SHAPES
    dtype = _DTYPES.get(spec.type_name, "float32")
    wrong = [shape for shape in _SHAPES if infer(spec, Tensor(shape, dtype)).problems]
    picked = [wrong[(index + step) % len(wrong)] for step in (0, 5)] if wrong else []
    fitting = [shape for shape in _SHAPES if shape not in wrong]
    # Where nearly everything fits, as through an activation, some will do.
    return (fitting if len(fitting) < 8 else fitting[index % 2 :: 2]) + picked


def test_the_oracle_sees_a_difference() -> None:
    assert differences(stub("Dense", units=3), tensor(_N, 4)) == []
    assert shapes(infer(stub("Dense", units=3), tensor(_N, 4)).outputs) == [(_N, 3)]
