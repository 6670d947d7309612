"""A model's file from a stranger: bounded, nothing of it is run, and nothing is written beside it."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import kbuild
from kbuild.converting.from_file import from_file

_INPUT = {
    "module": "keras.layers",
    "class_name": "InputLayer",
    "config": {"batch_shape": [None, 4], "name": "i"},
}


def _model(*layers: object) -> dict[str, object]:
    return {
        "module": "keras",
        "class_name": "Sequential",
        "config": {"name": "s", "layers": [_INPUT, *layers]},
    }


def _nested(depth: int) -> str:
    return '{"module":"keras","class_name":"Sequential","config":{"layers":[' * depth + "]}}" * depth


CONFIGS = {
    "blanks": " " * (65 * 1024 * 1024),
    "values": '{"a": [' + "{}," * 3_000_000 + "{}]}",
    "depth": "[" * 1_000_000,
    "models": _nested(20_000),
    "models-150": _nested(150),
    "digits": '{"class_name": ' + "9" * 5_000 + "}",
    "list": "[]",
    "no-class": '{"class_name": {"a": []}, "config": {"layers": 3}}',
    "bytecode": json.dumps(
        _model(
            {
                "class_name": "Lambda",
                "config": {"function": {"class_name": "__lambda__", "config": {"code": "4w"}}},
            }
        )
    ),
    "module": json.dumps(_model({"module": "os", "class_name": "system", "config": {"command": "id"}})),
    "units": json.dumps(_model({"class_name": "Dense", "config": {"units": 10**15}})),
    "unpickled": json.dumps(_model({"class_name": "TorchModuleWrapper", "config": {"module": "gASV"}})),
}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_hostile_configuration_is_refused(name: str, tmp_path: Path) -> None:
    plain, packed = tmp_path / "model.json", tmp_path / "model.keras"
    plain.write_text(CONFIGS[name])
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", CONFIGS[name])
        archive.writestr("../../escaped.txt", "x")
    for path in (plain, packed):
        with pytest.raises(kbuild.KbuildError):
            kbuild.load(from_file(path).tree())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["model.json", "model.keras"]


def test_a_vocabulary_that_is_a_path_makes_no_document_that_loads(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    words = {"class_name": "StringLookup", "module": "keras.layers", "config": {"vocabulary": "/etc/passwd"}}
    path.write_text(json.dumps(_model(words)))
    with pytest.raises(kbuild.KbuildError) as caught:
        kbuild.load(from_file(path).tree())
    assert "root:" not in str(caught.value)


def test_a_pickle_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    path.write_bytes(b"\x80\x04cposix\nsystem\n(Vtouch run\ntR.")
    with pytest.raises(kbuild.UsageError):
        from_file(path)


def test_an_attribute_of_hdf5_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    h5py = pytest.importorskip("h5py")
    path = tmp_path / "model.h5"
    with h5py.File(path, "w", libver="latest") as file:
        file["elsewhere"] = h5py.ExternalLink("/etc/hostname", "/")
        file.attrs.create("model_config", b" " * (65 * 1024 * 1024))
    with pytest.raises(kbuild.UsageError):
        from_file(path)
