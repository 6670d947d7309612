"""Embedding layers for TensorBoard's projector: their vectors as tables, and the file that names them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Table:
    """A table of vectors, as the projector is told of it.

    Attributes:
        name: What it is called.
        labels: The file of labels; None for none.
        sprite: The file of small pictures, and the width and height of one; None for none.
    """

    name: str
    labels: str | None = None
    sprite: tuple[str, tuple[int, int]] | None = None


def labelled(layers: list[Any], metadata: str | Mapping[str, str] | None) -> list[Table]:
    """Names the tables of embedding layers.

    Args:
        layers: The model's embedding layers.
        metadata: A file of labels for all, or a mapping from layers' names to files.
    """
    files = metadata if isinstance(metadata, Mapping) else {each.name: metadata for each in layers}
    return [Table(each.name, files.get(each.name)) for each in layers]


def write_config(folder: Path, tables: list[Table]) -> None:
    """Writes `projector_config.pbtxt`, by which TensorBoard finds the tables.

    Args:
        folder: The run's folder.
        tables: All tables that there are in it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for table in tables:
        lines += ["embeddings {", f"  tensor_name: {_quoted(table.name)}"]
        lines += [f"  tensor_path: {_quoted(table_name(table.name))}"]
        if table.labels is not None:
            lines += [f"  metadata_path: {_quoted(table.labels)}"]
        if table.sprite is not None:
            path, size = table.sprite
            lines += ["  sprite {", f"    image_path: {_quoted(path)}"]
            lines += [*(f"    single_image_dim: {each}" for each in size), "  }"]
        lines += ["}"]
    Path(folder, "projector_config.pbtxt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_labels(folder: Path, name: str, columns: Mapping[str, list[str]]) -> str:
    """Writes the labels of a table's rows.

    Args:
        folder: The run's folder.
        name: The table's name.
        columns: Names of columns and their values, one a row; more than one column.

    Returns:
        The file's name.
    """
    rows = [list(columns), *zip(*columns.values(), strict=True)]
    # One column stands without a heading, as the projector wants it.
    rows = rows[1:] if len(columns) == 1 else rows
    text = "\n".join("\t".join(" ".join(str(each).split()) for each in row) for row in rows)
    Path(folder, f"{name}.labels.tsv").write_text(text + "\n", encoding="utf-8")
    return f"{name}.labels.tsv"


def write_sprite(
    folder: Path, name: str, picture: bytes, size: tuple[int, int]
) -> tuple[str, tuple[int, int]]:
    """Writes the small pictures of a table's rows.

    Args:
        folder: The run's folder.
        name: The table's name.
        picture: All of them in one PNG, in a square of rows.
        size: Width and height of one.

    Returns:
        The file's name, and the size.
    """
    Path(folder, f"{name}.sprite.png").write_bytes(picture)
    return f"{name}.sprite.png", size


def write_table(folder: Path, name: str, vectors: np.ndarray[Any, Any]) -> None:
    """Writes an embedding's vectors, in place of those of an earlier epoch.

    Args:
        folder: The run's folder.
        name: The layer's name.
        vectors: `(entries, features)`.
    """
    temporary = folder / f".{table_name(name)}"
    rows = np.asarray(vectors, np.float64)
    # In one operation a row, which takes a third of what `np.savetxt` takes.
    form = "\t".join(["%.6g"] * rows.shape[1])
    temporary.write_text("\n".join(form % tuple(row) for row in rows.tolist()) + "\n", encoding="ascii")
    temporary.replace(folder / table_name(name))


def table_name(name: str) -> str:
    """Gives the name of a layer's table."""
    return f"{name}.embedding.tsv"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
