"""Plugins: modules that hold types of the user's own, loaded only when a user asks for them by name.

A document cannot cause an import. What an installed package offers (entry points of the group
`kbuild.plugins`), a module or a file becomes types only by `--plugin NAME`, the variable `KBUILD_PLUGINS` or
`kbuild.load_plugins`.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any

from kbuild.building.registered import everything
from kbuild.building.registering import kind_of, register
from kbuild.schemas.errors import UsageError

GROUP = "kbuild.plugins"
"""The group of entry points in which an installed package offers its types."""

_loaded_names: dict[str, None] = {}


def load_plugins(*names: str) -> tuple[str, ...]:
    r"""Load modules whose classes and functions are then types of the language.

    A plugin calls `kbuild.register` for what it offers. If it calls it for nothing, all its public classes
    that derive from Keras's (`Layer`, `Loss`, `Callback`, ...) are registered. Loading it again does nothing
    more.

    Args:
        names: For each plugin the name of an installed one (an entry point of the group `kbuild.plugins`), a
            module, or the path of a Python file. None for all that are installed.

    Returns:
        The names of the types that the plugins offer, as documents write them.

    Raises:
        UsageError: If there is no such plugin, if it cannot be imported, or if it holds no type.

    Example:
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp(), "my_functions.py")
        >>> _ = file.write_text("import kbuild\n@kbuild.register\ndef error_of_mine(y_true, y_pred): ...")
        >>> load_plugins(str(file))
        ('losses.error_of_mine',)
    """
    found: list[str] = []
    for name in names or tuple(sorted(_installed())):
        found += _loaded(name)
        _loaded_names[name] = None
    return tuple(dict.fromkeys(found))


def loaded() -> tuple[str, ...]:
    """The plugins that were loaded, as they were named."""
    return tuple(_loaded_names)


def _loaded(name: str) -> list[str]:
    with _explained(name):
        thing = _imported(name)
    if not isinstance(thing, ModuleType):
        register(thing)
        return [each.entry.name for each in everything() if each.thing is thing]
    _register_classes(thing)
    found = [each.entry.name for each in everything() if _within(thing, each.thing)]
    if not found:
        text = f"the plugin {name} holds no type"
        hint = "derive a class from one of Keras's, or call kbuild.register for a function"
        raise UsageError(text, code="empty-plugin", hint=hint)
    return found


def _imported(name: str) -> Any:
    if name.endswith(".py") or "/" in name or "\\" in name:
        return _of_file(Path(name))
    installed = _installed()
    if name in installed:
        return installed[name]()
    with _searched(Path.cwd()):
        return importlib.import_module(name)


def _installed() -> dict[str, Callable[[], Any]]:
    # Looking through all that is installed takes its time: nobody pays for it who names no plugin.
    from importlib.metadata import entry_points

    return {each.name: each.load for each in entry_points(group=GROUP)}


def _of_file(path: Path) -> ModuleType:
    where = path.resolve()
    if not where.is_file():
        raise UsageError(
            f"there is no file {path}", code="no-such-plugin", hint="give the path of a .py file"
        )
    name = where.stem if where.stem.isidentifier() else f"plugin_{abs(hash(where))}"
    for each in (name, f"kbuild_plugin_{name}"):
        there = sys.modules.get(each)
        if there is not None and getattr(there, "__file__", None) == str(where):
            return there
        if there is None:
            name = each
            break
    spec = importlib.util.spec_from_file_location(name, where)
    if spec is None or spec.loader is None:
        raise UsageError(
            f"{path} is no Python file", code="no-such-plugin", hint="give the path of a .py file"
        )
    return _executed(spec, where)


def _executed(spec: ModuleSpec, where: Path) -> ModuleType:
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        with _searched(where.parent):
            spec.loader.exec_module(module)  # type: ignore[union-attr]  # looked at before
    except BaseException:
        del sys.modules[spec.name]
        raise
    return module


@contextmanager
def _searched(folder: Path) -> Iterator[None]:
    """Let modules that stand in a folder be imported, after all that is installed."""
    sys.path.append(str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """Say which plugin it is that cannot be loaded."""
    try:
        yield
    except UsageError:
        raise
    except ModuleNotFoundError as error:
        if error.name is None or not (name == error.name or name.startswith(f"{error.name}.")):
            raise _broken(name, error) from error
        offered = ", ".join(sorted(_installed()))
        hint = f"installed plugins: {offered}" if offered else "give a module, or the path of a .py file"
        raise UsageError(f"there is no plugin {name!r}", code="no-such-plugin", hint=hint) from None
    except Exception as error:
        raise _broken(name, error) from error


def _broken(name: str, error: Exception) -> UsageError:
    text = f"the plugin {name} cannot be imported: {type(error).__name__}: {error}"
    return UsageError(text, code="broken-plugin", hint="import it in Python to see where it fails")


def _register_classes(module: ModuleType) -> None:
    """Register the public classes of a module that registers nothing itself."""
    if any(_within(module, each.thing) for each in everything()):
        return
    for name, each in vars(module).items():
        own = isinstance(each, type) and each.__module__ == module.__name__ and not name.startswith("_")
        if own and kind_of(each) is not None:
            register(each)


def _within(module: ModuleType, thing: Any) -> bool:
    return f"{thing.__module__}.".startswith(f"{module.__name__}.")
