"""Embedding layers for TensorBoard's projector: their vectors as tables, and the file that names them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np


def embedding_layers(model: Any) -> list[Any]:
    """Lists a model's embedding layers, those of nested models included."""
    return [layer for layer in model._flatten_layers() if isinstance(layer, keras.layers.Embedding)]


def check_metadata(layers: list[Any], metadata: str | Mapping[str, str] | None) -> None:
    """Refuses metadata for layers that are no embeddings.

    Args:
        layers: The model's embedding layers.
        metadata: A file for all, or a mapping from layers' names to files.

    Raises:
        ValueError: A name is none of an embedding layer.
    """
    if isinstance(metadata, Mapping):
        names = {layer.name for layer in layers}
        strangers = sorted(set(metadata) - names)
        if strangers:
            known = ", ".join(sorted(names)) or "none"
            raise ValueError(f"embeddings_metadata names {strangers}; the embedding layers are: {known}.")


def write_config(folder: Path, layers: list[Any], metadata: str | Mapping[str, str] | None) -> None:
    """Writes `projector_config.pbtxt`, by which TensorBoard finds the tables.

    Args:
        folder: The run's folder.
        layers: The model's embedding layers.
        metadata: A file of labels for all, or a mapping from layers' names to files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for layer in layers:
        lines += ["embeddings {", f"  tensor_name: {_quoted(layer.name)}"]
        lines += [f"  tensor_path: {_quoted(table_name(layer.name))}"]
        labels = metadata if isinstance(metadata, str) else (metadata or {}).get(layer.name)
        if labels is not None:
            lines += [f"  metadata_path: {_quoted(labels)}"]
        lines += ["}"]
    Path(folder, "projector_config.pbtxt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_table(folder: Path, name: str, vectors: np.ndarray[Any, Any]) -> None:
    """Writes an embedding's vectors, in place of those of an earlier epoch.

    Args:
        folder: The run's folder.
        name: The layer's name.
        vectors: `(entries, features)`.
    """
    temporary = folder / f".{table_name(name)}"
    np.savetxt(temporary, np.asarray(vectors, np.float64), fmt="%.6g", delimiter="\t")
    temporary.replace(folder / table_name(name))


def table_name(name: str) -> str:
    """Gives the name of a layer's table."""
    return f"{name}.embedding.tsv"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
