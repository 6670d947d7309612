"""Law 13: of Keras's public names only those of the catalog resolve, each in its own kind.

`keras_names.txt` holds every public name of Keras 3.15.1, so that no engine is needed; the list in it is held
against the installed Keras by a slow test.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kbuild.schemas import catalog, rule, types
from kbuild.schemas.document import Document

NAMES = (Path(__file__).parent / "keras_names.txt").read_text().split()
KINDS = (*catalog.kinds(), "source", "cell", "model")
# Where an object can be named in a document, each with a word that would be right there.
SLOTS: dict[str, Callable[[str], dict[str, Any]]] = {
    "layer": lambda name: {"model": {"layers": [name]}},
    "layer with arguments": lambda name: {"model": {"layers": [{name: {}}]}},
    "inner layer": lambda name: {"model": {"layers": [{"TimeDistributed": {"layer": name}}]}},
    "entry": lambda name: {"model": {"inputs": {"x": {}}, "layers": {"a": {name: {}}}, "outputs": "a"}},
    "model": lambda name: {"model": {name: {}}},
    "activation": lambda name: {"model": {"layers": [{"Dense": {"units": 1, "activation": name}}]}},
    "initializer": lambda name: {"model": {"layers": [{"Dense": {"units": 1, "kernel_initializer": name}}]}},
    "regularizer": lambda name: {"model": {"layers": [{"Dense": {"units": 1, "kernel_regularizer": name}}]}},
    "constraint": lambda name: {"model": {"layers": [{"Dense": {"units": 1, "kernel_constraint": name}}]}},
    "dtype": lambda name: {"model": {"layers": [{"Dense": {"units": 1, "dtype": name}}]}},
    "function": lambda name: {"model": {"layers": [{"Lambda": {"function": name}}]}},
    "standardize": lambda name: {"model": {"layers": [{"TextVectorization": {"standardize": name}}]}},
    "loss": lambda name: {"model": {"layers": ["Flatten"]}, "compile": {"loss": name}},
    "metric": lambda name: {"model": {"layers": ["Flatten"]}, "compile": {"metrics": [name]}},
    "optimizer": lambda name: {"model": {"layers": ["Flatten"]}, "compile": {"optimizer": name}},
    "rate": lambda name: {
        "model": {"layers": ["Flatten"]},
        "compile": {"optimizer": {"Adam": {"learning_rate": name}}},
    },
    "callback": lambda name: {"model": {"layers": ["Flatten"]}, "callbacks": [name]},
    "data": lambda name: {"model": {"layers": ["Flatten"]}, "data": {"train": name}},
}
DANGEROUS = (
    "keras.config.set_floatx keras.config.enable_unsafe_deserialization keras.utils.get_file "
    "keras.utils.plot_model keras.visualization.plot_image_gallery keras.datasets.mnist.load_data "
    "keras.saving.load_model keras.models.clone_model keras.layers.deserialize keras.ops.custom_gradient.f "
    "keras.src.layers.Dense os.system subprocess.run builtins.eval pickle.loads importlib.import_module "
    "package>Layer __import__ tensorflow.io.read_file"
).split()


def _apis() -> set[str]:
    return {entry.api for kind in catalog.kinds() for entry in catalog.types(kind).values()}


def test_a_public_name_of_keras_resolves_only_as_a_type_of_the_catalog() -> None:
    listed, refused = _apis(), 0
    for name in NAMES:
        short = name.removeprefix("keras.")
        for written in (name, short, name.rsplit(".", 1)[-1]):
            for kind in KINDS:
                found = types.find(kind, written)
                if found is None and rule.from_name((kind,), written) is None:
                    refused += 1
                elif found is not None:
                    assert found.kind == kind
                # A path through Keras is no name of the language; `ops.` and `activations.` are its own.
                assert found is None or written.startswith(("ops.", "activations.")) or "." not in written
                entry = catalog.find(kind, found.type_name.split(".", 1)[-1]) if found is not None else None
                assert entry is None or entry.api in listed
    assert refused > 40_000


@pytest.mark.parametrize("slot", SLOTS)
def test_no_function_module_or_registered_object_is_reached_from_any_slot(slot: str) -> None:
    for name in DANGEROUS:
        with pytest.raises(ValidationError):
            Document.model_validate(SLOTS[slot](name))


@pytest.mark.slow
def test_the_list_of_names_is_that_of_the_installed_keras() -> None:
    import importlib

    for name in NAMES:
        module, _, last = name.rpartition(".")
        assert hasattr(importlib.import_module(module), last), name
