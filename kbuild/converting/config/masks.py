"""Masks that Keras hands on from layer to layer by itself, and writes down as if somebody had said them.

Source: step 6 of `Layer.__call__` in `keras/src/layers/layer.py`, and each layer's `compute_mask`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.converting.config.nodes import Call, histories, is_tensor
from kbuild.converting.config.operations import is_operation
from kbuild.schemas import catalog

History = tuple[str, int, int]
Calls = dict[tuple[str, int], Call]

# Layers whose results have the mask of what they were called with.
_HAND_ON = frozenset(
    "ActivityRegularization Activation AlphaDropout BatchNormalization Dense Dropout ELU GaussianDropout "
    "GaussianNoise GroupNormalization Identity LayerNormalization LeakyReLU MultiHeadAttention "
    "Normalization PReLU ReLU Rescaling Softmax SpatialDropout1D TimeDistributed UnitNormalization".split()
)
_MERGE = frozenset({"Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"})
_RECURRENT = frozenset({"GRU", "LSTM", "RNN", "SimpleRNN"})


def without_implied_masks(found: Calls, outputs: Any) -> Calls:
    """The calls without the masks that come about by themselves, and without what only made these.

    A mask stays where it is not certain that Keras finds the same again.

    Args:
        found: The calls of a functional model; those with such masks are changed.
        outputs: The model's outputs.
    """
    implied = [
        (call, key)
        for call in found.values()
        for key, mask in _masks(call)
        if _is_implied(key, mask, call, found)
    ]
    if not implied:
        return found
    unsure = {name_of(each) for call, key in implied for each in histories(call.kwargs[key])}
    for call, key in implied:
        del call.kwargs[key]
    return _without_unused(found, unsure, outputs)


def _without_unused(found: Calls, unsure: set[tuple[str, int]], outputs: Any) -> Calls:
    """The calls without those whose results nothing takes any more."""
    takers = Counter(
        name_of(each)
        for call in [*found.values(), Call("", {}, args=[outputs])]
        for each in histories([call.args, call.kwargs])
    )
    kept, waiting = dict(found), [each for each in unsure if not takers[each]]
    while waiting:
        key = waiting.pop()
        if key not in kept or not is_operation(kept[key].layer):
            continue
        call = kept.pop(key)
        for each in map(name_of, histories([call.args, call.kwargs])):
            takers[each] -= 1
            if not takers[each]:
                waiting.append(each)
    return kept


def name_of(history: History) -> tuple[str, int]:
    """The call that made a tensor."""
    return history[:2]


def _masks(call: Call) -> Iterator[tuple[str, Any]]:
    for key, value in call.kwargs.items():
        if value is not None and (key == "mask" or key.endswith("_mask")):
            yield key, value


def _is_implied(key: str, mask: Any, call: Call, found: Calls) -> bool:
    entry = catalog.find("layer", str(call.layer["class_name"]))
    names = list(entry.call) if entry is not None else []
    given = dict(zip(names, call.args, strict=False))
    given |= {
        name: each for name, each in call.kwargs.items() if name != "mask" and not name.endswith("_mask")
    }
    tensors = {name: each for name, each in given.items() if any(True for _ in histories(each))}
    if len(given) < len(call.args) or not tensors:
        return False
    # Keras fills `mask` in where one argument holds tensors, and `query_mask` and its like where several do.
    masked = next(iter(tensors.values())) if key == "mask" else tensors.get(key.removesuffix("_mask"))
    return (len(tensors) == 1) is (key == "mask") and _made_of(mask, masked, found)


def _made_of(mask: Any, value: Any, found: Calls) -> bool:
    """Whether a mask is the one that a tensor, or each of a list of tensors, has anyway."""
    waiting, seen = [(mask, value)], set[tuple[History, History]]()
    while waiting:
        mask, value = waiting.pop()
        if isinstance(value, (list, tuple)) and isinstance(mask, (list, tuple)):
            if len(value) != len(mask):
                return False
            waiting += zip(mask, value, strict=True)
        elif not is_tensor(mask) or not is_tensor(value):
            return False
        elif (pair := (_place(mask), _place(value))) not in seen:
            seen.add(pair)
            further = _further(mask, pair[1], found)
            if further is None:
                return False
            waiting += further
    return True


def _place(tensor: Any) -> History:
    return next(histories(tensor))


def _further(mask: Any, place: History, found: Calls) -> list[tuple[Any, Any]] | None:
    """What must hold of earlier tensors for a mask to be that of a result; None if it is not."""
    call, maker = found.get(name_of(place)), found.get(name_of(_place(mask)))
    if call is None or not call.args:
        return None
    kind, given = call.layer["class_name"], call.args[0]
    if kind == "Embedding":
        masked = call.layer["config"].get("mask_zero") and is_tensor(given)
        return [] if masked and _is_not_zero(maker, _place(given)) else None
    if kind in _MERGE and isinstance(given, (list, tuple)):
        masks = _operands(maker, "LogicalOr", len(given) - 1, found)
        return None if masks is None else list(zip(masks, given, strict=True))
    if not _hands_on(call, place):
        return None
    if (said := call.kwargs.get("mask")) is not None:
        return [] if is_tensor(said) and _place(said) == _place(mask) else None
    return [(mask, given)]


def _operands(call: Call | None, kind: str, depth: int, found: Calls) -> list[Any] | None:
    """The tensors that operations of one kind join, one after the other: `a or b or c`."""
    out: list[Any] = []
    for _ in range(depth):
        if call is None or call.layer["class_name"] != kind or len(call.args) != 2:
            return None
        out.insert(0, call.args[1])
        first = call.args[0]
        call = found.get(name_of(_place(first))) if is_tensor(first) else None
    return [first, *out] if out else None


def _hands_on(call: Call, place: History) -> bool:
    config, name = call.layer.get("config") or {}, call.layer["class_name"]
    if name == "Bidirectional":
        inner: Mapping[str, Any] = (config.get("layer") or {}).get("config") or {}
        return bool(inner.get("return_sequences")) and place[2] == 0 and config.get("merge_mode") is not None
    if name in _RECURRENT:
        return bool(config.get("return_sequences")) and place[2] == 0
    return name in _HAND_ON and place[2] == 0


def _is_not_zero(call: Call | None, source: History) -> bool:
    """Whether an operation is `ops.not_equal(source, 0)`."""
    if call is None or call.layer["class_name"] != "NotEqual":
        return False
    given = [*call.args, *call.kwargs.values()]
    return len(given) == 2 and list(histories(given[0])) == [source] and given[1] == 0 and is_tensor(given[0])
