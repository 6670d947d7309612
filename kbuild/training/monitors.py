"""Every monitor held against what the training will compute, before anything is made for the run.

The checks of a document find most wrong monitors without Keras. Here the model is built and traced, so the
names are Keras's own, also where a class of the user's own computes them or the data comes from Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kbuild.callbacks import MonitorError, expected_logs
from kbuild.callbacks.monitors import missing, resolve_mode
from kbuild.callbacks.surroundings import may_add_logs
from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError
from kbuild.training.plan import problem
from kbuild.training.watchers import Watcher


def check_monitors(
    document: Document,
    model: Any,
    watchers: Sequence[Watcher],
    *,
    traced: Iterable[str] | None,
    validation: bool,
) -> None:
    """Refuse a monitor that nothing computes, or whose direction nobody knows.

    Args:
        document: What the callbacks come from.
        model: The compiled model.
        watchers: All callbacks.
        traced: The names of the training step's logs, where it has been traced.
        validation: Whether the training validates.

    Raises:
        DocumentError: `unknown-monitor`, at the callback in the document.
        UsageError: `unknown-monitor`, of a callback that Python code gave.
    """
    names = set(expected_logs(model, validation=validation))
    if traced is not None:
        names = {"learning_rate", *traced, *(f"val_{each}" for each in traced if validation)}
    certain = traced is not None or not any(may_add_logs(each.callback) for each in watchers)
    for watcher in watchers:
        for monitor, mode in _watched(watcher):
            try:
                if monitor in names:
                    resolve_mode(model, monitor, mode, type(watcher.callback).__name__)
                elif certain and not any(may_add_logs(each.callback) for each in watchers):
                    who = type(watcher.callback).__name__
                    raise missing(monitor, names - {"learning_rate"}, validation, who)
            except MonitorError as error:
                raise _placed(document, watcher, error) from None


def _watched(watcher: Watcher) -> Iterator[tuple[str, str | None]]:
    """What a callback watches, each with its mode as far as it was given."""
    callback = watcher.callback
    monitor = getattr(callback, "monitor", None)
    if monitor is None or monitor == "auto" or getattr(callback, "save_best_only", True) is False:
        return
    names = (monitor,) if isinstance(monitor, str) else tuple(monitor)
    mode = watcher.arguments.get("mode", getattr(callback, "mode", None))
    for index, name in enumerate(names):
        yield name, _mode(mode, name, index)


def _mode(mode: Any, name: str, index: int) -> str | None:
    if isinstance(mode, Mapping):
        mode = mode.get(name)
    elif isinstance(mode, (list, tuple)):
        mode = mode[index] if index < len(mode) else None
    return mode if isinstance(mode, str) else None


def _placed(document: Document, watcher: Watcher, error: MonitorError) -> Exception:
    text, _, hint = str(error).partition("\n")
    text, hint = text.removesuffix("."), hint.replace("\n", " ").removesuffix(".")
    if watcher.path is None:
        return UsageError(text, code="unknown-monitor", hint=hint or None)
    path = (*watcher.path, "monitor") if "monitor" in watcher.arguments else watcher.path
    return problem(document, path, "unknown-monitor", text, hint=hint or None)
