"""Weights that go on from one phase into the next, by the names of layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from kbuild.building.members import layers_by_path, own_weights


@dataclass(slots=True)
class Carried:
    """What a phase's model has of the phases before it.

    Attributes:
        carried: The layers whose weights go on, each with the phase that they are from.
        new: Layers that no phase before has; their weights begin anew.
        differing: Layers that a phase before has with weights of other shapes, which begin anew too.
        left: Layers of the model before that this one does not have.
    """

    carried: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    differing: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As the run's folder records it."""
        return asdict(self)

    def describe(self) -> str:
        """In a line for people."""
        parts = [f"weights of {_listed(self.carried)} go on"] if self.carried else ["no weights go on"]
        if self.new:
            parts.append(f"{_listed(self.new)} begin{'s' * (len(self.new) == 1)} anew")
        if self.differing:
            parts.append(f"{_listed(self.differing)} too, for the shapes differ")
        if self.left:
            parts.append(f"{_listed(self.left)} {'is' if len(self.left) == 1 else 'are'} left behind")
        return "; ".join(parts)


def carry(model: Any, before: Sequence[tuple[str, Any]]) -> Carried:
    """Give a model the weights that earlier phases' models have under its layers' names.

    A layer is found by its path, or else by its own name where there is one of that name on both sides. Of
    several phases the newest counts.

    Args:
        model: A built model.
        before: The names and models of the phases before, the oldest first.

    Returns:
        What was carried and what was not.

    Example:
        >>> import keras
        >>> def make(*names):
        ...     layers = [keras.layers.Dense(2, name=name) for name in names]
        ...     return keras.Sequential([keras.Input((2,)), *layers])
        >>> carry(make("hidden", "head"), [("first", make("hidden", "old"))]).describe()
        'weights of hidden go on; head begins anew; old is left behind'
    """
    report = Carried()
    used: set[int] = set()
    for path, layer in _weighty(model).items():
        _carry_layer(report, path, layer, before, used)
    if before:
        last = _weighty(before[-1][1])
        report.left = [
            path for path, each in last.items() if id(each) not in used and path not in report.differing
        ]
    return report


def _carry_layer(
    report: Carried, path: str, layer: Any, before: Sequence[tuple[str, Any]], used: set[int]
) -> None:
    """Carry one layer's weights, and note what came of it."""
    for phase, model in reversed(before):
        source = _same(path, _weighty(model))
        if source is None:
            continue
        theirs, ours = own_weights(source), own_weights(layer)
        if [tuple(each.shape) for each in theirs] != [tuple(each.shape) for each in ours]:
            report.differing[path] = phase
            return
        used.add(id(source))
        for weight, other in zip(ours, theirs, strict=True):
            if weight is not other:
                weight.assign(other)
        report.carried[path] = phase
        return
    report.new.append(path)


def _weighty(model: Any) -> dict[str, Any]:
    return {path: layer for path, layer in layers_by_path(model) if own_weights(layer)}


def _same(path: str, layers: Mapping[str, Any]) -> Any:
    if path in layers:
        return layers[path]
    name = path.rsplit("/", 1)[-1]
    found = [layer for other, layer in layers.items() if other.rsplit("/", 1)[-1] == name]
    return found[0] if len(found) == 1 else None


def _listed(names: Sequence[str] | Mapping[str, str], most: int = 6) -> str:
    shown = list(names)[:most]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
