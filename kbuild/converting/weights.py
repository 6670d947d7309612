"""The weights of a model that was converted, in a file that the document's own model can read."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kbuild.building.hdf5 import refuse_foreign
from kbuild.converting.config.document import Converted
from kbuild.converting.config.nodes import has_tensor
from kbuild.converting.config.state import places
from kbuild.schemas.errors import UsageError

ENDING = ".weights.h5"
_WITHIN = "model.weights.h5"
_OWN = "PinTraining"
Names = tuple[str, ...]


def copy_weights(source: Path, target: Path, config: Mapping[str, Any], converted: Converted) -> Path:
    """Write the weights of a saved model beside its document.

    Keras and TensorFlow are not needed, unless the document's model holds its layers in other places than the
    saved one: where it shares a layer between models or pins `training`, and where Keras has private layers.

    Args:
        source: A `.keras` file, an older `.h5` file of a whole model, or weights alone.
        target: The file to write; an older file's weights keep its format, and get its ending.
        config: The model's configuration.
        converted: Its document.

    Returns:
        The file.

    Raises:
        UsageError: If the source holds no weights.
    """
    refuse_foreign(source)
    if zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            if _WITHIN not in archive.namelist():
                raise UsageError(f"{source} holds no {_WITHIN}", code="no-weights")
            _without_optimizer(archive, target)
    elif source.suffix in (".h5", ".hdf5"):
        return _copy_older(source, target.with_name(target.name.removesuffix(ENDING) + "_weights.h5"))
    else:
        hint = "convert the .keras file, or call kbuild.from_keras(model, weights='NAME.weights.h5')"
        raise UsageError(f"{source} holds a configuration and no weights", code="no-weights", hint=hint)
    if is_moved(config, converted):
        move_weights(target, config, converted)
    return target


def _without_optimizer(archive: zipfile.ZipFile, target: Path) -> None:
    """The optimizer's state, twice as large as the weights, is no part of them."""
    import h5py

    with archive.open(_WITHIN) as stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out)
    with h5py.File(target, "r") as file:
        if "optimizer" not in file:
            return
    whole = target.with_name(f"{target.name}.whole")
    target.replace(whole)
    with h5py.File(whole, "r") as file, h5py.File(target, "w") as out_file:
        for name in file:
            if name != "optimizer":
                file.copy(name, out_file)
    whole.unlink()


def _copy_older(source: Path, target: Path) -> Path:
    import h5py

    with h5py.File(source, "r") as file, h5py.File(target, "w") as out:
        weights = file.get("model_weights", file)
        if "layer_names" not in weights.attrs:
            raise UsageError(f"{source} holds no weights", code="no-weights")
        for key, value in weights.attrs.items():
            out.attrs[key] = value
        for name in weights:
            weights.copy(name, out)
    return target


def is_moved(config: Mapping[str, Any], converted: Converted) -> bool:
    """Whether a layer's weights lie elsewhere in the document's model than in the model that was saved."""
    if converted.origins:
        return True
    for place in places(config):
        private = place.layer["class_name"] == "LayerScale"
        pinned = place.layer["class_name"] != _OWN and any(map(_pins, place.layer.get("inbound_nodes") or ()))
        if private or pinned:
            return True
    return False


def _pins(node: Any) -> bool:
    kwargs = node.get("kwargs") if isinstance(node, Mapping) else None
    training = (kwargs or {}).get("training")
    return training is not None and not has_tensor(training)


def move_weights(path: Path, config: Mapping[str, Any], converted: Converted) -> None:
    """Put the weights in a file where the document's model has them.

    Args:
        path: The file, as the saved model has it; it is changed.
        config: The saved model's configuration.
        converted: Its document.
    """
    import h5py

    from kbuild.building.build import build_model

    model = build_model(converted.document.model_copy(update={"weights": None, "compile": None}))
    folders = {place.names: place.folder for place in places(config)}
    old = path.with_name(f"{path.name}.old")
    path.replace(old)
    with h5py.File(old, "r") as file, h5py.File(path, "w") as out:
        out.create_group("vars")
        for names, folder in _folders(model, (), ""):
            origin = folders.get(tuple(converted.origins.get(names[0], names[:1])) + names[1:])
            if origin in file and folder not in out:
                file.copy(origin, out, name=folder)
    old.unlink()
    model.load_weights(path)


def _folders(model: Any, names: Names, folder: str) -> Iterator[tuple[Names, str]]:
    """The layers of a model: their names from the outermost model on, and where its file has them."""
    import keras

    from kbuild.checking.naming import snake_case

    counts: dict[str, int] = {}
    for layer in model.layers:
        base = snake_case(type(layer).__name__)
        number = counts[base] = counts.get(base, -1) + 1
        here = f"{folder}layers/{base}_{number}" if number else f"{folder}layers/{base}"
        if type(layer).__name__ == _OWN:
            layer, here = layer.layer, f"{here}/layer"  # noqa: PLW2901 - what the wrapper holds
        if isinstance(layer, (keras.Sequential, keras.Model)) and layer.layers:
            yield from _folders(layer, (*names, layer.name), f"{here}/")
        else:
            yield (*names, layer.name), here
