"""The house's rules, held: which room may import what, what stays light, which names are public."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What each room may import of kbuild beside itself, and of other people's packages.
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "schemas": (set(), {"pydantic", "pydantic_core", "annotated_types", "typing_extensions"}),
    "reading": ({"schemas"}, {"yaml", "pydantic", "pydantic_core"}),
    "checking": ({"schemas", "reading"}, {"pydantic", "pydantic_core"}),
    "building": ({"schemas", "reading", "checking"}, {"keras", "tensorflow", "numpy", "ml_dtypes", "h5py"}),
    "converting": (
        {"schemas", "reading", "checking", "building"},
        {"keras", "tensorflow", "numpy", "h5py", "PIL"},
    ),
    "data": (
        {"schemas"},
        {"keras", "tensorflow", "numpy", "polars", "pyarrow", "sklearn", "google"},
    ),
    "callbacks": (set(), {"keras", "tensorflow", "numpy", "ml_dtypes", "tensorboard", "h5py", "PIL"}),
    "training": (
        {"schemas", "reading", "checking", "building", "converting", "data", "callbacks", "gallery"},
        {"keras", "tensorflow", "numpy", "rich", "yaml"},
    ),
    "gallery": (set(), set()),
    "cli": (
        {
            "schemas",
            "reading",
            "checking",
            "building",
            "converting",
            "data",
            "callbacks",
            "training",
            "gallery",
        },
        {"typer", "rich", "keras", "tensorflow", "tensorboard", "numpy", "polars"},
    ),
}
# What the rooms of the command line may import before a command is called.
LIGHT = {"typer", "kbuild.cli", "kbuild.schemas.errors"}
PUBLIC = {
    "BuildError",
    "DataError",
    "Document",
    "DocumentError",
    "KbuildError",
    "Problem",
    "Run",
    "RunError",
    "UsageError",
    "advise",
    "beam_search",
    "build",
    "callbacks",
    "check",
    "diff",
    "from_keras",
    "load",
    "load_plugins",
    "open_run",
    "register",
    "resume",
    "schemas",
    "to_python",
    "train",
}
DOCUMENT = (
    "{model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 3}}]}, compile: {loss: mse}}"
)


def folder_of(room: str) -> Path:
    return ROOT / room if room in ("schemas", "callbacks") else ROOT / "kbuild" / room


def sources(room: str) -> Iterator[Path]:
    return (path for path in folder_of(room).rglob("*.py") if "__pycache__" not in path.parts)


def imported(path: Path, package: str) -> Iterator[tuple[str, int, bool]]:
    """Every module that a file imports, with its line, and whether importing the file imports it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    late = {id(each) for node in ast.walk(tree) if _is_late(node) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno, id(node) not in late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: -(node.level - 1) or None] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{stem}.{alias.name}" for alias in node.names] if stem == "kbuild" else [stem]
            yield from ((name, node.lineno, id(node) not in late) for name in names)


def _is_late(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def package_of(path: Path, room: str) -> str:
    inside = path.relative_to(folder_of(room)).parent.parts
    return ".".join(["kbuild", room, *inside])


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_the_house_allows(room: str) -> None:
    rooms, packages = ROOMS[room]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources(room)
        for name, line, _ in imported(path, package_of(path, room))
        if not _allowed(name, {room, *rooms}, packages)
    ]
    assert not wrong, "\n".join(wrong)


def _allowed(name: str, rooms: set[str], packages: set[str]) -> bool:
    top, _, rest = name.partition(".")
    if top == "kbuild":
        return rest.split(".")[0] in {*rooms, "__version__"}
    return top in packages or top in sys.stdlib_module_names


def test_a_command_imports_nothing_heavy_before_it_is_called() -> None:
    heavy = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources("cli")
        for name, line, at_once in imported(path, package_of(path, "cli"))
        if at_once
        and name.split(".")[0] not in sys.stdlib_module_names
        and not any(name == each or name.startswith(f"{each}.") for each in LIGHT)
    ]
    assert not heavy, "\n".join(heavy)


def test_reading_and_checking_a_document_load_neither_keras_nor_tensorflow_nor_numpy() -> None:
    code = (
        "import sys, kbuild\n"
        f"document = kbuild.load({DOCUMENT!r})\n"
        f"kbuild.check({DOCUMENT!r})\n"
        "kbuild.schemas.layers.Dense(units=3)\n"
        "print(sorted({'keras', 'tensorflow', 'numpy', 'sklearn', 'polars', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_these() -> None:
    import kbuild

    assert set(kbuild.__all__) == PUBLIC
    assert kbuild.__all__ == sorted(kbuild.__all__)
    assert set(dir(kbuild)) == {*PUBLIC, "__version__"}


def test_no_folder_stands_at_the_top_beyond_the_fixed_ones() -> None:
    done = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    if done.returncode:
        pytest.skip("not a checkout")
    tops = {line.split("/")[0] for line in done.stdout.splitlines() if "/" in line}
    assert tops <= {".ci", "callbacks", "kbuild", "schemas", "tests"}


@pytest.mark.parametrize("room", ["schemas", "callbacks"])
def test_the_two_folders_at_the_top_are_packages_of_kbuild(room: str) -> None:
    link = ROOT / "kbuild" / room
    assert link.is_symlink()
    assert link.readlink() == Path("..") / room


def test_no_file_of_the_house_is_over_400_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for room in ROOMS
        for path in sources(room)
        if (lines := path.read_text(encoding="utf-8").count("\n")) > 400
    ]
    assert not long, "\n".join(long)


def test_every_folder_with_modules_is_a_package_with_a_docstring() -> None:
    folders = {path.parent for room in ROOMS for path in sources(room)}
    without = [str(folder.relative_to(ROOT)) for folder in folders if not _described(folder / "__init__.py")]
    assert not without, without


def _described(file: Path) -> bool:
    return file.is_file() and bool(ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))))
