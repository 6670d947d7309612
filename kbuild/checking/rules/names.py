"""Names of layers and models: unique within a model, and of letters that files and Keras can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kbuild.checking.finding import Finding, Path
from kbuild.checking.rules.registry import Placed, for_document, for_types, objects_of
from kbuild.schemas.document import Document
from kbuild.schemas.models import Functional, Sequential, Subclass
from kbuild.schemas.objects import Object

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]{0,199}")
_NAMED = ("layer", "optimizer", "metric", "loss", "application")
_HINT = "a name is made of letters, digits, _, - and ."


def ill_formed(name: Any) -> bool:
    """Whether a name holds what files or Keras cannot carry."""
    return isinstance(name, str) and (_NAME.fullmatch(name) is None or ".." in name)


def refuse_name(name: str, path: Path, *, key: bool = False) -> Finding:
    """Say of an ill-formed name what is wrong with it."""
    why = "`/` is not allowed in a name" if "/" in name else f"{name!r} is not a name"
    return Finding("wrong-name", why, path, key=key, hint=_HINT)


@for_types("Sequential")
def layers_of_a_sequential(model: Placed) -> Iterator[Finding]:
    """Each name given in a stack is well-formed and given once."""
    assert isinstance(model.spec, Sequential)  # noqa: S101 - told by the type
    named = (
        ((*model.path, "layers", index, each.type_name, "name"), each.arguments().get("name"))
        for index, each in enumerate(model.spec.layers)
    )
    yield from _given(named)


def _given(named: Iterable[tuple[Path, Any]]) -> Iterator[Finding]:
    first: dict[str, Path] = {}
    for path, name in named:
        if not isinstance(name, str):
            continue
        if ill_formed(name):
            yield refuse_name(name, path, key=False)
        elif name in first:
            text = f"two layers are called `{name}`"
            yield Finding("duplicate-name", text, path, related=((first[name], "the first of them"),))
        else:
            first[name] = path


@for_types("Functional")
def entries_of_a_functional(model: Placed) -> Iterator[Finding]:
    """The keys are the names; a `name` beside them would be a second one."""
    assert isinstance(model.spec, Functional)  # noqa: S101 - told by the type
    for part in ("inputs", "layers"):
        for name in getattr(model.spec, part):
            if ill_formed(name):
                yield refuse_name(name, (*model.path, part, name), key=True)
    for name, node in model.spec.layers.items():
        if node.layer is not None and "name" in node.layer.arguments():
            text = f"the layer's name is its key, `{name}`"
            place = (*model.path, "layers", name, node.layer.type_name, "name")
            yield Finding("no-effect", text, place, hint="remove name, or rename the key")


@for_types("Subclass")
def members_of_a_subclass(model: Placed) -> Iterator[Finding]:
    """The program calls the layers by their names, so they are names of Python's."""
    assert isinstance(model.spec, Subclass)  # noqa: S101 - told by the type
    for part in ("inputs", "layers"):
        for name in getattr(model.spec, part) or ():
            if not name.isidentifier():
                text = f"{name!r} cannot be used in a program"
                hint = "a name is made of letters, digits and _"
                yield Finding("wrong-name", text, (*model.path, part, name), key=True, hint=hint)


@for_document
def name_of_the_document(document: Document) -> Iterator[Finding]:
    """The name becomes a folder."""
    if document.name is not None and ill_formed(document.name):
        yield refuse_name(document.name, ("name",), key=False)
    if not isinstance(document.model, (Sequential, Functional, Subclass)):
        return
    yield from _model_name(document.model, ("model", "name"))


def _model_name(model: Object, path: Path) -> Iterator[Finding]:
    name = model.arguments().get("name")
    if ill_formed(name):
        yield refuse_name(str(name), path, key=False)


@for_document
def names_of_all_objects(document: Document) -> Iterator[Finding]:
    """Optimizers, metrics and layers within wrappers too: their names become those of files and entries."""
    for placed in objects_of(document):
        name = placed.spec.arguments().get("name")
        if placed.spec.kind in _NAMED and ill_formed(name):
            yield refuse_name(str(name), (*placed.path, "name"), key=False)
