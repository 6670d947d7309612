from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from kbuild.building.catalog.__main__ import main
from kbuild.building.catalog.writing import catalog_files, differing

SCHEMAS = Path(str(files("kbuild.schemas")))


@pytest.fixture(scope="module")
def regenerated() -> dict[str, str]:
    """Every file of the catalog, as the installed Keras gives it."""
    return dict(catalog_files())


def test_what_is_checked_in_is_what_the_installed_keras_gives(regenerated: dict[str, str]) -> None:
    stale = [
        name for name, text in regenerated.items() if (SCHEMAS / name).read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run `python -m kbuild.building.catalog`"


def test_no_file_of_the_catalog_is_left_from_before(regenerated: dict[str, str]) -> None:
    there = {f"catalog/{path.name}" for path in (SCHEMAS / "catalog").glob("*.json")}
    assert there - {"catalog/corrections.json", "catalog/sources.json"} == {
        name for name in regenerated if name.endswith(".json")
    }


def test_a_file_that_is_missing_or_stale_differs(
    regenerated: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kbuild.building.catalog.writing.catalog_files", lambda: iter(regenerated.items()))
    (tmp_path / "catalog").mkdir()
    for name, text in regenerated.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert differing(tmp_path) == []
    (tmp_path / "layers.pyi").unlink()
    (tmp_path / "catalog/losses.json").write_text("{}", encoding="utf-8")
    assert differing(tmp_path) == ["layers.pyi", "catalog/losses.json"]


def test_the_command_compares_and_says_what_differs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("kbuild.building.catalog.writing.differing", lambda folder: ["layers.pyi"])
    assert main(["--check"]) == 1
    assert capsys.readouterr().out == "layers.pyi differs\n"
    monkeypatch.setattr("kbuild.building.catalog.writing.differing", lambda folder: [])
    assert main(["--check"]) == 0


def test_the_command_writes_every_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    monkeypatch.setattr("kbuild.building.catalog.__main__.files", lambda package: tmp_path)
    monkeypatch.setattr(
        "kbuild.building.catalog.writing.catalog_files",
        lambda: iter([("catalog/ops.json", "{}\n"), ("ops.pyi", "")]),
    )
    assert main([]) == 0
    assert (tmp_path / "catalog/ops.json").read_text(encoding="utf-8") == "{}\n"
