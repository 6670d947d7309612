"""Runs as they lie in their folders, made by hand: nothing here needs the engine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Make = Callable[..., Path]

DOCUMENT = """\
seed: 1
params: {{units: {units}}}
model:
  style: sequential
  layers: [{{Input: {{shape: [4]}}}}, {{Dense: {{units: {units}}}}}]
compile: {{optimizer: {{{optimizer}: {{learning_rate: {rate}}}}}, loss: mse}}
fit: {{epochs: {epochs}}}
"""
PHASES = """\
phases:
  - {name: low, model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 9, name: old}}]},
     fit: {epochs: 2}}
  - {name: top, model: {style: sequential, layers: [{Input: {shape: [4]}}, {Dense: {units: 3}}]},
     fit: {epochs: 2}}
"""


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make a run's folder: `make("digits/1", losses=[0.5, 0.3], state="running")`; see `PHASES`."""

    def run(name: str, losses: list[float | None], **given: Any) -> Path:
        folder = tmp_path / "runs" / name
        folder.mkdir(parents=True)
        words: dict[str, Any] = {
            "units": 3,
            "optimizer": "Adam",
            "rate": 0.001,
            "epochs": len(losses),
            **given,
        }
        state = {"state": "finished", "started": "2026-01-01T00:00:00Z", "best_epoch": given.get("best")}
        state |= {"test": {"loss": 0.4}} if given.get("state") is None else {"state": given["state"]}
        state |= {name: given[name] for name in ("phases", "resumed", "process") if name in given}
        document = DOCUMENT.format(**words) + (PHASES if "phases" in given else "")
        (folder / "state.json").write_text(json.dumps(state))
        (folder / "resolved.yaml").write_text(document)
        (folder / "document.yaml").write_text(document)
        rows = [
            {"epoch": epoch, "step": 10 * epoch, "loss": loss, "val_loss": loss, "learning_rate": 0.1}
            for epoch, loss in enumerate(losses, 1)
        ]
        (folder / "metrics.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        times = [{"epoch": row["epoch"], "seconds": 2.0} for row in rows]
        (folder / "times.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in times))
        return folder

    return run
