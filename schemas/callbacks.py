"""Callbacks as types of the language: Keras's from the catalog, and kbuild's own in place of some of them.

See `callbacks.pyi` for what each takes.
"""

from functools import partial
from importlib import import_module

from kbuild.schemas import types
from kbuild.schemas.lazy import module
from kbuild.schemas.objects import Object

#: Those that are kbuild's own.
BUNDLED = ("Checkpoint", "EarlyStopping", "TensorBoard")


def _bundled(name: str) -> type[Object]:
    found: type[Object] = getattr(import_module("kbuild.schemas.bundled_callbacks"), name)
    return found


for _name in BUNDLED:
    types.add_written("callback", _name, partial(_bundled, _name))

__getattr__, __dir__ = module(__name__, "callback")
