"""Attention: each query takes a weighted mean of the values, by how well the keys match.

Source: https://arxiv.org/abs/1706.03762, https://keras.io/api/layers/attention_layers/
"""

from __future__ import annotations

from collections.abc import Sequence

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import agree, known, refuse, said, whole
from kbuild.checking.shapes.outcomes import Outcome, Weight
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape, Structure, Tensor, shown


@rule("Attention", "AdditiveAttention")
def attention(layer: Arguments, call: Call) -> Outcome:
    """`[query, value]` or `[query, value, key]` gives `(batch, queries, width of the values)`."""
    tensors = call.several()
    if not 2 <= len(tensors) <= 3:
        raise refuse(
            "missing-input",
            f"{layer.type_name} takes [query, value] or [query, value, key], "
            f"received a list of {len(tensors)}",
            "name two or three results: `from: [query, value]`",
        )
    query, value, *keys = known(tensors)
    key = keys[0] if keys else value
    _check_dot(layer, tensors, query, value, key)
    outputs: Structure = layer.result((*query[:-1], value[-1]))
    if call.get("return_attention_scores"):
        outputs = (outputs, layer.result((*query[:-1], key[-2])))
    return Outcome(outputs, _scales(layer, query))


@rule("MultiHeadAttention")
def multi_head(layer: Arguments, call: Call) -> Outcome:
    """The query's shape, with `output_shape` for its last axis where that is set."""
    query, value = call.shape("query"), call.shape("value")
    key = value if call.get("key") is None else call.shape("key")
    _check_sequences(layer, call, query, value, key)
    heads, width = layer.positive("num_heads"), layer.positive("key_dim")
    value_width = layer.optional_integer("value_dim") or width
    weights = (
        *_projection(layer, "query", whole(layer, query, -1, "the query's last axis"), heads, width),
        *_projection(layer, "key", whole(layer, key, -1, "the key's last axis"), heads, width),
        *_projection(layer, "value", whole(layer, value, -1, "the value's last axis"), heads, value_width),
    )
    if layer.flag("use_gate"):
        weights += _projection(layer, "gate", whole(layer, query, -1), heads, value_width)
    asked = layer.get("output_shape")
    last: Shape = query[-1:] if not asked else asked if isinstance(asked, tuple) else (asked,)
    weights += _back(layer, heads, value_width, last)
    outputs: Structure = layer.result((*query[:-1], *last))
    if call.get("return_attention_scores"):
        # Keras says (queries, queries) here even when there are more or fewer keys.
        outputs = (outputs, layer.result((query[0], heads, query[1], query[1])))
    return Outcome(outputs, weights)


@rule("GroupQueryAttention")
def grouped_query(layer: Arguments, call: Call) -> Outcome:
    """The query's shape; several query heads share one head of keys and values."""
    query, value = call.shape("query"), call.shape("value")
    key = value if call.get("key") is None else call.shape("key")
    _check_sequences(layer, call, query, value, key, ranks=(3,))
    if not agree(query[-1], value[-1]):
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} takes queries and values of one width, "
            f"received {said(call.tensor('query'))} and {said(call.tensor('value'))}",
            "a `Dense` layer with as many units as the query is wide makes them equal",
            at=("query", "value"),
        )
    heads, few = layer.positive("num_query_heads"), layer.positive("num_key_value_heads")
    width, features = layer.positive("head_dim"), whole(layer, query, -1, "the query's last axis")
    weights = (
        *_projection(layer, "query", features, heads, width),
        *_projection(layer, "key", whole(layer, key, -1, "the key's last axis"), few, width),
        *_projection(layer, "value", whole(layer, value, -1, "the value's last axis"), few, width),
    )
    if layer.flag("use_gate"):
        weights += _projection(layer, "gate", features, heads, width)
    weights += _back(layer, heads, width, (features,))
    outputs: Structure = layer.result(query)
    if call.get("return_attention_scores"):
        outputs = (outputs, layer.result((query[0], heads, query[1], key[1])))
    return Outcome(outputs, weights)


def _scales(layer: Arguments, query: Shape) -> tuple[Weight, ...]:
    weights: tuple[Weight, ...] = ()
    if layer.flag("use_scale"):
        additive = layer.type_name == "AdditiveAttention"
        weights += (layer.weight("scale", (whole(layer, query, -1),) if additive else ()),)
    if layer.type_name == "Attention" and layer["score_mode"] == "concat":
        weights += (layer.weight("concat_score_weight", ()),)
    return weights


def _projection(layer: Arguments, name: str, features: int, heads: int, width: int) -> tuple[Weight, ...]:
    weights = (layer.weight(f"{name}/kernel", (features, heads, width)),)
    return (*weights, layer.weight(f"{name}/bias", (heads, width))) if layer.flag("use_bias") else weights


def _back(layer: Arguments, heads: int, width: int, last: Shape) -> tuple[Weight, ...]:
    sizes = tuple(whole(layer, last, axis) for axis in range(len(last)))
    weights = (layer.weight("attention_output/kernel", (heads, width, *sizes)),)
    return (*weights, layer.weight("attention_output/bias", sizes)) if layer.flag("use_bias") else weights


def _check_sequences(
    layer: Arguments, call: Call, *shapes: Shape, ranks: Sequence[int] = range(3, 25)
) -> None:
    """Refuse queries, values and keys that are no sequences, or of which values and keys differ in length."""
    query, value, key = shapes
    if len({len(shape) for shape in shapes}) > 1 or len(query) not in ranks:
        names = [name for name in ("query", "value", "key") if call.get(name) is not None]
        received = ", ".join(f"{name} {said(call.tensor(name))}" for name in names)
        raise refuse(
            "rank-mismatch",
            f"{layer.type_name} takes sequences, (batch, time, features), received {received}",
            "the layer before must keep the time axis; an LSTM does with `return_sequences: true`",
            at=names,
        )
    if value[1:-1] != key[1:-1]:
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} takes one value for each key, "
            f"received values {shown(value)} and keys {shown(key)}",
            "all axes but the last must be the same; leave out `key` to use the values as keys",
            at=("value", "key"),
        )


def _check_dot(layer: Arguments, tensors: tuple[Tensor, ...], query: Shape, value: Shape, key: Shape) -> None:
    product = layer.type_name == "Attention" and layer["score_mode"] == "dot"
    repeated = not product and 1 in (query[-1], key[-1])
    if not agree(query[-1], key[-1]) and not repeated:
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} compares queries with keys of the same width, "
            f"received {said(tensors[0])} and {said(tensors[-1])}",
            "a `Dense` layer with as many units as the query is wide makes them equal",
            at=(0, len(tensors) - 1),
        )
    if len(key) >= 2 and len(value) >= 2 and not agree(key[-2], value[-2]):
        raise refuse(
            "shape-mismatch",
            f"{layer.type_name} takes one value for each key, "
            f"received values {said(tensors[1])} and keys {said(tensors[2])}",
            "values and keys must have the same length",
            at=(1, 2),
        )
