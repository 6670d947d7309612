"""Data: from sources to batches.

```python
from kbuild.data.pipeline import pipeline

splits = load_splits(document.data, seed=0, folder=Path("."))
batches = pipeline(splits.train, batch_size=32, seed=0)  # a tf.data.Dataset that spans the epochs
```
Everything is imported when first asked for; only batches and the orders of epochs need TensorFlow.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checks import check_samples, labels_within
    from .inputs import read_inputs
    from .loading import Splits, load_splits, split_samples
    from .orders import epoch_order
    from .paths import inside
    from .pipeline import steps_per_epoch, tensors_of
    from .predictions import write_predictions
    from .preparation import Preparation, preparation_from_json
    from .python_data import Feeds, from_python
    from .samples import Meta, Origin, Samples

_HOMES = {
    "Feeds": "python_data",
    "Meta": "samples",
    "Origin": "samples",
    "Preparation": "preparation",
    "Samples": "samples",
    "Splits": "loading",
    "check_samples": "checks",
    "epoch_order": "orders",
    "from_python": "python_data",
    "inside": "paths",
    "labels_within": "checks",
    "load_splits": "loading",
    "preparation_from_json": "preparation",
    "read_inputs": "inputs",
    "split_samples": "loading",
    "steps_per_epoch": "pipeline",
    "tensors_of": "pipeline",
    "write_predictions": "predictions",
}

__all__ = [
    "Feeds",
    "Meta",
    "Origin",
    "Preparation",
    "Samples",
    "Splits",
    "check_samples",
    "epoch_order",
    "from_python",
    "inside",
    "labels_within",
    "load_splits",
    "preparation_from_json",
    "read_inputs",
    "split_samples",
    "steps_per_epoch",
    "tensors_of",
    "write_predictions",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
