"""The rate that `kbuild lr-find` suggests, against the best of a grid of ten rates.

    python tests/benchmarks/rates.py [SEEDS [NETWORK...]]

trains the digits MLP and the small CNN of the gallery at 1e-5 to 3e-1, each rate about three times the one
before, and at the suggestion, and prints the test accuracy of each, the mean over the seeds (two if left
out). The suggestion is to be within 0.01 of the best.
"""

from __future__ import annotations

import os
import sys
import tempfile
from statistics import mean

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import kbuild
from kbuild import gallery
from kbuild.training.quiet import import_keras

GRID = (1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1)
# Long enough that the averages of batch normalisation, which the test uses, have settled.
NETWORKS = {"digits": 15, "cnn": 25}
ALLOWED = 0.01


def suggested(name: str, seed: int) -> float:
    """The suggestion for a document of the gallery."""
    from kbuild.training.rates.testing import range_test

    found = range_test(kbuild.load(gallery.path(name), [f"seed={seed}"]))
    assert found.suggestion.rate is not None, found.suggestion.reason
    return found.suggestion.rate


def reached(name: str, seed: int, rate: float, folder: str) -> float:
    """The test accuracy of a training at a rate."""
    changes = [f"seed={seed}", f"fit.epochs={NETWORKS[name]}", f"compile.optimizer.Adam.learning_rate={rate}"]
    try:
        run = kbuild.train(gallery.path(name), runs=folder, overrides=changes, verbose=0)
    except kbuild.KbuildError:
        return 0.0  # at a rate that is far too high a training diverges
    return float(run.test["accuracy"] or 0.0)


def main() -> None:
    """Measure and print."""
    import_keras()
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
    missed = []
    for name in sys.argv[2:] or NETWORKS:
        with tempfile.TemporaryDirectory() as folder:
            grid = {rate: mean(reached(name, seed, rate, folder) for seed in seeds) for rate in GRID}
            rates = [suggested(name, seed) for seed in seeds]
            own = mean(reached(name, seed, rate, folder) for seed, rate in zip(seeds, rates, strict=True))
        for rate, accuracy in grid.items():
            print(f"{name}  {rate:7.0e}  {accuracy:.4f}")
        said = ", ".join(f"{rate:.2g}" for rate in rates)
        print(f"{name}  suggested {said}: {own:.4f}, best {max(grid.values()):.4f}")
        if own < max(grid.values()) - ALLOWED:
            missed.append(name)
    sys.exit(f"more than {ALLOWED} below the best: {', '.join(missed)}" if missed else 0)


if __name__ == "__main__":
    main()
