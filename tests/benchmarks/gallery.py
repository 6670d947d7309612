"""Train the documents of the gallery with the seeds 0, 1 and 2, and print the README's table.

python tests/benchmarks/gallery.py                trains all that were not measured yet, and prints the table
python tests/benchmarks/gallery.py cnn gru        trains these anew, and prints the table
python tests/benchmarks/gallery.py --seeds 8 NAME trains with more seeds, for a mean that chance moves less
python tests/benchmarks/gallery.py --table        trains none

What was measured is kept in `gallery.json` beside this program: the value, and the seconds of training, of
the processors and by the clock. The processors' are the table's: they depend less on what else runs.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from statistics import mean
from typing import Any

import kbuild
from kbuild import gallery
from tests.gallery.bars import BARS, TWINS, held_out, style

SEEDS = (0, 1, 2)
_KEPT = Path(__file__).with_suffix(".json")


def main() -> None:
    """Train what is named, or all, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    parser.add_argument("--table", action="store_true")
    given = parser.parse_args()
    if not given.table:
        # Import and first use of Keras belong to no document.
        kbuild.build(gallery.path("xor"))
        for seed in range(given.seeds):
            for name in given.names or (*BARS, *TWINS):
                if given.names or str(seed) not in _known().get(name, {}):
                    _keep(name, seed, _measured(name, seed))
    print(table())


def _measured(name: str, seed: int) -> dict[str, float]:
    document, changes = TWINS.get(name, (name, ()))
    processors, clock = time.process_time(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        overrides = [f"seed={seed}", *changes]
        run = kbuild.train(gallery.path(document), overrides=overrides, runs=folder, verbose=0)
        seconds = {"seconds": time.process_time() - processors, "clock": time.perf_counter() - clock}
        samples: Any = None if document == "gan" else held_out(document, seed)
        return {"value": BARS[document].measure(run, samples), **seconds}


def _keep(name: str, seed: int, found: dict[str, float]) -> None:
    seconds = f"{found['seconds']:.0f} s of the processors, {found['clock']:.0f} s by the clock"
    print(f"{name}, seed {seed}: {found['value']:.4g} in {seconds}", flush=True)
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
            twins = [each for each, (document, _) in TWINS.items() if document == name and each in known]
            values = "; ".join([_values(known[name]), *(f"{each}: {_values(known[each])}" for each in twins)])
            seconds = max(each["seconds"] for each in known[name].values())
            cells = (f"`{name}`", style(name), bar.teaches, bar.says, values, f"{seconds:.0f}")
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _values(found: dict[str, Any]) -> str:
    values = ", ".join(f"{found[str(seed)]['value']:.3g}" for seed in SEEDS if str(seed) in found)
    if len(found) <= len(SEEDS):
        return values
    return f"{values} (mean of {len(found)} seeds: {mean(each['value'] for each in found.values()):.3g})"


if __name__ == "__main__":
    main()
