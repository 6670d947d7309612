"""What a document says beside its layers, by dotted paths, such as `compile.optimizer.learning_rate`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kbuild.converting.diff.canonical import arguments_of, canonical, defaults_of, named
from kbuild.converting.diff.changes import Change
from kbuild.converting.diff.layers import own_keys
from kbuild.schemas import types
from kbuild.schemas.document import Document
from kbuild.schemas.models import Model
from kbuild.schemas.objects import Object, Spec

# What says nothing of a training: words for people, and what the rest was worked out from.
_UNSAID = frozenset(("kbuild", "name", "description", "params", "model", "callbacks"))
_MISSING = object()


@dataclass(slots=True)
class Settings:
    """Values by their dotted paths.

    Attributes:
        said: What the document says, without what would be so anyway.
        otherwise: What is so where nothing is said.
        callbacks: The arguments of each callback.
    """

    said: dict[str, Any] = field(default_factory=dict)
    otherwise: dict[str, Any] = field(default_factory=dict)
    callbacks: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, path: str, value: Any) -> None:
        """Take in a value, an object with its type at its path and its arguments below it."""
        if path == "compile.optimizer" and isinstance(value, str):
            found = types.find("optimizer", value)
            value = value if found is None else found.model_validate({})
        if isinstance(value, Object):
            self.said[path] = named(value)
            self.otherwise |= {f"{path}.{key}": canonical(each) for key, each in defaults_of(value).items()}
            for key, each in value.arguments().items():
                if key in arguments_of(value):
                    self.add(f"{path}.{key}", each)
        elif isinstance(value, Spec):
            for key in type(value).model_fields:
                if (each := getattr(value, key)) is not None:
                    self.add(f"{path}.{key}", each)
        elif isinstance(value, Mapping) and value:
            for key, each in value.items():
                self.add(f"{path}.{key}", each)
        elif isinstance(value, (list, tuple)) and any(
            isinstance(each, (Spec, Mapping, tuple)) for each in value
        ):
            for index, each in enumerate(value):
                self.add(f"{path}.{index}", each)
        else:
            self.said[path] = canonical(value)


def settings_of(document: Document) -> Settings:
    """Everything that a document says but its layers."""
    made = Settings()
    model = document.model
    if isinstance(model, Model):
        made.said["model.style"] = model.style
        made.said |= {f"model.{key}": each for key, each in own_keys(model).items()}
    for key in type(document).model_fields:
        value = getattr(document, key)
        if key not in _UNSAID and value not in (None, ()):
            made.add(key, value)
    counts: dict[str, int] = {}
    for each in document.callbacks:
        number = counts[each.type_name] = counts.get(each.type_name, 0) + 1
        path = f"callbacks.{each.type_name}" + (f"_{number}" if number > 1 else "")
        made.callbacks[path] = arguments_of(each)
        made.otherwise |= {f"{path}.{key}": canonical(value) for key, value in defaults_of(each).items()}
    return made


def changed(first: Settings, second: Settings) -> Iterator[Change]:
    """The settings that differ."""
    one, other = (_with_shared_callbacks(*pair) for pair in ((first, second), (second, first)))
    yield from changes(one, other, first.otherwise, second.otherwise)
    for path in dict.fromkeys((*first.callbacks, *second.callbacks)):
        if (path in first.callbacks) is not (path in second.callbacks):
            yield Change(path, first.callbacks.get(path), second.callbacks.get(path))


def _with_shared_callbacks(own: Settings, others: Settings) -> dict[str, Any]:
    shared = {path: given for path, given in own.callbacks.items() if path in others.callbacks}
    return own.said | {f"{path}.{key}": each for path, given in shared.items() for key, each in given.items()}


def changes(
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    one: Mapping[str, Any] | None = None,
    other: Mapping[str, Any] | None = None,
) -> Iterator[Change]:
    """The values that differ.

    Args:
        first: The values on the first side.
        second: The values on the second side.
        one: What is so on the first side where nothing is said.
        other: The same on the second side.
    """
    for path in dict.fromkeys((*first, *second)):
        before = first.get(path, (one or {}).get(path, _MISSING))
        after = second.get(path, (other or {}).get(path, _MISSING))
        if not _equal(before, after):
            yield Change(path, None if before is _MISSING else before, None if after is _MISSING else after)


def _equal(before: Any, after: Any) -> bool:
    return bool(before == after) and (isinstance(before, bool) is isinstance(after, bool))
