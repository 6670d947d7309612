"""`kbuild validate FILE` without the library that reads options, for an answer as soon as a file is saved.

Editors and hooks run this command over and over, and importing Typer takes longer than checking a document.
With any option, and for help, the command is read as all others are.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import ModuleType


def quick(arguments: Sequence[str]) -> int | None:
    """Run `validate FILE`.

    Args:
        arguments: What follows `kbuild`.

    Returns:
        The exit code; None if the arguments say anything else, and nothing was done.
    """
    if len(arguments) != 2 or arguments[0] != "validate" or arguments[1].startswith("-"):
        return None
    if os.environ.get("KBUILD_PLUGINS"):
        return None
    _without_plugins()
    from kbuild.cli.failures import INTERRUPTED, report
    from kbuild.cli.validating import validated

    try:
        return validated(arguments[1], [])
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return report(error)


def _without_plugins() -> None:
    """Leave out Pydantic's search for plugins, of which kbuild uses none.

    Told by its variable not to search, Pydantic still imports what it would search with:
    `importlib.metadata`, and with that the packages for mail, archives and sockets, a fifteenth of the whole.
    """
    name = "pydantic.plugin._loader"
    if name not in sys.modules:
        loader = ModuleType(name)
        vars(loader)["get_plugins"] = tuple
        sys.modules[name] = loader
