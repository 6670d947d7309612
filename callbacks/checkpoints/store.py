"""The folder of checkpoints: each a folder of its own, whole or not there, with a manifest to prove it.

```
checkpoints/
├── step-00000045/
│   ├── weights.safetensors     the model's weights, by their paths
│   ├── training.safetensors    optimizers, seeds, metrics, arrays of callbacks
│   ├── state.json              state of the callbacks, random state of the process
│   ├── logs.json               how long the logs were
│   └── manifest.json           format, place in the training, logs, length and SHA-256 of each file
└── step-00000090/
```
The store knows nothing of Keras: it keeps bytes. It writes a checkpoint under a name that begins with
`.writing-` and renames it when all of it is on the disk; it renames one to `.removing-` before it removes
anything of it. So whatever has the name of a checkpoint is one, and leftovers are known by their names. It
removes no file that it did not write: a checkpoint with a stranger's file in it stays as it is.

One process at a time writes into a folder of checkpoints.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import warnings
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from kbuild.callbacks.checkpoints import files
from kbuild.callbacks.checkpoints.digests import Buffer, Digest, agrees
from kbuild.callbacks.checkpoints.retention import Rule
from kbuild.callbacks.errors import CheckpointError

#: What is new in 2: state.json holds more than callbacks' states, logs.json; manifests name a phase. In 3:
#: large files are hashed in pieces. Each is read for good (tests/callbacks/checkpoints has one of each).
FORMAT = 3
WEIGHTS = "weights.safetensors"
TRAINING = "training.safetensors"
STATE = "state.json"
LOGS = "logs.json"
MANIFEST = "manifest.json"

# A run and those that it went on from: each run, and the last step of it that counts (None: all).
Lineage = Mapping[int, int | None]

_NAMES = (WEIGHTS, TRAINING, STATE, LOGS, MANIFEST)
_WRITING = ".writing-"
_REMOVING = ".removing-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a training a checkpoint stands.

    Attributes:
        run: Which training of those that used the folder, from 1.
        number: Which checkpoint of that run, from 1, counting all that were due; 0 for one out of turn.
        step: Training steps that were made.
        epoch: The epoch to go on with, from 0: what `fit` calls `initial_epoch`.
        batch: Steps of that epoch that were made already; 0 between epochs.
        logs: The logs of the epoch that just ended; empty in the middle of one.
        phase: Which of a training's phases, from 0.
    """

    run: int
    number: int
    step: int
    epoch: int
    batch: int = 0
    logs: Mapping[str, float] = field(default_factory=dict)
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Entry(Place):
    """A checkpoint on the disk.

    Attributes:
        path: Its folder.
        files: Its files' digests, as its manifest has them.
    """

    path: Path = Path()
    files: Mapping[str, Digest] = field(default_factory=dict)


class Store:
    """Keeps checkpoints in a folder.

    Args:
        folder: The folder; it is made when the first checkpoint is written.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self._known: dict[str, Entry] = {}

    def entries(self, lineage: Lineage | None = None) -> list[Entry]:
        """Lists the checkpoints whose manifest can be read, oldest first.

        Args:
            lineage: Only those of these runs, each up to its step; None for all.

        Returns:
            The checkpoints; their files have not been compared with their checksums.
        """
        found: dict[str, Entry] = {}
        for name in _listing(self.folder):
            if name.startswith("."):
                continue
            with suppress(CheckpointError, OSError):
                found[name] = self._known.get(name) or read_entry(self.folder / name)
        self._known = found
        chosen = (entry for entry in found.values() if lineage is None or _belongs(entry, lineage))
        return sorted(chosen, key=lambda entry: (entry.run, entry.phase, entry.step, entry.epoch))

    def is_empty(self) -> bool:
        """Says whether nothing in the folder has the name of a checkpoint, whole or damaged."""
        return not any(name.startswith("step-") for name in _listing(self.folder))

    def newest_run(self) -> int:
        """Gives the number of the newest run in the folder; 0 when there is none."""
        return max((entry.run for entry in self.entries()), default=0)

    def write(self, place: Place, content: Mapping[str, Iterable[Buffer]]) -> Entry:
        """Writes a checkpoint, whole or not at all.

        Args:
            place: Where in the training it stands.
            content: The files' content, by the names above.

        Returns:
            The checkpoint, on the disk when this returns.

        Raises:
            OSError: There is no room, no permission, ...; the checkpoints before it are as they were.
        """
        files.make_folder(self.folder)
        path = self._free_name(place.step)
        temporary = self.folder / f"{_WRITING}{path.name}"
        try:
            _discard(temporary)
            temporary.mkdir()
            with files.Batch(temporary) as batch:
                digests = {name: batch.write(name, parts) for name, parts in content.items()}
                entry = Entry(**_fields(place), path=path, files=digests)
                batch.write(MANIFEST, [_manifest(entry)])
            files.publish(temporary, path)
        except BaseException as error:
            with suppress(OSError):
                _discard(temporary)
            error.add_note(f"{path} was not written; the checkpoints before it are as they were.")
            raise
        return entry

    def prune(self, lineage: Lineage, rule: Rule) -> list[Entry]:
        """Removes what a rule lets go.

        Args:
            lineage: The runs whose checkpoints are looked at; those of others stay.
            rule: What stays.

        Returns:
            The checkpoints that were removed.
        """
        return [entry for entry in rule.doomed(self.entries(lineage)) if self._remove(entry)]

    def clean(self) -> None:
        """Removes what a process that ended in the middle of writing or removing has left."""
        for name in _listing(self.folder):
            if name.startswith((_WRITING, _REMOVING)):
                _discard(self.folder / name)

    def newest_intact(self) -> Entry:
        """Finds the newest checkpoint of the newest run whose files all agree with their checksums.

        Returns:
            The checkpoint. A damaged one before it is passed over with a warning that names the file.

        Raises:
            CheckpointError: There is none; with the reason for each that is there.
        """
        reasons = _unreadable(self.folder)
        for reason in reasons:
            warnings.warn(f"{reason}; it is left out", RuntimeWarning, stacklevel=2)
        for entry in reversed(self.entries({self.newest_run(): None})):
            damage = verify(entry)
            if not damage:
                return entry
            reasons += damage
            for reason in damage:
                warnings.warn(f"{reason}; the checkpoint before it is used", RuntimeWarning, stacklevel=2)
        why = "\n".join(reasons) or "there are none"
        raise CheckpointError(f"No checkpoint in {self.folder} can be used: {why}")

    def _free_name(self, step: int) -> Path:
        taken = set(_listing(self.folder))
        name = f"step-{step:08d}"
        copies = (f"{name}-{number}" for number in range(2, len(taken) + 3))
        return self.folder / next(each for each in (name, *copies) if each not in taken)

    def _remove(self, entry: Entry) -> bool:
        if not set(_listing(entry.path)) <= set(_NAMES):
            return False
        doomed = entry.path.with_name(f"{_REMOVING}{entry.path.name}")
        _discard(doomed)
        # Under its new name for good, before any of it goes: else a power loss could leave half of it.
        files.publish(entry.path, doomed)
        return files.remove(doomed, _NAMES)


def read_entry(path: Path) -> Entry:
    """Reads a checkpoint's manifest.

    Args:
        path: The checkpoint's folder.

    Returns:
        The checkpoint.

    Raises:
        CheckpointError: The manifest is missing, damaged, or of a later format.
    """
    try:
        manifest = json.loads(Path(path, MANIFEST).read_bytes())
        checksum = manifest.pop("sha256")
        if manifest["format"] > FORMAT:
            raise CheckpointError(f"{path} has the format {manifest['format']}, of a later kbuild.")
        if checksum != _checksum(manifest):
            raise CheckpointError(f"{path / MANIFEST} is damaged: its checksum differs")
        del manifest["format"]
        digests = {name: Digest(**digest) for name, digest in manifest.pop("files").items()}
        logs = {name: float(value) for name, value in manifest.pop("logs").items()}
        return Entry(**manifest, logs=logs, files=digests, path=path)
    except FileNotFoundError as error:
        raise CheckpointError(f"{path} is no checkpoint: it has no {MANIFEST}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CheckpointError(f"{path / MANIFEST} is damaged: {error}") from error


def read(entry: Entry, name: str) -> bytes:
    """Reads a file of a checkpoint.

    Args:
        entry: The checkpoint.
        name: The file's name.

    Returns:
        Its content, equal to what was written.

    Raises:
        CheckpointError: The file is missing, or its checksum differs.
    """
    path = entry.path / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CheckpointError(f"{path} can't be read: {error.strerror}") from error
    if not agrees(content, entry.files.get(name)):
        raise CheckpointError(f"{path} is damaged: its checksum differs")
    return content


def verify(entry: Entry) -> list[str]:
    """Compares a checkpoint's files with their checksums.

    Args:
        entry: The checkpoint.

    Returns:
        What is wrong, a line each; empty for an intact checkpoint.
    """
    problems = []
    for name in entry.files:
        try:
            read(entry, name)
        except CheckpointError as error:
            problems.append(str(error))
    return problems


def _belongs(entry: Entry, lineage: Lineage) -> bool:
    if entry.run not in lineage:
        return False
    last = lineage[entry.run]
    return last is None or entry.step <= last


def _manifest(entry: Entry) -> bytes:
    content = {
        "format": FORMAT,
        **_fields(entry),
        "logs": {name: v if math.isfinite(v) else str(v) for name, v in entry.logs.items()},
        "files": {name: asdict(digest) for name, digest in entry.files.items()},
    }
    return json.dumps({**content, "sha256": _checksum(content)}, indent=1).encode()


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _fields(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in Place.__dataclass_fields__}


def _listing(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _unreadable(folder: Path) -> list[str]:
    """Says what is wrong with folders that have a checkpoint's name and no manifest that can be read."""
    reasons = []
    for name in _listing(folder):
        if name.startswith("step-"):
            try:
                read_entry(folder / name)
            except CheckpointError as error:
                reasons.append(str(error))
    return reasons


def _discard(folder: Path) -> None:
    if folder.is_dir():
        files.remove(folder, _NAMES)
