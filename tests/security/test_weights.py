"""Files of weights from strangers: no link in one is followed, and no size that it claims is allocated."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

import kbuild
from kbuild.building.hdf5 import refuse_foreign
from kbuild.schemas.errors import BuildError, KbuildError

_DOCUMENT = {
    "model": {"style": "sequential", "layers": [{"Input": {"shape": [4]}}, {"Dense": {"units": 1}}]},
}
_KERNEL = "layers/dense/vars"


def _external_link(file: Any, secret: Path) -> None:
    file.create_group("layers/dense")
    file[_KERNEL] = h5py.ExternalLink(str(secret), "/vars")


def _soft_link(file: Any, secret: Path) -> None:
    file.create_group("elsewhere").create_dataset("0", data=np.zeros((4, 1), "float32"))
    file.create_group("layers/dense")
    file[_KERNEL] = h5py.SoftLink("/elsewhere")


def _external_storage(file: Any, secret: Path) -> None:
    where = [(str(secret), 0, 16)]
    file.create_dataset(f"{_KERNEL}/0", (4, 1), "float32", external=where)


def _virtual(file: Any, secret: Path) -> None:
    layout = h5py.VirtualLayout((4, 1), "float32")
    layout[:] = h5py.VirtualSource(str(secret), "vars/0", (4, 1), "float32")
    file.create_virtual_dataset(f"{_KERNEL}/0", layout)


def _bomb(file: Any, secret: Path) -> None:
    file.create_dataset(f"{_KERNEL}/0", (10**7, 10**5), "float32", chunks=(1_000, 1_000))


def _many_bombs(file: Any, secret: Path) -> None:
    for index in range(300):
        file.create_dataset(f"{_KERNEL}/{index}", (10**6,), "float32", chunks=(1_000,))


ATTACKS: dict[str, Callable[[Any, Path], None]] = {
    "external link": _external_link,
    "soft link": _soft_link,
    "external storage": _external_storage,
    "virtual dataset": _virtual,
    "bomb": _bomb,
    "many bombs": _many_bombs,
}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret" / "secret.h5"
    path.parent.mkdir()
    with h5py.File(path, "w") as file:
        file["vars/0"] = np.full((4, 1), 42.0, "float32")
        file["vars/1"] = np.full((1,), 42.0, "float32")
    return path


def _attacked(path: Path, attack: str, secret: Path) -> Path:
    with h5py.File(path, "w", libver="latest") as file:
        ATTACKS[attack](file, secret)
    return path


def _packed(weights: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("config.json", "{}")
        archive.write(weights, "model.weights.h5")
    return path


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_file_that_leads_elsewhere_is_refused_in_each_form(
    attack: str, tmp_path: Path, secret: Path
) -> None:
    weights = _attacked(tmp_path / "x.weights.h5", attack, secret)
    _packed(weights, tmp_path / "x.keras")
    for name in ("x.weights.h5", "x.keras"):
        document = tmp_path / "document.json"
        document.write_text(json.dumps({**_DOCUMENT, "weights": name}))
        with pytest.raises(BuildError) as caught:
            kbuild.build(document)
        assert caught.value.code == "weights"
        assert "42" not in str(caught.value)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_converted_or_loaded_from_such_a_file(attack: str, tmp_path: Path, secret: Path) -> None:
    from kbuild.converting.from_file import convert_file
    from kbuild.training.saving import load_model

    packed = _packed(_attacked(tmp_path / "x.weights.h5", attack, secret), tmp_path / "model.keras")
    older = _attacked(tmp_path / "older.h5", attack, secret)
    with h5py.File(older, "a") as file:
        file.attrs["model_config"] = '{"class_name": "Sequential", "config": {"name": "s", "layers": []}}'
    for path in (packed, older):
        with pytest.raises(KbuildError):
            convert_file(path, weights=tmp_path / "out.weights.h5")
    with pytest.raises(KbuildError):
        load_model(packed)
    assert not (tmp_path / "out.weights.h5").exists()


def test_an_archive_that_unpacks_to_far_more_than_it_holds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.keras"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("model.weights.h5", b"\0" * (70 * 1024 * 1024))
    with pytest.raises(BuildError):
        refuse_foreign(path)


def test_a_circle_of_groups_and_what_is_no_hdf5_end(tmp_path: Path) -> None:
    path = tmp_path / "x.h5"
    with h5py.File(path, "w") as file:
        file["a/b"] = file.create_group("c")
        file["c/a"] = file["a"]
    refuse_foreign(path)
    for content in (b"", b"\x89HDF\r\n\x1a\n", b"\x89HDF\r\n\x1a\n" + b"\xff" * 4_000):
        path.write_bytes(content)
        with pytest.raises(BuildError):
            refuse_foreign(path)


def test_weights_that_keras_wrote_are_read(tmp_path: Path) -> None:
    model = kbuild.build(_DOCUMENT)
    model.set_weights([np.ones((4, 1)), np.ones(1)])
    model.save_weights(tmp_path / "x.weights.h5")
    model.save(tmp_path / "x.keras")
    for name in ("x.weights.h5", "x.keras"):
        document = tmp_path / "document.json"
        document.write_text(json.dumps({**_DOCUMENT, "weights": name}))
        assert kbuild.build(document).get_weights()[0].sum() == 4
