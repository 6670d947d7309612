"""Categories as numbers: looked up, hashed, put into bins, counted.

Their modes are `int`, one number for each item, or `one_hot`, `multi_hot`, `count` and `tf_idf`, with a place
for each category on a last axis. Where the number of categories comes from data, the shape is not known.

Source: https://keras.io/api/layers/preprocessing_layers/categorical/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import fits, known, refuse, said
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Size, Tensor


@rule("CategoryEncoding")
def category_encoding(layer: Arguments, call: Call) -> Outcome:
    """`(batch, items)` of indices becomes `(batch, num_tokens)`, or `one_hot` for each item."""
    shape, depth = call.shape(), layer.positive("num_tokens")
    if not shape:
        return Outcome(layer.result((depth,)))
    if layer.word("output_mode") == "one_hot":
        return Outcome(layer.result(_one_hot(shape, depth)))
    return Outcome(layer.result((*shape[:-1], depth)))


@rule("Discretization")
def discretization(layer: Arguments, call: Call) -> Outcome:
    """Numbers become the indices of their bins, or are encoded as CategoryEncoding does."""
    shape, mode = call.shape(), layer.word("output_mode")
    if mode == "int":
        return Outcome(Tensor(shape, "int32"))
    limits = layer.get("bin_boundaries")
    depth = layer.positive("num_bins") if limits is None else _length(limits) + 1
    if mode == "one_hot":
        return Outcome(layer.result(_one_hot(shape, depth)))
    # Keras drops the axis after the batch here, not the last one.
    kept = (shape[0], *shape[2:]) if len(shape) >= 2 else ()
    return Outcome(layer.result((*kept, depth)))


@rule("Hashing")
def hashing(layer: Arguments, call: Call) -> Outcome:
    """Items become one of `num_bins` numbers, or are encoded on a last axis of that size."""
    shape, bins = call.shape(), layer.positive("num_bins")
    if layer.word("output_mode") == "int":
        return Outcome(Tensor(shape, _dtype(layer, "int64")))
    return Outcome(Tensor((*shape[:-1], bins), _dtype(layer, "float32")))


@rule("HashedCrossing")
def hashed_crossing(layer: Arguments, call: Call) -> Outcome:
    """Two features of one item each become one of `num_bins` numbers, or `one_hot`."""
    tensors = call.several()
    if len(tensors) != 2:
        raise refuse(
            "missing-input",
            f"HashedCrossing takes a list of two tensors, received {len(tensors)}",
            "name two features: `from: [a, b]`",
        )
    first, second = known(tensors)
    if not fits(first, second) or len(first) not in (1, 2) or (len(first) == 2 and first[-1] != 1):
        raise refuse(
            "shape-mismatch",
            f"HashedCrossing takes two features of the shape (batch, 1), "
            f"received {said(tensors[0])} and {said(tensors[1])}",
            "give each feature an input of its own with `shape: [1]`",
            at=(0, 1),
        )
    bins = layer.positive("num_bins")
    if layer.word("output_mode") == "int":
        return Outcome(Tensor(first, _dtype(layer, "int64")))
    return Outcome(layer.result((*first[:-1], bins) if first[-1:] == (1,) else (*first, bins)))


@rule("StringLookup", "IntegerLookup")
def lookup(layer: Arguments, call: Call) -> Outcome:
    """Items become their indices in a vocabulary, or are encoded on a last axis of its size."""
    shape, mode = call.shape(), layer.word("output_mode")
    if mode == "int":
        return Outcome(Tensor(shape, "int64"))
    depth = _vocabulary_size(layer)
    if mode == "one_hot":
        one = len(shape) > 1 and shape[-1] == 1
        return Outcome(Tensor((*shape[:-1], depth) if one else (*shape, depth), "float32"))
    return Outcome(Tensor((*shape[:-1], depth), "float32"))


@rule("TextVectorization")
def text_vectorization(layer: Arguments, call: Call) -> Outcome:
    """A text for each sample becomes `(batch, output_sequence_length)`, or counts of all tokens."""
    shape = call.shape()
    _check_texts(layer, call, shape)
    if layer.word("output_mode") == "int":
        return Outcome(Tensor((shape[0], layer.optional_integer("output_sequence_length")), "int64"))
    if layer.word("output_mode") == "one_hot":
        raise NotKnownError
    depth: Size = _vocabulary_size(layer)
    return Outcome(Tensor((*_texts(layer, shape)[:-1], depth), "float32"))


def _texts(layer: Arguments, shape: Shape) -> Shape:
    """The shape of the tokens: split texts gain an axis of any length."""
    if layer.get("split") is not None:
        return (*shape, None)
    return (*shape, 1) if len(shape) <= 1 else shape


def _check_texts(layer: Arguments, call: Call, shape: Shape) -> None:
    if layer.get("split") is None or len(shape) < 2 or shape[-1] in (1, None):
        return
    raise refuse(
        "shape-mismatch",
        f"TextVectorization splits one text for each sample, received {said(call.tensor())}",
        "give the input `shape: [1]`, or set `split: null` if the tokens are apart already",
    )


def _vocabulary_size(layer: Arguments) -> int:
    """The number of tokens with those for unknown ones; not known when it comes from a file or from data."""
    if layer.flag("pad_to_max_tokens"):
        return layer.positive("max_tokens")
    words = layer.get("vocabulary")
    if not isinstance(words, tuple):
        raise NotKnownError
    extra = layer.integer("num_oov_indices") if layer.type_name != "TextVectorization" else 1
    token = layer.get("oov_token", "[UNK]")
    given = extra <= len(words) and words[:extra] == (token,) * extra
    return len(words) + (0 if given else extra)


def _one_hot(shape: Shape, depth: int) -> Shape:
    return (*shape[:-1], depth) if len(shape) > 1 and shape[-1] == 1 else (*shape, depth)


def _length(limits: object) -> int:
    if not isinstance(limits, tuple):
        raise NotKnownError
    return len(limits)


def _dtype(layer: Arguments, default: str) -> str | None:
    return default if layer.get("dtype") is None else layer.policy.compute
