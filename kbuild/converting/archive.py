"""What a `.keras` file holds beside the configuration: weights, and vocabularies."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from kbuild.building.hdf5 import refuse_foreign
from kbuild.converting.config.state import Learnt, Place, put_vocabularies

_WEIGHTS = "model.weights.h5"
_LIMIT = 64 * 1024 * 1024


def put_learnt(path: Path, config: dict[str, Any]) -> None:
    """Put the vocabularies of a `.keras` file into its configuration, as arguments of their layers.

    Args:
        path: The file.
        config: Its configuration; it is changed.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())

        def learnt(place: Place) -> Learnt | None:
            name = f"assets/{place.folder}/vocabulary.txt"
            if name not in names or archive.getinfo(name).file_size > _LIMIT:
                return None
            words: list[Any] = archive.read(name).decode("utf-8").split("\n")
            if place.layer["class_name"] == "IntegerLookup":
                words = [int(each) for each in words]
            tf_idf = (place.layer.get("config") or {}).get("output_mode") == "tf_idf"
            return Learnt(words, _weights(path, archive, place.folder) if tf_idf else None)

        put_vocabularies(config, learnt)


def _weights(path: Path, archive: zipfile.ZipFile, folder: str) -> list[float] | None:
    import h5py

    refuse_foreign(path)

    with archive.open(_WEIGHTS) as stream, h5py.File(stream, "r") as file:
        found = file.get(f"{folder}/vars/idf_weights")
        return None if found is None else [float(each) for each in found[()]]
