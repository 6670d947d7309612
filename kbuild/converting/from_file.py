"""The configuration within a file that Keras saved, read without Keras."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from kbuild.converting.config.document import document_of
from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError

_LIMIT = 256 * 1024 * 1024


def from_file(path: str | Path) -> Document:
    """Describe a saved model as a document.

    Neither Keras nor TensorFlow is imported, and no code in the file is run.

    Args:
        path: A `.keras` file, or the JSON of `model.to_json()`.

    Raises:
        DocumentError: With everything that a document cannot say (`not-convertible`).
        UsageError: If the file is missing, is no model, or holds too large a configuration.
    """
    config = read_config(Path(path))
    try:
        return document_of(config)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        hint = "its configuration lacks what Keras always writes"
        raise UsageError(f"{path} holds no sound Keras model", code="not-a-model", hint=hint) from error


def read_config(path: Path) -> Any:
    """Read a configuration from a `.keras` or a JSON file.

    Raises:
        UsageError: If the file is missing, is no model, or is too large.
    """
    if not path.is_file():
        raise UsageError(
            f"there is no file {path}", code="no-such-model", hint="name a .keras or a .json file"
        )
    try:
        read = json.loads(_text(path))
    except (ValueError, RecursionError, KeyError, zipfile.BadZipFile) as error:
        hint = "it is what model.save('model.keras') or model.to_json() writes"
        raise UsageError(f"{path} holds no Keras model", code="not-a-model", hint=hint) from error
    if not isinstance(read, dict):
        raise UsageError(f"{path} holds no Keras model", code="not-a-model")
    return read


def _text(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        _check(path.stat().st_size, path)
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        _check(archive.getinfo("config.json").file_size, path)
        return archive.read("config.json").decode("utf-8")


def _check(size: int, path: Path) -> None:
    if size > _LIMIT:
        raise UsageError(f"the configuration in {path} has {size:,} bytes", code="not-a-model")
