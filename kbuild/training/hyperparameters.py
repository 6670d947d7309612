"""What a run was given, as names and plain values: what TensorBoard's HPARAMS and `kbuild runs` compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kbuild.schemas.document import Document

Value = bool | int | float | str

_MOST = 100
# How training is done, where another value might give another result; not what is measured beside it.
_PARTS = ("seed", "params", "compile", "fit", "data")
_LEFT_OUT = (
    "compile.metrics",
    "compile.weighted_metrics",
    "fit.verbose",
    "data.train",
    "data.validation",
    "data.test",
)


def hyperparameters(document: Document) -> dict[str, Value]:
    """List a document's parameters, how it trains, and whatever was changed from outside.

    Args:
        document: The document.

    Returns:
        Names such as `units` (of `params`), `optimizer`, `optimizer.learning_rate`, `batch_size`, or paths
        for what an override changed elsewhere; at most 100.

    Example:
        >>> hyperparameters(Document.model_validate({
        ...     "params": {"units": 3}, "fit": {"epochs": 2},
        ...     "model": {"style": "sequential", "layers": ["Flatten"]},
        ...     "compile": {"optimizer": {"SGD": {"learning_rate": 0.1}}, "loss": "mse"}}))
        {'units': 3, 'optimizer': 'SGD', 'optimizer.learning_rate': 0.1, 'loss': 'mse', 'epochs': 2}
    """
    tree = document.tree()
    found: dict[str, Value] = {}
    for part in _PARTS:
        for path, value in flat(tree.get(part), part):
            if not path.startswith(_LEFT_OUT):
                found.setdefault(_short(path), value)
    for path, value in changed(document):
        if not path.startswith((*_PARTS, *_LEFT_OUT)):
            found.setdefault(path, value)
    return dict(list(found.items())[:_MOST])


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Value]]:
    """Go through a plain tree: the path of each value, where `{Type: {argument: ...}}` is the type's name.

    Example:
        >>> list(flat({"optimizer": {"Adam": {"beta_1": 0.9}}, "metrics": ["accuracy"]}))
        [('optimizer', 'Adam'), ('optimizer.beta_1', 0.9), ('metrics', 'accuracy')]
    """
    if isinstance(value, Mapping):
        name = next(iter(value)) if len(value) == 1 else ""
        if name[:1].isupper():
            yield path, name
            value = value[name]
        for key, each in value.items() if isinstance(value, Mapping) else ():
            yield from flat(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        if all(isinstance(each, (bool, int, float, str)) for each in value):
            yield path, ", ".join(map(str, value))
            return
        for index, each in enumerate(value):
            yield from flat(each, f"{path}.{index}")
    elif isinstance(value, (bool, int, float, str)):
        yield path, value


def changed(document: Document) -> Iterator[tuple[str, Value]]:
    """What was changed in a document from outside (`--set`): paths and values."""
    root = document.source.root if document.source is not None else None
    if root is not None:
        yield from _changed(root, "")


def _changed(node: Any, path: str) -> Iterator[tuple[str, Value]]:
    if node.origin is not None and node.origin.kind == "override":
        from kbuild.reading.tree import plain

        yield from flat(plain(node), path)
        return
    entries = getattr(node, "entries", None)
    items = getattr(node, "items", None)
    if isinstance(entries, Mapping):
        for key, entry in entries.items():
            yield from _changed(entry.value, f"{path}.{key}" if path else str(key))
    elif isinstance(items, (list, tuple)):
        for index, each in enumerate(items):
            yield from _changed(each, f"{path}.{index}")


def _short(path: str) -> str:
    """A path without the document's part, which all know."""
    part, _, rest = path.partition(".")
    return rest if rest else part
