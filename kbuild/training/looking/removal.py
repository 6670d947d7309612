"""Deleting a run: what kbuild wrote, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from kbuild.schemas.errors import UsageError
from kbuild.training.run import Run

#: What a run's folder holds by itself; whatever else lies there is somebody's own.
WRITTEN = (
    "document.yaml",
    "resolved.yaml",
    "environment.json",
    "preparation.json",
    "metrics.jsonl",
    "times.jsonl",
    "model.keras",
    "state.json",
    "tags.json",
    "report.html",
    ".lock",
    "checkpoints",
    "events",
    "phases",
)


def delete(run: Run) -> list[Path]:
    """Delete a run.

    Args:
        run: The run.

    Returns:
        What is left in its folder, because kbuild did not write it; nothing where the folder is gone.

    Raises:
        UsageError: `running` when it is not over.
    """
    if run.state == "running":
        raise UsageError(
            f"{run.folder} is running", code="running", hint="end it first, with Ctrl-C or SIGTERM"
        )
    folder = run.folder
    # The state goes last: a run that is half deleted can be deleted again.
    for name in sorted(WRITTEN, key=lambda each: each == "state.json"):
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    left = sorted(folder.iterdir())
    if not left:
        folder.rmdir()
        if not any(folder.parent.iterdir()):
            folder.parent.rmdir()
    return left
