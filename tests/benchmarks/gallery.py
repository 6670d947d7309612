"""Train the documents of the gallery with the seeds 0, 1 and 2, and print the README's table.

python tests/benchmarks/gallery.py                trains all that were not measured yet, and prints the table
python tests/benchmarks/gallery.py cnn gru        trains these anew, and prints the table
python tests/benchmarks/gallery.py --table        trains none

What was measured is kept in `gallery.json` beside this program; seconds are of CPU time.
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
from tests.gallery.bars import BARS, held_out, style

SEEDS = (0, 1, 2)
_KEPT = Path(__file__).with_suffix(".json")


def main() -> None:
    """Train what is named, or all, and print the table."""
    names = [each for each in sys.argv[1:] if not each.startswith("--")]
    if "--table" not in sys.argv:
        # Import and first use of Keras belong to no document.
        kbuild.build(gallery.path("xor"))
        for seed in SEEDS:
            for name in names or BARS:
                if names or str(seed) not in _known().get(name, {}):
                    _keep(name, seed, _measured(name, seed))
    print(table())


def _measured(name: str, seed: int) -> dict[str, float]:
    begun = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        run = kbuild.train(gallery.path(name), overrides=[f"seed={seed}"], runs=folder, verbose=0)
        seconds = time.process_time() - begun
        samples: Any = None if name == "gan" else held_out(name, seed)
        return {"value": BARS[name].measure(run, samples), "seconds": seconds}


def _keep(name: str, seed: int, found: dict[str, float]) -> None:
    print(f"{name}, seed {seed}: {found['value']:.4g} in {found['seconds']:.0f} s", flush=True)
    known = _known()
    known.setdefault(name, {})[str(seed)] = {key: float(f"{each:.4g}") for key, each in found.items()}
    _KEPT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _known() -> dict[str, Any]:
    return dict(json.loads(_KEPT.read_text(encoding="utf-8"))) if _KEPT.exists() else {}


def table() -> str:
    """The table of what was measured, as Markdown."""
    rows = [
        "| name | style | what it teaches | bar | seeds 0, 1, 2 | CPU s |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    known = _known()
    for name, bar in BARS.items():
        if name in known:
            found = [known[name].get(str(seed)) for seed in SEEDS]
            values = ", ".join(f"{each['value']:.3g}" for each in found if each is not None)
            seconds = max(each["seconds"] for each in found if each is not None)
            cells = (f"`{name}`", style(name), bar.teaches, bar.says, values, f"{seconds:.0f}")
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
