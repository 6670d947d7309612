"""The command line: one module a command, each imported only when it is called."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run a command and leave the process with its exit code.

    0 means that all is well, 1 that the document or its data is wrong, 2 that the command is wrong, and 3
    that a run failed.

    Args:
        arguments: What follows `kbuild`; the process's own arguments if left out.
    """
    from kbuild.cli.app import app

    app(args=None if arguments is None else list(arguments), prog_name="kbuild")
    sys.exit(0)
