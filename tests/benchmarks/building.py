"""How long building takes from a document, against the Keras code that a person would write.

    python tests/benchmarks/building.py

prints ratios that were measured alternately in one process, since machines are noisy:

- ResNet50: `kbuild.build` of a functional document against the same network written by hand
- a plain Sequential of 100 to 3,000 layers: seconds for each layer, which linear time keeps level
- a functional chain, written backwards, of 100 to 3,000 layers
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import keras
from keras import layers as kl

from kbuild.building.build import build
from kbuild.schemas import Document

STAGES = ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2))


def resnet50_by_hand() -> keras.Model:
    """ResNet50 as a person writes it (He et al., 2015, https://arxiv.org/abs/1512.03385)."""
    image = keras.Input((224, 224, 3), name="image")
    x = kl.ZeroPadding2D(3, name="pad")(image)
    x = kl.Conv2D(64, 7, strides=2, name="stem")(x)
    x = kl.BatchNormalization(name="stem_bn")(x)
    x = kl.ReLU(name="stem_relu")(x)
    x = kl.ZeroPadding2D(1, name="pool_pad")(x)
    x = kl.MaxPooling2D(3, strides=2, name="pool")(x)
    for stage, (filters, units, strides) in enumerate(STAGES):
        for unit in range(units):
            x = _unit(x, filters, strides if unit == 0 else 1, f"s{stage}u{unit}", project=unit == 0)
    x = kl.GlobalAveragePooling2D(name="average")(x)
    return keras.Model(image, kl.Dense(1000, activation="softmax", name="classes")(x), name="resnet50")


def _unit(x: Any, filters: int, strides: int, name: str, *, project: bool) -> Any:
    skip = x
    if project:
        skip = kl.Conv2D(4 * filters, 1, strides=strides, name=f"{name}_0")(x)
        skip = kl.BatchNormalization(name=f"{name}_0bn")(skip)
    x = kl.Conv2D(filters, 1, strides=strides, name=f"{name}_1")(x)
    x = kl.BatchNormalization(name=f"{name}_1bn")(x)
    x = kl.ReLU(name=f"{name}_1relu")(x)
    x = kl.Conv2D(filters, 3, padding="same", name=f"{name}_2")(x)
    x = kl.BatchNormalization(name=f"{name}_2bn")(x)
    x = kl.ReLU(name=f"{name}_2relu")(x)
    x = kl.Conv2D(4 * filters, 1, name=f"{name}_3")(x)
    x = kl.BatchNormalization(name=f"{name}_3bn")(x)
    x = kl.Add(name=f"{name}_sum")([skip, x])
    return kl.ReLU(name=f"{name}_out")(x)


def resnet50_document() -> dict[str, Any]:
    """The same network as a document, its blocks already spelled out."""
    layers: dict[str, Any] = {
        "pad": {"ZeroPadding2D": {"padding": 3}, "from": "image"},
        "stem": {"Conv2D": {"filters": 64, "kernel_size": 7, "strides": 2}},
        "stem_bn": "BatchNormalization",
        "stem_relu": "ReLU",
        "pool_pad": {"ZeroPadding2D": {"padding": 1}},
        "pool": {"MaxPooling2D": {"pool_size": 3, "strides": 2}},
    }
    last = "pool"
    for stage, (filters, units, strides) in enumerate(STAGES):
        for unit in range(units):
            last = _unit_entries(
                layers, last, filters, strides if unit == 0 else 1, f"s{stage}u{unit}", project=unit == 0
            )
    layers["average"] = {"GlobalAveragePooling2D": None, "from": last}
    layers["classes"] = {"Dense": {"units": 1000, "activation": "softmax"}}
    inputs = {"image": {"shape": [224, 224, 3]}}
    return {
        "model": {"style": "functional", "inputs": inputs, "layers": layers, "outputs": "classes"},
        "seed": 1,
    }


def _unit_entries(
    layers: dict[str, Any], x: str, filters: int, strides: int, name: str, *, project: bool
) -> str:
    skip = x
    if project:
        layers[f"{name}_0"] = {
            "Conv2D": {"filters": 4 * filters, "kernel_size": 1, "strides": strides},
            "from": x,
        }
        layers[f"{name}_0bn"] = "BatchNormalization"
        skip = f"{name}_0bn"
    layers[f"{name}_1"] = {"Conv2D": {"filters": filters, "kernel_size": 1, "strides": strides}, "from": x}
    layers[f"{name}_1bn"] = "BatchNormalization"
    layers[f"{name}_1relu"] = "ReLU"
    layers[f"{name}_2"] = {"Conv2D": {"filters": filters, "kernel_size": 3, "padding": "same"}}
    layers[f"{name}_2bn"] = "BatchNormalization"
    layers[f"{name}_2relu"] = "ReLU"
    layers[f"{name}_3"] = {"Conv2D": {"filters": 4 * filters, "kernel_size": 1}}
    layers[f"{name}_3bn"] = "BatchNormalization"
    layers[f"{name}_sum"] = {"Add": None, "from": [skip, f"{name}_3bn"]}
    layers[f"{name}_out"] = "ReLU"
    return f"{name}_out"


def alternately(
    first: Callable[[], Any], second: Callable[[], Any], rounds: int
) -> tuple[float, float, float]:
    """Median seconds of two functions that are called in turn, and the median of their ratios."""
    pairs = []
    for _ in range(rounds + 1):
        pairs.append((_seconds(first), _seconds(second)))
    pairs = pairs[1:]
    ratio = statistics.median(a / b for a, b in pairs)
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), ratio


def _seconds(function: Callable[[], Any]) -> float:
    keras.backend.clear_session()
    gc.collect()
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def sequential(count: int) -> Document:
    """A Sequential of small layers."""
    layers = [{"Input": {"shape": [8]}}, *({"Dense": {"units": 8}} for _ in range(count))]
    return Document.model_validate({"seed": 1, "model": {"style": "sequential", "layers": layers}})


def backwards(count: int) -> Document:
    """A functional chain whose entries stand in the opposite order."""
    entries = {f"d{i}": {"Dense": {"units": 8}, "from": f"d{i - 1}" if i else "x"} for i in range(count)}
    inputs = {"x": {"shape": [8]}}
    layers = dict(reversed(entries.items()))
    model = {"style": "functional", "inputs": inputs, "layers": layers, "outputs": f"d{count - 1}"}
    return Document.model_validate({"seed": 1, "model": model})


def main() -> None:
    """Print the table."""
    document = Document.model_validate(resnet50_document())
    ours, theirs, ratio = alternately(lambda: build(document), resnet50_by_hand, rounds=7)
    print(f"ResNet50: document {ours:.2f} s, by hand {theirs:.2f} s, ratio {ratio:.2f}")
    for name, make in (("Sequential", sequential), ("functional, backwards", backwards)):
        for count in (100, 300, 1000, 3000):
            seconds = _seconds(partial(build, make(count)))
            print(f"{name} of {count:>5} layers: {seconds:6.2f} s, {1e3 * seconds / count:.2f} ms a layer")


if __name__ == "__main__":
    main()
