"""How many layers a resolved document has: what each of them costs to check and to build is known before."""

from __future__ import annotations

from kbuild.reading.limits import Limits
from kbuild.reading.problems import Problem, dotted
from kbuild.reading.tree import Mapping, Node, Path, Sequence, measure

_KEY = "layers"


def too_many_layers(root: Node, limits: Limits) -> Problem | None:
    """Return a problem when the models of a document have more layers together than the limit.

    Args:
        root: The resolved document.
        limits: How many there may be.

    Example:
        >>> from kbuild.reading import read
        >>> too_many_layers(read("model: {layers: [Flatten, Flatten]}"), Limits(layers=1)).code
        'too-many-layers'
    """
    if measure(root)[0] <= limits.layers:
        return None
    total, largest = 0, 0
    place: Path = ()
    waiting: list[tuple[Node, Path]] = [(root, ())]
    while waiting:
        node, path = waiting.pop()
        if isinstance(node, Sequence):
            waiting.extend(
                (each, (*path, index)) for index, each in enumerate(node.items) if _holds_more(each)
            )
        elif isinstance(node, Mapping):
            size = _size(node.get(_KEY))
            total += size
            if size > largest:
                largest, place = size, (*path, _KEY)
            waiting.extend(
                (each.value, (*path, key)) for key, each in node.entries.items() if _holds_more(each.value)
            )
    if total <= limits.layers:
        return None
    message = f"the document has {total:,} layers, and the limit is {limits.layers:,}"
    hint = f"{dotted(place)} holds {largest:,} of them; trusted Python code can raise the limit"
    return Problem.at(root, place, "too-many-layers", message, key=True, hint=hint)


def _holds_more(node: Node) -> bool:
    return isinstance(node, (Mapping, Sequence))


def _size(layers: Node | None) -> int:
    """The entries of a model's `layers`; in a subclass-style model, those of its lists too."""
    if isinstance(layers, Sequence):
        return len(layers.items)
    if not isinstance(layers, Mapping):
        return 0
    below = (each.value for each in layers.entries.values())
    return sum(len(each.items) if isinstance(each, Sequence) else 1 for each in below)
