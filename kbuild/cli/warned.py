"""Warnings in a command's own words: what is wrong, without the line of Python that says so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def plain_warnings() -> Iterator[None]:
    """Show what Python code warns of as `warning: ...`, while a command works."""

    def plain(message: Any, *_: Any, **__: Any) -> str:
        return f"warning: {message}\n"

    before = warnings.formatwarning
    warnings.formatwarning = plain
    try:
        yield
    finally:
        warnings.formatwarning = before
