"""What a user may write: documents as Pydantic models, and every type of Keras as a class.

```python
from kbuild.schemas import Compile, Document, Sequential, layers

Document(
    model=Sequential(layers=[layers.Input(shape=[4]), layers.Dense(units=1)]),
    compile=Compile(optimizer="adam", loss="mse"),
)
```
The types live in modules named as Keras's: `layers`, `optimizers`, `schedules`, `losses`, `metrics`,
`initializers`, `regularizers`, `constraints`, `activations`, `callbacks`, `applications`,
`dtype_policies`, `ops` and, for sources of data, `data`. Everything is imported when first asked for, and
nothing here imports Keras.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kbuild.schemas import (
        activations,
        applications,
        callbacks,
        constraints,
        data,
        dtype_policies,
        initializers,
        layers,
        losses,
        metrics,
        ops,
        optimizers,
        regularizers,
        schedules,
    )
    from kbuild.schemas.data import Data
    from kbuild.schemas.document import Document
    from kbuild.schemas.models import Functional, Node, Sequential, Subclass
    from kbuild.schemas.objectives import Objective
    from kbuild.schemas.objects import Object, Spec
    from kbuild.schemas.phases import Phase
    from kbuild.schemas.training import Compile, Fit

_MODULES = (
    "activations",
    "applications",
    "callbacks",
    "constraints",
    "data",
    "dtype_policies",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "ops",
    "optimizers",
    "regularizers",
    "schedules",
)
_HOMES = {
    "Compile": "training",
    "Data": "data",
    "Document": "document",
    "Fit": "training",
    "Functional": "models",
    "Node": "models",
    "Object": "objects",
    "Objective": "objectives",
    "Phase": "phases",
    "Sequential": "models",
    "Spec": "objects",
    "Subclass": "models",
}

__all__ = [
    "Compile",
    "Data",
    "Document",
    "Fit",
    "Functional",
    "Node",
    "Object",
    "Objective",
    "Phase",
    "Sequential",
    "Spec",
    "Subclass",
    "activations",
    "applications",
    "callbacks",
    "constraints",
    "data",
    "dtype_policies",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "ops",
    "optimizers",
    "regularizers",
    "schedules",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
