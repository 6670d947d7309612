"""Train the documents of the gallery with the seeds 0, 1 and 2, and print the README's table.

python tests/benchmarks/gallery.py                trains all, measures, and prints the table
python tests/benchmarks/gallery.py cnn gru        trains these, and prints the table with what is known of all
python tests/benchmarks/gallery.py --table        trains none

What was measured is kept in `gallery.json` beside this program.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import kbuild
from kbuild import gallery
from tests.gallery.bars import BARS, style, test_samples

SEEDS = (0, 1, 2)
_KEPT = Path(__file__).with_suffix(".json")


def main() -> None:
    """Train what is named, or all, and print the table."""
    names = sys.argv[1:]
    if "--table" not in names:
        # Import and first use of Keras belong to no document.
        kbuild.build(gallery.path("xor"))
        for name in names or BARS:
            row = [_measured(name, seed) for seed in SEEDS]
            _keep(name, row)
            print(name, *(f"{each['value']:.4g} in {each['seconds']:.0f} s" for each in row), flush=True)
    print(table())


def _measured(name: str, seed: int) -> dict[str, float]:
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        run = kbuild.train(gallery.path(name), overrides=[f"seed={seed}"], runs=folder, verbose=0)
        seconds = time.process_time() - begun
        samples: Any = None if name == "gan" else test_samples(name, seed)
        return {"value": BARS[name].measure(run, samples), "seconds": seconds}


def _keep(name: str, row: list[dict[str, float]]) -> None:
    known = _known()
    known[name] = [{key: float(f"{each:.4g}") for key, each in one.items()} for one in row]
    _KEPT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _known() -> dict[str, Any]:
    return dict(json.loads(_KEPT.read_text(encoding="utf-8"))) if _KEPT.exists() else {}


def table() -> str:
    """The table of what was measured, as Markdown."""
    rows = [
        "| name | style | what it teaches | bar | seeds 0, 1, 2 | seconds |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    known = _known()
    for name, bar in BARS.items():
        if name in known:
            values = ", ".join(f"{each['value']:.3g}" for each in known[name])
            seconds = max(each["seconds"] for each in known[name])
            cells = (f"`{name}`", style(name), bar.teaches, bar.says, values, f"{seconds:.0f}")
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
