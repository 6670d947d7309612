"""What types of the user's own a run was trained with: remembered by name, asked for, never imported.

A run's folder may be a stranger's. What it names is shown to its reader, who decides whether to load it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from kbuild.building.plugins import loaded
from kbuild.building.registered import everything
from kbuild.reading.problems import DocumentError
from kbuild.schemas.errors import RunError

_MODULE = re.compile(r"[A-Za-z_]\w*([.-]\w+)*", re.ASCII)
_FILE = re.compile(r"(\w[\w.-]*/)*\w[\w.-]*\.py", re.ASCII)
_LONGEST = 200
_SHOWN = 8


def plugin_names() -> list[str]:
    """The plugins that are loaded, and the modules whose types were registered without one.

    A file outside the folder that the process is in goes by its own name: a run can be given away.
    """
    plugins = dict.fromkeys(_plain(each) for each in loaded())
    held = {PurePath(each).stem if each.endswith(".py") else each for each in plugins}
    modules = (getattr(each.thing, "__module__", "__main__") for each in everything())
    others = (each for each in modules if each != "__main__" and each.partition(".")[0] not in held)
    return [*plugins, *dict.fromkeys(each for each in others if each not in held)]


def missing_plugins(state: Mapping[str, Any]) -> list[str]:
    """The plugins that a run names and that are not loaded; names that cannot be typed are left out."""
    written = state.get("plugins")
    names = [each for each in written if _is_typeable(each)] if isinstance(written, list) else []
    there = {PurePath(each).name for each in plugin_names()}
    return [each for each in names[:_SHOWN] if PurePath(each).name not in there]


def explained(error: DocumentError, state: Mapping[str, Any]) -> Exception:
    """An error of a run's document, or in its place that types of the user's own are not there."""
    names = missing_plugins(state)
    if not names or all(each.code != "unknown-type" for each in error.problems):
        return error
    return NeedsPluginError(names)


class NeedsPluginError(RunError):
    """A run has types of the user's own that nobody has loaded.

    Args:
        names: The plugins that it was trained with.
    """

    def __init__(self, names: list[str]) -> None:
        self.names = tuple(names)
        text = "the run was trained with types of your own that are not loaded"
        listed = ", ".join(repr(each) for each in names)
        hint = f"kbuild.load_plugins({listed}) before; it runs their code, so know where it is from"
        super().__init__(text, code="needs-plugin", hint=hint)


def _plain(name: str) -> str:
    """A plugin's name as the record has it."""
    path = PurePath(name)
    inside = not path.is_absolute() and ".." not in path.parts
    return path.as_posix() if inside else path.name


def _is_typeable(name: Any) -> bool:
    if not isinstance(name, str) or len(name) > _LONGEST:
        return False
    return bool(_MODULE.fullmatch(name) or _FILE.fullmatch(name))
