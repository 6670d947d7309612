"""How long a model takes to a document and back, against Keras's own JSON, and what expansion costs.

    python tests/benchmarks/converting.py

prints, all measured in one process:

- ResNet152: `from_keras` and its YAML against `to_json`, reading that back to a model against
  `model_from_json`, and the sizes of the two texts
- resolving a document that `repeat` and a block expand to 1,250, 2,500, 5,000 and 10,000 layers:
  microseconds a layer, which linear time keeps level
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import keras

import kbuild
from kbuild.converting.written import written_yaml
from kbuild.reading import read, resolve

EXPANDED = """
blocks:
  Unit:
    params: {{units: 8}}
    style: functional
    inputs: {{x: {{}}}}
    layers:
      a: {{Dense: {{units: "${{units}}"}}}}
      b: ReLU
      c: {{Dense: {{units: "${{units}}"}}}}
      d: {{Add, from: [x, c]}}
    outputs: d
model:
  style: functional
  inputs: {{x: {{shape: [8]}}}}
  layers:
    row: {{Unit: {{units: 8}}, repeat: {count}}}
    out: {{Dense: {{units: 1}}}}
  outputs: out
"""


def seconds(work: Callable[[], Any], times: int = 3) -> float:
    """The median of a few runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def models() -> None:
    """ResNet152 to text and back, by kbuild and by Keras."""
    model = keras.applications.ResNet152(weights=None)
    text, json = written_yaml(kbuild.from_keras(model)), model.to_json()
    out = {
        "to text": (lambda: written_yaml(kbuild.from_keras(model)), model.to_json),
        "to a model": (lambda: kbuild.build(text), lambda: keras.models.model_from_json(json)),
    }
    for name, (ours, theirs) in out.items():
        one, other = seconds(ours), seconds(theirs)
        print(f"ResNet152 {name}: kbuild {one:.2f} s, Keras {other:.2f} s, {one / other:.2f} times")
    lines = text.count("\n")
    print(f"ResNet152 in bytes: kbuild {len(text):,} ({lines} lines), Keras {len(json):,}")


def expansion() -> None:
    """Documents that expand to many layers."""
    for layers in (1_250, 2_500, 5_000, 10_000):
        text = EXPANDED.format(count=layers // 4)
        taken = seconds(lambda text=text: resolve(read(text)))  # type: ignore[misc]  # bound here
        print(
            f"expansion to {layers:,} layers: {taken:.2f} s, {taken / layers * 1e6:.0f} microseconds a layer"
        )


if __name__ == "__main__":
    expansion()
    models()
