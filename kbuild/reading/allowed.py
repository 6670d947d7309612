"""Folders outside a document's own that trusted Python code, or whoever types the command, lets it read from.

They hold for everything that is read while they are open: `include`, data, vocabularies and weights. No
document can open one, and callbacks write into the run's folder all the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kbuild.schemas.document import Document

_open: ContextVar[tuple[Path, ...]] = ContextVar("_open", default=())


def allowed_folders() -> tuple[Path, ...]:
    """The folders that are open now.

    Example:
        >>> with allowing(["/data"]):
        ...     [str(each) for each in allowed_folders()]
        ['/data']
    """
    return _open.get()


@contextmanager
def allowing(folders: Sequence[str | os.PathLike[str]]) -> Iterator[None]:
    """Let documents read from further folders, beside those that are open already.

    Args:
        folders: The folders; a path may then be absolute or lead up, as long as the file lies in one of them.
    """
    token = _open.set((*_open.get(), *map(Path, folders)))
    try:
        yield
    finally:
        _open.reset(token)


def widened(document: Document) -> Document:
    """A document that is there already, with the folders that are open now."""
    source, folders = document.source, allowed_folders()
    if source is None or not folders:
        return document
    return document.with_source(replace(source, folders=(*source.folders, *folders)))
