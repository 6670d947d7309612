"""Layers of kbuild's own, each a registered Keras layer that saves and loads like Keras's.

`OWN` are types of the language; see `schemas/catalog/own_layers.json`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: The layers that a document may name, each in the module that holds it.
OWN = {
    "Apply": "apply",
    "Heaviside": "heaviside",
    "PositionalEncoding": "positional_encoding",
    "RestrictedBoltzmannMachine": "restricted_boltzmann_machine",
    "Sampling": "sampling",
    "Sign": "sign",
}


def __getattr__(name: str) -> Any:
    if name in OWN:
        return getattr(import_module(f"{__name__}.{OWN[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(OWN)
