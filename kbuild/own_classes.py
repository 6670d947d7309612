"""kbuild's Keras classes, registered as soon as there is a Keras to register them with.

A saved model names its classes, and Keras finds those of other packages only where they are registered. So
that `import kbuild` is all that loading such a model takes, and still does not import Keras, the classes are
registered at once where Keras is there already, and otherwise when it has been imported.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    # The abstract class has nothing that is used here, and importing it takes 5 ms.
    Loader = object

_KERAS = "keras"
_LAYERS = "kbuild.building.layers"
_METRICS = "kbuild.building.metrics"


def register_when_keras_is_there() -> None:
    """Register the classes now, or when Keras is imported."""
    if _KERAS in sys.modules:
        _register()
    elif not any(isinstance(each, _Finder) for each in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def _register() -> None:
    import_module("kbuild.building.subclass")
    layers = import_module(_LAYERS)
    for name in ("pin_training", *layers.OWN.values()):
        import_module(f"{_LAYERS}.{name}")
    for name in import_module(_METRICS).OWN.values():
        import_module(f"{_METRICS}.{name}")


class _Finder:
    """Finds Keras as it would be found without it, and steps aside for good."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find Keras itself; nothing else."""
        if fullname != _KERAS or path is not None:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    """Loads a module as its own loader does, and then registers."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> object:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Leave it to the module's own loader."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module; then there is a Keras."""
        self._loader.exec_module(module)
        _register()
