"""Callbacks against what a training computes: monitors, modes, file name patterns."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kbuild.checking.finding import Finding
from kbuild.checking.logs import log_names
from kbuild.checking.rules.registry import Placed, for_document, for_types, objects_of
from kbuild.schemas import types
from kbuild.schemas.clipping import clipped
from kbuild.schemas.document import Document
from kbuild.schemas.objects import Object
from kbuild.schemas.refusal import shown

# A width of two digits at most: `{epoch:>50000000}` would make a name of 50 MB.
_LAYOUT = re.compile(r"0?[0-9]{0,2}(\.[0-9]{1,2})?[defgG]?", re.ASCII)
_MODES = ("auto", "min", "max")
_ADDED = ("learning_rate",)


@for_document
def monitors_are_computed(document: Document) -> Iterator[Finding]:
    """Keras notices an unknown monitor at the end of the first epoch, or never."""
    names = log_names(document)
    if names is None:
        return
    known = log_names(document, validation=True) or names
    for index, callback in enumerate(document.callbacks):
        place = ("callbacks", index, callback.type_name)
        for at, monitor in _monitors(callback):
            if monitor in names or monitor in _ADDED:
                continue
            yield _unknown(monitor, callback, (*place, *at), names, known)


def _monitors(callback: Object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What a callback watches; where the document does not say, Keras's default, at the callback's place."""
    given = callback.arguments()
    if "monitor" in given:
        monitor = given["monitor"]
        if isinstance(monitor, str):
            # kbuild's Checkpoint chooses by itself, as it does where nothing is said.
            if monitor != "auto" or callback.type_name != "Checkpoint":
                yield ("monitor",), monitor
        elif isinstance(monitor, tuple):
            yield from (
                (("monitor", index), each) for index, each in enumerate(monitor) if isinstance(each, str)
            )
        return
    if _watches_by_default(callback):
        default = type(callback).model_fields["monitor"].default
        if isinstance(default, str):
            yield (), default


def _watches_by_default(callback: Object) -> bool:
    """Whether a callback acts on its monitor at all when the document does not set it."""
    if "monitor" not in type(callback).model_fields:
        return False
    if callback.type_name == "ModelCheckpoint":
        return bool(callback.arguments().get("save_best_only", False))
    # kbuild's Checkpoint takes the loss where there is no validation.
    return callback.type_name != "Checkpoint"


def _unknown(
    monitor: str, callback: Object, place: tuple[str | int, ...], names: frozenset[str], known: frozenset[str]
) -> Finding:
    if monitor in known:
        text = f"{callback.type_name} watches `{monitor}`, and there is no validation data"
        hint = f"write data.validation: 0.1, or monitor: {monitor.removeprefix('val_')}"
        return Finding("unknown-monitor", text, place, key=place[-1] == callback.type_name, hint=hint)
    text = f"{callback.type_name} watches `{monitor}`, which nothing computes"
    return Finding("unknown-monitor", text, place, name=monitor, candidates=_sorted(names))


@lru_cache(maxsize=4)
def _sorted(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


@for_types("EarlyStopping", "ModelCheckpoint", "ReduceLROnPlateau", "Checkpoint")
def modes(callback: Placed) -> Iterator[Finding]:
    """Keras takes an unknown mode for `auto`."""
    mode = callback.spec.arguments().get("mode")
    if isinstance(mode, str) and mode not in _MODES:
        text = f"expected one of {', '.join(_MODES)}, received {mode!r}"
        yield callback.finding("not-allowed", text, "mode", name=mode, candidates=_MODES)


@for_types("EarlyStopping", "Checkpoint")
def several_monitors(callback: Placed) -> Iterator[Finding]:
    """Each of several monitors is watched once, and a list of modes has one for each."""
    given = callback.spec.arguments()
    monitor, mode = given.get("monitor"), given.get("mode")
    names = monitor if isinstance(monitor, tuple) else (monitor,)
    for index, name in enumerate(names):
        if name in names[:index]:
            text = f"{callback.spec.type_name} watches {shown(name, 60)} twice"
            yield Finding("duplicate", text, (*callback.path, "monitor", index))
    if isinstance(mode, (tuple, list)) and monitor is not None and len(mode) != len(names):
        text = f"there are {len(names)} monitors and {len(mode)} modes"
        yield callback.finding("not-allowed", text, "mode")


@for_types("ModelCheckpoint")
def endings_of_files(callback: Placed) -> Iterator[Finding]:
    """The ending decides the format, and Keras refuses any other."""
    path = callback.spec.arguments().get("filepath")
    weights_only = bool(callback.get("save_weights_only"))
    ending = ".weights.h5" if weights_only else ".keras"
    if isinstance(path, str) and not path.endswith((ending, ".h5") if not weights_only else ending):
        text = f"the file name must end in {ending}, received {path!r}"
        yield callback.finding("not-allowed", text, "filepath", hint=f"write {path.split('.')[0]}{ending}")


@for_document
def patterns_of_file_names(document: Document) -> Iterator[Finding]:
    """A pattern names the epoch, the batch and what the logs hold; anything else fails after an epoch."""
    names = log_names(document)
    for placed in objects_of(document):
        path = placed.spec.arguments().get("filepath")
        if placed.spec.type_name == "ModelCheckpoint" and isinstance(path, str):
            # A phase computes what its own `compile` says.
            known = names if placed.path[0] == "callbacks" else None
            yield from _fields(path, (*placed.path, "filepath"), known)


def _fields(pattern: str, place: tuple[Any, ...], names: frozenset[str] | None) -> Iterator[Finding]:
    try:
        parsed = [each[1:] for each in string.Formatter().parse(pattern) if each[1] is not None]
    except ValueError as error:
        yield Finding("wrong-pattern", f"the file name is no pattern: {error}", place)
        return
    allowed = ("epoch", "batch", *_sorted(names or frozenset()))
    for field, layout, conversion in parsed:
        if field is None or not field.isidentifier() or field.startswith("_"):
            text = f"a pattern names values such as epoch, received {{{clipped(field or '', 60)}}}"
            yield Finding("wrong-pattern", text, place)
        elif _LAYOUT.fullmatch(layout or "") is None or conversion is not None:
            text = f"`{field}` cannot be written as {shown(layout, 20)} in a file name"
            yield Finding("wrong-pattern", text, place, hint="write {epoch:03d} or {val_loss:.4f}")
        elif names is not None and field not in allowed:
            text = f"nothing computes `{field}`, which the file name asks for"
            yield Finding("wrong-pattern", text, place, name=field, candidates=allowed)


@for_document
def stopping_can_act(document: Document) -> Iterator[Finding]:
    """A patience as long as the training never ends it."""
    epochs = 1 if document.fit is None else document.fit.epochs
    for index, callback in enumerate(document.callbacks):
        patience = callback.arguments().get("patience")
        if callback.type_name not in ("EarlyStopping", "ReduceLROnPlateau") or not isinstance(patience, int):
            continue
        if patience >= epochs:
            text = f"{callback.type_name} cannot act: its patience of {patience} outlasts the training"
            place = ("callbacks", index, callback.type_name, "patience")
            hint = f"the training has {epochs} epochs"
            yield Finding("no-effect", text, place, severity="warning", hint=hint)


@for_document
def one_callback_of_a_kind(document: Document) -> Iterator[Finding]:
    """Two callbacks that are alike to the letter do the same twice."""
    seen: dict[str, int] = {}
    for index, callback in enumerate(document.callbacks):
        written = repr(callback.tree())
        if written in seen and not _is_unknown(callback):
            text = f"this {callback.type_name} stands here twice"
            related = ((("callbacks", seen[written], callback.type_name), "the first"),)
            place = ("callbacks", index, callback.type_name)
            yield Finding("duplicate", text, place, key=True, severity="warning", related=related)
        seen.setdefault(written, index)


def _is_unknown(callback: Object) -> bool:
    return types.find(callback.kind, callback.type_name) is None
