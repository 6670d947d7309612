from __future__ import annotations

import os
from pathlib import Path

import pytest

from kbuild.reading import DocumentError, Limits, Problem, plain, read, resolve, resolve_parts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "net.yaml").write_text(
        "layers:\n  - Dense: {units: '${n}'}\n  - include: ../one.yaml\n"
    )
    (tmp_path / "one.yaml").write_text("Dense: {units: 7}\n")
    (tmp_path / "fit.json").write_text('{"epochs": 3, "batch_size": 8}')
    (tmp_path / "list.yaml").write_text("[1, 2]\n")
    return tmp_path


def problems(folder: Path, text: str) -> list[Problem]:
    path = folder / "main.yaml"
    path.write_text(text)
    return resolve_parts(read(path))[1]


def value(folder: Path, text: str) -> object:
    path = folder / "main.yaml"
    path.write_text(text)
    return plain(resolve(read(path)))


def test_a_file_takes_the_place_of_the_value(folder: Path) -> None:
    assert value(folder, "params: {n: 3}\nmodel: {include: parts/net.yaml}\nfit: {include: fit.json}\n") == {
        "params": {"n": 3},
        "model": {"layers": [{"Dense": {"units": 3}}, {"Dense": {"units": 7}}]},
        "fit": {"epochs": 3, "batch_size": 8},
    }


def test_keys_beside_override_the_files(folder: Path) -> None:
    assert value(folder, "fit: {include: fit.json, epochs: 9, verbose: 0}\n") == {
        "fit": {"epochs": 9, "batch_size": 8, "verbose": 0}
    }


def test_a_whole_document_can_build_on_another(folder: Path) -> None:
    (folder / "base.yaml").write_text("params: {n: 1}\nfit: {epochs: '${n}'}\nname: base\n")
    assert value(folder, "include: base.yaml\nparams: {n: 5}\n") == {
        "params": {"n": 5},
        "fit": {"epochs": 5},
        "name": "base",
    }


def test_a_list_can_be_included(folder: Path) -> None:
    assert value(folder, "fit: {x: {include: list.yaml}}") == {"fit": {"x": [1, 2]}}


def test_problems_in_an_included_file_name_it_and_its_line(folder: Path) -> None:
    (folder / "parts" / "bad.yaml").write_text("a: 1\na: 2\nb: '${nix}'\n")
    found = problems(folder, "fit: {include: parts/bad.yaml}\n")
    assert [(problem.code, problem.line) for problem in found] == [("duplicate-key", 2), ("unknown-name", 3)]
    assert {problem.file for problem in found} == {str(folder / "parts" / "bad.yaml")}
    assert found[0].related[-1].message == "it is included here"


def test_a_value_remembers_the_file_it_came_through(folder: Path) -> None:
    path = folder / "main.yaml"
    path.write_text("fit: {include: fit.json}\n")
    root = resolve(read(path))
    problem = Problem.at(root, ("fit", "epochs"), "x", "m")
    assert problem.file == str(folder / "fit.json")
    assert [(related.message, related.file) for related in problem.related] == [
        ("`fit.json` is included here", str(path))
    ]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/etc/passwd", "path-outside"),
        ("../outside.yaml", "path-outside"),
        ("parts/../../outside.yaml", "path-outside"),
        ("~/x.yaml", "path-outside"),
        ("http://host/x.yaml", "path-outside"),
        ("gs://bucket/x.yaml", "path-outside"),
        ("C:\\x.yaml", "path-outside"),
        ("\\\\host\\x.yaml", "path-outside"),
        ('"a\\0b"', "path-outside"),
        ("nix.yaml", "file-not-found"),
        ("parts", "not-a-file"),
        ("3", "wrong-type"),
        ("''", "wrong-type"),
        ("'${n}.yaml'", "bad-expression"),
        ("link.yaml", "path-outside"),
        ("pipe", "not-a-file"),
    ],
)
def test_nothing_but_files_of_the_folder_is_read(folder: Path, path: str, code: str) -> None:
    (folder.parent / "outside.yaml").write_text("secret: 1")
    (folder / "link.yaml").symlink_to(folder.parent / "outside.yaml")
    os.mkfifo(folder / "pipe")
    found = problems(folder, f"fit: {{include: {path}}}\n")
    assert [problem.code for problem in found] == [code]
    assert "secret" not in str(DocumentError(found))


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "link.yaml").symlink_to(folder / "fit.json")
    assert value(folder, "fit: {include: link.yaml}\n") == {"fit": {"epochs": 3, "batch_size": 8}}


def test_a_document_opened_through_a_link_includes_from_where_it_stands(folder: Path, tmp_path: Path) -> None:
    linked = tmp_path / "elsewhere"
    linked.symlink_to(folder, target_is_directory=True)
    (folder / "main.yaml").write_text("fit: {include: fit.json}\n")
    assert plain(resolve(read(linked / "main.yaml"))) == {"fit": {"epochs": 3, "batch_size": 8}}


def test_cycles_are_refused(folder: Path) -> None:
    (folder / "a.yaml").write_text("x: {include: b.yaml}\n")
    (folder / "b.yaml").write_text("y: {include: a.yaml}\n")
    (problem,) = problems(folder, "fit: {include: a.yaml}\n")
    assert (problem.code, problem.message) == ("cycle", "`a.yaml` includes itself: a.yaml → b.yaml → a.yaml")
    assert [found.code for found in problems(folder, "fit: {include: main.yaml}\n")] == ["cycle"]


def test_a_key_beside_an_include_of_a_list_is_misplaced(folder: Path) -> None:
    assert [p.code for p in problems(folder, "fit: {include: list.yaml, epochs: 3}\n")] == ["misplaced-word"]


def test_a_text_has_no_folder_unless_it_is_given_one(folder: Path) -> None:
    node = read("fit: {include: fit.json}")
    assert [problem.code for problem in resolve_parts(node)[1]] == ["path-outside"]
    assert plain(resolve(node, folder=folder)) == {"fit": {"epochs": 3, "batch_size": 8}}
    assert plain(resolve(read({"fit": {"include": "fit.json"}}), folder=folder)) == plain(
        resolve(node, folder=folder)
    )


def test_an_override_may_include(folder: Path) -> None:
    (folder / "main.yaml").write_text("fit: {epochs: 1}\n")
    resolved = resolve(read(folder / "main.yaml"), ["fit={include: fit.json}"])
    assert plain(resolved) == {"fit": {"epochs": 3, "batch_size": 8}}


def test_files_that_include_each_other_many_times_end_at_a_limit(folder: Path) -> None:
    for depth in range(12):
        below = ", ".join([f"{{include: f{depth + 1}.yaml}}"] * 10)
        (folder / f"f{depth}.yaml").write_text(f"[{below}]\n")
    (folder / "f12.yaml").write_text("1\n")
    found = problems(folder, "fit: {include: f0.yaml}\n")
    assert found[-1].code in {"too-many-files", "too-many-nodes"}


def test_the_size_of_what_is_included_is_limited(folder: Path) -> None:
    (folder / "big.yaml").write_text("[" + "1, " * 900 + "1]")
    (folder / "main.yaml").write_text("fit: [" + "{include: big.yaml}, " * 5 + "1]")
    _, found = resolve_parts(read(folder / "main.yaml"), limits=Limits(nodes=3000))
    assert found[-1].code == "too-many-nodes"
