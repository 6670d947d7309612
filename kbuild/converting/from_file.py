"""The configuration within a file that Keras saved, read without Keras."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kbuild.converting.archive import put_learnt
from kbuild.converting.config.document import Converted, converted
from kbuild.converting.weights import copy_weights
from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError

_LIMIT = 64 * 1024 * 1024
# Each value takes a hundred bytes or more once it is read, however short it is written.
_MOST_VALUES = 2_000_000
_OLDER = (".h5", ".hdf5")


def from_file(path: str | Path, *, weights: str | Path | None = None) -> Document:
    """Describe a saved model as a document.

    Neither Keras nor TensorFlow is imported, and no code in the file is run.

    Args:
        path: A `.keras` file, an older `.h5` file, or the JSON of `model.to_json()`.
        weights: Where to write the weights, beside the document; none are written if None.

    Raises:
        DocumentError: With everything that a document cannot say (`not-convertible`).
        UsageError: If the file is missing, is no model, or holds too large a configuration.
    """
    return convert_file(path, weights=weights).document


def convert_file(
    path: str | Path, *, weights: str | Path | None = None, keep_names: bool = False
) -> Converted:
    """Describe a saved model as a document, with remarks on what the file leaves open; see `from_file`.

    Args:
        path: The file.
        weights: Where to write the weights.
        keep_names: Keep the names that Keras has given by counting, in a stack as well.
    """
    path = Path(path)
    config = read_config(path)
    try:
        put_learnt(path, config)
        made = converted(config, keep_names=keep_names)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        hint = "its configuration lacks what Keras always writes"
        raise UsageError(f"{path} holds no sound Keras model", code="not-a-model", hint=hint) from error
    if weights is None:
        return made
    written = copy_weights(path, Path(weights), _whole(config), made)
    return Converted(_with_weights(made.document, written), made.origins, made.remarks)


def _whole(config: Mapping[str, Any]) -> Mapping[str, Any]:
    return config if "config" in config else {"config": config}


def _with_weights(document: Document, written: Path) -> Document:
    return document.model_copy(update={"weights": written.name})


def read_config(path: Path) -> Any:
    """Read a configuration from a `.keras`, an older `.h5` or a JSON file.

    Raises:
        UsageError: If the file is missing, is no model, or is too large.
    """
    if not path.is_file():
        hint = "name a .keras, a .h5 or a .json file"
        raise UsageError(f"there is no file {path}", code="no-such-model", hint=hint)
    try:
        read = json.loads(_bounded(_older(path) if path.suffix in _OLDER else _text(path), path))
    except (ValueError, RecursionError, KeyError, OSError, zipfile.BadZipFile) as error:
        hint = "it is what model.save('model.keras') or model.to_json() writes"
        raise UsageError(f"{path} holds no Keras model", code="not-a-model", hint=hint) from error
    if not isinstance(read, dict):
        raise UsageError(f"{path} holds no Keras model", code="not-a-model")
    return read


def _older(path: Path) -> str:
    """The configuration in an HDF5 file, with how the model was compiled."""
    import h5py

    with h5py.File(path, "r") as file:
        if "model_config" not in file.attrs:
            hint = "a file of weights alone has none: convert the model itself, or its JSON"
            raise UsageError(f"{path} holds no model's configuration", code="not-a-model", hint=hint)
        for key in ("model_config", "training_config"):
            if key in file.attrs:
                # The declared size: an attribute of gigabytes takes a few bytes of the file.
                _check(file.attrs.get_id(key).get_storage_size(), path)
        config, training = (_attribute(file.attrs.get(key)) for key in ("model_config", "training_config"))
    _check(len(config), path)
    _bounded(config, path)
    return json.dumps({**json.loads(config), "training_config": json.loads(training or "null")})


def _attribute(value: Any) -> str:
    return value.decode("utf-8") if isinstance(value, bytes) else str(value or "")


def _text(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        _check(path.stat().st_size, path)
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        _check(archive.getinfo("config.json").file_size, path)
        return archive.read("config.json").decode("utf-8")


def _bounded(text: str, path: Path) -> str:
    """The text of a configuration, if it does not hold more values than any model has."""
    values = text.count(",") + text.count("{") + text.count("[")
    if values > _MOST_VALUES:
        raise UsageError(f"the configuration in {path} has {values:,} values", code="not-a-model")
    return text


def _check(size: int, path: Path) -> None:
    if size > _LIMIT:
        raise UsageError(f"the configuration in {path} has {size:,} bytes", code="not-a-model")
