"""How much a resolved document asks the checks and the engine to do: known before anything of it is done."""

from __future__ import annotations

from dataclasses import dataclass

from kbuild.reading.limits import Limits
from kbuild.reading.problems import Problem, dotted
from kbuild.reading.tree import Mapping, Node, Path, Scalar, Sequence, measure

_LAYERS = "layers"
_NAMES = frozenset({"trainable", "frozen"})
# Each phase is looked at as a training of its own, which costs about as much as so many values.
_PHASE = 50
_HINT = "trusted Python code can raise the limit"


def too_many(root: Node, limits: Limits) -> Problem | None:
    """Return a problem when a document asks for more layers, or more work, than the limits say.

    Args:
        root: The resolved document.
        limits: How many layers there may be, and how many values, those that phases share counted for each.

    Example:
        >>> from kbuild.reading import read
        >>> too_many(read("model: {layers: [Flatten, Flatten]}"), Limits(layers=1)).code
        'too-many-layers'
    """
    if measure(root)[0] <= min(limits.layers, limits.nodes // (_PHASE * 4)):
        return None
    counted = _count(root)
    if counted.layers > limits.layers:
        message = f"the document has {counted.layers:,} layers, and the limit is {limits.layers:,}"
        hint = f"{dotted(counted.place)} holds {counted.most:,} of them; {_HINT}"
        return Problem.at(root, counted.place, "too-many-layers", message, key=True, hint=hint)
    # Each name is held against each layer.
    if counted.names * counted.layers > limits.nodes:
        message = f"trainable and frozen hold {counted.names:,} names, too many for {counted.layers:,} layers"
        hint = f"write patterns, such as block_*; {_HINT}"
        return Problem.at(root, (), "too-many-nodes", message, hint=hint)
    return _too_many_phases(root, limits)


def _too_many_phases(root: Node, limits: Limits) -> Problem | None:
    phases = root.get("phases") if isinstance(root, Mapping) else None
    if not isinstance(phases, Sequence) or not phases.items:
        return None
    whole, own = measure(root)[0], measure(phases)[0]
    work = whole + len(phases.items) * (whole - own + _PHASE)
    if work <= limits.nodes:
        return None
    message = f"{len(phases.items):,} phases make these {work:,} values, and the limit is {limits.nodes:,}"
    return Problem.at(root, ("phases",), "too-many-nodes", message, key=True, hint=_HINT)


@dataclass(slots=True)
class _Counted:
    layers: int = 0
    most: int = 0
    place: Path = ()
    names: int = 0


def _count(root: Node) -> _Counted:
    counted = _Counted()
    waiting: list[tuple[Node, Path]] = [(root, ())]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, Sequence):
            for index, item in enumerate(node.items):
                if not isinstance(item, Scalar):
                    waiting.append((item, (*path, index)))
        elif isinstance(node, Mapping):
            for key, entry in node.entries.items():
                if not isinstance(entry.value, Scalar):
                    waiting.append((entry.value, (*path, key)))
                    _note(counted, key, entry.value, path)
    return counted


def _note(counted: _Counted, key: str, value: Node, path: Path) -> None:
    if key == _LAYERS:
        size = _size(value)
        counted.layers += size
        if size > counted.most:
            counted.most, counted.place = size, (*path, key)
    elif key in _NAMES and isinstance(value, Sequence):
        counted.names += len(value.items)


def _size(layers: Node) -> int:
    """The entries of a model's `layers`; in a subclass-style model, those of its lists too."""
    if isinstance(layers, Sequence):
        return len(layers.items)
    if not isinstance(layers, Mapping):
        return 0
    below = (each.value for each in layers.entries.values())
    return sum(len(each.items) if isinstance(each, Sequence) else 1 for each in below)
