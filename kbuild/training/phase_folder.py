"""Where a phase of a training keeps what is its own in the run's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kbuild.training.folder import RunFolder


@dataclass(frozen=True, slots=True)
class PhaseFolder(RunFolder):
    """A run's folder as one of its phases sees it: all is shared, but for its checkpoints.

    Attributes:
        phase: The phase's name.
    """

    phase: str = ""

    @property
    def checkpoints(self) -> Path:
        """What to go on from, in this phase."""
        return self.path / "checkpoints" / self.phase

    @property
    def final(self) -> Path:
        """The weights with which the phase ended."""
        return self.path / "phases" / f"{self.phase}.safetensors"


def seen_by(folder: RunFolder, phase: str | None) -> RunFolder:
    """The folder of a run as a phase of it sees it; as it is where there are no phases."""
    return folder if phase is None else PhaseFolder(folder.path, phase)
