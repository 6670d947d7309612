"""How long reading takes, and that it grows with the document and no faster.

    python tests/benchmarks/reading.py

prints the processor's time, the best of several runs:

- the import of `kbuild.reading`, in a process of its own
- reading, resolving and writing documents of 100, 1,000 and 10,000 layers, for each layer
- the problems of a document in which every layer has a mistake
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from kbuild.reading import Limits, Node, plain, read, render, resolve, resolve_parts, write_json, write_yaml

NO_LIMIT = Limits(nodes=10_000_000, layers=10_000_000, steps=10_000_000)
UNIT = """\
blocks:
  Unit:
    params: {filters: 64}
    style: functional
    inputs: {x: {}}
    layers:
      a: {Conv2D: {filters: "${filters}", kernel_size: 3, padding: same}, from: x}
      b: BatchNormalization
      c: {Conv2D: {filters: "${filters * 2}", kernel_size: 3, padding: same}}
      d: {Add, from: [c, x]}
    outputs: d
"""


def written_out(layers: int) -> str:
    """A functional model with every layer on a line of its own."""
    lines = "".join(
        f"    l{i}: {{Dense: {{units: 30, activation: relu, kernel_initializer: {{HeNormal: {{}}}}}}}}\n"
        for i in range(layers)
    )
    return f"model:\n  style: functional\n  inputs: {{x: {{shape: [5]}}}}\n  layers:\n{lines}  outputs: l0\n"


def repeated(layers: int) -> str:
    """One entry that repeats."""
    return f"model: {{style: sequential, layers: [{{repeat: {layers}, Dense: {{units: 3}}}}]}}\n"


def rows(layers: int) -> str:
    """One entry for each row of a table that is worked out."""
    table = f"{{units: '${{range(1, {layers + 1})}}'}}"
    return f"model: {{layers: [{{for_each: {table}, Dense: {{activation: relu}}}}]}}\n"


def blocks(layers: int) -> str:
    """A block of four layers, used again and again."""
    lines = "".join(f"    u{i}: {{Unit: {{filters: {i + 1}}}}}\n" for i in range(layers // 4))
    head = "model:\n  style: functional\n  inputs: {x: {shape: [8]}}\n  layers:\n"
    return f"{UNIT}{head}{lines}  outputs: u0\n"


def expressions(layers: int) -> str:
    """An expression in every layer."""
    lines = "".join(f"    - Dense: {{units: '${{n * {i}}}'}}\n" for i in range(layers))
    return f"params: {{n: 3}}\nmodel:\n  layers:\n{lines}"


def mistaken(layers: int) -> str:
    """A mistake in every layer."""
    return expressions(min(layers, 900)).replace("n *", "m *")


def best(action: Callable[[], object], runs: int = 3) -> float:
    """Return the shortest processor time of several runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def row(name: str, seconds: float, layers: int) -> None:
    """Print one measurement."""
    print(f"{name:32} {layers:7,} layers {seconds * 1e3:9.1f} ms {seconds / layers * 1e6:7.1f} µs a layer")


def import_time() -> float:
    """Return the processor time of the import, in seconds."""
    program = "import time; t = time.process_time(); import kbuild.reading; print(time.process_time() - t)"
    return min(
        float(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True).stdout)
        for _ in range(3)
    )


def measure(layers: int) -> None:
    """Measure everything for one size."""
    text = written_out(layers)
    node = read(text, limits=NO_LIMIT)
    json_text = write_json(node)
    row("read YAML", best(lambda: read(text, limits=NO_LIMIT)), layers)
    row("read JSON", best(lambda: read(json_text, limits=NO_LIMIT)), layers)
    row("resolve, nothing to do", best(lambda: resolve(node, limits=NO_LIMIT)), layers)
    row("plain values", best(lambda: plain(node)), layers)
    row("write YAML", best(lambda: write_yaml(node)), layers)
    for make in (repeated, rows, blocks, expressions):
        written: Node = read(make(layers), limits=NO_LIMIT)
        row(f"resolve, {make.__name__}", best(partial(resolve, written, limits=NO_LIMIT)), layers)
    wrong = read(mistaken(layers), limits=NO_LIMIT)
    row("find and show mistakes", best(lambda: render(resolve_parts(wrong)[1])), min(layers, 900))


def main() -> None:
    """Print all measurements."""
    print(f"import kbuild.reading {import_time() * 1e3:.0f} ms")
    for layers in (100, 1_000, 10_000):
        measure(layers)


if __name__ == "__main__":
    main()
