"""How long a check takes, as a whole process and by the size of a document, and what importing costs.

    python tests/benchmarks/checking.py                measures and shows
    python tests/benchmarks/checking.py --import-time  shows each module that `kbuild validate` imports, too

A process is measured by the least of several runs, alternating with `import keras`, in the time of the
processor, which other work on the machine disturbs least. Compiled modules are kept in a folder of their own,
so that a checkout counts as what is installed does.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HIDDEN = "    - Dense: {units: 8, activation: relu, kernel_initializer: he_normal}\n"
#: What a check may take of the time of `import keras`, by the number of layers.
TARGETS = {20: 1 / 20, 2_000: 1 / 8}


def document(layers: int) -> str:
    """A stack of so many layers."""
    return "model:\n  style: sequential\n  layers:\n    - Input: {shape: [8]}\n" + HIDDEN * (layers - 1)


def processor(command: list[str], environment: dict[str, str]) -> float:
    """Seconds of the processor that a process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def whole_processes(folder: Path, environment: dict[str, str], times: int) -> None:
    """Show `kbuild validate` beside `import keras`."""
    commands = {"import keras": [sys.executable, "-c", "import keras"]}
    for layers in TARGETS:
        path = folder / f"{layers}.yaml"
        path.write_text(document(layers), encoding="utf-8")
        commands[f"{layers} layers"] = [sys.executable, "-m", "kbuild", "validate", str(path)]
    for command in commands.values():
        processor(command, environment)
    least = dict.fromkeys(commands, float("inf"))
    for _ in range(times):
        for name, command in commands.items():
            least[name] = min(least[name], processor(command, environment))
    keras = least["import keras"]
    print(f"import keras: {keras:.2f} s")
    for layers, target in TARGETS.items():
        taken = least[f"{layers} layers"]
        ratios = f"1/{keras / taken:.1f} (at most 1/{1 / target:.0f})"
        print(f"kbuild validate, {layers:,} layers: {taken:.3f} s, {ratios}")


def sizes() -> None:
    """Show the time of a check by the size of the document."""
    from kbuild.checking.load import check
    from kbuild.reading.limits import Limits

    limits = Limits(nodes=1_000_000, layers=20_000)
    check(document(10))
    for layers in (100, 1_000, 10_000):
        text = document(layers)
        least = float("inf")
        for _ in range(3):
            begun = time.process_time()
            problems = check(text, limits=limits)
            least = min(least, time.process_time() - begun)
        found = f", {problems[0].message}" if problems else ""
        print(f"{layers:>6,} layers: {1e3 * least:8.1f} ms, {1e6 * least / layers:6.1f} µs a layer{found}")


def imports(folder: Path, environment: dict[str, str], *, modules: bool) -> None:
    """Show what importing takes for `kbuild validate`, by package and, if wanted, by module."""
    command = [sys.executable, "-X", "importtime", "-m", "kbuild", "validate", str(folder / "20.yaml")]
    least: dict[str, int] = {}
    for _ in range(5):
        said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stderr
        for line in said.splitlines():
            own, _, name = line.removeprefix("import time:").split("|")
            if own.strip().isdigit():
                least[name.strip()] = min(least.get(name.strip(), sys.maxsize), int(own))
    packages: Counter[str] = Counter()
    for name, taken in least.items():
        depth = 2 if name.startswith(("kbuild", "pydantic")) else 1
        packages[".".join(name.split(".")[:depth])] += taken
    shown = least if modules else packages
    print(f"imports: {len(least)} modules, {sum(least.values()) / 1e3:.0f} ms")
    for name, taken in Counter(shown).most_common(None if modules else 12):
        print(f"{taken / 1e3:8.1f} ms  {name}")


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="runs of each process")
    parser.add_argument("--import-time", action="store_true", help="show each module")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {
            **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        whole_processes(folder, environment, arguments.times)
        sizes()
        imports(folder, environment, modules=arguments.import_time)


if __name__ == "__main__":
    main()
