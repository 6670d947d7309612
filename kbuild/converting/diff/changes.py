"""What differs, as values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Kind = Literal["changed", "inserted", "removed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs.

    Attributes:
        path: Where it stands, such as `compile.optimizer.learning_rate`.
        before: Its value on the first side; None where it is not there.
        after: Its value on the second side.
    """

    path: str
    before: Any
    after: Any

    def mirrored(self) -> Change:
        """The same, seen from the other side."""
        return Change(self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class LayerChange:
    """One layer that differs.

    Attributes:
        kind: Whether it is on both sides, on the second only, or on the first only.
        before: Its name on the first side, with the models that it is in: `encoder/dense`.
        after: Its name on the second side.
        type_name: Its type; on the second side, where the two differ.
        changes: Its arguments, its type and its inputs, as far as they differ; of a layer on one side, all.
        effects: Its shape and its parameters, as far as they differ.
    """

    kind: Kind
    before: str | None
    after: str | None
    type_name: str
    changes: tuple[Change, ...] = ()
    effects: tuple[Change, ...] = ()
    types: tuple[str | None, str | None] = (None, None)
    renamed: bool = False

    def mirrored(self) -> LayerChange:
        """The same, seen from the other side."""
        opposite: dict[Kind, Kind] = {"changed": "changed", "inserted": "removed", "removed": "inserted"}
        return replace(
            self,
            kind=opposite[self.kind],
            before=self.after,
            after=self.before,
            type_name=self.types[0] or self.type_name,
            types=self.types[::-1],
            changes=tuple(each.mirrored() for each in self.changes),
            effects=tuple(each.mirrored() for each in self.effects),
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two documents, models or runs.

    Attributes:
        names: What the two are called.
        layers: Layers that were inserted, removed, renamed or changed.
        settings: What else the documents say: the model's own keys, `compile`, `data`, `fit`, `callbacks`.
        totals: Parameters of the whole models.
        results: What came of two runs.
    """

    names: tuple[str, str]
    layers: tuple[LayerChange, ...] = ()
    settings: tuple[Change, ...] = ()
    totals: tuple[Change, ...] = ()
    results: tuple[Change, ...] = field(default=())

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.layers or self.settings or self.totals or self.results)

    def __str__(self) -> str:
        """What `kbuild diff` prints."""
        from kbuild.converting.diff.text import text_of

        return text_of(self)

    def mirrored(self) -> Difference:
        """The same, seen from the other side."""
        return Difference(
            self.names[::-1],
            tuple(each.mirrored() for each in self.layers),
            tuple(each.mirrored() for each in self.settings),
            tuple(each.mirrored() for each in self.totals),
            tuple(each.mirrored() for each in self.results),
        )

    def tree(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "a": self.names[0],
            "b": self.names[1],
            "differ": bool(self),
            "layers": [_layer(each) for each in self.layers],
            "settings": [_change(each) for each in self.settings],
            "totals": [_change(each) for each in self.totals],
            "results": [_change(each) for each in self.results],
        }


def _change(change: Change) -> dict[str, Any]:
    return {"path": change.path, "before": change.before, "after": change.after}


def _layer(layer: LayerChange) -> dict[str, Any]:
    return {
        "kind": layer.kind,
        "before": layer.before,
        "after": layer.after,
        "type": layer.type_name,
        "renamed": layer.renamed,
        "changes": [_change(each) for each in layer.changes],
        "effects": [_change(each) for each in layer.effects],
    }
