"""kbuild: describe a Keras model and its training in one document.

```python
import kbuild

model = kbuild.build("digits.yaml")  # a keras.Model
run = kbuild.train("digits.yaml")  # a run folder, with checkpoints and TensorBoard events
```
Importing this package, reading documents and checking them loads neither Keras nor TensorFlow.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kbuild.own_classes import register_when_keras_is_there

if TYPE_CHECKING:
    from kbuild import callbacks, schemas
    from kbuild.building.build import build
    from kbuild.building.decoding import beam_search
    from kbuild.building.plugins import load_plugins
    from kbuild.building.registering import register
    from kbuild.checking.advice import advise
    from kbuild.checking.load import check, load
    from kbuild.converting.diff.diff import diff
    from kbuild.converting.from_keras import from_keras
    from kbuild.converting.python.to_python import to_python
    from kbuild.reading.problems import DocumentError, Problem
    from kbuild.schemas.document import Document
    from kbuild.schemas.errors import BuildError, DataError, KbuildError, RunError, UsageError
    from kbuild.training.resume import resume
    from kbuild.training.run import Run, open_run
    from kbuild.training.train import train

__version__ = "0.1.0"

_HOMES = {
    "BuildError": "schemas.errors",
    "DataError": "schemas.errors",
    "Document": "schemas.document",
    "DocumentError": "reading.problems",
    "KbuildError": "schemas.errors",
    "Problem": "reading.problems",
    "Run": "training.run",
    "RunError": "schemas.errors",
    "UsageError": "schemas.errors",
    "advise": "checking.advice",
    "beam_search": "building.decoding",
    "build": "building.build",
    "check": "checking.load",
    "diff": "converting.diff.diff",
    "from_keras": "converting.from_keras",
    "load": "checking.load",
    "load_plugins": "building.plugins",
    "open_run": "training.run",
    "register": "building.registering",
    "to_python": "converting.python.to_python",
    "resume": "training.resume",
    "train": "training.train",
}

__all__ = [
    "BuildError",
    "DataError",
    "Document",
    "DocumentError",
    "KbuildError",
    "Problem",
    "Run",
    "RunError",
    "UsageError",
    "advise",
    "beam_search",
    "build",
    "callbacks",
    "check",
    "diff",
    "from_keras",
    "load",
    "load_plugins",
    "open_run",
    "register",
    "resume",
    "schemas",
    "to_python",
    "train",
]


register_when_keras_is_there()


def __getattr__(name: str) -> Any:
    if name in ("schemas", "callbacks"):
        return import_module(f"kbuild.{name}")
    if name in _HOMES:
        return getattr(import_module(f"kbuild.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'kbuild' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
