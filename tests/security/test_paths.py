"""Law 18: paths stay in the document's folder or the run's, in every slot where one can stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import kbuild
from kbuild.cli.app import app
from kbuild.reading.allowed import allowed_folders, allowing
from kbuild.schemas import catalog, types
from kbuild.schemas.bundled_callbacks import Checkpoint
from kbuild.schemas.data import SOURCES
from kbuild.schemas.errors import DataError
from kbuild.schemas.objects import Object
from kbuild.schemas.path_arguments import paths_of
from kbuild.schemas.paths import within

_MODEL = "model: {style: sequential, layers: [{Input: {shape: [4]}}, %s{Dense: {units: 1}}]}\n"
_PLAIN = _MODEL % "" + "compile: {loss: mse}\n"
SLOTS = {
    "include": "params: {include: PATH}\n" + _PLAIN,
    "weights of the document": "weights: PATH\n" + _PLAIN,
    "weights of an application": "model: {ResNet50: {weights: PATH}}\n",
    "StringLookup": _MODEL % "{StringLookup: {vocabulary: PATH}}, ",
    "IntegerLookup": _MODEL % "{IntegerLookup: {vocabulary: PATH}}, ",
    "TextVectorization": _MODEL % "{TextVectorization: {vocabulary: PATH}}, ",
    "inner layer": _MODEL % "{TimeDistributed: {layer: {StringLookup: {vocabulary: PATH}}}}, ",
    "Csv": _PLAIN + "data: {train: {Csv: {path: PATH, target: a}}}\n",
    "validation": _PLAIN + "data: {train: {Toy: {name: moons}}, validation: {Npz: {path: PATH}}}\n",
    "Images": _PLAIN + "data: {train: {Images: {path: PATH, size: [8, 8]}}}\n",
    "ModelCheckpoint": _PLAIN + "callbacks: [{ModelCheckpoint: {filepath: PATH}}]\n",
    "CSVLogger": _PLAIN + "callbacks: [{CSVLogger: {filename: PATH}}]\n",
    "TensorBoard": _PLAIN + "callbacks: [{TensorBoard: {log_dir: PATH}}]\n",
    "BackupAndRestore": _PLAIN + "callbacks: [{BackupAndRestore: {backup_dir: PATH}}]\n",
    "OrbaxCheckpoint": _PLAIN + "callbacks: [{OrbaxCheckpoint: {directory: PATH}}]\n",
    "Checkpoint": _PLAIN + "callbacks: [{Checkpoint: {folder: PATH}}]\n",
    "a phase's callback": _PLAIN + "phases: [{callbacks: [{CSVLogger: {filename: PATH}}]}]\n",
}
OUTSIDE = (
    "/etc/passwd.keras",
    "../up.keras",
    "a/../../up.keras",
    "~/home.keras",
    "~root/home.keras",
    "file:///etc/passwd.keras",
    "http://127.0.0.1/x.keras",
    "gs://bucket/x.keras",
    "s3://bucket/x.keras",
    "hdfs://host/x.keras",
    "C:/x.keras",
    r"C:\\x.keras",
    r"\\\\host\\share\\x.keras",
    r"..\\up.keras",
    r"a\0b.keras",
    r"\u202ex.keras",
)


@pytest.mark.parametrize("slot", SLOTS)
def test_no_path_leads_out(slot: str, tmp_path: Path) -> None:
    for outside in OUTSIDE:
        path = tmp_path / "document.yaml"
        path.write_text(SLOTS[slot].replace("PATH", f'"{outside}"'))
        codes = [each.code for each in kbuild.check(path) if each.severity == "error"]
        assert "path-outside" in codes, (slot, outside, codes)


@pytest.mark.parametrize("slot", ["include", "weights of the document", "StringLookup", "Csv"])
def test_no_link_leads_out(slot: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.h5").write_text("hunter2: 1\n")
    (folder / "link.h5").symlink_to("../secret.h5")
    (folder / "way").symlink_to("..")
    for named in ("link.h5", "way/secret.h5"):
        path = folder / "document.yaml"
        path.write_text(SLOTS[slot].replace("PATH", named))
        problems = kbuild.check(path)
        assert "path-outside" in [each.code for each in problems]
        assert "hunter2" not in str(problems)


def test_trusted_code_opens_a_folder_and_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "document.yaml"
    path.write_text(SLOTS["weights of the document"].replace("PATH", "../weights.h5"))
    assert kbuild.check(path, folders=[tmp_path]) == []
    (tmp_path / "other").mkdir()
    assert [each.code for each in kbuild.check(path, folders=[tmp_path / "other"])] == ["path-outside"]


@pytest.mark.parametrize("slot", ["include", "weights of the document", "StringLookup", "Csv", "Images"])
@pytest.mark.parametrize("written", ["{outside}/x.yaml", "../open/x.yaml", "link/x.yaml"])
def test_an_allowed_folder_is_open_to_every_slot_that_reads(slot: str, written: str, tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "open"
    folder.mkdir()
    outside.mkdir()
    (outside / "x.yaml").write_text("units: 3\n")
    (folder / "link").symlink_to("../open")
    path = folder / "document.yaml"
    path.write_text(SLOTS[slot].replace("PATH", written.format(outside=outside)))
    refused = [each.code for each in kbuild.check(path)]
    allowed = [each.code for each in kbuild.check(path, folders=[outside])]
    with allowing([outside]):
        within_a_command = [each.code for each in kbuild.check(path)]
    assert "path-outside" in refused
    assert "path-outside" not in allowed
    assert within_a_command == allowed


def test_no_allowed_folder_lets_a_callback_write_there(tmp_path: Path) -> None:
    path = tmp_path / "document.yaml"
    path.write_text(SLOTS["CSVLogger"].replace("PATH", f"{tmp_path}/x.csv"))
    assert "path-outside" in [each.code for each in kbuild.check(path, folders=[tmp_path])]


def test_the_command_line_opens_a_folder_for_one_command(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "open"
    folder.mkdir()
    outside.mkdir()
    (outside / "words.txt").write_text("a\n")
    path = folder / "document.yaml"
    path.write_text(SLOTS["weights of the document"].replace("PATH", f"{outside}/x.weights.h5"))
    run = CliRunner()
    for command in ("validate", "summary", "code"):
        given = [command, str(path)]
        assert run.invoke(app, given).exit_code == 1, command
        opened = run.invoke(app, [*given, "--allow", str(outside)])
        assert opened.exit_code == 0, (command, opened.output)
    assert run.invoke(app, ["validate", str(path), "--allow", str(tmp_path / "no")]).exit_code == 2
    assert allowed_folders() == ()


def test_a_circle_of_links_and_a_name_too_long_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for written in ("a/x", "x" * 100_000, "", " "):
        with pytest.raises(DataError):
            within(tmp_path, written)


def test_every_argument_that_the_catalog_calls_a_path_is_one_of_the_slots() -> None:
    found = 0
    classes: list[type[Object]] = [*SOURCES, Checkpoint]
    classes += [types.make(entry) for kind in catalog.kinds() for entry in catalog.types(kind).values()]
    for cls in classes:
        for name, field in cls.model_fields.items():
            if any("path" in each.argument.types for each in field.metadata if hasattr(each, "argument")):
                spec = cls.model_construct(_fields_set={name}, **{name: "/etc/passwd"})
                assert list(paths_of(spec)) == [((field.alias or name,), "/etc/passwd")]
                found += 1
    assert found > 50
