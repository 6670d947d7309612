"""What goes to the terminal: results to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

_WIDE = 1000


def colors_on(stream: TextIO) -> bool:
    """Whether to write colours: on a terminal only, and never where `NO_COLOR` is set.

    Source: https://no-color.org
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def result(text: str) -> None:
    """Write a command's result to standard output."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def remark(text: str) -> None:
    """Write what is not the result (errors, where a file went) to standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def console() -> Console:
    """A Rich console on standard output: as wide as the terminal; as wide as need be in a file or a pipe."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _WIDE
    return Console(width=width, highlight=False, markup=False, emoji=False)
