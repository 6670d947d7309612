"""A run's folder, `runs/<name>/<number>/`: what is in it, and how it comes to be.

| | |
| --- | --- |
| `document.yaml` | the document as it was written |
| `resolved.yaml` | the document as it was understood: overrides, parameters and the seed in it |
| `environment.json` | versions, the machine, and how the training was executed |
| `preparation.json` | what was learnt from the training data to prepare it, for predicting on more |
| `metrics.jsonl` | a line for each epoch: `epoch`, `step`, and all its logs |
| `times.jsonl` | a line for each epoch: when it ended, and how many seconds it took |
| `checkpoints/`, `events/` | to go on from, and for TensorBoard |
| `model.keras` | the final model |
| `resolved-1.yaml`, ... | what `resolved.yaml` was before a resume changed it |
| `state.json` | running, finished, failed or interrupted; why; and the results |

`metrics.jsonl` holds nothing that differs between two runs of one document and seed.
"""

from __future__ import annotations

import json
import math
import os
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kbuild.callbacks.checkpoints.files import flush_folder
from kbuild.callbacks.checkpoints.files import make_folder as make_with_parents
from kbuild.schemas.document import Document
from kbuild.schemas.errors import RunError

_UNNAMED = "run"
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The places in a run's folder.

    Attributes:
        path: The folder.
    """

    path: Path

    @property
    def document(self) -> Path:
        """The document as it was written."""
        return self.path / "document.yaml"

    @property
    def resolved(self) -> Path:
        """The document as it was understood."""
        return self.path / "resolved.yaml"

    @property
    def environment(self) -> Path:
        """Versions, the machine, the execution."""
        return self.path / "environment.json"

    @property
    def preparation(self) -> Path:
        """How the data was prepared."""
        return self.path / "preparation.json"

    @property
    def metrics(self) -> Path:
        """The logs of each epoch."""
        return self.path / "metrics.jsonl"

    @property
    def times(self) -> Path:
        """The times of each epoch."""
        return self.path / "times.jsonl"

    @property
    def checkpoints(self) -> Path:
        """What to go on from."""
        return self.path / "checkpoints"

    @property
    def events(self) -> Path:
        """What TensorBoard shows."""
        return self.path / "events"

    @property
    def model(self) -> Path:
        """The final model."""
        return self.path / "model.keras"

    @property
    def state(self) -> Path:
        """What became of the run."""
        return self.path / "state.json"

    def read_state(self) -> dict[str, Any]:
        """What `state.json` holds.

        Raises:
            RunError: `not-a-run` when it is missing or cannot be read.
        """
        try:
            state: dict[str, Any] = json.loads(self.state.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise RunError(f"{self.path} is not a run's folder: {error}", code="not-a-run") from error
        return state

    def write_state(self, **changes: Any) -> None:
        """Change `state.json`, at once and for good."""
        before = self.read_state() if self.state.exists() else {}
        write_whole(self.state, to_json(before | changes, indent=1).encode())


def folder_name(name: str | None) -> str:
    """A document's name as the name of a folder: letters, digits, `_`, `-` and `.`.

    Example:
        >>> folder_name("My model / v2"), folder_name(None), folder_name("..")
        ('My-model-v2', 'run', 'run')
    """
    plain = _NOT_IN_NAMES.sub("-", name or "").strip("-.")
    return plain[:100] or _UNNAMED


def folder_of(document: Document, runs: str | os.PathLike[str]) -> tuple[Path, str]:
    """The folder of all runs, and the name of this document's."""
    file = document.source.file if document.source is not None else None
    return Path(runs), folder_name(document.name or (file.stem if file is not None else None))


def next_folder(runs: Path, name: str) -> RunFolder:
    """The folder that the next run of this name would have; it is not made."""
    numbers = [int(each.name) for each in (runs / name).glob("*") if each.name.isdecimal()]
    return RunFolder(runs / name / str(max(numbers, default=0) + 1))


def make_folder(runs: Path, name: str) -> RunFolder:
    """Make the folder of a new run; two processes never get the same one.

    Raises:
        RunError: `no-run-folder` when nothing can be written there.
    """
    while True:
        folder = next_folder(runs, name)
        try:
            make_with_parents(folder.path.parent)
            folder.path.mkdir()
            flush_folder(folder.path.parent)
        except FileExistsError as error:
            if not folder.path.is_dir():
                raise RunError(f"{folder.path.parent} is not a folder", code="no-run-folder") from error
            continue
        except OSError as error:
            text = f"the run's folder cannot be made: {error}"
            raise RunError(text, code="no-run-folder", hint="name another by runs=") from error
        return folder


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader finds the old content or the new, whatever happens in between."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        flush_folder(path.parent)
    finally:
        fresh.unlink(missing_ok=True)


def to_json(value: Any, indent: int | None = None) -> str:
    """A value as JSON that every reader takes: numbers that JSON does not have become null."""
    return json.dumps(_finite(value), indent=indent, ensure_ascii=False, allow_nan=False)


def _finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _finite(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def now() -> str:
    """The time, in UTC, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
