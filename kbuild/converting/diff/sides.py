"""The two things that are compared: documents, saved models and runs, read without Keras."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kbuild.schemas.document import Document
from kbuild.schemas.errors import UsageError

_MODELS = (".keras", ".json")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two.

    Attributes:
        name: What to call it.
        document: What it is.
        results: What came of it, for a run.
    """

    name: str
    document: Document
    results: Mapping[str, Any] = field(default_factory=dict)


def side_of(given: Any, word: str) -> Side:
    """Read one of the two.

    Args:
        given: A document; a path of a document, of a saved model or of a run; a text or a mapping; a run.
        word: What to call it if it has no name of its own.

    Raises:
        DocumentError: If the document is wrong.
        UsageError: If there is no such file, or it is no model.
    """
    if isinstance(given, Document):
        return Side(given.name or word, given)
    if hasattr(given, "folder") and hasattr(given, "document"):
        return _run(Path(given.folder))
    if isinstance(given, Mapping):
        return Side(str(given.get("name") or word), _loaded(given))
    if isinstance(given, str) and ("\n" in given or given.lstrip().startswith("{")):
        return Side(word, _loaded(given))
    path = Path(given)
    if path.is_dir():
        return _run(path)
    if path.suffix == ".keras" or (path.suffix == ".json" and _is_model(path)):
        from kbuild.converting.from_file import from_file

        return Side(str(path), from_file(path))
    if not path.is_file():
        hint = "give a document, a .keras file, the JSON of a model, or a run's folder"
        raise UsageError(f"there is no file {path}", code="no-such-document", hint=hint)
    return Side(str(path), _loaded(path))


def _loaded(source: Any) -> Document:
    from kbuild.checking.load import load

    return load(source)


def _is_model(path: Path) -> bool:
    from kbuild.converting.from_file import read_config

    if not path.is_file():
        return False
    read = read_config(path)
    return "model" not in read and ("class_name" in read or "config" in read)


def _run(folder: Path) -> Side:
    if not (folder / "state.json").is_file():
        numbered = [
            each for each in folder.glob("*") if each.name.isdecimal() and (each / "state.json").is_file()
        ]
        if not numbered:
            hint = "a run's folder is such as runs/digits/3"
            raise UsageError(f"there is no run in {folder}", code="no-such-document", hint=hint)
        folder = max(numbered, key=lambda each: int(each.name))
    return Side(str(folder), _loaded(folder / "resolved.yaml"), _results(folder))


def _results(folder: Path) -> dict[str, Any]:
    state = json.loads((folder / "state.json").read_text("utf-8"))
    made: dict[str, Any] = {"state": state.get("state")}
    log = folder / "metrics.jsonl"
    text = log.read_text("utf-8") if log.exists() else ""
    lines = [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]
    made["epochs"] = len(lines)
    if lines:
        made |= {key: each for key, each in lines[-1].items() if key not in ("epoch", "step")}
    tests = state.get("test")
    if isinstance(tests, Mapping):
        made |= {f"test.{key}": each for key, each in tests.items()}
    return made
