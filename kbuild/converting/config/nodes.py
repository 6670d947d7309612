"""The calls of a functional model's layers: each becomes an entry, and each tensor a reference to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# Operations and layers that return several results: `split[0]` is written even where only that is used.
_SEVERAL = frozenset(
    "Split ArraySplit TopK Moments Unstack Meshgrid SVD QR Eig Eigh Slogdet LuFactor Histogram Unique "
    "Nonzero UnravelIndex Hsplit Vsplit Dsplit Lstsq RFFT FFT FFT2 IFFT2 STFT".split()
)


@dataclass(slots=True)
class Call:
    """One call of a layer or an operation.

    Attributes:
        name: The entry's name.
        layer: What Keras wrote of the layer.
        first: The entry whose layer this call uses once more; None if this is the layer's first call.
        args: Positional arguments as Keras wrote them.
        kwargs: Named arguments as Keras wrote them.
    """

    name: str
    layer: Mapping[str, Any]
    first: str | None = None
    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)


def is_tensor(value: Any) -> bool:
    """Whether a value is a symbolic tensor."""
    return isinstance(value, Mapping) and value.get("class_name") == "__keras_tensor__"


def has_tensor(value: Any) -> bool:
    """Whether there is a symbolic tensor within a value."""
    return any(True for _ in histories(value))


def histories(value: Any) -> Iterator[tuple[str, int, int]]:
    """Where each symbolic tensor within a value comes from: layer, call, result."""
    if is_tensor(value):
        name, call, result = value["config"]["keras_history"]
        yield str(name), int(call), int(result)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from histories(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from histories(each)


def structure(written: Any) -> Any:
    """`input_layers` or `output_layers` with its triples as symbolic tensors.

    Example:
        >>> structure({"a": ["dense", 0, 1]})["a"]["config"]["keras_history"]
        ['dense', 0, 1]
    """
    if is_tensor(written):
        return written
    if isinstance(written, Mapping):
        return {key: structure(each) for key, each in written.items()}
    if _is_triple(written):
        return _tensor(written)
    return [structure(each) for each in written]


def _is_triple(written: Any) -> bool:
    return len(written) == 3 and isinstance(written[0], str) and isinstance(written[1], int)


def _tensor(history: Any) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"keras_history": list(history[:3])}}


def calls(layers: list[Mapping[str, Any]]) -> dict[tuple[str, int], Call]:
    """All calls by the layer's name and the call's number.

    Args:
        layers: A functional configuration's `layers`.
    """
    names = {str(each["name"]) for each in layers}
    taken = set(names)
    out: dict[tuple[str, int], Call] = {}
    for layer in layers:
        name = str(layer["name"])
        for index, node in enumerate(layer.get("inbound_nodes") or ()):
            args, kwargs = _arguments(node, names)
            entry = name if index == 0 else _free(f"{name}_call_{index + 1}", taken)
            out[name, index] = Call(entry, layer, name if index else None, args, kwargs)
    return out


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _arguments(node: Any, names: set[str]) -> tuple[list[Any], dict[str, Any]]:
    if isinstance(node, Mapping):
        return list(node.get("args") or ()), dict(node.get("kwargs") or {})
    # Keras 2: a list of [layer, call, result, further arguments].
    if node and isinstance(node[0], str):
        node = [node]
    kwargs: dict[str, Any] = {}
    for each in node:
        kwargs.update(
            {key: _revived(value, names) for key, value in (each[3] if len(each) > 3 else {}).items()}
        )
    tensors = [_tensor(each) for each in node]
    return [tensors[0] if len(tensors) == 1 else tensors], kwargs


def _revived(value: Any, names: set[str]) -> Any:
    if isinstance(value, list):
        if len(value) in (3, 4) and isinstance(value[0], str) and value[0] in names and _is_triple(value[:3]):
            return _tensor(value)
        return [_revived(each, names) for each in value]
    return value


def results_of(call: Call) -> list[str] | bool:
    """The keys of a call's results if it returns a mapping; else whether it returns several."""
    config = call.layer.get("config") or {}
    if call.layer["class_name"] in ("Functional", "Model") and "output_layers" in config:
        outputs = config["output_layers"]
        if is_tensor(outputs):
            return False
        if isinstance(outputs, Mapping):
            return sorted(outputs)
        return not _is_triple(outputs) and len(outputs) > 1
    inner = (config.get("layer") or {}) if isinstance(config.get("layer"), Mapping) else {}
    states = config.get("return_state") or (inner.get("config") or {}).get("return_state")
    scores = call.kwargs.get("return_attention_scores")
    return bool(states or scores or call.layer["class_name"] in _SEVERAL)
