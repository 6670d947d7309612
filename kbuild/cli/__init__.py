"""The command line: one module a command, each imported only when it is called."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from kbuild.cli.quick import quick

_ENGINE = ("keras", "tensorflow")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave the process with its exit code.

    0 means that all is well, 1 that the document or its data is wrong, 2 that the command is wrong, and 3
    that a run failed.

    Args:
        arguments: What follows `kbuild`; the process's own arguments if left out.
    """
    # Nearly all that a command makes is needed until it ends: looking for garbage takes longer than it frees.
    gc.set_threshold(100_000, 10, 10)
    if arguments is None:
        # Pydantic would look through all that is installed for plugins of its own, of which kbuild uses none.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        from kbuild.training.lean import own_process

        own_process()
        if (code := quick(sys.argv[1:])) is not None:
            _leave(code)
            sys.exit(code)
    from kbuild.cli.app import app

    try:
        app(args=None if arguments is None else list(arguments), prog_name="kbuild")
    except SystemExit as ended:
        if arguments is None and isinstance(ended.code, int):
            _leave(ended.code)
        raise
    sys.exit(0)


def _leave(code: int) -> None:
    """End the process at once where nothing but memory is to be given back, which the system does faster."""
    if any(name in sys.modules for name in _ENGINE):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        return
    os._exit(code)
