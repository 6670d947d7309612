"""Metrics of kbuild's own, each a registered Keras metric that saves and loads like Keras's.

`OWN` are types of the language; see `schemas/catalog/own_metrics.json`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: The metrics that a document may name, each in the module that holds it.
OWN = {"WholeSequenceAccuracy": "whole_sequence_accuracy"}


def __getattr__(name: str) -> Any:
    if name in OWN:
        return getattr(import_module(f"{__name__}.{OWN[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(OWN)
